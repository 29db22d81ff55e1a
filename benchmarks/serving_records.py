"""Ways past the API, to make a backlog in seconds."""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text

from mirrorme.adapters.keys.open_master import open_master
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.lanes import put_in_lane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorme.domain.photo import Photo
    from mirrorme.pipeline.ports_objects import Objects

_ROWS = text("""
    insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane, received_at)
    select franchise, id, n, 'bulk.jpg', 'jpg', :size, encode(sha256((id || '-' || n)::bytea), 'hex'),
           'received', lane, now()
    from session, generate_series(1, :count) n where id = :session
    returning id
""")


def bulk_photos(data: Path, session: int, count: int, size: int) -> None:
    """Put so many photos of a session in its lane, a hundred a transaction."""
    engine = open_engine(Embedded(data / "postgres").start(), 1)
    records = PostgresRecords(engine)
    with records.begin() as work:
        rows = work.connection.execute(_ROWS, {"session": session, "count": count, "size": size}).scalars().all()
    for start in range(0, count, 100):
        with records.begin() as work:
            for row in rows[start : start + 100]:
                photo: Photo | None = work.photos.lock(row)
                if photo is not None:
                    put_in_lane(work, photo, who="benchmark", why="backlog")
    engine.dispose()


@contextmanager
def fresh_database() -> "Iterator[tuple[Path, str, Engine]]":
    """A Postgres of its own with empty tables: its folder, its URL, and an engine."""
    with tempfile.TemporaryDirectory(prefix="mirrorme-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        database = Embedded(folder / "postgres")
        url = database.start()
        engine = open_engine(url, 2)
        try:
            migrate(engine)
            yield folder, url, engine
        finally:
            engine.dispose()
            database.stop()


def have_planned(engine: Engine) -> None:
    """Have the planner know what is in the tables, as it does after a while."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as live:
        live.execute(text("vacuum analyze"))


@contextmanager
def encrypted_store(data: Path) -> "Iterator[Objects]":
    """The store of a `mirrorme up`."""
    engine = open_engine(Embedded(data / "postgres").start(), 1)
    keys = StoredKeys(PostgresRecords(engine), open_master(str(data / "master.key")))
    yield open_store(f"file://{data}/objects", secret=b"", base_url="", keys=keys)[0]
    engine.dispose()
