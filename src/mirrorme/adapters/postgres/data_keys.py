"""Data keys in Postgres, wrapped: who has the database alone can't read a photo."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select, update
from sqlalchemy.dialects import postgresql

from mirrorme.adapters.postgres.tables import data_key as table
from mirrorme.adapters.postgres.tables import encryption, session
from mirrorme.adapters.postgres.tables import franchise as franchises
from mirrorme.domain.encryption import Encryption, KeyRecord, Owner
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.keys import SessionPlace

_LIVES = table.c.destroyed_at.is_(None)
_CURRENT = and_(table.c.retired_at.is_(None), _LIVES)
NEVER_USED = "none"
"""The master key of a key that there never was."""


class PostgresDataKeys:
    """Data keys, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def encryption(self) -> Encryption | None:
        """How the store is encrypted."""
        row = self._live.execute(select(encryption.c.master, encryption.c.plain)).one_or_none()
        return None if row is None else Encryption(row.master, row.plain)

    def begin(self, master: str, *, plain: bool) -> bool:
        """Note that it is from now on; False if that was noted before."""
        new = postgresql.insert(encryption).values(master=master, plain=plain).on_conflict_do_nothing()
        return self._live.execute(new.returning(encryption.c.single)).first() is not None

    def change(self, *, master: str | None = None, plain: bool | None = None) -> None:
        """Note what is otherwise now."""
        values = {"master": master, "plain": plain}
        self._live.execute(update(encryption).values({name: new for name, new in values.items() if new is not None}))

    def owner_at(self, place: SessionPlace) -> Owner | None:
        """Whose the objects of a session are."""
        same = (session.c.franchise == place.franchise, session.c.day == place.day, session.c.number == place.number)
        row = self._live.execute(select(session.c.franchise, session.c.customer).where(*same)).one_or_none()
        return None if row is None else Owner(row.franchise, row.customer)

    def current(self, owner: Owner) -> KeyRecord | None:
        """The one for new objects; one that was destroyed too, since no other comes after it."""
        return self._one(select(table).where(_of(owner), table.c.retired_at.is_(None)))

    def get(self, number: int) -> KeyRecord | None:
        """As it is now."""
        return self._one(select(table).where(table.c.id == number))

    def any(self) -> KeyRecord | None:
        """One that was not destroyed."""
        return self._one(select(table).where(_LIVES).limit(1))

    def franchises(self) -> Sequence[str]:
        """The codes of all."""
        return self._live.execute(select(franchises.c.code).order_by(franchises.c.code)).scalars().all()

    def all(self, franchise: str | None = None) -> Sequence[KeyRecord]:
        """All that ever were, by owner and version."""
        found = select(table).order_by(table.c.franchise, table.c.customer.nulls_first(), table.c.version)
        return self._many(found if franchise is None else found.where(table.c.franchise == franchise))

    def due(self, age: timedelta, at_most: int) -> Sequence[KeyRecord]:
        """Current ones that are older than that."""
        old = table.c.created_at <= func.now() - age
        return self._locked(select(table).where(_CURRENT, old).order_by(table.c.id).limit(at_most))

    def lock_current(self, franchise: str) -> Sequence[KeyRecord]:
        """Current ones of a franchise."""
        return self._locked(select(table).where(_CURRENT, table.c.franchise == franchise).order_by(table.c.id))

    def lock_wrapped_otherwise(self, master: str, at_most: int) -> Sequence[KeyRecord]:
        """Those that another master key wrapped."""
        others = select(table).where(_LIVES, table.c.master != master).order_by(table.c.id).limit(at_most)
        return self._locked(others)

    def add(self, owner: Owner, version: int, master: str, wrapped: bytes) -> KeyRecord:
        """Keep a new one, as the current one.

        Raises:
            ConflictError: there is another current one.
        """
        values = {"franchise": owner.franchise, "customer": owner.customer, "version": version, "master": master}
        new = postgresql.insert(table).values(**values, wrapped=wrapped).on_conflict_do_nothing().returning(table)
        row = self._live.execute(new).mappings().one_or_none()
        if row is None:
            raise ConflictError("key_exists", "Another process has made this key.")
        return KeyRecord(**row)

    def retire(self, number: int) -> None:
        """Have it be the current one no longer."""
        self._live.execute(update(table).where(table.c.id == number).values(retired_at=func.now()))

    def wrap_again(self, number: int, master: str, wrapped: bytes) -> None:
        """Replace how it is wrapped."""
        self._live.execute(update(table).where(table.c.id == number, _LIVES).values(master=master, wrapped=wrapped))

    def unemptied(self) -> Sequence[KeyRecord]:
        """Retired ones that objects may still be under."""
        waiting = select(table).where(table.c.retired_at.is_not(None), table.c.emptied_at.is_(None), _LIVES)
        return self._many(waiting.order_by(table.c.id))

    def note_emptied(self, numbers: Sequence[int]) -> None:
        """No object in the store is under them any more."""
        self._live.execute(update(table).where(table.c.id.in_(numbers)).values(emptied_at=func.now()))

    def destroy(self, owner: Owner) -> None:
        """Forget all keys of a customer; where there is none, note that there never will be one."""
        gone = {"wrapped": None, "destroyed_at": func.now()}
        self._live.execute(update(table).where(_of(owner), _LIVES).values(**gone))
        if self.current(owner) is None:
            values = {"franchise": owner.franchise, "customer": owner.customer, "version": 1, "master": NEVER_USED}
            self._live.execute(insert(table).values(**values, **gone))

    def destroyed(self, customer: int) -> int:
        """How many of a customer's keys that objects were under were destroyed."""
        used = (table.c.customer == customer, table.c.destroyed_at.is_not(None), table.c.master != NEVER_USED)
        return self._live.execute(select(func.count()).select_from(table).where(*used)).scalar_one()

    def _one(self, found: Select[tuple[object, ...]]) -> KeyRecord | None:
        row = self._live.execute(found).mappings().one_or_none()
        return None if row is None else KeyRecord(**row)

    def _locked(self, found: Select[tuple[object, ...]]) -> Sequence[KeyRecord]:
        return self._many(found.with_for_update(key_share=True))

    def _many(self, found: Select[tuple[object, ...]]) -> Sequence[KeyRecord]:
        return [KeyRecord(**row) for row in self._live.execute(found).mappings()]


def _of(owner: Owner) -> ColumnElement[bool]:
    return and_(table.c.franchise == owner.franchise, table.c.customer.is_not_distinct_from(owner.customer))
