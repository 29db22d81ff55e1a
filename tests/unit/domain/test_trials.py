"""Trials: who takes part stays the same, and the rule never punishes a model for doing better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.intervals import difference, paired_difference, wilson
from mirrorme.domain.trials import SHARE, Arm, Judgement, Paired, Rule, Sides, Verdict, is_tried, judge_trial, steady

RANK: dict[Verdict, int] = {"roll_back": 0, "go_on": 1, "promote": 2}
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
COUNT = st.integers(0, 400)


@given(DIGESTS, st.integers(1, 999), st.integers(1, 10**6), st.floats(0, 1), st.floats(0, 1))
def test_a_photo_that_takes_part_always_does_and_still_does_when_more_do(
    digest: str, franchise: int, photo: int, one: float, other: float
) -> None:
    few, many = sorted((one, other))
    about = (digest, f"{franchise:03d}", f"raw/photo-{photo:03d}.jpg")
    assert is_tried(*about, few) == is_tried(*about, few)
    assert is_tried(*about, few) <= is_tried(*about, many)


def test_a_tenth_takes_part_in_every_franchise_and_another_tenth_in_the_next_trial() -> None:
    keys = [f"raw/2026-11-17/session-001/photo-{number:03d}.jpg" for number in range(4000)]
    for franchise in ("001", "002", "003"):
        first, second = ({key for key in keys if is_tried(digest, franchise, key)} for digest in ("a" * 64, "b" * 64))
        assert abs(len(first) / len(keys) - SHARE) < 0.02
        assert abs(len(first & second) / len(keys) - SHARE**2) < 0.01


def judged(newer: Arm, older: Arm, paired: Paired, days: float) -> Judgement:
    """Of one franchise."""
    return judge_trial([Sides("001", newer, older)], paired, days)


def arms(draw: st.DrawFn) -> tuple[Arm, Arm, Paired]:
    made = []
    for _ in range(2):
        edits = draw(st.integers(0, 2000))
        published = draw(st.integers(0, edits))
        made.append(Arm(edits, published, draw(st.integers(0, min(published, 60)))))
    gained, lost = draw(COUNT), draw(COUNT)
    return made[0], made[1], Paired(gained + lost + draw(COUNT), gained, lost)


TRIALS = st.composite(arms)()


@given(TRIALS, st.floats(0, 100))
def test_one_more_complaint_never_brings_a_model_on(trial: tuple[Arm, Arm, Paired], days: float) -> None:
    newer, older, paired = trial
    if newer.complaints == newer.published:
        return
    worse = Arm(newer.edits, newer.published, newer.complaints + 1)
    before, after = (judged(one, older, paired, days).verdict for one in (newer, worse))
    assert RANK[after] <= RANK[before]


@given(TRIALS, st.floats(0, 100))
def test_agreeing_once_more_never_sets_a_model_back(trial: tuple[Arm, Arm, Paired], days: float) -> None:
    newer, older, paired = trial
    if paired.gained + paired.lost == paired.rated:
        return
    better = Paired(paired.rated, paired.gained + 1, paired.lost)
    before, after = (judged(newer, older, one, days).verdict for one in (paired, better))
    assert RANK[after] >= RANK[before]


@given(TRIALS, st.floats(0, 100))
def test_disagreeing_once_more_never_brings_a_model_on(trial: tuple[Arm, Arm, Paired], days: float) -> None:
    newer, older, paired = trial
    if paired.gained + paired.lost == paired.rated:
        return
    worse = Paired(paired.rated, paired.gained, paired.lost + 1)
    before, after = (judged(newer, older, one, days).verdict for one in (paired, worse))
    assert RANK[after] <= RANK[before]


@pytest.mark.parametrize(
    ("newer", "older", "paired", "days", "verdict"),
    [
        (Arm(400, 240, 4), Arm(3600, 2160, 40), Paired(500, 60, 20), 7.0, "promote"),
        (Arm(400, 240, 4), Arm(3600, 2160, 40), Paired(500, 20, 60), 7.0, "roll_back"),
        (Arm(400, 240, 30), Arm(3600, 2160, 40), Paired(500, 60, 20), 7.0, "roll_back"),
        (Arm(400, 100, 1), Arm(3600, 2160, 40), Paired(500, 25, 20), 7.0, "roll_back"),
        # who surely agrees with people more may be stricter
        (Arm(2000, 1000, 4), Arm(18000, 10800, 200), Paired(500, 80, 20), 7.0, "promote"),
        (Arm(50, 30, 0), Arm(450, 270, 3), Paired(500, 60, 20), 7.0, "go_on"),
        (Arm(400, 240, 4), Arm(3600, 2160, 40), Paired(20, 3, 1), 7.0, "go_on"),
        (Arm(50, 30, 0), Arm(450, 270, 3), Paired(20, 3, 1), 60.0, "roll_back"),
        (Arm(19, 7, 2), Arm(481, 200, 10), Paired(169, 22, 6), 2.0, "go_on"),
    ],
)
def test_the_verdict_follows_from_the_counts(
    newer: Arm, older: Arm, paired: Paired, days: float, verdict: Verdict
) -> None:
    found = judged(newer, older, paired, days)
    assert found.verdict == verdict, found


def test_intervals_are_those_of_their_papers() -> None:
    # E. B. Wilson's interval for 81 of 263, and R. G. Newcombe's for 56 of 70 less 48 of 80 (1998, table II, method 10)
    found = wilson(81, 263, 0.95)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    apart = difference((56, 48), (70, 80), 0.95)
    assert (round(apart.low, 4), round(apart.high, 4)) == (0.0524, 0.3339)
    assert paired_difference(0, 0, 0) == difference((0, 0), (0, 5))


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 200), st.integers(1, 200))
def test_intervals_hold_their_estimates(one: int, of_one: int, two: int, of_two: int) -> None:
    found = difference((min(one, of_one), min(two, of_two)), (of_one, of_two))
    assert -1 <= found.low <= found.middle <= found.high <= 1 + 1e-12


def network(number: int, edits: int, share: float = 0.6) -> list[Sides]:
    """Franchises alike, that are complained about now and then on either side."""
    newer, older = Arm(edits, int(share * edits), 0), Arm(9 * edits, int(9 * share * edits), edits // 10)
    return [Sides(f"{place:03d}", newer, older) for place in range(number)]


SAID = Paired(500, 60, 20)


def test_a_franchise_with_many_photos_counts_for_a_fifth() -> None:
    large = Sides("900", Arm(4000, 800, 10), Arm(36000, 21600, 90))
    alone = judge_trial([large], SAID, 7.0)
    assert (alone.verdict, alone.largest) == ("roll_back", 1.0)
    many = judge_trial([large, *network(9, 40)], SAID, 7.0)
    assert many.largest == pytest.approx(0.2)
    assert many.edits == 450
    # a fifth of all is 40 points off, and the interval is as wide as what counts is little
    assert many.published.middle == pytest.approx(0.2 * -0.4, abs=0.005)
    plain = judge_trial([Sides("all", Arm(4360, 1016, 10), Arm(39240, 23544, 126))], SAID, 7.0)
    assert many.published.high - many.published.low > 2 * (plain.published.high - plain.published.low)


def test_a_large_franchise_does_not_promote_a_model_with_its_photos_alone() -> None:
    large = Sides("900", Arm(4000, 2400, 10), Arm(36000, 21600, 360))
    assert judge_trial([large], SAID, 7.0).verdict == "promote"
    found = judge_trial([large, *network(9, 10)], SAID, 7.0)
    assert (found.verdict, found.reason, found.edits) == ("go_on", "too_few", 112)


@pytest.mark.parametrize("days", [7.0, 60.0])
def test_what_hangs_on_one_franchise_is_not_decided(days: float) -> None:
    rule = Rule()
    whole, bad, fine = (judge_trial(network(5, 80), one, days) for one in (SAID, Paired(500, 20, 60), SAID))
    assert (whole.verdict, bad.verdict) == ("promote", "roll_back")
    assert steady(whole, [fine, fine], days, rule) == whole
    assert steady(whole, [], days, rule) == whole
    for told, without in ((whole, bad), (bad, whole)):
        found = steady(told, [told, without], days, rule)
        expected = ("roll_back", "out_of_time") if days > rule.days else ("go_on", "hangs_on_one")
        assert (found.verdict, found.reason) == expected
