"""Sign-ins in Postgres; of a token only its digest is kept."""

from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from mirrorme.adapters.postgres.account_tables import person
from mirrorme.adapters.postgres.account_tables import sign_in as table
from mirrorme.adapters.postgres.people import COLUMNS, to_person
from mirrorme.domain.people import Level, Person, SignIn

_OWN = [table.c[field.name] for field in fields(SignIn)]


class PostgresSignIns:
    """Sign-ins, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, person: int, digest: str, level: Level, agent: str, address: str, lasts: timedelta) -> SignIn:
        """Keep one; it is proved just now."""
        values = {"person": person, "digest": digest, "level": level, "agent": agent, "address": address}
        times = {"expires_at": func.now() + lasts, "stepped_up_at": func.now()}
        added = insert(table).values(**values, **times).returning(*_OWN)
        return _to_sign_in(self._live.execute(added).mappings().one())

    def find(self, digest: str) -> tuple[SignIn, Person] | None:
        """One that lasts, of somebody who may come in."""
        own = [column.label(f"own_{column.name}") for column in _OWN]
        found = (
            select(*own, *COLUMNS)
            .join_from(table, person)
            .where(table.c.digest == digest, _lasts(), person.c.disabled_at.is_(None))
        )
        row = self._live.execute(found).mappings().one_or_none()
        if row is None:
            return None
        return SignIn(**{field.name: row[f"own_{field.name}"] for field in fields(SignIn)}), to_person(row)

    def raise_to(self, number: int, digest: str, level: Level, lasts: timedelta) -> SignIn:
        """It has a new token and another level from now on, and was proved just now."""
        times = {"expires_at": func.now() + lasts, "stepped_up_at": func.now(), "seen_at": func.now()}
        changed = update(table).where(table.c.id == number).values(digest=digest, level=level, tries=0, **times)
        return _to_sign_in(self._live.execute(changed.returning(*_OWN)).mappings().one())

    def count_try(self, number: int) -> int:
        """How many wrong second factors there were, this one included."""
        counted = update(table).where(table.c.id == number).values(tries=table.c.tries + 1).returning(table.c.tries)
        return int(self._live.execute(counted).scalar_one())

    def seen(self, number: int, expires_at: datetime) -> None:
        """It was used now."""
        self._live.execute(update(table).where(table.c.id == number).values(seen_at=func.now(), expires_at=expires_at))

    def of(self, person: int) -> list[SignIn]:
        """Those that last, the newest first."""
        found = select(*_OWN).where(table.c.person == person, _lasts()).order_by(table.c.id.desc())
        return [_to_sign_in(row) for row in self._live.execute(found).mappings()]

    def end(self, person: int, number: int | None = None, *, but: int | None = None) -> int:
        """End one, or all of somebody but one; gives how many."""
        which = update(table).where(table.c.person == person, _lasts())
        if number is not None:
            which = which.where(table.c.id == number)
        if but is not None:
            which = which.where(table.c.id != but)
        return self._live.execute(which.values(ended_at=func.now())).rowcount


def _lasts() -> "ColumnElement[bool]":
    return table.c.ended_at.is_(None) & (table.c.expires_at > func.now())


def _to_sign_in(row: RowMapping) -> SignIn:
    return SignIn(**row)
