"""Decisions about edits, in Postgres."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, text, update

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.metric_days import EDITED, PUBLISHED
from mirrorme.adapters.postgres.review_tables import decision as table
from mirrorme.domain.review import Decided, Figures

_COUNTS = text(f"""
    with mine as (
        select action, score, began_at, due_at, at from decision
        where undone_at is null and franchise = coalesce(cast(:franchise as text), franchise)
          and at >= :since and at < :until),
    reviews as (
        select action, extract(epoch from at - began_at) as seconds, at <= due_at as kept from mine
        where began_at is not null),
    firsts as (
        select count(*) as decided, count(*) filter (where {PUBLISHED}) as auto_published from outcome
        where first and {EDITED} and franchise = coalesce(cast(:franchise as text), franchise)
          and at >= :since and at < :until)
    select (select decided from firsts), (select auto_published from firsts),
           (select count(*) from mine where action in ('retake', 'retake_by_person')) as retakes,
           count(*) as reviewed,
           count(*) filter (where action = 'approve') as approved,
           count(*) filter (where action = 're_edit') as re_edited,
           percentile_cont(0.5) within group (order by seconds)::float as median_review_s,
           avg(kept::int)::float as within_promise
    from reviews
""")  # noqa: S608 (of constants)
_WAITING = text("""
    select count(*) as waiting, count(*) filter (where review_due_at < now()) as overdue from photo
    where state = 'in_review' and franchise = coalesce(cast(:franchise as text), franchise)
""")


def to_decided(row: RowMapping) -> Decided:
    """A row as a record."""
    return Decided(**row)


class PostgresDecisions:
    """Decisions, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def add(self, new: Decided) -> None:
        """Keep it."""
        names = ("franchise", "photo", "edit", "at", "who", "action", "score", "sure", "began_at", "due_at", "before")
        self._live.execute(insert(table).values({name: getattr(new, name) for name in names}))

    def of(self, photo: int) -> list[Decided]:
        """All about a photo that were not taken back, the first first."""
        rows = select(table).where(table.c.photo == photo, table.c.undone_at.is_(None)).order_by(table.c.id)
        return [to_decided(row) for row in self._live.execute(rows).mappings()]

    def all_of(self, photo: int) -> list[Decided]:
        """Those that were taken back too."""
        rows = select(table).where(table.c.photo == photo).order_by(table.c.id)
        return [to_decided(row) for row in self._live.execute(rows).mappings()]

    def undo(self, decision: int, who: str) -> None:
        """Note that it was taken back."""
        values: dict[str, Any] = {"undone_at": func.now(), "undone_by": who}
        self._live.execute(update(table).where(table.c.id == decision).values(**values))

    def to_remind(self, at_most: int) -> list[int]:
        """Photos that a reminder is due for."""
        photo = tables.photo.c
        rows = select(photo.id).where(photo.remind_at <= func.now()).order_by(photo.remind_at).limit(at_most)
        return list(self._live.execute(rows).scalars())

    def figures(self, franchise: str | None, since: datetime, until: datetime) -> Figures:
        """How reviews went, and what waits now."""
        asked = {"franchise": franchise, "since": since, "until": until}
        found = self._live.execute(_COUNTS, asked).mappings().one()
        now = self._live.execute(_WAITING, {"franchise": franchise}).mappings().one()
        decided, reviewed = found["decided"], found["reviewed"]
        return Figures(
            **found,
            **now,
            auto_publish_rate=found["auto_published"] / decided if decided else None,
            approval_rate=found["approved"] / reviewed if reviewed else None,
        )
