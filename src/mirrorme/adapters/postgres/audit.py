"""The seals of the history in Postgres."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, insert, select

from mirrorme.adapters.postgres.lists import to_event
from mirrorme.adapters.postgres.tables import EVENT, history
from mirrorme.adapters.postgres.tables import seal as table
from mirrorme.domain.audit import Seal
from mirrorme.domain.records import Event


class PostgresAudit:
    """The history and its seals, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def settled(self) -> int:
        """The last line that there will be nothing new before; nobody adds any until the transaction ends.

        Ids are given before their transactions end, so the newest that can be seen is not enough.
        """
        return int(self._live.execute(select(func.settle_history())).scalar_one())

    def last_seal(self) -> Seal | None:
        """The newest."""
        row = self._live.execute(select(table).order_by(table.c.number.desc()).limit(1)).mappings().one_or_none()
        return None if row is None else Seal(**row)

    def seals(self) -> Iterator[Seal]:
        """All, the oldest first."""
        rows = select(table).order_by(table.c.number).execution_options(yield_per=100)
        for row in self._live.execute(rows).mappings():
            yield Seal(**row)

    def lines(self, first: int, last: int, at_most: int) -> list[Event]:
        """Lines of the history by id, both ends included."""
        wanted = select(*EVENT).where(history.c.id >= first, history.c.id <= last)
        return [to_event(row) for row in self._live.execute(wanted.order_by(history.c.id).limit(at_most)).mappings()]

    def add(self, *, first: int, last: int, previous: str, digest: str, leaves: bytes) -> Seal:
        """Keep a seal."""
        values = {"first": first, "last": last, "previous": previous, "digest": digest, "leaves": leaves}
        row = self._live.execute(insert(table).values(**values).returning(table)).mappings().one()
        return Seal(**row)
