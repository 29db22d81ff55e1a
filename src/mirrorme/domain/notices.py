"""What the owners of a franchise are told by mail, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mirrorme.domain.report import Span

Kind = Literal["review", "rejections", "summary"]
REVIEW_EVERY = timedelta(minutes=15)
"""A franchise is not told more often that photos wait for review."""
STALE = timedelta(days=1)
"""Rejections that nobody could be told of for so long are told no more."""
SUMMARY_FROM, SUMMARY_UNTIL = 8, 12
"""Hours where the franchise is: when the day before is summed up, and when it is too late for it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told. session: of rejections. asked_at: None if there is nothing new. told_at: the last time."""

    id: int
    franchise: str
    kind: Kind
    session: int | None
    asked_at: datetime | None
    told_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be told now."""
        if self.asked_at is None:
            return False
        return self.kind != "review" or self.told_at is None or self.told_at <= now - REVIEW_EVERY


@dataclass(frozen=True, slots=True)
class Waiting:
    """Photos of a franchise that wait for review: all, those past half of their hour, and past all of it.

    due_at: when the next one is, or was; None if none waits.
    """

    photos: int
    half_over: int
    overdue: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summarized:
    """A franchise that wants summaries. told_at: when it had the last one."""

    franchise: str
    timezone: str
    told_at: datetime | None


def day_to_sum_up(now: datetime, one: Summarized) -> date | None:
    """The day before, from 8 in the morning where the franchise is and once; None at other times."""
    zone = ZoneInfo(one.timezone)
    here = now.astimezone(zone)
    told = one.told_at is not None and one.told_at.astimezone(zone).date() >= here.date()
    if told or not SUMMARY_FROM <= here.hour < SUMMARY_UNTIL:
        return None
    return here.date() - timedelta(days=1)


def span_of_day(day: date, timezone: str) -> Span:
    """From midnight to midnight there: 23 or 25 hours when clocks are changed."""
    zone = ZoneInfo(timezone)
    return Span(
        datetime.combine(day, time(), zone),
        datetime.combine(day + timedelta(days=1), time(), zone),
    )
