"""Lanes: order, turns and promises."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.lane import (
    LOOK_PRIORITY,
    PROMISE,
    Because,
    Lane,
    Tier,
    Waiting,
    choose_lane,
    deadline_of,
    explain_lane,
    find_due,
    next_tag,
    priority,
    tiers_of,
)

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
ORDER = list(Lane)
lanes = st.sampled_from(Lane)
soon = st.integers(0, 7200).map(lambda s: NOW + timedelta(seconds=s))
waiting = st.builds(Waiting, st.integers(1, 99), lanes, st.integers(0, 10_000), soon)
late = st.builds(
    Waiting,
    st.integers(1, 99),
    lanes,
    st.integers(0, 99),
    st.integers(1, 10**6).map(lambda s: NOW - timedelta(seconds=s)),
)


@given(lanes, st.sampled_from(Tier), st.none() | st.timedeltas(timedelta(0), timedelta(days=2)))
def test_no_lane_is_less_urgent_than_what_was_booked(booked: Lane, tier: Tier, due_in: timedelta | None) -> None:
    lane = choose_lane(booked, tier, due_in)
    assert ORDER.index(lane) <= ORDER.index(booked)
    if due_in is not None and due_in >= PROMISE[Lane.VIP]:
        assert PROMISE[lane] <= due_in


def test_tiers_and_due_times_raise_a_lane() -> None:
    assert choose_lane(Lane.BULK) is Lane.BULK
    assert choose_lane(Lane.BULK, Tier.VIP) is Lane.VIP
    assert choose_lane(Lane.STANDARD, Tier.PREMIUM) is Lane.EXPRESS
    assert choose_lane(Lane.BULK, due_in=timedelta(minutes=15)) is Lane.EXPRESS
    assert choose_lane(Lane.BULK, due_in=timedelta(seconds=5)) is Lane.VIP


def test_a_lane_is_explained_by_what_asked_for_it_first() -> None:
    assert explain_lane(Lane.BULK).because is Because.BOOKING_TYPE
    assert explain_lane(Lane.EXPRESS, Tier.PREMIUM, timedelta(minutes=15)).because is Because.BOOKING_TYPE
    assert explain_lane(Lane.STANDARD, Tier.PREMIUM, timedelta(minutes=15)).because is Because.CUSTOMER
    assert explain_lane(Lane.STANDARD, Tier.PREMIUM, timedelta(minutes=5)).because is Because.DUE


@given(st.sampled_from(Tier), lanes)
def test_whoever_leads_into_a_lane_is_in_it_at_least(tier: Tier, booked: Lane) -> None:
    for lane in Lane:
        if tier in tiers_of(lane):
            assert ORDER.index(choose_lane(booked, tier)) <= ORDER.index(lane)
    assert tiers_of(Lane.BULK) == ()


def test_a_due_time_brings_a_deadline_forward_and_never_back() -> None:
    assert deadline_of(Lane.VIP, NOW, NOW + timedelta(days=1)) == NOW + timedelta(minutes=2)
    assert deadline_of(Lane.BULK, NOW, NOW + timedelta(minutes=5)) == NOW + timedelta(minutes=5)


@given(waiting, waiting)
def test_a_more_urgent_lane_goes_first(one: Waiting, other: Waiting) -> None:
    if ORDER.index(one.lane) < ORDER.index(other.lane):
        assert priority(one, NOW, due=False) > priority(other, NOW, due=False)


@given(waiting, waiting)
def test_what_is_due_goes_before_all_but_vip(one: Waiting, other: Waiting) -> None:
    due, rest = priority(one, NOW, due=True), priority(other, NOW, due=False)
    assert (due > rest) == (
        (one.lane is Lane.VIP and (other.lane is not Lane.VIP or one.tag < other.tag))
        or (one.lane is not Lane.VIP and other.lane is not Lane.VIP)
    )


@given(late, waiting)
def test_a_broken_promise_breaks_no_other(one: Waiting, other: Waiting) -> None:
    if other.lane is not Lane.VIP and one.lane is not Lane.VIP:
        assert priority(one, NOW, due=False) < priority(other, NOW, due=True)


@given(waiting | late, st.booleans())
def test_priorities_fit_the_queue(one: Waiting, due: bool) -> None:  # noqa: FBT001 (hypothesis gives it)
    assert -(2**31) <= priority(one, NOW, due=due) < 2**31
    assert -(2**31) <= LOOK_PRIORITY < 2**31


def test_one_studios_thousand_photos_do_not_hold_up_anothers_ten() -> None:
    tags: dict[str, list[int]] = {"large": [], "small": []}
    for studio, number in (("large", 1000), ("small", 10)):
        for _ in range(number):
            everyone = [tag for owned in tags.values() for tag in owned]
            tags[studio].append(next_tag(max(tags[studio], default=None), min(everyone, default=None)))
    order = sorted((tag, studio) for studio, owned in tags.items() for tag in owned)
    assert [studio for _, studio in order[:20]].count("small") == 10


@given(st.lists(st.tuples(lanes, st.integers(0, 7200)), max_size=40), st.integers(1, 60))
def test_what_capacity_allows_is_kept(promised: list[tuple[Lane, int]], seconds_each: int) -> None:
    """Escalation never breaks a promise that taking photos by deadline alone would keep, VIP aside."""
    left = [
        Waiting(number, Lane.BULK if lane is Lane.VIP else lane, number, NOW + timedelta(seconds=s))
        for number, (lane, s) in enumerate(promised)
    ]
    by_deadline = sorted(left, key=lambda one: one.deadline)
    if any(
        NOW + timedelta(seconds=seconds_each * place) > one.deadline for place, one in enumerate(by_deadline, start=1)
    ):
        return
    now = NOW
    while left:
        margin = timedelta(seconds=seconds_each)
        due = {one.photo for one in find_due(left, now, seconds_each=seconds_each, margin=margin)}
        taken = max(left, key=lambda one: priority(one, now, due=one.photo in due))
        left.remove(taken)
        now += timedelta(seconds=seconds_each)
        assert now <= taken.deadline
