"""Connections to Postgres."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import UnavailableError

QUEUE_SCHEMA = "procrastinate"
SEARCH_PATH = f"-c search_path=public,{QUEUE_SCHEMA} -c timezone=UTC"


def sqlalchemy_url(url: str) -> str:
    """The URL as SQLAlchemy wants it: ``postgresql://`` and ``postgres://`` are taken too.

    Raises:
        SetupError: it is none of Postgres.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SetupError("DATABASE_URL is no URL; it looks like postgresql://user:password@host:5432/name") from error
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise SetupError(f"DATABASE_URL has to begin with postgresql://, not {parsed.drivername}://")
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def libpq_url(url: str) -> str:
    """The same for libpq, with the search path of ours."""
    parsed = make_url(sqlalchemy_url(url)).set(drivername="postgresql")
    whole = parsed.update_query_dict({"options": SEARCH_PATH}).render_as_string(hide_password=False)
    place, _, query = whole.partition("?")
    return f"{place}?{query.replace('+', '%20')}"  # libpq takes a plus for a plus


def open_engine(url: str, connections: int = 10, patience_s: float = 10.0) -> Engine:
    """A pool of connections; none is made yet. patience_s: how long to wait for a free one.

    Raises:
        SetupError: the URL is none of Postgres.
    """
    return create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience_s,
        pool_pre_ping=True,
        connect_args={"options": SEARCH_PATH, "connect_timeout": 10},
    )


@contextmanager
def connection(engine: Engine) -> Iterator[Connection]:
    """A transaction.

    Raises:
        UnavailableError: the database can't be reached; asking again later may do.
    """
    try:
        with engine.begin() as live:
            yield live
    except (DBAPIError, PoolTimeout, ConnectorException) as error:
        if _may_pass(error):
            raise UnavailableError("The database can't be reached just now. Try again in a few seconds.") from error
        raise


def _may_pass(error: DBAPIError | PoolTimeout | ConnectorException) -> bool:
    """Whether a connection was refused, cut, or chosen to give way to another: all of which the driver calls so."""
    if isinstance(error, ConnectorException):
        return isinstance(error.__cause__, psycopg.OperationalError)
    return isinstance(error, OperationalError | PoolTimeout) or error.connection_invalidated


EVERY, NONE = "*", ""
"""Behind which wall a transaction is: that of a franchise, by its code; or it sees all franchises, or none."""
_WALL = text("select set_config('role', 'mirrorme_business', true), set_config('app.franchise', :wall, true)")


class PostgresRecords:
    """All records; or, behind the wall of a franchise, those that are its own."""

    def __init__(self, engine: Engine, wall: str = EVERY) -> None:
        self._engine, self._wall = engine, wall

    def behind(self, wall: str) -> "PostgresRecords":
        """What one franchise may see, by its code; ``EVERY`` or ``NONE``."""
        return PostgresRecords(self._engine, wall)

    @contextmanager
    def begin(self) -> Iterator[PostgresWork]:
        """A transaction: committed when the block ends, rolled back when it raises.

        It is done in a role that owns nothing, so that the database itself keeps franchises apart (row-level security).

        Raises:
            UnavailableError: the database can't be reached.
        """
        with connection(self._engine) as live:
            live.execute(_WALL, {"wall": self._wall})
            yield PostgresWork(live)
