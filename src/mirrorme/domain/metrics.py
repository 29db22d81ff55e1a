"""The key metrics' arithmetic: rates with their uncertainty, percentiles of histograms, and what a value means."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

MetricName = Literal[
    "photos_per_hour",
    "processing_s",
    "score_mean",
    "auto_publish_rate",
    "api_p95_ms",
    "worker_use",
    "upload_success_rate",
    "delivery_s",
]
Status = Literal["good", "warn", "bad", "no_data"]
Z95 = 1.959964
"""Of the normal distribution: 95 % lie within."""
FEWEST_FOR_P95 = 20
"""With fewer, the 95th percentile would be the maximum."""
EDGES_MS = tuple(round(1.25**step, 3) for step in range(50))
"""Upper ends of the histogram's classes, 1 ms to 56 s; slower ones are in a class of their own after them."""

MEDIAN_STEP, MEDIAN_LEAST_S = 1.05, 0.1
"""Times of which a median is told, in s, have classes of their own, since they have no largest: class k is around
``MEDIAN_STEP`` to the k, up to half a step away; what took less than the least counts as it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which value on something holds, up to which it does; None: at no end."""

    low: float | None = None
    high: float | None = None

    def hold(self, value: float) -> bool:
        """Whether a value lies in them, the ends included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a metric should be. target: asked. alert: outside of it somebody has to look. What they say is in words."""

    name: MetricName
    unit: str
    target: Bounds
    alert: Bounds
    meaning: str


GOALS: dict[MetricName, Goal] = {
    goal.name: goal
    for goal in (
        Goal(
            "photos_per_hour",
            "photos/h",
            Bounds(low=500),
            Bounds(low=400),
            "edits decided about, a location and hour in which it had any",
        ),
        Goal("processing_s", "s", Bounds(high=30), Bounds(high=45), "mean from received to the first decision"),
        Goal("score_mean", "points", Bounds(low=88), Bounds(low=85), "mean of the decided edits' scores"),
        Goal(
            "auto_publish_rate",
            "share",
            Bounds(low=0.90),
            Bounds(low=0.85),
            "photos published without a person, of those decided about",
        ),
        Goal("api_p95_ms", "ms", Bounds(high=200), Bounds(high=500), "of all requests but the store's and streams"),
        Goal(
            "worker_use",
            "share",
            Bounds(0.70, 0.80),
            Bounds(0.50, 0.95),
            "busy share of the living workers while there was work",
        ),
        Goal(
            "upload_success_rate",
            "share",
            Bounds(low=0.995),
            Bounds(low=0.98),
            "uploads that arrived, of those begun and ended; given up by a client counts against it",
        ),
        Goal("delivery_s", "s", Bounds(high=120), Bounds(high=300), "mean from published to delivered"),
    )
}
"""The seed's eight, in its order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and what it stands on. samples: how many. low, high: of a rate, with 95 % confidence; else None."""

    value: float | None
    samples: int
    low: float | None = None
    high: float | None = None


NOTHING = Measured(None, 0)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Where a rate lies with 95 % confidence, 0 to 1.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.

    Raises:
        ValueError: there are no trials, or more hits than trials.
    """
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is no rate")
    rate, z2 = hits / of, Z95**2
    centre = (rate + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * sqrt(rate * (1 - rate) / of + z2 / (4 * of**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def rate_of(hits: int, of: int) -> Measured:
    """A share; no value where there was nothing to share."""
    if of == 0:
        return NOTHING
    return Measured(hits / of, of, *wilson(hits, of))


def mean_of(total: float | None, count: int) -> Measured:
    """A mean, of a sum and a count."""
    return NOTHING if total is None or count == 0 else Measured(float(total) / count, count)


def class_of(ms: float) -> int:
    """In which class of the histogram a time is."""
    return bisect_left(EDGES_MS, ms)


def p95_of(counts: Sequence[int]) -> Measured:
    """The 95th percentile in ms of counts by class; within a class, times are taken to be spread evenly.

    At most 25 % off, as wide as a class is. None with fewer than 20 samples. Slower than the last edge is given as it.

    Raises:
        ValueError: there are not as many classes as ``EDGES_MS`` makes.
    """
    if len(counts) != len(EDGES_MS) + 1:
        raise ValueError(f"there are {len(counts)} classes, not {len(EDGES_MS) + 1}")
    samples = sum(counts)
    if samples < FEWEST_FOR_P95:
        return Measured(None, samples)
    rank, before = 0.95 * samples, 0
    for index, count in enumerate(counts[:-1]):
        if before + count >= rank:
            low = EDGES_MS[index - 1] if index else 0.0
            return Measured(low + (EDGES_MS[index] - low) * (rank - before) / count, samples)
        before += count
    return Measured(EDGES_MS[-1], samples)


def median_of(counts: Mapping[int, int]) -> float | None:
    """The median in s of counts by class (see ``MEDIAN_STEP``): the mean of the middle two, as usual.

    At most 2.5 % off, half as far as classes are apart. None without any.
    """
    total = sum(counts.values())
    if total == 0:
        return None
    middle, before = [(total - 1) // 2, total // 2], 0
    found: list[float] = []
    for one in sorted(counts):
        before += counts[one]
        while len(found) < len(middle) and middle[len(found)] < before:
            found.append(MEDIAN_STEP**one)
    return sum(found) / len(found)


def status_of(goal: Goal, measured: Measured) -> Status:
    """What a value means. A rate is bad only if all that it may be, with 95 % confidence, is."""
    value = measured.value
    if value is None:
        return "no_data"
    if goal.target.hold(value):
        return "good"
    likely = [value] + [end for end in (measured.low, measured.high) if end is not None]
    return "warn" if any(goal.alert.hold(one) for one in likely) else "bad"
