"""Franchises in Postgres, and the keys to them."""

from dataclasses import asdict

from sqlalchemy import Connection, Integer, RowMapping, cast, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.tables import franchise as table
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.records import Franchise, KeyRole
from mirrorme.pipeline.access import PREFIX_SHOWN, digest_of


def to_franchise(row: RowMapping) -> Franchise:
    """A row as a record."""
    return Franchise(**row)


class PostgresFranchises:
    """Franchises, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def get(self, code: str) -> Franchise | None:
        """As it is now."""
        row = self._live.execute(select(table).where(table.c.code == code)).mappings().one_or_none()
        return to_franchise(row) if row else None

    def lock(self, code: str) -> Franchise | None:
        """As it is now, held until the transaction ends; rows that name it can be added meanwhile."""
        found = select(table).where(table.c.code == code).with_for_update(key_share=True)
        row = self._live.execute(found).mappings().one_or_none()
        return to_franchise(row) if row else None

    def next_code(self) -> str:
        """The lowest number above all that are there, which no other transaction gets."""
        self._live.execute(text("lock table franchise in share row exclusive mode"))
        last = self._live.execute(select(func.max(cast(table.c.code, Integer)))).scalar()
        return f"{(last or 0) + 1:03d}"

    def has_region(self, code: str) -> bool:
        """Whether data may be kept there."""
        found = select(tables.region.c.code).where(tables.region.c.code == code)
        return self._live.execute(found).first() is not None

    def add(self, franchise: Franchise) -> Franchise:
        """Keep it; gives it with the time when it was made."""
        values = {name: value for name, value in asdict(franchise).items() if name != "created_at"}
        added = insert_new(table).values(**values).on_conflict_do_nothing().returning(table)
        row = self._live.execute(added).mappings().one_or_none()
        if row is None:
            raise ConflictError("franchise_exists", f"There is a franchise {franchise.code}; choose another code.")
        return to_franchise(row)

    def save(self, franchise: Franchise) -> None:
        """Replace its name, time zone, thresholds and hours."""
        names = ("name", "timezone", "auto_publish", "review_from", "hours")
        values = {name: getattr(franchise, name) for name in names}
        self._live.execute(update(table).where(table.c.code == franchise.code).values(**values))

    def add_key(self, key: str, *, name: str, role: KeyRole, franchise: str | None) -> None:
        """Let who has this key in; only its digest and its beginning are kept."""
        row = {"digest": digest_of(key), "prefix": key[:PREFIX_SHOWN], "name": name, "role": role}
        self._live.execute(insert(tables.api_key).values(**row, franchise=franchise))
