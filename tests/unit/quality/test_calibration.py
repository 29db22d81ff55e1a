"""Calibrations are monotone and bounded, or refused."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.quality.calibration import Calibration, CalibrationError, Curve
from mirrorme.quality.readings import readings_of
from mirrorme.quality.records import CODES
from mirrorme.quality.view import view_of_result
from tests.fakes.calibrations import calibration_data
from tests.unit.quality.edits import making

MIDDLE, POWER = st.floats(1e-4, 1e3), st.floats(0.1, 8)


@given(MIDDLE, POWER, st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_is_never_less_severe(middle: float, power: float, first: float, second: float) -> None:
    curve = Curve(middle, power)
    low, high = sorted((first, second))
    assert 0 <= curve.severity(low) <= curve.severity(high) <= 1


@given(st.lists(st.floats(0, 1), max_size=6), st.integers(0, 5), st.floats(0, 1))
def test_one_more_doubt_never_raises_a_factor(severities: list[float], place: int, more: float) -> None:
    calibration = Calibration("test", {}, ratings={"edges": ((0, 0), (50, 70), (100, 100))})
    value = calibration.value("edges", severities)
    worse = [*severities[:place], more, *severities[place:]]
    assert 0 <= calibration.value("edges", worse) <= value <= 100


def with_halo(curve: object) -> dict[str, Any]:
    """Curves for all, that one as it is given."""
    return {"curves": calibration_data("any")["curves"] | {"halo": curve}}


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (with_halo([0, 1]), "above 0"),
        (with_halo([1, -1]), "above 0"),
        (with_halo([math.nan, 2]), "above 0"),
        (with_halo([1, math.inf]), "above 0"),
        (with_halo("none"), "no calibration"),
        (with_halo([10**400, 2]), "no calibration"),
        ({"network": {"edges": 2}}, "between 0 and 1"),
        ({"network": {"edges": math.nan}}, "between 0 and 1"),
        ({"network": {"hair": 0.5}}, "no factor hair"),
        ({"ratings": {"hair": [[0, 0], [100, 100]]}}, "no factor hair"),
        ({"ratings": {"edges": []}}, "leave it out"),
        ({"ratings": {"edges": [[50, 100]]}}, "leave it out"),
        ({"ratings": {"edges": [[0, 50], [100, 40]]}}, "knots rise"),
        ({"ratings": {"edges": [[0, 0], [0, 40]]}}, "knots rise"),
        ({"ratings": {"edges": [[0, 100], [100, 100]]}}, "knots rise"),
        ({"ratings": {"edges": [[0, math.nan], [100, 100]]}}, "knots rise"),
        ({"worst": 1.5}, "between 0 and 1"),
        ({"worst": math.nan}, "between 0 and 1"),
        ({"curves": None}, "no calibration"),
    ],
)
def test_what_is_not_monotone_is_refused(spoilt: dict[str, Any], said: str) -> None:
    good = calibration_data("test")
    Calibration.from_json(json.dumps(good))
    with pytest.raises(CalibrationError, match=said):
        Calibration.from_json(json.dumps(good | spoilt))


def test_what_judges_not_all_that_is_measured_is_refused_and_says_what_is_missing() -> None:
    with pytest.raises(CalibrationError, match=r"undecided, old_background, cut_into and 28 more: take them from"):
        Calibration.from_json(json.dumps({"name": "empty", "curves": {}, "network": {}}))
    most = calibration_data("most")
    del most["curves"]["halo"]
    with pytest.raises(CalibrationError, match="none for halo: take them from"):
        Calibration.from_json(json.dumps(most))


def test_curves_are_asked_for_by_the_names_that_measurements_have() -> None:
    made = making()
    found = [(reading.factor, reading.code) for reading in readings_of(made.view())]
    assert sorted(found) == sorted((factor, code) for factor, codes in CODES.items() for code in codes)
    # what compares with the photo is left out where that isn't known
    alone = readings_of(view_of_result(made.put_together(), made.alpha))
    assert {(reading.factor, reading.code) for reading in alone} < set(found)
    assert set(Calibration.from_json(SHIPPED.read_text()).curves) == {code for _, code in found}


def test_the_steepest_curve_is_bounded_too() -> None:
    assert Curve(1e-300, 8).severity(1e6) == 1.0
