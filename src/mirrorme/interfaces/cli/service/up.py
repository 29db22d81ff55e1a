"""`mirrorme up`: the whole service on this machine."""

import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mirrorme.adapters.postgres.embedded import Embedded
    from mirrorme.wiring.one_machine import OneMachine


def up(
    *,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", envvar="MIRRORME_DATA", help="Where everything is kept.", show_default="your own"),
    ] = None,
    host: Annotated[str, typer.Option(help="Address that the API listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API.")] = 8400,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Edit workers.", show_default="one a core")] = None,
    samples: Annotated[bool, typer.Option(help="Edit sample photos at the first start.")] = True,
) -> None:
    """Start database, API, scheduler and edit workers, and keep them running until Ctrl-C or SIGTERM.

    The first start makes franchise 001 and edits sample photos while you watch.
    """
    from filelock import FileLock, Timeout
    from platformdirs import user_data_path

    from mirrorme.interfaces.cli.service.size import count_workers
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.wiring.one_machine import OneMachine

    began = time.monotonic()
    place = (data or user_data_path("mirrorme", appauthor=False)).absolute()
    lock = FileLock(place / "up.lock", timeout=0)
    try:
        place.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise SetupError(
            f"the service in {place} runs already (see `mirrorme status`); choose another --data for a second one"
        ) from error
    except OSError as error:
        raise SetupError(f"can't keep anything in {place}: {error.strerror}; choose another --data") from error
    with lock:
        _run(OneMachine(place, host, port, count_workers(workers)), began, samples=samples)


def _run(machine: "OneMachine", began: float, *, samples: bool) -> None:
    from mirrorme.adapters.postgres.embedded import Embedded
    from mirrorme.interfaces.cli.service.first_start import first_start
    from mirrorme.interfaces.cli.service.weights import have_weights
    from mirrorme.ops.supervisor import Supervisor
    from mirrorme.wiring.founding import found

    machine.check_port()
    have_weights()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    database = Embedded(machine.records)
    url = database.start()
    _say(f"postgres: running (pid {database.pid()}), records in {database.home}")
    environment = machine.environment(url)
    is_new = found(machine, url)
    supervisor = Supervisor(machine.parts(environment), _say)
    guide = threading.Thread(
        target=first_start, args=(machine, began, stop, _say), kwargs={"samples": samples and is_new}, daemon=True
    )
    guide.start()
    try:
        supervisor.run(stop, lambda: _keep(database), every_s=0.5)
    finally:
        database.stop()
        _say("postgres: stopped")


def _keep(database: "Embedded") -> None:
    """Have Postgres running, whatever ended it."""
    if not database.running():
        _say("postgres: ended; starts again")
        database.start()
        _say(f"postgres: running again (pid {database.pid()})")
    database.trim_log()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
