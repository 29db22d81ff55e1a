"""Intervals around rates, and around the difference of two."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

SURE, LIKELY = 0.99, 0.95
"""Of intervals: a trial is looked at again and again, so ending one early has to be surer than a single look would."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and what it may be: between ``low`` and ``high``. Shares, -1 to 1."""

    low: float
    middle: float
    high: float


def wilson(hits: float, number: float, confidence: float = LIKELY) -> Interval:
    """Of a rate (E. B. Wilson, 1927); anything from 0 to 1 where nothing was seen."""
    if not number:
        return Interval(0.0, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate, square = hits / number, z * z
    middle = (rate + square / (2 * number)) / (1 + square / number)
    reach = z * sqrt(rate * (1 - rate) / number + square / (4 * number * number)) / (1 + square / number)
    return Interval(max(0.0, min(middle - reach, rate)), rate, min(1.0, max(middle + reach, rate)))


def difference(hits: tuple[float, float], numbers: tuple[float, float], confidence: float = LIKELY) -> Interval:
    """Of two rates, the first less the second: their Wilson intervals joined (R. G. Newcombe, 1998, method 10)."""
    if not all(numbers):
        return Interval(-1.0, 0.0, 1.0)
    one, two = (wilson(hit, number, confidence) for hit, number in zip(hits, numbers, strict=True))
    middle = one.middle - two.middle
    low = middle - sqrt((one.middle - one.low) ** 2 + (two.high - two.middle) ** 2)
    high = middle + sqrt((one.high - one.middle) ** 2 + (two.middle - two.low) ** 2)
    return Interval(low, middle, high)


def paired_difference(gained: int, lost: int, number: int, confidence: float = LIKELY) -> Interval:
    """Of two rates on the same things, by those that differ (A. Agresti and Y. Min, 2005: half a pair more of each)."""
    if not number:
        return Interval(-1.0, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    more, whole = gained - lost, number + 2
    spread = z * sqrt(max(0.0, gained + lost + 1 - more * more / whole)) / whole
    return Interval(max(-1.0, more / whole - spread), more / number, min(1.0, more / whole + spread))
