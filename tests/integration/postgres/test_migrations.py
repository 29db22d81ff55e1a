"""The tables, by way of the migrations."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import check, migrate, migrate_back
from mirrorme.pipeline.errors import SetupError
from tests.integration.conftest import Seeded, as_owner


def test_migrations_make_the_tables_that_queries_are_written_with(engine: Engine) -> None:
    with engine.connect() as live:
        context = MigrationContext.configure(live, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, tables.metadata)
    # Procrastinate's own are in a schema that is searched too
    assert [one for one in differences if "procrastinate" not in str(one)] == []


def test_migrations_go_forward_back_and_forward_again(empty_url: str) -> None:
    engine = open_engine(empty_url, connections=1)
    migrate(engine)
    migrate(engine)
    check(engine)
    migrate_back(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    check(engine)
    engine.dispose()


def test_a_database_that_is_too_old_or_too_new_is_named(empty_url: str) -> None:
    engine = open_engine(empty_url, connections=1)
    with pytest.raises(SetupError, match=r"revision nothing.*mirrorme migrate"):
        check(engine)
    migrate(engine)
    with engine.begin() as live:
        live.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SetupError, match="update MirrorMe"):
        migrate(engine)
    engine.dispose()


@pytest.mark.parametrize("change", ["update history set why = ''", "delete from history", "truncate history"])
def test_history_is_only_added_to(records: PostgresRecords, seeded: Seeded, change: str) -> None:
    with records.begin() as work:
        work.history.note("test", who="test", why="", franchise=seeded.franchises[0])
    with pytest.raises(DBAPIError, match="append-only"), as_owner(records) as work:
        work.connection.execute(text(change))
