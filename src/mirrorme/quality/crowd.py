"""Simulated edits and people whose taste, noise and bias are known: to see whether learning learns what it should."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mirrorme.quality.calibration import Calibration
from mirrorme.quality.records import WEIGHTS, FactorName, Score
from mirrorme.quality.stars import stars_of

CODES: Mapping[FactorName, tuple[str, ...]] = {
    "edges": ("undecided", "jagged", "hole"),
    "light": ("level", "key"),
    "colour": ("cast", "skin"),
    "composition": ("head_room", "off_centre"),
    "artifacts": ("halo", "blur"),
}
"""Measurements that simulated edits have."""
TASTE: Mapping[FactorName, float] = {"edges": 2.2, "light": 1.3, "colour": 0.8, "composition": 0.3, "artifacts": 1.8}
"""How people's view of a factor bends away from the calibration's: above 1 they are stricter. No knots say it so."""
THEIR_WORST = 0.55
"""What the worst factor alone counts for them."""
_FAULTY, _BAD = 0.1, 0.25


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who rates. bias: stars above the others. noise: of stars (deviation). constant: gives that always."""

    name: str
    bias: float
    noise: float
    constant: int | None = None

    def stars(self, true: float, random: np.random.Generator) -> int:
        """What they give an edit of so many true stars."""
        said = true + self.bias + float(random.normal(0, self.noise))
        return self.constant or int(np.clip(round(said), 1, 5))


def an_edit(calibration: Calibration, version: str, random: np.random.Generator) -> dict[str, Any]:
    """A score as it would be stored with an edit that nobody made."""
    factors: list[dict[str, Any]] = []
    for name, codes in CODES.items():
        measured = {code: _measured(calibration, code, random) for code in codes}
        severities = {code: calibration.severity(code, value) for code, value in measured.items()} | {"network": 0.0}
        value = round(calibration.value(name, severities.values()), 2)
        factor: dict[str, Any] = {
            "name": name,
            "value": value,
            "sentence": "simulated",
            "findings": [],
            "weight": WEIGHTS[name],
        }
        factors.append(factor | {"measured": measured, "severities": severities})
    total = round(calibration.total({factor["name"]: factor["value"] for factor in factors}), 2)
    score = Score(total, (), version)
    return score.to_data() | {"factors": factors}


def true_stars(
    score: Mapping[str, Any], calibration: Calibration, random: np.random.Generator, *, agreeing: bool = False
) -> float:
    """What people on the whole think of it, and what no measurement sees.

    calibration: that of the measurements. agreeing: people whose taste is the calibration's: there is nothing to learn.
    """
    values: dict[FactorName, float] = {}
    for factor in score["factors"]:
        left = 1.0
        for code, value in factor["measured"].items():
            left *= 1 - calibration.severity(code, value)
        values[factor["name"]] = 100 * left ** (1.0 if agreeing else TASTE[factor["name"]])
    theirs = calibration if agreeing else replace(calibration, worst=THEIR_WORST)
    return float(stars_of(theirs.total(values)) + random.normal(0, 0.25))


def people(number: int, random: np.random.Generator, poisoners: int = 0) -> list[Person]:
    """People of all kinds; the last ones rate everything with one star."""
    made = [
        Person(f"person:{place + 1}", float(random.normal(0, 0.35)), float(random.uniform(0.3, 0.7)))
        for place in range(number - poisoners)
    ]
    return made + [Person(f"person:{number - place}", 0.0, 0.0, 1) for place in range(poisoners)]


def _measured(calibration: Calibration, code: str, random: np.random.Generator) -> float:
    """Mostly hardly anything, at times a fault, seldom a bad one."""
    draw = float(random.random())
    if draw > _FAULTY:
        severity = float(random.beta(1, 60))
    else:
        severity = float(random.beta(3, 3) if draw < _BAD * _FAULTY else random.beta(1.2, 6))
    curve = calibration.curves[code]
    severity = min(severity, 0.98)
    return round(float(curve.middle * (severity / (1 - severity)) ** (1 / curve.power)), 4)
