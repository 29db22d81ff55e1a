"""Days that were added up say what their outcomes say, one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.adapters.postgres.metrics import report
from mirrorme.domain.lane import Lane
from mirrorme.domain.report import Report, Span
from mirrorme.pipeline.metric_days import roll_up
from tests.integration.conftest import Seeded, as_owner

FIRST = datetime(2025, 10, 30, tzinfo=UTC)
"""Three days before clocks are set back: at two in New York, at one (so to the midnight before) in Havana."""
ZONES = ("America/New_York", "America/Havana", "Asia/Kolkata", "Pacific/Auckland", "UTC")
MOVES = (
    ("editing", "published"),
    ("scored", "in_review"),
    ("scored", "retake"),
    ("scored", "queued"),
    ("in_review", "published"),
    ("in_review", "rejected"),
    ("queued", "rejected"),
    ("published", "in_review"),  # a decision that was undone
    ("published", "delivered"),
    ("editing", "failed"),
)
LINES: Iterator[int] = count(1)
moments = st.integers(0, 7 * 24 * 12).map(lambda step: FIRST + timedelta(minutes=5 * step))


@dataclass(frozen=True)
class Told:
    """An outcome. Scores and times are halves, so that a sum is the same in any order."""

    franchise: str
    at: datetime
    move: tuple[str, str]
    lane: str
    first: bool
    kept: bool
    seconds: float | None
    score: float | None


halves = st.integers(1, 4000).map(lambda half: half / 2)
outcomes = st.lists(
    st.builds(
        Told,
        franchise=st.sampled_from(["001", "002"]),
        at=moments,
        move=st.sampled_from(MOVES),
        lane=st.sampled_from([str(lane) for lane in Lane]),
        first=st.booleans(),
        kept=st.booleans(),
        seconds=st.none() | halves,
        score=st.none() | halves,
    ),
    max_size=40,
)


def add(records: PostgresRecords, rows: Sequence[Told]) -> None:
    statement = text("""
        insert into outcome (line, franchise, photo, at, before, after, lane, first, kept, seconds, score, edges,
                             reasons)
        values (:line, :franchise, :line, :at, :before, :after, :lane, :first, :kept, :seconds, :score, :score,
                case when :after = 'rejected' then array['too_dark'] else '{}' end)
    """)
    with records.begin() as work:
        for row in rows:
            values = {name: getattr(row, name) for name in Told.__dataclass_fields__ if name != "move"}
            before, after = row.move
            work.connection.execute(statement, values | {"line": next(LINES), "before": before, "after": after})


def clear(records: PostgresRecords, *tables: str) -> None:
    with as_owner(records) as work:
        for table in tables:
            work.connection.execute(text(f"delete from {table}"))  # noqa: S608 (of constants)


def move(records: PostgresRecords, franchise: str, zone: str) -> None:
    with records.begin() as work:
        work.connection.execute(
            text("update franchise set timezone = :zone where code = :code"), {"code": franchise, "zone": zone}
        )


def kept_days(records: PostgresRecords) -> int:
    with records.begin() as work:
        return int(work.connection.execute(text("select count(*) from outcome_day")).scalar_one())


def reports(records: PostgresRecords, span: Span) -> tuple[Report, ...]:
    """What head office sees of all and of one, and what a studio sees."""
    found = []
    for behind, franchise in ((records, None), (records, "001"), (records.behind("002"), None)):
        with behind.begin() as work:
            found.append(report(work.connection, franchise, span))
    return tuple(found)


def by_hand(
    rows: Sequence[Told], zones: dict[str, str], span: Span
) -> tuple[int, dict[date, tuple[int, float | None]]]:
    """Hours with a decided edit; photos published by day, and the median of the times to the first decision."""
    hours, published, times = set(), Counter[date](), defaultdict[date, list[float]](list)
    days = set()
    for row in rows:
        if not span.since <= row.at < span.until or row.move[1] == "queued":
            continue
        local = row.at.astimezone(ZoneInfo(zones[row.franchise]))
        days.add(local.date())
        published[local.date()] += row.move[1] == "published"
        if row.move in MOVES[:3]:
            hours.add((row.franchise, local.date(), local.hour))
            if row.first and row.seconds is not None:
                times[local.date()].append(row.seconds)
    return len(hours), {day: (published[day], median(times[day]) if times[day] else None) for day in days}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.tuples(outcomes, outcomes, outcomes),
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    moved=st.sampled_from(ZONES),
    ends=st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1]),
)
def test_kept_days_change_no_figure_whatever_comes_late(
    records: PostgresRecords,
    seeded: Seeded,
    batches: tuple[list[Told], list[Told], list[Told]],
    zones: tuple[str, str],
    moved: str,
    ends: tuple[datetime, datetime],
) -> None:
    early, late, later = batches
    clear(records, "outcome", "outcome_day")
    for franchise, zone in zip(seeded.franchises, zones, strict=True):
        move(records, franchise, zone)
    add(records, early)
    roll_up(records)
    add(records, late)
    roll_up(records)
    move(records, "002", moved)
    roll_up(records)
    add(records, later)
    span = Span(*ends)
    kept = reports(records, span)
    clear(records, "outcome_day")
    assert kept == reports(records, span)

    hours, days = by_hand([*early, *late, *later], {"001": zones[0], "002": moved}, span)
    pace = kept[0].metrics[0]
    assert pace.value == (pytest.approx(pace.samples / hours) if hours else None)
    told = {day.day: day for day in kept[0].days}
    for day, (published, middle) in days.items():
        assert told[day].published == published
        assert told[day].median_s == (None if middle is None else pytest.approx(middle, rel=0.025))


def sample(at: datetime = FIRST + timedelta(hours=12)) -> Told:
    return Told("001", at, MOVES[0], "standard", first=True, kept=True, seconds=20, score=90)


def test_a_day_is_kept_once_it_is_over_and_only_once(records: PostgresRecords, seeded: Seeded) -> None:
    add(records, [sample(), sample(), sample(FIRST + timedelta(days=2)), sample(datetime.now(UTC))])
    assert (roll_up(records), roll_up(records), kept_days(records)) == (2, 0, 2)
    assert kept_days(records.behind(seeded.franchises[0])) == 2
    assert kept_days(records.behind(seeded.franchises[1])) == 0


def test_an_outcome_that_comes_late_takes_away_the_days_from_its_own_on(
    records: PostgresRecords, seeded: Seeded
) -> None:
    add(records, [sample(FIRST + timedelta(days=day, hours=12)) for day in range(3)])
    roll_up(records)
    add(records.behind(seeded.franchises[0]), [sample(FIRST + timedelta(days=1, hours=12))])
    assert kept_days(records) == 1
    assert (roll_up(records), kept_days(records)) == (2, 3)


@pytest.mark.usefixtures("seeded")
def test_a_day_is_not_kept_while_an_outcome_of_it_may_be_under_way(records: PostgresRecords) -> None:
    add(records, [sample()])
    with records.begin() as work:
        work.connection.execute(
            text("""insert into outcome (line, franchise, photo, at, before, after, lane, first)
                    values (0, '001', 0, :at, 'editing', 'published', 'vip', true)"""),
            {"at": FIRST + timedelta(hours=13)},
        )
        assert roll_up(records) == 0
    assert roll_up(records) == 1
    with records.begin() as work:
        assert work.connection.execute(text("select published from outcome_day")).scalar_one() == 2


@pytest.mark.usefixtures("seeded")
def test_kept_days_are_not_edited(records: PostgresRecords) -> None:
    add(records, [sample()])
    roll_up(records)
    with pytest.raises(DBAPIError, match="permission denied"), records.begin() as work:
        work.connection.execute(text("update outcome_day set published = 7"))
