"""Alarms open once, stay while it is bad, and close when it is well."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.alerts import FOR_ALL, RULES, Alert, Kind, Reading, changes

AT = datetime(2026, 11, 25, tzinfo=UTC)


def raised(kind: Kind, franchise: str | None = None) -> Alert:
    return Alert(1, franchise, AT, kind, RULES[kind].severity, "", "", None, None, None)


def run(kind: Kind, values: Sequence[float]) -> list[bool]:
    """Whether it was open after each value."""
    opened: list[Alert] = []
    seen = []
    for value in values:
        for change in changes([Reading(kind, None, value)], opened):
            opened = [raised(kind)] if change.reading else []
        seen.append(bool(opened))
    return seen


def test_a_value_at_the_bound_does_not_open_and_close_again_and_again() -> None:
    assert run("queue_depth", [1000, 1001, 999, 1001, 900, 801, 800, 900, 1000]) == [
        *(False, True, True, True, True, True, False, False, False)
    ]
    assert run("disk", [0.10, 0.09, 0.12, 0.149, 0.15, 0.11]) == [False, True, True, True, False, False]


@given(st.lists(st.floats(0, 2000)))
def test_an_alarm_is_open_beyond_its_bound_and_closed_when_it_is_calm(values: list[float]) -> None:
    rule = RULES["queue_depth"]
    for value, is_open in zip(values, run("queue_depth", values), strict=True):
        if not rule.tolerated.hold(value):
            assert is_open
        if rule.calm.hold(value):
            assert not is_open


def test_franchises_have_alarms_of_their_own() -> None:
    found = list(changes([Reading("review_queue", "001", 51), Reading("review_queue", "002", 3)], []))
    assert [change.reading for change in found] == [Reading("review_queue", "001", 51)]
    assert found[0].message == "51 photos wait for review (more than 50)."


def test_what_is_no_longer_measured_closes() -> None:
    alert = raised("processing_time", "001")
    (change,) = changes([Reading("processing_time", "002", 1)], [alert])
    assert (change.reading, change.alert) == (None, alert)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_every_alarm_says_what_it_is_and_what_to_do(kind: Kind) -> None:
    rule = RULES[kind]
    assert rule.say.format(0.5).endswith(".")
    assert rule.what_to_do.endswith(".")
    # whatever is calm is tolerated
    for value in (rule.calm.low, rule.calm.high):
        assert value is None or rule.tolerated.hold(value)
    assert (kind in FOR_ALL) == (rule.severity == "critical" or kind == "worker_use")
