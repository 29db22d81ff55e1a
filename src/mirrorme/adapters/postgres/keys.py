"""Keys to the API in Postgres; of a key only its digest is kept."""

from datetime import timedelta

from sqlalchemy import func, or_, select, update

from mirrorme.adapters.postgres.tables import api_key as table
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.records import Caller, Role
from mirrorme.pipeline.access import digest_of, new_key

USED_EVERY = timedelta(hours=1)
"""So exactly is known when a key was last used."""


def make_key(work: PostgresWork, name: str, role: Role, franchise: str | None) -> str:
    """Make a new key and give it: the only time that it can be read."""
    key = new_key()
    work.franchises.add_key(digest_of(key), name=name, role=role, franchise=franchise)
    return key


def find_caller(work: PostgresWork, key: str) -> Caller | None:
    """Who has this key; None if nobody has, or it was revoked."""
    found = select(table.c.id, table.c.name, table.c.role, table.c.franchise).where(
        table.c.digest == digest_of(key), table.c.revoked_at.is_(None)
    )
    row = work.connection.execute(found).one_or_none()
    if row is None:
        return None
    long_ago = or_(table.c.used_at.is_(None), table.c.used_at < func.now() - USED_EVERY)
    work.connection.execute(update(table).where(table.c.id == row.id, long_ago).values(used_at=func.now()))
    return Caller(key=row.id, name=row.name, role=row.role, franchise=row.franchise)
