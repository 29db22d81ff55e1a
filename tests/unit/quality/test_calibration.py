"""Calibrations are monotone and bounded, or refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.quality.calibration import Calibration, CalibrationError, Curve

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


@pytest.mark.parametrize(
    "spoilt",
    [
        {"curves": {"halo": [0, 1]}},
        {"curves": {"halo": [1, -1]}},
        {"curves": {"halo": "none"}},
        {"network": {"edges": 2}},
        {"ratings": {"edges": [[0, 50], [100, 40]]}},
        {"ratings": {"edges": [[0, 0], [0, 40]]}},
        {"worst": 1.5},
        {"name": None, "curves": None},
    ],
)
def test_what_is_not_monotone_is_refused(spoilt: dict[str, Any]) -> None:
    good: dict[str, Any] = {"name": "test", "curves": {"halo": [0.1, 2]}}
    Calibration.from_json(json.dumps(good))
    with pytest.raises(CalibrationError):
        Calibration.from_json(json.dumps(good | spoilt))
