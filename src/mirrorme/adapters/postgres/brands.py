"""Brands in Postgres."""

from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from mirrorme.adapters.postgres.brand_tables import brand as table
from mirrorme.domain.brand import Brand, Notifications, Watermark
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.print_sizes import PrintSize

_COLOURS = {"primary_colour": "primary", "accent_colour": "accent"}
"""Columns, since SQL has a word of its own for the one."""


def to_brand(row: RowMapping) -> Brand:
    """A row as a record."""
    values, mark = dict(row), row["watermark"]
    for column, name in _COLOURS.items():
        values[name] = values.pop(column)
    values["watermark"] = None if mark is None else Watermark(**mark)
    values["notifications"] = Notifications(**row["notifications"])
    values["print_sizes"] = tuple(PrintSize(**one) for one in row["print_sizes"])
    return Brand(**values)


class PostgresBrands:
    """Brands, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def of(self, franchise: str) -> Brand:
        """A franchise's; the house's if it never set any."""
        row = self._live.execute(select(table).where(table.c.franchise == franchise)).mappings().one_or_none()
        return Brand(franchise) if row is None else to_brand(row)

    def at(self, domain: str) -> Brand | None:
        """The one that is reached by this domain."""
        row = self._live.execute(select(table).where(table.c.domain == domain)).mappings().one_or_none()
        return None if row is None else to_brand(row)

    def save(self, brand: Brand) -> Brand:
        """Keep it in place of what was; gives it with the time.

        Raises:
            ConflictError: another franchise has its domain.
        """
        values = asdict(brand) | {"changed_at": func.now()}
        for column, name in _COLOURS.items():
            values[column] = values.pop(name)
        kept = insert(table).values(**values)
        kept = kept.on_conflict_do_update(index_elements=[table.c.franchise], set_=values)
        try:
            with self._live.begin_nested():
                row = self._live.execute(kept.returning(table)).mappings().one()
        except IntegrityError as error:
            raise ConflictError(
                "domain_taken", f"The domain {brand.domain} belongs to another franchise; choose another one."
            ) from error
        return to_brand(row)
