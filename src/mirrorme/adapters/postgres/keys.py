"""Keys to the API in Postgres; of a key only its digest is kept."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, insert, or_, select, update

from mirrorme.adapters.postgres.tables import api_key as table
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.records import Caller, KeyRole
from mirrorme.pipeline.access import PREFIX_SHOWN, digest_of, new_key

USED_EVERY = timedelta(hours=1)
"""So exactly is known when a key was last used."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key. prefix: its beginning, to tell it by. used_at: to the hour."""

    id: int
    name: str
    role: KeyRole
    franchise: str | None
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


def make_key(
    work: PostgresWork,
    name: str,
    role: KeyRole,
    franchise: str | None,
    lasts: timedelta | None = None,
    scopes: Collection[str] = (),
) -> str:
    """Make a new key and give it: the only time that it can be read. lasts: None for as long as it is not revoked."""
    key = new_key()
    expires = None if lasts is None else work.now + lasts
    values = {"name": name, "role": role, "franchise": franchise, "expires_at": expires, "scopes": sorted(scopes)}
    work.connection.execute(insert(table).values(digest=digest_of(key), prefix=key[:PREFIX_SHOWN], **values))
    return key


def find_key(work: PostgresWork, number: int) -> Key | None:
    """One that is seen from here."""
    return next(iter(_found(work, table.c.id == number)), None)


def about_key(work: PostgresWork, key: str) -> Key:
    """What is known of a key that was just made."""
    return _found(work, table.c.digest == digest_of(key))[0]


def all_keys(work: PostgresWork) -> list[Key]:
    """All that ever were, the oldest first."""
    return _found(work)


def end_key(work: PostgresWork, number: int, after: timedelta) -> bool:
    """Have a key end after a while, or at once; False if there is none that lives."""
    lives = (table.c.id == number) & table.c.revoked_at.is_(None) & _lasts()
    ends = {"expires_at": func.now() + after} if after else {"revoked_at": func.now()}
    return work.connection.execute(update(table).where(lives).values(**ends)).rowcount == 1


def is_alive(work: PostgresWork, number: int) -> bool:
    """Whether a key lets anybody in."""
    found = select(table.c.id).where(table.c.id == number, table.c.revoked_at.is_(None), _lasts())
    return work.connection.execute(found).first() is not None


def find_caller(work: PostgresWork, key: str) -> Caller | None:
    """Who has this key; None if nobody has, it was revoked or has expired."""
    found = select(table.c.id, table.c.name, table.c.role, table.c.franchise, table.c.scopes).where(
        table.c.digest == digest_of(key), table.c.revoked_at.is_(None), _lasts()
    )
    row = work.connection.execute(found).one_or_none()
    if row is None:
        return None
    long_ago = or_(table.c.used_at.is_(None), table.c.used_at < func.now() - USED_EVERY)
    work.connection.execute(update(table).where(table.c.id == row.id, long_ago).values(used_at=func.now()))
    return Caller(f"key:{row.id}", row.name, row.role, row.franchise, frozenset(row.scopes))


def _found(work: PostgresWork, *which: ColumnElement[bool]) -> list[Key]:
    columns = [table.c[field.name] for field in fields(Key)]
    rows = work.connection.execute(select(*columns).where(*which).order_by(table.c.id)).mappings()
    return [Key(**{**row, "scopes": tuple(row["scopes"])}) for row in rows]


def _lasts() -> ColumnElement[bool]:
    return or_(table.c.expires_at.is_(None), table.c.expires_at > func.now())
