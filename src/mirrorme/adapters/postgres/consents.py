"""What customers allowed or refused, in Postgres."""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, insert, select

from mirrorme.adapters.postgres.tables import consent as table
from mirrorme.domain.consents import Consent, Purpose


def to_consent(row: RowMapping) -> Consent:
    """A row as a record."""
    return Consent(**(dict(row) | {"kind": Purpose(row["kind"])}))


class PostgresConsents:
    """Answers of customers, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, new: Consent) -> Consent:
        """Keep it; gives it with its id and time."""
        names = ("franchise", "customer", "kind", "given", "who", "source")
        values = {name: getattr(new, name) for name in names}
        return to_consent(self._live.execute(insert(table).values(**values).returning(table)).mappings().one())

    def of(self, customers: Collection[int]) -> list[Consent]:
        """All of these customers, the oldest first."""
        rows = select(table).where(table.c.customer.in_(customers)).order_by(table.c.id)
        return [to_consent(row) for row in self._live.execute(rows).mappings()]
