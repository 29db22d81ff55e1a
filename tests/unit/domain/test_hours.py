"""Business hours, in every time zone and on every night when clocks change."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.adapters.postgres.tables import OPENING
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.hours import DAYS, DEFAULT_HOURS, due_after, open_between, parse_hours

HOUR = timedelta(hours=1)
ZONES = ("UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")
MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (aware by timezones)
SPANS = st.integers(1, 20_000).map(lambda minutes: timedelta(minutes=minutes))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    week: dict[str, list[list[str]]] = {}
    for day in draw(st.sets(st.sampled_from(DAYS), min_size=1)):
        marks = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=6)))
        week[day] = [[_clock(a), _clock(b)] for a, b in zip(marks[::2], marks[1::2], strict=False)]
    week[draw(st.sampled_from(DAYS))] = [["01:30", "02:45"]]  # where clocks change
    return week


@given(weeks(), st.sampled_from(ZONES), MOMENTS, SPANS)
def test_as_much_open_time_passes_as_was_promised(
    week: dict[str, list[list[str]]], zone: str, start: datetime, span: timedelta
) -> None:
    hours = parse_hours(week, zone)
    due = due_after(hours, start, span)
    assert due >= start + span
    assert open_between(hours, start, due) == span
    # and not a moment later than needed
    assert open_between(hours, start, due - timedelta(seconds=1)) < span


@given(weeks(), st.sampled_from(ZONES), MOMENTS, MOMENTS, SPANS)
def test_who_comes_later_waits_no_shorter(
    week: dict[str, list[list[str]]], zone: str, one: datetime, other: datetime, span: timedelta
) -> None:
    hours = parse_hours(week, zone)
    early, late = sorted((one, other))
    assert due_after(hours, early, span) <= due_after(hours, late, span)


@given(st.sampled_from(ZONES), MOMENTS, SPANS)
def test_who_never_closes_counts_every_hour(zone: str, start: datetime, span: timedelta) -> None:
    always = parse_hours({day: [["00:00", "24:00"]] for day in DAYS}, zone)
    assert due_after(always, start, span) == start + span


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-25T10:00", "2026-11-25T11:00"),  # a Wednesday morning
        ("2026-11-25T17:40", "2026-11-26T09:40"),  # goes on the next morning
        ("2026-11-28T17:59", "2026-11-30T09:59"),  # Saturday evening: closed on Sunday
        ("2026-11-29T12:00", "2026-11-30T10:00"),
        ("2026-11-26T06:00", "2026-11-26T10:00"),  # before it opens
    ],
)
def test_the_promised_hour_where_the_studio_is(asked: str, due: str) -> None:
    zone = ZoneInfo("America/New_York")
    hours = parse_hours(DEFAULT_HOURS, "America/New_York")
    start = datetime.fromisoformat(asked).replace(tzinfo=zone)
    assert due_after(hours, start, HOUR).astimezone(zone) == datetime.fromisoformat(due).replace(tzinfo=zone)


def test_the_night_when_an_hour_is_left_out_or_comes_twice() -> None:
    night = parse_hours({"sun": [["01:00", "04:00"]]}, "America/New_York")
    spring = datetime(2026, 3, 8, 5, 0, tzinfo=UTC)  # open from 1:00 EST to 4:00 EDT: two hours
    assert due_after(night, spring, 2 * HOUR) == datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
    autumn = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)  # open from 1:00 EDT to 4:00 EST: four
    assert due_after(night, autumn, 4 * HOUR) == datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def test_the_database_begins_with_the_same_hours() -> None:
    assert json.loads(OPENING) == DEFAULT_HOURS


@pytest.mark.parametrize(
    "given_hours",
    [
        {},
        {"monday": [["09:00", "18:00"]]},
        {"mon": [["18:00", "09:00"]]},
        {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]},
        {"mon": [["09:00", "25:00"]]},
        {"mon": [["9", "18:00"]]},
        {"mon": [["09:00"]]},
        {"mon": [["09:00", "09:30"]]},
    ],
)
def test_hours_that_can_not_be_are_refused(given_hours: dict[str, Any]) -> None:
    with pytest.raises(InvalidError, match="opening hours"):
        parse_hours(given_hours, "UTC")
