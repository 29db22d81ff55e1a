"""The outbox in Postgres."""

from datetime import timedelta

from sqlalchemy import Connection, func, insert, select, update

from mirrorme.adapters.postgres.account_tables import mail as table
from mirrorme.pipeline.accounts.ports import Mail


class PostgresMails:
    """Messages that wait, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, kind: str, sealed: bytes, franchise: str | None) -> None:
        """Keep a message."""
        self._live.execute(insert(table).values(kind=kind, sealed=sealed, franchise=franchise))

    def due(self, at_most: int) -> list[Mail]:
        """Those whose turn it is, held until the transaction ends; another sender's are passed by."""
        columns = (table.c.id, table.c.kind, table.c.sealed, table.c.tries)
        found = (
            select(*columns)
            .where(table.c.done_at.is_(None), table.c.next_at <= func.now())
            .order_by(table.c.next_at)
            .limit(at_most)
            .with_for_update(skip_locked=True)
        )
        return [Mail(**row) for row in self._live.execute(found).mappings()]

    def sent(self, number: int) -> None:
        """It is gone, and so is what it said."""
        self._live.execute(
            update(table).where(table.c.id == number).values(done_at=func.now(), sealed=None, trouble="")
        )

    def failed(self, number: int, trouble: str, again: timedelta | None) -> None:
        """It could not be sent; None: it never will be."""
        then = {"done_at": func.now(), "sealed": None} if again is None else {"next_at": func.now() + again}
        tried = update(table).where(table.c.id == number).values(trouble=trouble, tries=table.c.tries + 1, **then)
        self._live.execute(tried)

    def waiting(self) -> int:
        """How many wait."""
        return int(self._live.execute(select(func.count()).where(table.c.done_at.is_(None))).scalar_one())
