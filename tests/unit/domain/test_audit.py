"""A chain of seals shows every change of what it seals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.audit import GENESIS, Seal, find_flaw, seal
from mirrorme.domain.records import Event

AT = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
plain = st.text(max_size=8)
data = st.dictionaries(plain, st.one_of(st.none(), st.booleans(), st.integers(), plain, st.lists(plain, max_size=2)))


def line(number: int, why: str = "why", facts: dict[str, object] | None = None) -> Event:
    return Event(number, AT, "001", 1, 2, "photo", "service", None, "queued", why, facts or {})


lines = st.lists(st.builds(line, st.just(0), plain, data), min_size=1, max_size=6).map(
    lambda found: [replace(one, id=number) for number, one in enumerate(found, start=1)]
)


def sealed(events: list[Event]) -> Seal:
    digest, leaves = seal(GENESIS, events)
    return Seal(1, 1, events[-1].id, GENESIS, digest, leaves, AT)


@given(lines)
def test_what_was_not_changed_is_found_well(events: list[Event]) -> None:
    assert find_flaw(None, sealed(events), events) is None
    elsewhere = [replace(one, at=one.at.astimezone(timezone(timedelta(hours=-5)))) for one in events]
    assert find_flaw(None, sealed(events), elsewhere) is None


@given(lines, st.data())
def test_a_line_that_was_changed_is_named(events: list[Event], drawn: st.DataObject) -> None:
    place = drawn.draw(st.integers(0, len(events) - 1))
    change: dict[str, Any] = drawn.draw(
        st.sampled_from(
            [
                {"why": events[place].why + "!"},
                {"who": "nobody"},
                {"at": AT + timedelta(microseconds=1)},
                {"franchise": "002"},
                {"photo": None},
                {"before": "editing"},
                {"data": {**events[place].data, "more": 1}},
            ]
        )
    )
    changed = [replace(one, **change) if number == place else one for number, one in enumerate(events)]
    flaw = find_flaw(None, sealed(events), changed)
    assert flaw is not None
    assert (flaw.line, flaw.what) == (events[place].id, "a line was changed")


@given(lines, st.data())
def test_a_line_that_is_gone_or_was_put_in_is_found(events: list[Event], drawn: st.DataObject) -> None:
    place = drawn.draw(st.integers(0, len(events) - 1))
    gone = find_flaw(None, sealed(events), events[:place] + events[place + 1 :])
    assert gone is not None
    assert "gone" in gone.what
    more = find_flaw(None, sealed(events), [*events[:place], line(99), *events[place:]])
    assert more is not None
    assert "too many" in more.what


def test_a_seal_that_was_changed_or_stands_on_another_is_found() -> None:
    one = sealed([line(1), line(2)])
    digest, leaves = seal(one.digest, [line(3)])
    two = Seal(2, 3, 3, one.digest, digest, leaves, AT)
    assert find_flaw(one, two, [line(3)]) is None
    assert find_flaw(None, replace(one, digest="1" * 64), [line(1), line(2)]) is not None
    assert find_flaw(replace(one, digest="1" * 64), two, [line(3)]) is not None
    assert find_flaw(one, replace(two, first=4), [line(3)]) is not None
    assert find_flaw(None, two, [line(3)]) is not None
