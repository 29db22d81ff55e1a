"""A real Postgres for the tests: one server a test process, one fresh migrated database a test."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import URL, Engine, insert, make_url, text

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.lane import Lane
from mirrorme.domain.records import Caller
from tests.fakes import s3

DAY = date(2026, 11, 17)
MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What is in the database at the beginning: two franchises, each with a booking type and a session."""

    franchises: tuple[str, str]
    booking_types: tuple[int, int]
    sessions: tuple[int, int]
    day: date
    studio: Caller
    other: Caller
    head_office: Caller


def _in_memory() -> str | None:
    """A place for files that needn't be written to a disk, if there is one with room: a database a test is much."""
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**31 else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Embedded]:
    """A server of this test process alone."""
    # not below pytest's own folder, which only we may enter: for root, Postgres runs as another user
    with TemporaryDirectory(prefix="mirrorme-test-", dir=_in_memory()) as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = Embedded(folder / "data", elsewhere=folder / "elsewhere")
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def server_url(postgres: Embedded) -> URL:
    """Of the database that tests don't use."""
    url = make_url(postgres.start())
    # these records needn't survive a power cut
    _administer(url, "alter system set fsync = off")
    _administer(url, "select pg_reload_conf()")
    return url


@pytest.fixture(scope="session")
def template(server_url: URL) -> str:
    """A migrated database that nobody is connected to, so that it can be copied."""
    _administer(server_url, "create database pattern")
    engine = open_engine(_text(server_url, "pattern"), connections=1)
    migrate(engine)
    engine.dispose()
    return "pattern"


@pytest.fixture
def database_url(server_url: URL, template: str) -> Iterator[str]:
    """A fresh migrated database; it is gone after the test."""
    name = f"test_{secrets.token_hex(6)}"
    _administer(server_url, f"create database {name} template {template} strategy file_copy")
    yield _text(server_url, name)
    _administer(server_url, f"drop database {name} with (force)")


@pytest.fixture
def empty_url(server_url: URL) -> Iterator[str]:
    """A fresh database with nothing in it."""
    name = f"empty_{secrets.token_hex(6)}"
    _administer(server_url, f"create database {name}")
    yield _text(server_url, name)
    _administer(server_url, f"drop database {name} with (force)")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Connections to the fresh database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def records(engine: Engine) -> PostgresRecords:
    """The records in the fresh database."""
    return PostgresRecords(engine)


@pytest.fixture
def seeded(records: PostgresRecords) -> Seeded:
    """Two franchises with a booking type and a session each."""
    with records.begin() as work:
        ids = [_add_franchise(work, *one) for one in (("001", "Studio One"), ("002", "Studio Two"))]
    return Seeded(
        franchises=("001", "002"),
        booking_types=(ids[0][0], ids[1][0]),
        sessions=(ids[0][1], ids[1][1]),
        day=DAY,
        studio=Caller(id="key:1", name="one", role="franchise", franchise="001"),
        other=Caller(id="key:2", name="two", role="franchise", franchise="002"),
        head_office=Caller(id="key:3", name="office", role="head_office", franchise=None),
    )


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[s3.Server]:
    with s3.serving(tmp_path_factory.mktemp("s3")) as server:
        # the libraries take credentials as AWS' tools do
        before = {name: os.environ.get(name) for name in server.environment}
        os.environ.update(server.environment)
        yield server
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@contextmanager
def as_owner(records: PostgresRecords) -> Iterator[PostgresWork]:
    """A transaction that no wall and no missing right stops, as who owns the database has it."""
    with records.begin() as work:
        work.connection.execute(text("set local role none"))
        yield work


def add_session(work: PostgresWork, franchise: str, booking_type: int, name: str, number: int) -> int:
    """A further session in lane Standard; gives its id."""
    values = {
        "franchise": franchise,
        "name": name,
        "day": DAY,
        "number": number,
        "booking_type": booking_type,
        "lane": Lane.STANDARD,
        "created_at": datetime.now(UTC),
    }
    added = insert(tables.session).values(**values).returning(tables.session.c.id)
    return int(work.connection.execute(added).scalar_one())


def _add_franchise(work: PostgresWork, code: str, name: str) -> tuple[int, int]:
    franchise = {"code": code, "name": name, "region": "us-east-1", "timezone": "America/New_York"}
    work.connection.execute(insert(tables.franchise).values(**franchise))
    booking = {"franchise": code, "name": "Portrait", "lane": Lane.STANDARD}
    added = insert(tables.booking_type).values(**booking).returning(tables.booking_type.c.id)
    booking_type = int(work.connection.execute(added).scalar_one())
    return booking_type, add_session(work, code, booking_type, "Smith family", 1)


def _administer(server: URL, statement: str) -> None:
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as live:
        live.execute(statement)


def _text(server: URL, database: str) -> str:
    return server.set(database=database).render_as_string(hide_password=False)
