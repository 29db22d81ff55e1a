"""When somebody has to be told, and when it is over: each alarm opens beyond one bound and closes within a tighter one.

So a value that goes to and fro at the bound doesn't open and close it again and again.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mirrorme.domain.metrics import Bounds

Kind = Literal[
    "queue_depth",
    "error_rate",
    "disk",
    "no_worker",
    "worker_use",
    "model_altered",
    "processing_time",
    "score",
    "review_queue",
    "promises",
]
Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """An alarm. tolerated: outside of it opens. calm: within it closes. say: of a value. what_to_do: for people."""

    kind: Kind
    severity: Severity
    tolerated: Bounds
    calm: Bounds
    say: str
    what_to_do: str


RULES: dict[Kind, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(
            "queue_depth",
            "critical",
            Bounds(high=1000),
            Bounds(high=800),
            "{:,.0f} photos wait for a worker (more than 1,000).",
            "Start more workers, on this machine or another; pause the bulk lane until the queue is shorter.",
        ),
        Rule(
            "error_rate",
            "critical",
            Bounds(high=0.05),
            Bounds(high=0.02),
            "{:.1%} of the API's requests failed in the last 5 minutes (more than 5%).",
            "Look at /v1/ready and at the API's log: each failure is there with its cause.",
        ),
        Rule(
            "disk",
            "critical",
            Bounds(low=0.10),
            Bounds(low=0.15),
            "{:.1%} of the disk is free (less than 10%).",
            "Make room, or move the store to a larger disk: uploads and edits stop when it is full. Nothing is lost.",
        ),
        Rule(
            "no_worker",
            "critical",
            Bounds(low=0.5),
            Bounds(low=0.5),
            "No worker has shown a sign of life for 2 minutes.",
            "Start workers (`mirrorme worker`), and look at their log for why they ended. Photos wait meanwhile.",
        ),
        Rule(
            "worker_use",
            "warning",
            Bounds(high=0.90),
            Bounds(high=0.80),
            "The workers were busy for {:.0%} of the last 10 minutes (more than 90%).",
            "Nothing is wrong yet; if it stays so through the day, add a worker.",
        ),
        Rule(
            "model_altered",
            "critical",
            Bounds(high=0),
            Bounds(high=0),
            "Models of the registry that were altered: {:,.0f}.",
            "The model before it scores. Roll it back, and find out who can write to the database.",
        ),
        Rule(
            "processing_time",
            "warning",
            Bounds(high=40),
            Bounds(high=35),
            "Photos took {:.0f} s on average in the last 15 minutes (more than 40 s).",
            "See whether photos queue or edits are slow: /v1/lanes and the seconds of the last edits tell.",
        ),
        Rule(
            "score",
            "warning",
            Bounds(low=85),
            Bounds(low=86),
            "The last day's photos, more than 20, score {:.1f} on average (less than 85).",
            "Look at the factors' means: light and edges point to the studio's lamps, the others to the look.",
        ),
        Rule(
            "review_queue",
            "warning",
            Bounds(high=50),
            Bounds(high=40),
            "{:,.0f} photos wait for review (more than 50).",
            "Have somebody review: the oldest are due first. If most are approved, lower the threshold.",
        ),
        Rule(
            "promises",
            "warning",
            Bounds(high=0),
            Bounds(high=0),
            "Promises missed in the last hour: {:,.0f}.",
            "See which lane they were in, and whether workers were missing; tell customers who wait.",
        ),
    )
}
"""The seed's alarms that make sense on our own machines, and what else can stop a studio."""
FOR_ALL: frozenset[Kind] = frozenset({"queue_depth", "error_rate", "disk", "no_worker", "worker_use", "model_altered"})
"""Of the whole service; the others are of a franchise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured. franchise: None for the whole service."""

    kind: Kind
    franchise: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Alert:
    """An alarm that was raised. franchise: None for the whole service. acknowledged_by: who said they know."""

    id: int
    franchise: str | None
    at: datetime
    kind: Kind
    severity: Severity
    message: str
    what_to_do: str
    closed_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done. reading: opens an alarm; None: ``alert`` closes."""

    reading: Reading | None
    alert: Alert | None = None

    @property
    def message(self) -> str:
        """For people, of one that opens."""
        return "" if self.reading is None else RULES[self.reading.kind].say.format(self.reading.value)


def changes(readings: Iterable[Reading], opened: Collection[Alert]) -> Iterator[Change]:
    """Which alarms open and close. What is no longer measured, as nothing happens any more, closes."""
    before = {(alert.kind, alert.franchise): alert for alert in opened}
    for reading in readings:
        rule, alert = RULES[reading.kind], before.pop((reading.kind, reading.franchise), None)
        if alert is None and not rule.tolerated.hold(reading.value):
            yield Change(reading)
        elif alert is not None and rule.calm.hold(reading.value):
            yield Change(None, alert)
    yield from (Change(None, alert) for alert in before.values())
