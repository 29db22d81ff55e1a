"""A period's figures beside those of the period before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.metrics import (
    GOALS,
    NOTHING,
    Bounds,
    Measured,
    MetricName,
    Status,
    mean_of,
    p95_of,
    rate_of,
    status_of,
)

USUAL = timedelta(days=30)
LONGEST = timedelta(days=400)
FACTORS = ("edges", "light", "colour", "composition", "artifacts")
Total = tuple[float | None, int]
"""A sum, and of how many."""


@dataclass(frozen=True, slots=True)
class Span:
    """From since, included, to until, not included; with time zone."""

    since: datetime
    until: datetime

    @property
    def before(self) -> "Span":
        """As long, up to its beginning."""
        return Span(self.since - (self.until - self.since), self.since)


def span_of(since: datetime | None, until: datetime | None, now: datetime) -> Span:
    """The period that was asked for; the last 30 days by default.

    Raises:
        InvalidError: it ends before it begins, or is longer than 400 days.
    """
    end = until or now
    span = Span(since or end - USUAL, end)
    if span.since >= span.until:
        raise InvalidError("invalid_period", "The period ends before it begins: `since` has to be before `until`.")
    if span.until - span.since > LONGEST:
        raise InvalidError("invalid_period", f"A period may have {LONGEST.days} days at most; ask for a shorter one.")
    return span


@dataclass(frozen=True, slots=True)
class Sums:
    """What was counted in a period.

    hours: places and hours with at least one edit. uploads, decided ...: (how many of them, of how many). seconds,
    delivery: s. score, factors: points. latency: requests by class of time. busy: looks at workers, of all workers
    looked at.
    """

    processed: int = 0
    hours: int = 0
    seconds: Total = (None, 0)
    score: Total = (None, 0)
    auto: tuple[int, int] = (0, 0)
    latency: Sequence[int] = ()
    busy: tuple[int, int] = (0, 0)
    uploads: tuple[int, int] = (0, 0)
    delivery: Total = (None, 0)
    factors: Mapping[str, Total] = field(default_factory=dict)

    def measured(self, name: MetricName) -> Measured:
        """One of the eight."""
        found: dict[MetricName, Measured] = {
            "photos_per_hour": Measured(self.processed / self.hours, self.processed) if self.hours else NOTHING,
            "processing_s": mean_of(*self.seconds),
            "score_mean": mean_of(*self.score),
            "auto_publish_rate": rate_of(*self.auto),
            "api_p95_ms": p95_of(self.latency) if self.latency else NOTHING,
            # looks one after the other are no independent trials, so there is no interval
            "worker_use": mean_of(*self.busy),
            "upload_success_rate": rate_of(*self.uploads),
            "delivery_s": mean_of(*self.delivery),
        }
        return found[name]


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A metric beside its goal. low, high: where a rate lies with 95 % confidence. previous: of the period before."""

    name: MetricName
    value: float | None
    previous: float | None
    unit: str
    target: Bounds
    alert: Bounds
    status: Status
    samples: int
    low: float | None
    high: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day where the franchise is. median_s: from received to the first decision."""

    day: date
    received: int = 0
    published: int = 0
    rejected: int = 0
    reviewed: int = 0
    auto_published: int = 0
    score_mean: float | None = None
    median_s: float | None = None


@dataclass(frozen=True, slots=True)
class FactorMean:
    """A factor's mean, points."""

    name: str
    mean: float | None
    previous: float | None


@dataclass(frozen=True, slots=True)
class RejectionCount:
    """Photos rejected for a cause; a photo can have several."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class LanePromises:
    """Promises that came due in a lane: promised = kept + missed."""

    name: str
    promised: int
    kept: int
    missed: int


@dataclass(frozen=True, slots=True)
class ReviewBacklog:
    """Photos that wait for a person now; overdue: for longer than they were promised."""

    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. franchise: its code; None for all."""

    franchise: str | None
    since: datetime
    until: datetime
    metrics: tuple[MetricValue, ...]
    days: tuple[DayFigures, ...]
    factors: tuple[FactorMean, ...]
    rejections: tuple[RejectionCount, ...]
    lanes: tuple[LanePromises, ...]
    review: ReviewBacklog


def compare(now: Sums, before: Sums) -> tuple[MetricValue, ...]:
    """The eight, in the order of ``GOALS``."""
    found = []
    for name, goal in GOALS.items():
        measured, previous = now.measured(name), before.measured(name)
        found.append(
            MetricValue(
                name=name,
                value=measured.value,
                previous=previous.value,
                unit=goal.unit,
                target=goal.target,
                alert=goal.alert,
                status=status_of(goal, measured),
                samples=measured.samples,
                low=measured.low,
                high=measured.high,
                meaning=goal.meaning,
            )
        )
    return tuple(found)


def factor_means(now: Sums, before: Sums) -> tuple[FactorMean, ...]:
    """The five, the weightiest first."""
    none: Total = (None, 0)
    return tuple(
        FactorMean(name, mean_of(*now.factors.get(name, none)).value, mean_of(*before.factors.get(name, none)).value)
        for name in FACTORS
    )


def all_days(found: Mapping[date, DayFigures]) -> tuple[DayFigures, ...]:
    """From the first to the last day that has anything, those in between without gaps."""
    if not found:
        return ()
    first, last = min(found), max(found)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(found.get(day) or DayFigures(day) for day in days)
