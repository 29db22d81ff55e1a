"""When owners are told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mirrorme.domain.notices import Notice, Summarized, day_to_sum_up, span_of_day

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("utc", "timezone", "day"),
    [
        ("2026-11-25T07:59", "UTC", None),
        ("2026-11-25T08:00", "UTC", "2026-11-24"),
        ("2026-11-25T11:59", "UTC", "2026-11-24"),
        ("2026-11-25T12:00", "UTC", None),
        ("2026-11-25T13:00", "America/New_York", "2026-11-24"),
        ("2026-07-25T12:00", "America/New_York", "2026-07-24"),
        ("2026-11-24T23:00", "Asia/Tokyo", "2026-11-24"),
    ],
)
def test_the_day_before_is_summed_up_from_eight_where_the_franchise_is(
    utc: str, timezone: str, day: str | None
) -> None:
    found = day_to_sum_up(datetime.fromisoformat(utc).replace(tzinfo=UTC), Summarized("001", timezone, None))
    assert found == (day and date.fromisoformat(day))


def test_a_day_is_summed_up_once() -> None:
    told = Summarized("001", "UTC", datetime(2026, 11, 25, 8, tzinfo=UTC))
    assert day_to_sum_up(datetime(2026, 11, 25, 11, tzinfo=UTC), told) is None
    assert day_to_sum_up(datetime(2026, 11, 26, 8, tzinfo=UTC), told) == date(2026, 11, 25)
    # it is the next day there already, and still the same one in UTC
    auckland = Summarized("001", "Pacific/Auckland", datetime(2026, 11, 24, 19, 30, tzinfo=UTC))
    assert day_to_sum_up(datetime(2026, 11, 24, 20, tzinfo=UTC), auckland) is None
    assert day_to_sum_up(datetime(2026, 11, 25, 19, tzinfo=UTC), auckland) == date(2026, 11, 25)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-06-01", 24), ("2026-10-25", 25)])
def test_a_day_is_as_long_as_it_is_there(day: str, hours: int) -> None:
    span = span_of_day(date.fromisoformat(day), "Europe/Berlin")
    assert span.until.astimezone(UTC) - span.since.astimezone(UTC) == timedelta(hours=hours)


def test_waiting_photos_are_told_every_quarter_of_an_hour_at_most() -> None:
    def due(kind: str, asked: datetime | None, told: datetime | None) -> bool:
        return Notice(1, "001", "review" if kind == "review" else "rejections", None, asked, told).is_due(NOON)

    assert due("review", NOON, None)
    assert due("review", NOON, NOON - 15 * MINUTE)
    assert not due("review", NOON, NOON - 14 * MINUTE)
    assert not due("review", None, None)
    assert due("rejections", NOON, NOON - MINUTE)
