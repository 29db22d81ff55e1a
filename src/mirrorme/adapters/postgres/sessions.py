"""Sessions in Postgres."""

from sqlalchemy import Connection, RowMapping, select, update

from mirrorme.adapters.postgres.tables import session as table
from mirrorme.domain.lane import Lane
from mirrorme.domain.records import Session


def to_session(row: RowMapping) -> Session:
    """A row as a record."""
    return Session(**(dict(row) | {"lane": Lane(row["lane"])}))


class PostgresSessions:
    """Sessions, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def get(self, session: int) -> Session | None:
        """As it is now."""
        row = self._live.execute(select(table).where(table.c.id == session)).mappings().one_or_none()
        return to_session(row) if row else None

    def lock(self, session: int) -> Session | None:
        """As it is now, held until the transaction ends."""
        found = select(table).where(table.c.id == session).with_for_update(key_share=True)
        row = self._live.execute(found).mappings().one_or_none()
        return to_session(row) if row else None

    def save(self, session: Session) -> None:
        """Replace what can change: name, customer, lane, when it is due, whether it is cancelled."""
        values = {name: getattr(session, name) for name in ("name", "customer", "lane", "due_at", "cancelled")}
        self._live.execute(update(table).where(table.c.id == session.id).values(**values))

    def raise_alert(self, session: int) -> bool:
        """Note that its alert was raised; False if it was before."""
        first = update(table).where(table.c.id == session, ~table.c.alerted).values(alerted=True)
        return self._live.execute(first).rowcount == 1
