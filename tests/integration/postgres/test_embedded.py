"""A Postgres of our own, whatever happened to it."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import create_engine, text

from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.pipeline.errors import SetupError


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="mirrorme-test-") as name:
        path = Path(name)
        path.chmod(0o711)
        yield path
        Embedded(path / "data", path / "elsewhere").stop()


def _ask(url: str, statement: str) -> object:
    engine = create_engine(url)
    with engine.begin() as live:
        answer = live.execute(text(statement))
        found = answer.scalar() if answer.returns_rows else None
    engine.dispose()
    return found


def test_what_was_committed_is_there_after_stop_and_after_sigkill(folder: Path) -> None:
    server = Embedded(folder / "data", folder / "elsewhere")
    url = server.start()
    _ask(url, "create table kept as select 7 as seven")
    server.stop()
    assert not server.running()

    assert server.start() == url
    assert _ask(url, "select seven from kept") == 7
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)

    assert Embedded(folder / "data", folder / "elsewhere").start() == url
    assert _ask(url, "select seven from kept") == 7


def test_the_supervisor_that_started_it_can_start_it_again_after_sigkill(folder: Path) -> None:
    server = Embedded(folder / "data", folder / "elsewhere")
    url = server.start()
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)

    assert server.start() == url
    assert _ask(url, "select 1") == 1


def test_two_that_start_at_once_share_one_server(folder: Path) -> None:
    servers = [Embedded(folder / "data", folder / "elsewhere") for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        urls = set(pool.map(Embedded.start, servers))
    assert len(urls) == 1
    assert len({server.pid() for server in servers}) == 1


def test_only_who_has_the_password_gets_in(folder: Path) -> None:
    server = Embedded(folder / "data", folder / "elsewhere")
    server.start()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(server.home / "socket"), user="postgres", password="guess", dbname="mirrorme")  # noqa: S106
    assert (server.home / "postgres-password").stat().st_mode & 0o077 == 0


def test_records_of_another_version_are_named(folder: Path) -> None:
    server = Embedded(folder / "data", folder / "elsewhere")
    server.start()
    server.stop()
    (server.home / "pgdata" / "PG_VERSION").write_text("15\n")
    with pytest.raises(SetupError, match="written by Postgres 15"):
        server.start()


def test_a_folder_of_somebody_else_is_left_alone(folder: Path) -> None:
    (folder / "data" / "pgdata").mkdir(parents=True)
    (folder / "data" / "pgdata" / "thesis.txt").write_text("mine")
    with pytest.raises(SetupError, match="choose another folder"):
        Embedded(folder / "data", folder / "elsewhere").start()
    assert (folder / "data" / "pgdata" / "thesis.txt").read_text() == "mine"


def test_a_strict_umask_closes_nothing_that_postgres_has_to_pass(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        server = Embedded(folder / "data", folder / "elsewhere")
        assert _ask(server.start(), "select 1") == 1
        server.stop()
    finally:
        os.umask(before)
