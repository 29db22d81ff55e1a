"""`mirrorme worker`: edit photos that wait, one at a time."""

import os
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mirrorme.adapters.workers.seat import Seat
    from mirrorme.pipeline.order import Order
    from mirrorme.pipeline.result import EditResult
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import Service

GRACE_S = 8.0
"""How long the photo in hand may still take after SIGTERM; whoever asked waits for ten."""

Tell = Callable[[str], None]


def worker(
    *,
    threads: Annotated[
        int | None,
        typer.Option(min=1, envvar="OMP_NUM_THREADS", help="Threads for its networks.", show_default="one a core"),
    ] = None,
) -> None:
    """Edit photos that wait; settings come from the environment (DATABASE_URL, STORAGE_URL ..., see the runbook).

    Start one for every core or two, on as many machines as you like. It ends when the database is lost, and has to be
    started again then.
    """
    from mirrorme.adapters.machine import cores
    from mirrorme.adapters.postgres.migrate import check
    from mirrorme.adapters.workers.child import own_command
    from mirrorme.interfaces.cli.journal import open_journal
    from mirrorme.ops.lifeline import hold
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.ports import UnavailableError
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    settings = ServiceSettings.from_environment()
    tell = open_journal("worker", settings.log_level)
    hold(lambda: os.kill(os.getpid(), signal.SIGTERM))
    # its own connection, and one to spare
    service = open_service(settings, connections=2)
    try:
        check(service.engine)
        service.begin_encryption()
    except UnavailableError as error:
        raise SetupError(f"{error} DATABASE_URL names it.") from error
    seat = make_seat(settings, own_command("mirrorme.interfaces.worker"), threads or cores(), tell)
    serve(service, seat, tell)


def make_seat(settings: "ServiceSettings", command: list[str], threads: int, tell: Tell) -> "Seat":
    """Where a child will sit that has all networks warm; none is started yet."""
    from functools import partial

    from mirrorme.adapters.workers.child import Child, own_environment
    from mirrorme.adapters.workers.seat import Seat
    from mirrorme.pipeline.look import Look, recipe_of
    from mirrorme.pipeline.order import Job

    # the house's recipe takes all networks; every photo brings its own
    job = Job(recipe=recipe_of(Look()), gate={}, threads=threads, store=settings.storage_url)
    hire = partial(Child, command, own_environment(threads), job.to_json())
    return Seat(hire, limit_s=settings.edit_limit_s, recycle_after=settings.recycle_after, tell=tell)


def serve(service: "Service", seat: "Seat", tell: Tell) -> None:
    """Edit until asked to stop.

    Raises:
        SetupError: nothing can be edited, or the database was lost; another start may do.
    """
    from mirrorme.adapters.postgres import jobs
    from mirrorme.adapters.postgres.worker import work
    from mirrorme.adapters.workers.seat import StoppedError
    from mirrorme.pipeline.edit_photo import Studio
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.judging import Judges
    from mirrorme.pipeline.ports import UnavailableError
    from mirrorme.settings import Settings
    from mirrorme.wiring.scorer import own_model

    name = f"worker:{socket.gethostname()}/{os.getpid()}"
    settings = service.settings
    own, _ = own_model(Settings.from_environment().config)
    judges = Judges(service.records, own, name, tell)

    def edit(order: "Order") -> "EditResult":
        return judges.judged(order, _edit(service, seat, order, tell))

    studio = Studio(service.records, service.objects, edit, name)

    def then_refresh(do: Callable[[int], None]) -> Callable[[int], None]:
        def run(photo: int) -> None:
            try:
                do(photo)
                seat.refresh()
            except StoppedError:
                tell(f"photo {photo} is left for another worker")

        return run

    try:
        seat.refresh()  # before the first job: who can't edit takes no photo up
        tell(f"{name} is ready")
        work(
            settings.database_url,
            {jobs.EDIT: then_refresh(studio.edit_photo), jobs.LOOK: then_refresh(studio.look_photo)},
            heartbeat_s=settings.heartbeat_s,
            grace_s=GRACE_S,
            on_overdue=seat.stop,
        )
    except UnavailableError as error:
        raise SetupError(str(error)) from error
    finally:
        seat.close()
    tell("stopped")


def _edit(service: "Service", seat: "Seat", order: "Order", tell: Tell) -> "EditResult":
    from mirrorme.adapters.workers.child import Lost
    from mirrorme.imaging.errors import Reason
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.pipeline.result import EditResult

    try:
        answer = seat.ask(service.lend(order).to_json())
    except StorageError as error:
        return EditResult(order.photo, "failed", (error.reason,))
    if isinstance(answer, Lost):
        tell(f"{order.photo}: {answer.code}: {answer.message}")
        return EditResult(order.photo, "failed", (Reason(answer.code, answer.message),))
    return EditResult.from_json(answer)
