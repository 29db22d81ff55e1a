"""Rates in Postgres."""

from sqlalchemy import Connection, RowMapping, insert, select

from mirrorme.adapters.postgres.metric_tables import rate as table
from mirrorme.domain.costs import Rates


class PostgresRates:
    """What was ever set, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def newest(self) -> Rates | None:
        """Those that count; None if none were ever set."""
        row = self._live.execute(select(table).order_by(table.c.id.desc()).limit(1)).mappings().one_or_none()
        return None if row is None else _to_rates(row)

    def add(self, rates: Rates) -> Rates:
        """Have these count from now on; gives them with the time."""
        return _to_rates(self._live.execute(insert(table).values(**rates.prices).returning(table)).mappings().one())


def _to_rates(row: RowMapping) -> Rates:
    return Rates(**{name: value for name, value in row.items() if name != "id"})
