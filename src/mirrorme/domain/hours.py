"""Opening hours: when a promise that counts business hours is due, whatever clocks do in between."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirrorme.domain.errors import InvalidError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_HOURS: Mapping[str, Sequence[Sequence[str]]] = {day: [["09:00", "18:00"]] for day in DAYS[:6]}
"""Where a franchise says nothing: Monday to Saturday, nine to six."""
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_A_DAY = 24 * 60
LEAST = 60
"""Minutes that have to be open a week."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours where the studio is. week: by weekday from Monday, spans of minutes from midnight, in order."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    zone: ZoneInfo


def parse_hours(given: Mapping[str, Sequence[Sequence[str]]], timezone: str) -> Hours:
    """Read hours as they are kept: ``{"mon": [["09:00", "12:30"], ["14:00", "18:00"]]}``; a day left out is closed.

    Raises:
        InvalidError: no such day or time, spans that overlap or run backwards, or less than an hour a week.
    """
    unknown = set(given) - set(DAYS)
    if unknown:
        raise _invalid(f"{min(unknown)!r} is no day; they are {', '.join(DAYS)}")
    week = tuple(_day(day, given.get(day, ())) for day in DAYS)
    if sum(end - begin for spans in week for begin, end in spans) < LEAST:
        raise _invalid(f"at least {LEAST} minutes a week have to be open")
    return Hours(week, ZoneInfo(timezone))


def due_after(hours: Hours, start: datetime, span: timedelta) -> datetime:
    """When so much open time has passed.

    Args:
        hours: of the studio.
        start: with time zone; while it is closed, time begins to count when it opens.
        span: of time that really passes: where clocks are put forward, the hour that is left out counts nothing.

    Returns:
        In UTC, never before ``start + span``.
    """
    begin, left = start.astimezone(UTC), span
    for opens, closes in _openings(hours, begin):
        counted = max(opens, begin)
        if closes - counted >= left:
            return counted + left
        left -= closes - counted
    raise AssertionError("openings never end")


def open_between(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """How much open time lies between two moments with time zones."""
    begin, until = start.astimezone(UTC), end.astimezone(UTC)
    total = timedelta()
    for opens, closes in _openings(hours, begin):
        if opens >= until:
            return total
        total += min(closes, until) - max(opens, begin)
    raise AssertionError("openings never end")


def _openings(hours: Hours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """In UTC and in order, from the one that may be going on; what begins twice an autumn night counts once."""
    day = since.astimezone(hours.zone).date() - timedelta(days=1)
    last = datetime.min.replace(tzinfo=UTC)
    while True:
        for begin, end in hours.week[day.weekday()]:
            opens, closes = max(_moment(day, begin, hours.zone), last), _moment(day, end, hours.zone)
            if closes > opens:
                last = closes
                if closes > since:
                    yield opens, closes
        day += timedelta(days=1)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    whole = day + timedelta(days=minutes // _A_DAY)
    hour, minute = divmod(minutes % _A_DAY, 60)
    return datetime.combine(whole, time(hour, minute), zone).astimezone(UTC)


def _day(name: str, spans: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for span in spans:
        if len(span) != 2 or not all(_TIME.fullmatch(word) for word in span):
            raise _invalid(f'{name}: spans look like ["09:00", "18:00"]')
        begin, end = (int(word[:2]) * 60 + int(word[3:]) for word in span)
        if begin >= end:
            raise _invalid(f"{name}: {span[0]} is not before {span[1]}")
        if found and begin < found[-1][1]:
            raise _invalid(f"{name}: spans have to be in order and may not overlap")
        found.append((begin, end))
    return tuple(found)


def _invalid(why: str) -> InvalidError:
    return InvalidError("invalid_hours", f"These opening hours can't be used: {why}.")
