"""From measurements to 0-100, monotone throughout: what is worse never scores better.

It is plain data in JSON, so that owners' ratings can adjust it without touching what is measured.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirrorme.quality.records import CODES, WEIGHTS, FactorName

Knots = tuple[tuple[float, float], ...]


class CalibrationError(ValueError):
    """A calibration that is none."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The Hill function: severity z / (1 + z) with z = (x / middle) ** power; 0 at 0, half at the middle, never 1."""

    middle: float
    power: float

    def severity(self, value: float) -> float:
        """0 to 1, for a measurement from 0 on."""
        try:
            z = (max(value, 0.0) / self.middle) ** self.power
        except OverflowError:
            return 1.0
        return float(z / (1 + z)) if np.isfinite(z) else 1.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """How everything is weighed.

    name: for people. curves: by measurement, for each that there is (``CODES``). network: by factor, what the network's
    opinion is multiplied by before it joins the measurements; 0 leaves it out. ratings: by factor, knots (value before,
    value after), both rising, that owners' ratings move; none leaves values as they are. worst: the part of the score
    that the worst factor alone decides, 0 to 1; the rest is the weighted mean.
    """

    name: str
    curves: Mapping[str, Curve]
    network: Mapping[FactorName, float] = field(default_factory=dict)
    ratings: Mapping[FactorName, Knots] = field(default_factory=dict)
    worst: float = 0.4

    def severity(self, code: str, value: float) -> float:
        """Of a measurement, 0 to 1."""
        curve = self.curves.get(code)
        return 0.0 if curve is None else curve.severity(value)

    def value(self, factor: FactorName, severities: Iterable[float]) -> float:
        """A factor's value from all that speaks against it: independent doubts multiply."""
        left = reduce(lambda whole, severity: whole * (1 - severity), severities, 1.0)
        value = 100 * left
        knots = self.ratings.get(factor)
        if not knots:
            return value
        return float(np.interp(value, [x for x, _ in knots], [y for _, y in knots]))

    def total(self, values: Mapping[FactorName, float]) -> float:
        """The score, from all factors' values: one fault that everybody sees is not outweighed by what is right."""
        mean = sum(WEIGHTS[name] * value for name, value in values.items()) / 100
        return (1 - self.worst) * mean + self.worst * min(values.values())

    def to_json(self, network: str) -> str:
        """As a file has it. network: the SHA-256 of the weights that it goes with; empty for none."""
        data = {
            "name": self.name,
            "sha256": network,
            "worst": self.worst,
            "network": dict(self.network),
            "ratings": {name: [list(knot) for knot in knots] for name, knots in self.ratings.items()},
            "curves": {code: [curve.middle, curve.power] for code, curve in self.curves.items()},
        }
        return json.dumps(data, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> "Calibration":
        """Read one.

        Raises:
            CalibrationError: it is damaged, or none that this version can score with.
        """
        try:
            data: dict[str, Any] = json.loads(text)
            curves = {code: Curve(float(middle), float(power)) for code, (middle, power) in data["curves"].items()}
            ratings = {name: tuple((float(x), float(y)) for x, y in k) for name, k in data.get("ratings", {}).items()}
            network = {name: float(weight) for name, weight in data.get("network", {}).items()}
            made = Calibration(str(data["name"]), curves, network, ratings, float(data.get("worst", 0.4)))
        except KeyError as error:
            raise CalibrationError(f"this is no calibration: it has no {error}") from error
        except (AttributeError, TypeError, ValueError, OverflowError) as error:
            raise CalibrationError(f"this is no calibration: {error}") from error
        made.check()
        return made

    def check(self) -> None:
        """Whether it judges all that is measured, and is monotone and bounded.

        Raises:
            CalibrationError: it isn't; says what to change.
        """
        self._check_names()
        if not all(_is_above_0(curve.middle) and _is_above_0(curve.power) for curve in self.curves.values()):
            raise CalibrationError("a calibration's curves need a middle and a power, both numbers above 0")
        if any(not 0 <= weight <= 1 for weight in self.network.values()) or not 0 <= self.worst <= 1:
            raise CalibrationError("a calibration's network weights and the worst factor's part lie between 0 and 1")
        for name, knots in self.ratings.items():
            _check_knots(name, np.array(knots))

    def _check_names(self) -> None:
        """What has no curve would count nothing: an edit could be as bad as it likes there."""
        missing = [code for codes in CODES.values() for code in codes if code not in self.curves]
        if missing:
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            raise CalibrationError(
                f"a calibration needs a curve for all that is measured, and this one has none for "
                f"{', '.join(missing[:3])}{more}: take them from the one that you began with, or train one anew "
                "(`mirrorme quality train`)"
            )
        if unknown := sorted({*self.network, *self.ratings} - {*WEIGHTS}):
            raise CalibrationError(f"there is no factor {unknown[0]}: a calibration's are {', '.join(WEIGHTS)}")


def _is_above_0(value: float) -> bool:
    return 0 < value < np.inf


def _check_knots(factor: FactorName, knots: NDArray[np.float64]) -> None:
    if len(knots) < 2:
        raise CalibrationError(f"a calibration's knots are at least two, and {factor} has {len(knots)}: leave it out")
    before, after = knots.T
    # written so that what is no number is refused too
    within = bool(np.all((knots >= 0) & (knots <= 100)))
    rising = bool(np.all(np.diff(before) > 0) and np.all(np.diff(after) >= 0))
    if not within or not rising or after[0] == after[-1]:
        raise CalibrationError(f"a calibration's knots rise, within 0 and 100, and those of {factor} don't")
