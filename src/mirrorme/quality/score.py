"""The judgement: measurements and the network's opinion become five values and one score."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from mirrorme.quality.calibration import Calibration
from mirrorme.quality.doubt import doubt_of
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.readings import readings_of
from mirrorme.quality.records import NOT_CUT, WEIGHTS, Factor, FactorName, Finding, Score, nothing_found
from mirrorme.quality.view import Plane, View

MEASUREMENTS = "4"
"""Raised with every change of what is measured: scores of different ones are not compared."""
MENTIONED = 0.12
"""A measurement of this severity is worth a sentence."""
_SHOWN = 0.005
"""A measurement of less leaves no heat."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A score, and where each factor saw what: (h, w) float32, 0 to 1."""

    score: Score
    heat: Mapping[FactorName, Plane] = field(default_factory=dict)


def judge(
    view: View, calibration: Calibration, opinion: Mapping[FactorName, float], version: str, *, threads: int = 1
) -> Judged:
    """Judge an edit.

    Args:
        view: of it.
        calibration: what turns measurements into values.
        opinion: the network's severity by factor, 0 to 1; empty without a network.
        version: of calibration and network, as ``version_of`` gives it.
        threads: to measure with, one or two.
    """
    readings = readings_of(view, threads)
    factors, heat = [], {}
    for name in WEIGHTS:
        own = [reading for reading in readings if reading.factor == name]
        severities = {reading.code: calibration.severity(reading.code, reading.value) for reading in own}
        told = {reading.code: reading.tell() for reading in own if severities[reading.code] > _SHOWN}
        heard = view.cut or name != "edges"
        severities["network"] = calibration.network.get(name, 0.0) * opinion.get(name, 0.0) if heard else 0.0
        value = calibration.value(name, severities.values())
        factors.append(_factor(name, value, own, severities, told, view))
        heat[name] = _heat(told, severities, view)
    total = calibration.total({factor.name: factor.value for factor in factors})
    doubt = doubt_of(view)
    score = Score(round(total, 2), tuple(factors), version, sure=not doubt, doubt=doubt)
    return Judged(score, heat)


def version_of(calibration: str, network: str) -> str:
    """The version that a score is stored with: of measurements, calibration (JSON) and network (SHA-256 or nothing)."""
    return hashlib.sha256(f"{MEASUREMENTS}\n{calibration}\n{network}".encode()).hexdigest()[:16]


def _factor(
    name: FactorName,
    value: float,
    own: list[Reading],
    severities: Mapping[str, float],
    told: Mapping[str, Told],
    view: View,
) -> Factor:
    findings = [
        Finding(code, one.sentence, round(severities[code], 3), None if one.mask is None else view.box_of(one.mask))
        for code, one in told.items()
        if severities[code] >= MENTIONED
    ]
    if severities["network"] >= 2 * MENTIONED and not findings:
        findings = [
            Finding("network", "the network sees a fault here that no measurement names", severities["network"])
        ]
    findings.sort(key=lambda finding: -finding.severity)
    value = round(value, 2)
    without = NOT_CUT if name == "edges" and not view.cut else nothing_found(name, value)
    return Factor(
        name,
        value,
        findings[0].sentence if findings else without,
        tuple(findings),
        {reading.code: round(reading.value, 4) for reading in own},
        {code: round(severity, 4) for code, severity in severities.items()},
    )


def _heat(told: Mapping[str, Told], severities: Mapping[str, float], view: View) -> Plane:
    plane = np.zeros(view.alpha.shape, np.float32)
    for code, one in told.items():
        if one.heat is not None:
            heat = np.clip(one.heat, 0, 1) * np.float32(severities[code] ** 0.5)
            np.maximum(plane, heat if heat.shape == plane.shape else cv2.resize(heat, plane.shape[::-1]), out=plane)
    return plane
