"""Own backdrops, styles and colour tables in Postgres."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, update

from mirrorme.adapters.postgres import brand_tables as tables
from mirrorme.adapters.postgres.tables import booking_type
from mirrorme.domain.templates import OWN, OwnBackdrop, OwnLut, OwnStyle

Own = TypeVar("Own", OwnBackdrop, OwnLut, OwnStyle)
_TABLES: dict[type, Table] = {OwnBackdrop: tables.backdrop, OwnLut: tables.lut, OwnStyle: tables.style}
_GIVEN = {"id", "created_at", "withdrawn_at"}


class PostgresTemplates:
    """Own things of franchises, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def backdrop(self, number: int) -> OwnBackdrop | None:
        """As it is now, withdrawn or not."""
        return self._get(OwnBackdrop, number)

    def backdrops(self, franchise: str | None) -> Sequence[OwnBackdrop]:
        """Those that can be chosen."""
        return self._all(OwnBackdrop, franchise)

    def add_backdrop(self, new: OwnBackdrop) -> OwnBackdrop:
        """Keep it."""
        return self._add(new)

    def lut(self, number: int) -> OwnLut | None:
        """As it is now, withdrawn or not."""
        return self._get(OwnLut, number)

    def luts(self, franchise: str | None) -> Sequence[OwnLut]:
        """Those that can be chosen."""
        return self._all(OwnLut, franchise)

    def add_lut(self, new: OwnLut) -> OwnLut:
        """Keep it."""
        return self._add(new)

    def style(self, number: int) -> OwnStyle | None:
        """As it is now, withdrawn or not."""
        return self._get(OwnStyle, number)

    def styles(self, franchise: str | None) -> Sequence[OwnStyle]:
        """Those that can be chosen."""
        return self._all(OwnStyle, franchise)

    def add_style(self, new: OwnStyle) -> OwnStyle:
        """Keep it."""
        return self._add(new)

    def save_style(self, changed: OwnStyle) -> None:
        """Replace its name and values."""
        table = tables.style
        self._live.execute(update(table).where(table.c.id == changed.id).values(**_values(changed)))

    def chosen_by(self, one: OwnBackdrop | OwnStyle) -> Sequence[str]:
        """What would still choose it: the brand's look, booking types; in words."""
        choice, name = "backdrop" if isinstance(one, OwnBackdrop) else "style", f"{OWN}{one.id}"
        brand, kind = tables.brand.c, booking_type.c
        branded = select(brand.franchise).where(brand.franchise == one.franchise, brand.look[choice].astext == name)
        offered = (kind.franchise == one.franchise) & kind.withdrawn_at.is_(None)
        booked = select(kind.name).where(offered, kind.look[choice].astext == name)
        found = ["the brand's look"] if self._live.execute(branded).first() else []
        return found + [f"the booking type {row.name!r}" for row in self._live.execute(booked.order_by(kind.id))]

    def withdraw(self, one: OwnBackdrop | OwnLut | OwnStyle) -> None:
        """Have it be chosen no more."""
        table = _TABLES[type(one)]
        open_one = (table.c.id == one.id) & table.c.withdrawn_at.is_(None)
        self._live.execute(update(table).where(open_one).values(withdrawn_at=func.now()))

    def _get(self, kind: type[Own], number: int) -> Own | None:
        table = _TABLES[kind]
        row = self._live.execute(select(table).where(table.c.id == number)).mappings().one_or_none()
        return None if row is None else _to(kind, row)

    def _all(self, kind: type[Own], franchise: str | None) -> list[Own]:
        table = _TABLES[kind]
        rows = select(table).where(table.c.withdrawn_at.is_(None)).order_by(table.c.id)
        if franchise is not None:
            rows = rows.where(table.c.franchise == franchise)
        return [_to(kind, row) for row in self._live.execute(rows).mappings()]

    def _add(self, new: Own) -> Own:
        table = _TABLES[type(new)]
        row = self._live.execute(insert(table).values(**_values(new)).returning(table)).mappings().one()
        return _to(type(new), row)


def _to(kind: type[Own], row: RowMapping) -> Own:
    return kind(**row)


def _values(record: OwnBackdrop | OwnLut | OwnStyle) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if name not in _GIVEN}
