"""What goes wrong with connections is said in the pipeline's own words."""

import psycopg
import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords, libpq_url, open_engine, sqlalchemy_url
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import UnavailableError
from tests.integration.conftest import as_owner


def test_a_database_that_is_not_there_is_unavailable() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(UnavailableError), PostgresRecords(engine).begin():
        pass


def test_a_connection_that_is_cut_is_unavailable_and_the_next_one_works(records: PostgresRecords) -> None:
    with pytest.raises(UnavailableError), as_owner(records) as work:
        work.connection.execute(text("select pg_terminate_backend(pg_backend_pid())"))
    with records.begin() as work:
        assert work.photos.waiting() == []


def test_a_full_pool_is_unavailable(database_url: str) -> None:
    engine = open_engine(database_url, connections=1, patience_s=0.05)
    records = PostgresRecords(engine)
    with records.begin(), pytest.raises(UnavailableError), records.begin():
        pass
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://a@b/c", "what is this"])
def test_a_url_of_another_database_is_refused(url: str) -> None:
    with pytest.raises(SetupError, match="DATABASE_URL"):
        sqlalchemy_url(url)


def test_libpq_reaches_the_same_database(database_url: str, records: PostgresRecords) -> None:
    with records.begin() as work:
        work.history.note("test", who="test", why="")
    with psycopg.connect(libpq_url(database_url)) as live:
        assert live.execute("select count(*) from history, procrastinate_jobs right join history h on true").fetchone()


def test_listeners_hear_of_the_history(database_url: str, records: PostgresRecords) -> None:
    with psycopg.connect(libpq_url(database_url), autocommit=True) as live:
        live.execute("listen mirrorme_history")
        with records.begin() as work:
            work.history.note("short", who="test", why="")
            work.history.note("long", who="test", why="x" * 20_000)
        heard = [notice.payload for notice in live.notifies(timeout=5, stop_after=2)]
    assert '"kind": "short"' in heard[0]
    assert len(heard[1]) < 100
