"""What becomes of an edit by its score."""

import math

from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.decision import MOST_AGAIN, Decision, Thresholds, Tried, decide

SCORES = st.floats(0, 100)
TRIED = st.builds(Tried, st.integers(0, 5), st.booleans())
_WORTH: dict[Decision, int] = {"retake": 0, "edit_again": 1, "review": 2, "publish": 3}


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    low, high = sorted((draw(st.integers(0, 100)), draw(st.integers(0, 100))))
    return Thresholds(high, low)


@given(score=st.none() | st.floats(), sure=st.booleans(), limits=thresholds(), tried=TRIED)
def test_nothing_goes_out_under_its_threshold_without_a_person(
    *, score: float | None, sure: bool, limits: Thresholds, tried: Tried
) -> None:
    if decide(score, sure=sure, thresholds=limits, tried=tried) == "publish":
        assert sure
        assert score is not None
        assert score >= limits.auto_publish


@given(st.none() | st.floats(), thresholds(), TRIED)
def test_what_nobody_can_judge_is_for_people(score: float | None, limits: Thresholds, tried: Tried) -> None:
    assert decide(score, sure=False, thresholds=limits, tried=tried) == "review"
    for nothing in (None, math.nan, math.inf, -math.inf):
        assert decide(nothing, sure=True, thresholds=limits, tried=tried) == "review"


@given(SCORES, SCORES, thresholds(), TRIED)
def test_a_better_score_never_leads_to_something_worse(
    one: float, other: float, limits: Thresholds, tried: Tried
) -> None:
    low, high = sorted((one, other))
    worse = decide(low, sure=True, thresholds=limits, tried=tried)
    better = decide(high, sure=True, thresholds=limits, tried=tried)
    assert _WORTH[worse] <= _WORTH[better]


@given(SCORES, thresholds(), st.integers(0, 5))
def test_a_photo_is_edited_again_by_its_score_once(score: float, limits: Thresholds, again: int) -> None:
    alone = decide(score, sure=True, thresholds=limits, tried=Tried(again))
    assert (alone == "edit_again") == (score < limits.review_from and again < MOST_AGAIN)


@given(score=st.none() | st.floats(), sure=st.booleans(), limits=thresholds(), again=st.integers(0, 5))
def test_an_edit_that_a_person_asked_for_is_for_people_however_it_scores(
    *, score: float | None, sure: bool, limits: Thresholds, again: int
) -> None:
    assert decide(score, sure=sure, thresholds=limits, tried=Tried(again, by_person=True)) == "review"


def test_the_house_decides_as_the_architecture_says() -> None:
    house = Thresholds()
    decided = [decide(score, sure=True, thresholds=house) for score in (85, 84.99, 70, 69.99)]
    assert decided == ["publish", "review", "review", "edit_again"]
    assert decide(69, sure=True, thresholds=house, tried=Tried(1)) == "retake"
    assert decide(89, sure=True, thresholds=Thresholds(90, 70)) == "review"
