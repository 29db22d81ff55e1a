from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.consents import Consent, Purpose, allowed, current, may_retouch, may_share, may_train
from mirrorme.domain.errors import ForbiddenError
from mirrorme.domain.residency import GROUPS, check_replica, may_replicate

DAY = datetime(2026, 11, 17, tzinfo=UTC)


def said(number: int, kind: Purpose, given: bool) -> Consent:  # noqa: FBT001 (what was said)
    return Consent(number, "001", 1, kind, given, DAY + timedelta(hours=number), "franchise:desk", "form")


@pytest.mark.parametrize(("region", "share"), [("us-east-1", True), ("us-west-2", True), ("eu-west-1", False)])
def test_who_was_never_asked_is_shared_in_america_alone_trained_on_nowhere_and_retouched(
    region: str,
    share: bool,  # noqa: FBT001 (the case)
) -> None:
    assert (may_share({}, region), may_train({}), may_retouch({})) == (share, False, True)


@given(
    st.lists(st.tuples(st.sampled_from(Purpose), st.booleans()), min_size=1),
    st.sampled_from(["us-east-1", "eu-west-1"]),
)
def test_the_last_answer_counts_whatever_was_said_before_and_in_which_order_it_is_read(
    answers: list[tuple[Purpose, bool]], region: str
) -> None:
    told = [said(number, *answer) for number, answer in enumerate(answers)]
    found = allowed(current(reversed(told)), region)
    last = dict(answers)
    assert {purpose: found[purpose] for purpose in last} == last


@pytest.mark.parametrize(
    ("region", "to", "may"),
    [
        ("us-east-1", "us-west-2", True),
        ("us-west-2", "us-east-1", True),
        ("eu-west-1", "eu-west-1", True),
        ("eu-west-1", "us-east-1", False),
        ("us-east-1", "eu-west-1", False),
        ("eu-west-1", "eu-central-1", False),
    ],
)
def test_a_copy_stays_where_the_law_of_the_original_is(region: str, to: str, may: bool) -> None:  # noqa: FBT001
    assert may_replicate(region, to) is may
    with nullcontext() if may else pytest.raises(ForbiddenError, match=f"{region} may not be copied to {to}"):
        check_replica(region, to)


@given(*[st.sampled_from(sorted(set().union(*GROUPS)))] * 2)
def test_where_a_copy_may_go_the_copy_may_come_from(one: str, other: str) -> None:
    assert may_replicate(one, other) == may_replicate(other, one)
