from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.retention import (
    DEFAULTS,
    LEAST_DAYS,
    MOST_DAYS,
    Action,
    Policy,
    Rule,
    Tier,
    due,
    policy_with,
    to_do,
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any that is allowed."""
    kind = draw(st.sampled_from(sorted(LEAST_DAYS)))
    delete = draw(st.none() | st.integers(LEAST_DAYS[kind], MOST_DAYS))
    archive = draw(st.integers(2, delete or MOST_DAYS) if delete is None else st.none() | st.integers(2, delete))
    first = min(after for after in (archive, delete) if after is not None)
    return Rule(kind, draw(st.none() | st.integers(1, first - 1)), archive, delete)


ages = st.timedeltas(timedelta(0), timedelta(days=2 * MOST_DAYS))


@given(rules(), ages, st.booleans())
def test_nothing_is_done_before_its_time(rule: Rule, age: timedelta, held: bool) -> None:  # noqa: FBT001 (drawn)
    after = {Action.COLD: rule.cold_after, Action.ARCHIVE: rule.archive_after, Action.DELETE: rule.delete_after}
    action = due(rule, age, held=held)
    if action is not Action.KEEP:
        days = after[action]
        assert days is not None
        assert age >= timedelta(days=days)


@given(rules(), ages, ages)
def test_what_gets_older_only_goes_on(rule: Rule, one: timedelta, other: timedelta) -> None:
    younger, older = sorted((one, other))
    assert due(rule, younger) <= due(rule, older)


@given(rules(), ages)
def test_everything_ends_where_its_rule_says(rule: Rule, age: timedelta) -> None:
    if rule.delete_after is not None and age >= timedelta(days=rule.delete_after):
        assert due(rule, age) is Action.DELETE


@given(rules(), ages, st.sampled_from(Tier))
def test_a_hold_by_law_always_wins(rule: Rule, age: timedelta, tier: Tier) -> None:
    assert due(rule, age, held=True) in (Action.KEEP, Action.COLD)
    assert to_do(rule, age, tier, held=True) in (Action.KEEP, Action.COLD)


@given(rules(), ages, st.sampled_from(Tier))
def test_nothing_is_done_twice_or_moved_back(rule: Rule, age: timedelta, tier: Tier) -> None:
    action = to_do(rule, age, tier)
    assert action is Action.KEEP or int(action) > int(tier)


@pytest.mark.parametrize(
    ("kind", "days", "action"),
    [
        ("raw", 29, Action.KEEP),
        ("raw", 30, Action.COLD),
        ("raw", 90, Action.ARCHIVE),
        ("raw", 9999, Action.ARCHIVE),
        ("processed", 179, Action.KEEP),
        ("processed", 180, Action.COLD),
        ("processed", 365, Action.ARCHIVE),
        ("rejected", 6, Action.KEEP),
        ("rejected", 7, Action.COLD),
        ("rejected", 30, Action.DELETE),
        ("customer", 30, Action.COLD),
        ("customer", 90, Action.DELETE),
    ],
)
def test_the_usual_rules_are_those_of_the_architecture(kind: str, days: int, action: Action) -> None:
    assert due(Policy().rule(kind), timedelta(days=days)) is action


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (("raw", 90, 30, None), "before archive_after"),
        (("raw", 30, 30, None), "before archive_after"),
        (("raw", None, 91, 90), "can't come after"),
        (("raw", None, None, 29), "before 30 days"),
        (("rejected", None, None, 6), "before 7 days"),
        (("raw", 0, 90, None), "1 to 3653"),
        (("processed", 180, 365, 3654), "1 to 3653"),
        (("raw", 30, None, None), "archived or deleted"),
        (("templates", 1, 2, 300), "no kind templates"),
    ],
)
def test_a_rule_that_can_t_be_is_told_why(rule: tuple[str, int | None, int | None, int | None], says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        Rule(*rule)


def test_a_franchise_s_own_rule_takes_the_place_of_the_usual_one() -> None:
    own = Rule("raw", 30, 90, 365)
    policy = policy_with([own])
    assert policy.rule("raw") == own
    assert policy.rules[1:] == DEFAULTS[1:]
    assert policy.overridden == {"raw"}
    with pytest.raises(InvalidError, match="one rule for each"):
        policy_with([own, own])
