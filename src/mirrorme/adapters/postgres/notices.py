"""Notices to owners, in Postgres."""

from sqlalchemy import Connection, RowMapping, and_, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.brand_tables import brand
from mirrorme.adapters.postgres.metrics import report
from mirrorme.adapters.postgres.notice_tables import notice as table
from mirrorme.domain.notices import REVIEW_EVERY, Kind, Notice, Summarized, Waiting
from mirrorme.domain.report import Report, Span

# the first reminder is due when half of the hour is over, the second when all of it is; then there is none
_WAITING = text("""
    select count(*)::int as photos,
           (count(*) filter (where remind_at is null or remind_at >= review_due_at or remind_at <= now()))::int
               as half_over,
           (count(*) filter (where review_due_at <= now()))::int as overdue,
           min(review_due_at) as due_at
    from photo where state = 'in_review' and franchise = :franchise
""")


def to_notice(row: RowMapping) -> Notice:
    """A row as a record."""
    return Notice(**row)


class PostgresNotices:
    """Notices, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def ask(self, franchise: str, kind: Kind, session: int | None = None) -> Notice:
        """Have it told."""
        asked = insert(table).values(franchise=franchise, kind=kind, session=session, asked_at=func.now())
        asked = asked.on_conflict_do_update(
            index_elements=[table.c.franchise, table.c.kind, table.c.session],
            set_={"asked_at": func.coalesce(table.c.asked_at, func.now())},
        )
        return to_notice(self._live.execute(asked.returning(table)).mappings().one())

    def due(self) -> list[int]:
        """Those that are to be told now; those asked for first come first."""
        long_ago = or_(table.c.told_at.is_(None), table.c.told_at <= func.now() - REVIEW_EVERY)
        rows = select(table.c.id).where(
            table.c.asked_at.is_not(None),
            table.c.kind != "summary",
            or_(table.c.kind != "review", long_ago),
        )
        return list(self._live.execute(rows.order_by(table.c.asked_at)).scalars())

    def lock(self, number: int) -> Notice | None:
        """As it is now, held until the transaction ends."""
        row = self._live.execute(select(table).where(table.c.id == number).with_for_update()).mappings().first()
        return None if row is None else to_notice(row)

    def settled(self, number: int, *, told: bool) -> None:
        """There is nothing new to tell any more."""
        values: dict[str, object] = {"asked_at": None} | ({"told_at": func.now()} if told else {})
        self._live.execute(update(table).where(table.c.id == number).values(**values))

    def summaries(self) -> list[Summarized]:
        """Franchises that want a summary a day."""
        place = tables.franchise
        last = and_(table.c.franchise == place.c.code, table.c.kind == "summary")
        joined = place.join(brand, brand.c.franchise == place.c.code).outerjoin(table, last)
        rows = (
            select(place.c.code, place.c.timezone, table.c.told_at)
            .select_from(joined)
            .where(brand.c.notifications["daily_summary"].as_boolean())
            .order_by(place.c.code)
        )
        return [Summarized(row[0], row[1], row[2]) for row in self._live.execute(rows)]

    def waiting(self, franchise: str) -> Waiting:
        """What waits for review."""
        return Waiting(**self._live.execute(_WAITING, {"franchise": franchise}).mappings().one())

    def report(self, franchise: str, span: Span) -> Report:
        """The figures of a period."""
        return report(self._live, franchise, span)
