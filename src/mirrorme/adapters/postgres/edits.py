"""Edits in Postgres."""

from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, insert, select

from mirrorme.adapters.postgres.tables import edit as table
from mirrorme.domain.records import Edit


def to_edit(row: RowMapping) -> Edit:
    """A row as a record."""
    return Edit(**row)


class PostgresEdits:
    """Edits, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, edit: Edit) -> None:
        """Keep it."""
        values = {name: value for name, value in asdict(edit).items() if name != "id"}
        self._live.execute(insert(table).values(**values))

    def numbered(self, photo: int, number: int) -> Edit | None:
        """One of a photo's."""
        found = select(table).where(table.c.photo == photo, table.c.number == number)
        row = self._live.execute(found).mappings().one_or_none()
        return to_edit(row) if row else None
