"""Who of many schedulers is active: the one whose session holds an advisory lock, which goes when the session does."""

import threading
from contextlib import suppress

import psycopg

from mirrorme.adapters.postgres.engine import libpq_url

LOCK = 6_077_310_001
"""The lock's number; nothing else in the database uses one of this size."""
# Postgres itself finds out within seconds that our machine is gone, and gives the lock to another
_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_NOTICE = """
    select set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '2', false),
           set_config('tcp_keepalives_count', '3', false), set_config('statement_timeout', '5s', false)
"""


class Leader:
    """The lock, as seen from one process. url: of the database. May be asked from any thread.

    Raises:
        SetupError: the URL is none of Postgres.
    """

    def __init__(self, url: str, lock: int = LOCK) -> None:
        self._url, self._number = libpq_url(url), lock
        self._live: psycopg.Connection[tuple[object, ...]] | None = None
        self._leads = False
        self._turn = threading.Lock()

    def leads(self) -> bool:
        """Whether this process holds the lock, now: the database is asked. If nobody does, this one takes it."""
        with self._turn:
            try:
                self._leads = self._ask()
            except psycopg.Error:
                self._leave()
            return self._leads

    def close(self) -> None:
        """Let another lead."""
        with self._turn:
            self._leave()

    def _ask(self) -> bool:
        if self._live is None:
            self._live = psycopg.connect(self._url, autocommit=True, **_OPTIONS)  # type: ignore[arg-type] # libpq's own
            self._live.execute(_NOTICE)
        if self._leads:
            self._live.execute("select 1")  # the lock lives as long as this session
            return True
        found = self._live.execute("select pg_try_advisory_lock(%s)", [self._number]).fetchone()
        return found is not None and found[0] is True

    def _leave(self) -> None:
        live, self._live, self._leads = self._live, None, False
        if live is not None:
            with suppress(psycopg.Error):
                live.close()
