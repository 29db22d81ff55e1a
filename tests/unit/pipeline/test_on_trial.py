"""What is said of two models decides about them, and no person or franchise alone does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.domain.trials import Arm, Paired, Rule, Sides, judge_trial
from mirrorme.pipeline.model_registry import Rated
from mirrorme.pipeline.on_trial import Pairs, judged


def said(rater: str, franchise: str, stars: int, times: int) -> list[Rated]:
    # four stars is what the newer model says, two what the older does
    return [Rated(rater, franchise, stars, {"new": 85.0, "old": 45.0})] * times


def test_the_accounts_of_one_franchise_do_not_decide_a_trial() -> None:
    honest = [one for place in range(8) for one in said(f"person:{place}", f"{place:03d}", 4, 10)]
    owned = [one for place in range(20) for one in said(f"person:1{place:02d}", "900", 1, 10)]
    assert Pairs.of(honest, "new", "old").counted() == Paired(80, 80, 0)
    assert Pairs.of([*owned, *honest], "new", "old").counted() == Paired(100, 80, 20)


def test_one_person_has_a_fifth_of_what_counts() -> None:
    much = said("person:1", "001", 1, 500)
    others = [one for place in range(2, 10) for one in said(f"person:{place}", "001", 4, 5)]
    assert Pairs.of([*much, *others], "new", "old").counted() == Paired(50, 40, 10)


def test_only_edits_that_both_have_scored_count() -> None:
    assert Pairs.of([], "new", "old").counted() == Paired(0, 0, 0)
    assert Pairs.of([Rated("person:1", "001", 4, {"new": 85.0})], "new", "old").counted() == Paired(0, 0, 0)


def network(angry: Arm | None = None, number: int = 10) -> list[Sides]:
    """Franchises alike, of which the first may have another newer side."""
    newer, older = Arm(40, 24, 0), Arm(360, 216, 4)
    return [Sides(f"{place:03d}", angry if angry and not place else newer, older) for place in range(number)]


RATINGS = [one for place in range(10) for one in said(f"person:{place}", f"{place:03d}", 4, 10)]
HONEST = Pairs.of(RATINGS, "new", "old")


def test_one_angry_owner_does_not_roll_a_model_back() -> None:
    sides = network(Arm(40, 24, 20))
    # by the counts alone it would be
    assert judge_trial(sides, HONEST.counted(), 7.0).reason == "more_complaints"
    found = judged(sides, HONEST, 7.0, Rule())
    assert (found.verdict, found.reason) == ("go_on", "hangs_on_one")
    several = [Sides(one.franchise, Arm(40, 24, 4), one.older) for one in network()]
    assert judged(several, HONEST, 7.0, Rule()).reason == "more_complaints"


def test_one_owner_s_stars_neither_promote_nor_roll_back() -> None:
    others = [Rated(f"person:{place}", f"{place:03d}", 4, {"new": 85.0, "old": 86.0}) for place in range(1, 10)] * 10
    for stars, reason in ((2, "less_agreement"), (4, "as_good")):
        pairs = Pairs.of([*others, *said("person:0", "000", stars, 500)], "new", "old")
        assert judge_trial(network(), pairs.counted(), 7.0).reason == reason
        assert judged(network(), pairs, 7.0, Rule()).reason != reason
    assert judged(network(), HONEST, 7.0, Rule()).verdict == "promote"


def test_of_two_franchises_nobody_could_confirm_what_one_says() -> None:
    sides = network(Arm(400, 240, 40), number=2)
    found = judged(sides, HONEST, 7.0, Rule())
    assert found.reason == "hangs_on_one"
    two = Pairs.of(RATINGS[:20], "new", "old")
    assert judged(sides, two, 7.0, Rule()).reason == "more_complaints"


COUNT = st.integers(0, 60)
ARMS = st.builds(
    lambda edits, published, most: Arm(edits + published + most, published + most, most), COUNT, COUNT, COUNT
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ARMS, ARMS), min_size=4, max_size=8), ARMS)
def test_whatever_a_franchise_does_it_decides_nothing_that_the_others_would_not(
    others: list[tuple[Arm, Arm]], newer: Arm
) -> None:
    sides = [Sides(f"{place:03d}", *arms) for place, arms in enumerate(others)]
    without = judge_trial(sides[1:], HONEST.counted("000"), 7.0, Rule().without_least)
    found = judged([Sides("000", newer, sides[0].older), *sides[1:]], HONEST, 7.0, Rule())
    assert found.verdict in ("go_on", without.verdict)
