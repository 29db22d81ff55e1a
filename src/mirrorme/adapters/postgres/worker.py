"""A worker of the queue: takes up one job after the other, and shows that it lives meanwhile."""

import asyncio
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker

from mirrorme.adapters.postgres import jobs
from mirrorme.adapters.postgres.engine import libpq_url
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import UnavailableError

POLL_S = 1.0
"""Jobs that are put off, or moved to another queue, come without a notification."""


def work(
    url: str,
    tasks: Mapping[str, Callable[[int], None]],
    *,
    heartbeat_s: float,
    grace_s: float,
    on_overdue: Callable[[], None],
) -> None:
    """Work until SIGTERM or SIGINT, then finish the job in hand if that takes no longer than the grace.

    url: of the database. tasks: by name, what to do with a photo; each runs in a thread, one at a time. on_overdue:
    ends what is still being done after the grace; its photo is found again by ``reconcile``.

    Raises:
        SetupError: a task raised it: no other photo can be edited either. The URL is none of Postgres.
        UnavailableError: the database was lost, or is not there.
    """
    asyncio.run(_Shift(tasks, on_overdue).work(jobs.working_app(libpq_url(url)), heartbeat_s, grace_s))


class _Shift:
    """From the start of a worker to its end."""

    def __init__(self, tasks: Mapping[str, Callable[[int], None]], on_overdue: Callable[[], None]) -> None:
        self._tasks, self._on_overdue = tasks, on_overdue
        self._asked_to_stop = threading.Event()
        self._fatal: Exception | None = None
        self._worker: Worker | None = None

    async def work(self, app: App, heartbeat_s: float, grace_s: float) -> None:
        # never the loop's own threads: it must not wait for a job when the database is gone
        with ThreadPoolExecutor(1, "job") as pool:
            for name, do in self._tasks.items():
                self._add(app, name, do, pool)
            try:
                async with app.open_async():
                    await self._run(app, heartbeat_s, grace_s)
            except (ConnectorException, psycopg.OperationalError) as error:
                cause = error.__cause__ or error
                if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
                    raise
                if not self._asked_to_stop.is_set():
                    raise self._fatal or UnavailableError(f"The database can't be reached: {cause}") from error
            finally:
                self._on_overdue()
        if self._fatal is not None:
            raise self._fatal
        if not self._asked_to_stop.is_set():
            raise UnavailableError("The database was lost.")

    async def _run(self, app: App, heartbeat_s: float, grace_s: float) -> None:
        worker = self._worker = Worker(
            app,
            queues=list(jobs.QUEUES),
            concurrency=1,
            fetch_job_polling_interval=POLL_S,
            shutdown_graceful_timeout=grace_s,
            # what became of the photo, its row says; a job that is gone while the photo waits is put back
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=heartbeat_s,
            stalled_worker_timeout=3 * heartbeat_s,
        )
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        await worker.run()  # type: ignore[no-untyped-call] # Procrastinate's has no annotation

    def _stop(self) -> None:
        self._asked_to_stop.set()
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]

    def _add(self, app: App, name: str, do: Callable[[int], None], pool: ThreadPoolExecutor) -> None:
        async def carry_out(photo: int) -> None:
            try:
                # in a thread, so that heartbeats go on
                await asyncio.get_running_loop().run_in_executor(pool, do, photo)
            except (SetupError, UnavailableError) as error:
                self._fatal = error
                if self._worker is not None:
                    self._worker.stop()  # type: ignore[no-untyped-call]
                raise

        app.task(name=name)(carry_out)
