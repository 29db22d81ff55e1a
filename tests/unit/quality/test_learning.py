"""Learning from ratings: it brings scores nearer to people, and nobody leads it astray."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.domain.shares import MOST_SHARE, most_share, those_there
from mirrorme.quality.accuracy import Opinions, accuracy, histogram, pairwise, psi
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.comparison import compare
from mirrorme.quality.crowd import Person, an_edit, people, true_stars
from mirrorme.quality.learning import Example, Learnt, learn, scores
from mirrorme.quality.raters import Standing, bounded, standing
from mirrorme.quality.records import SMALL, WEIGHTS
from mirrorme.quality.rescore import NotStoredError, facts_of, rescored
from mirrorme.quality.score import judge
from mirrorme.quality.stars import agree, stars_of
from tests.unit.quality.edits import calibration, making

BASE = Calibration.from_json(SHIPPED.read_text())
PEOPLE = 8


def ratings(seed: int, number: int, poisoners: int = 0) -> list[Example]:
    random = np.random.default_rng(seed)
    crowd = people(PEOPLE, random, poisoners)
    made = []
    for place in range(number):
        score = an_edit(BASE, "v", random)
        person = crowd[place % PEOPLE]
        stars = person.stars(true_stars(score, BASE, random), random)
        made.append(Example(person.name, person.name.removeprefix("person:"), place, stars, facts_of(score, BASE)))
    return made


def agreement(examples: list[Example], by: Calibration) -> float:
    return float(agree(scores(examples, by), [example.stars for example in examples]).mean())


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return learn(ratings(3, 300), BASE, "learnt", 1)


def test_learning_lifts_agreement_on_ratings_that_it_has_not_seen(learnt: Learnt) -> None:
    fresh = ratings(3, 900)[300:]
    assert agreement(fresh, learnt.calibration) > agreement(fresh, BASE) + 0.03
    found = compare(fresh, BASE, learnt.calibration, Standing(learnt.raters), 1)
    assert found.objection == ""
    assert found.gain_low <= found.gain <= found.gain_high


def test_what_was_learnt_is_a_calibration_and_the_same_every_time(learnt: Learnt) -> None:
    text = learnt.calibration.to_json("")
    assert Calibration.from_json(text) == learnt.calibration
    assert learn(ratings(3, 300), BASE, "learnt", 1).calibration.to_json("") == text
    assert dict(learnt.calibration.curves) == dict(BASE.curves)


def test_an_owner_who_gives_one_star_to_everything_is_hardly_heard_and_is_named() -> None:
    poisoned = learn(ratings(5, 320, poisoners=1), BASE, "poisoned", 1)
    (named,) = [one for one in poisoned.raters if one.suspect]
    assert named.mean_stars == 1.0
    assert named.share < 0.06
    # what honest people think of it is hardly worse than without that owner
    honest = ratings(5, 1200, poisoners=1)[320:]
    honest = [one for one in honest if one.rater != named.rater]
    assert agreement(honest, poisoned.calibration) > agreement(honest, BASE)


def test_a_poisoner_of_a_franchise_that_is_kept_out_does_not_decide(learnt: Learnt) -> None:
    fresh = ratings(3, 900)[300:]
    poison = [Example("person:99", "99", 10_000 + one.edit, 1, one.facts) for one in fresh[:300]]
    clean = compare(fresh, BASE, learnt.calibration, Standing(learnt.raters), 1)
    found = compare([*fresh, *poison], BASE, learnt.calibration, Standing(learnt.raters), 1)
    assert found.objection == clean.objection == ""
    assert abs(found.agreement_after - clean.agreement_after) < 0.15


def test_a_calibration_that_agrees_less_is_objected_to(learnt: Learnt) -> None:
    fresh = ratings(3, 700)[300:]
    found = compare(fresh, learnt.calibration, BASE, Standing(learnt.raters), 1)
    assert "agrees with people less" in found.objection
    same = compare(fresh, BASE, BASE, Standing(learnt.raters), 1)
    assert same.objection == "it changes nothing"


@dataclass(frozen=True)
class Said:
    """Who said something, and whose photo it is about."""

    rater: str
    franchise: str


def shares(of: list[Said], weights: NDArray[np.float64]) -> tuple[float, float]:
    """The largest of a person and of a franchise, of all weight."""
    sums: list[Counter[str]] = [Counter(), Counter()]
    for one, weight in zip(of, weights, strict=True):
        sums[0][one.rater] += weight
        sums[1][one.franchise] += weight
    return max(sums[0].values()) / weights.sum(), max(sums[1].values()) / weights.sum()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 4), st.integers(1, 60)), min_size=1, max_size=30))
def test_no_person_and_no_franchise_has_more_than_their_share(said: list[tuple[int, int, int]]) -> None:
    of = [Said(f"person:{10 * at + who}", f"{at:03d}") for at, who, times in said for _ in range(times)]
    weights = bounded(of, np.ones(len(of)))
    person, franchise = shares(of, weights)
    people = list(Counter(one.rater for one in of).values())
    franchises = list(Counter(one.franchise for one in of).values())
    assert person <= max(MOST_SHARE, 1 / those_there(people)) + 1e-6
    assert franchise <= most_share(franchises) + 1e-6
    assert weights.sum() >= 1 - 1e-6
    assert weights.max() <= 1


def test_a_network_of_few_studios_keeps_what_was_said_as_far_as_it_is_shared() -> None:
    one = [Said(f"person:{place % 5}", "001") for place in range(50)]
    assert bounded(one, np.ones(50)).sum() == pytest.approx(50)
    two = one + [Said(f"person:1{place % 5}", "002") for place in range(15)]
    assert bounded(two, np.ones(65)).sum() == pytest.approx(65)


def test_of_five_people_one_who_is_hardly_believed_counts_for_little() -> None:
    of = [Said(f"person:{place % 5}", f"{place % 5:03d}") for place in range(250)]
    weights = bounded(of, np.array([0.1 if one.rater == "person:0" else 1.0 for one in of]))
    assert weights[[one.rater == "person:0" for one in of]].sum() / weights.sum() < 0.03
    assert weights.sum() == pytest.approx(205)


def test_who_rates_in_several_franchises_is_none_of_theirs() -> None:
    of = [Said("person:1", f"{place % 6:03d}") for place in range(600)]
    of += [Said(f"person:{2 + place % 6}", f"{place % 6:03d}") for place in range(60)]
    weights = bounded(of, np.ones(660))
    assert shares(of, weights)[0] <= MOST_SHARE + 1e-6
    assert weights[600:].min() == pytest.approx(1)


def test_a_franchise_with_many_accounts_does_not_move_the_scores_of_the_others() -> None:
    random = np.random.default_rng(3)
    honest = [(person, f"{place:03d}") for place, person in enumerate(people(12, random))]
    owned = [(Person(f"person:own-{place}", 0, 0, 5), "900") for place in range(12)]
    made = []
    for place, (person, franchise) in enumerate((honest + owned) * 10):
        score = an_edit(BASE, "v", random)
        stars = person.stars(true_stars(score, BASE, random, agreeing=True), random)
        made.append(Example(person.name, franchise, place, stars, facts_of(score, BASE)))
    found = learn(made, BASE, "moved", 1)
    assert sum(one.share for one in found.raters if one.rater.startswith("person:own-")) <= MOST_SHARE + 0.001
    assert all(abs(one.bias) < 1 for one in found.raters if not one.rater.startswith("person:own-"))
    fresh = [one for one in made if one.franchise != "900"]
    before, after = scores(fresh, BASE), scores(fresh, found.calibration)
    assert (after >= 85).mean() - (before >= 85).mean() < 0.1
    judged = compare(made, BASE, found.calibration, Standing(found.raters), 1)
    plain = compare(fresh, BASE, found.calibration, Standing(found.raters), 1)
    assert judged.gain - plain.gain < 0.1


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5), st.floats(0, 100)), min_size=12, max_size=80),
)
def test_nobody_has_more_than_their_share(said: list[tuple[int, int, float]]) -> None:
    raters = [Said(f"person:{who}", f"{who:03d}") for who, _, _ in said]
    stars = np.array([given_stars for _, given_stars, _ in said], np.float64)
    found = standing(raters, stars - stars_of([value for _, _, value in said]), stars)
    # the middle one and all above bring something, whatever the others do
    number = len(found.figures)
    most = max(MOST_SHARE, 1 / (number - (number - 1) // 2))
    assert all(0 <= one.weight <= 1 + 1e-9 for one in found.figures)
    assert sum(one.share for one in found.figures) == pytest.approx(1, abs=0.01)
    assert max(one.share for one in found.figures) <= most + 0.001


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_worse_never_scores_better_after_learning(learnt: Learnt, seed: int) -> None:
    random = np.random.default_rng(seed)
    score = an_edit(BASE, "v", random)
    factor = score["factors"][int(random.integers(len(score["factors"])))]
    code = next(iter(factor["measured"]))
    before = facts_of(score, BASE).score(learnt.calibration)
    factor["measured"][code] *= 1.5
    assert facts_of(score, BASE).score(learnt.calibration) <= before + 1e-9


def test_a_stored_score_weighed_anew_by_the_same_calibration_is_the_same() -> None:
    own = calibration()
    score = judge(making().view(), own, dict.fromkeys(WEIGHTS, 0.0), "one").score
    again = rescored(score.to_data(), own, own, "two")
    assert again["value"] == pytest.approx(score.value, abs=0.05)
    assert again["version"] == "two"
    assert [one["sentence"] for one in again["factors"]] == [one.sentence for one in score.factors]
    # a value that is no longer good is not said to be all well
    stern = replace(own, ratings=dict.fromkeys(WEIGHTS, ((0.0, 0.0), (100.0, 60.0))))
    bad = rescored(score.to_data(), own, stern, "three")["factors"]
    assert {one["sentence"] for one in bad if not one["findings"]} == {SMALL}
    with pytest.raises(NotStoredError, match="measured"):
        rescored({"factors": [{"name": name} for name in WEIGHTS], "sure": True}, own, own, "two")


def test_what_the_network_said_is_found_again_whatever_it_counted() -> None:
    score = judge(making().view(), BASE, {"light": 0.5, "artifacts": 0.2}, "one").score.to_data()
    facts = facts_of(score, BASE)
    assert facts.opinion["light"] == pytest.approx(0.5, abs=0.001)
    assert facts.opinion["artifacts"] == pytest.approx(0.2, abs=0.001)


def test_stars_are_those_of_the_specification() -> None:
    assert list(stars_of([100, 85, 70, 0])) == [5, 4, 3, 1]
    assert list(agree([85, 85, 70], [3, 5, 1])) == [True, True, False]


def test_order_is_of_one_persons_own_pairs() -> None:
    found = Opinions(np.array([90.0, 80.0, 10.0, 20.0]), np.array([5.0, 3.0, 5.0, 4.0]), ["a", "a", "b", "b"])
    assert pairwise(found) == 0.5
    assert accuracy(Opinions(np.array([]), np.array([]), [])).within_one_star is None


def test_drift_is_nothing_for_the_same_and_much_for_another() -> None:
    random = np.random.default_rng(1)
    one, two, other = (histogram(random.normal(mean, 8, 3000)) for mean in (85, 85, 70))
    as_bins = [dict(enumerate(int(count) for count in each)) for each in (one, two, other)]
    same, moved = psi(as_bins[0], as_bins[1]), psi(as_bins[0], as_bins[2])
    assert same is not None
    assert moved is not None
    assert same < 0.02
    assert moved > 0.5
    assert psi({}, as_bins[0]) is None
