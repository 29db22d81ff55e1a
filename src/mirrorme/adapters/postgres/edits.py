"""Edits in Postgres."""

from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, insert

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
