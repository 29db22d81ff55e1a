"""What the key metrics say, with many samples, few and none."""

import random
import statistics
from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.domain.metrics import (
    EDGES_MS,
    FEWEST_FOR_P95,
    GOALS,
    MEDIAN_STEP,
    NOTHING,
    Measured,
    Status,
    class_of,
    mean_of,
    median_of,
    p95_of,
    rate_of,
    status_of,
    wilson,
)


def histogram(times: list[float]) -> list[int]:
    counts = [0] * (len(EDGES_MS) + 1)
    for one in times:
        counts[class_of(one)] += 1
    return counts


def test_the_interval_of_a_rate_is_wilsons() -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_rate_and_stays_a_share(of: tuple[int, int]) -> None:
    low, high = wilson(*of)
    assert 0 <= low <= of[0] / of[1] + 1e-9
    assert of[0] / of[1] - 1e-9 <= high <= 1


@pytest.mark.parametrize("wrong", [(1, 0), (2, 1), (-1, 3), (0, 0)])
def test_what_is_no_rate_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no rate"):
        wilson(*wrong)


def test_without_samples_there_is_no_value() -> None:
    assert rate_of(0, 0) == mean_of(None, 0) == NOTHING
    assert p95_of([0] * (len(EDGES_MS) + 1)) == NOTHING
    assert status_of(GOALS["score_mean"], NOTHING) == "no_data"


def test_few_requests_have_no_95th_percentile() -> None:
    assert p95_of(histogram([10.0] * (FEWEST_FOR_P95 - 1))).value is None
    assert p95_of(histogram([10.0] * FEWEST_FOR_P95)).value is not None


@given(st.randoms(use_true_random=False), st.floats(2, 500))
def test_the_percentile_is_off_by_no_more_than_a_class(chance: random.Random, middle: float) -> None:
    times = [min(50_000.0, max(1.0, chance.lognormvariate(0, 1) * middle)) for _ in range(400)]
    exact = statistics.quantiles(times, n=20, method="inclusive")[-1]
    value = p95_of(histogram(times)).value
    assert value is not None
    assert exact / 1.27 <= value <= exact * 1.27


def test_what_is_slower_than_the_last_class_is_still_counted() -> None:
    assert p95_of(histogram([1e6] * 50)) == Measured(EDGES_MS[-1], 50)


def test_a_histogram_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="classes"):
        p95_of([1, 2, 3])


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("photos_per_hour", 500, "good"),
        ("photos_per_hour", 450, "warn"),
        ("photos_per_hour", 399, "bad"),
        ("processing_s", 30, "good"),
        ("processing_s", 45, "warn"),
        ("processing_s", 46, "bad"),
        ("worker_use", 0.75, "good"),
        ("worker_use", 0.85, "warn"),
        ("worker_use", 0.6, "warn"),
        ("worker_use", 0.2, "bad"),
        ("worker_use", 0.99, "bad"),
        ("delivery_s", 301, "bad"),
    ],
)
def test_a_value_is_good_or_worth_a_look_or_bad(name: str, value: float, status: Status) -> None:
    goal = next(goal for goal in GOALS.values() if goal.name == name)
    assert status_of(goal, Measured(value, 100)) == status


def test_a_rate_of_few_is_not_called_bad_before_it_is_known_to_be() -> None:
    goal = GOALS["auto_publish_rate"]
    assert status_of(goal, rate_of(8, 10)) == "warn"
    assert status_of(goal, rate_of(800, 1000)) == "bad"
    assert status_of(goal, rate_of(920, 1000)) == "good"


@given(st.lists(st.floats(0.1, 1e6), min_size=1))
def test_a_median_of_classes_is_at_most_a_fortieth_off(times: list[float]) -> None:
    counts = Counter(round(log(one) / log(MEDIAN_STEP)) for one in times)
    assert median_of(counts) == pytest.approx(statistics.median(times), rel=0.025)


def test_nothing_has_no_median() -> None:
    assert median_of({}) is None
    assert median_of({3: 0}) is None
