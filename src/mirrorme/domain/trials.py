"""Trials of models: which photos take part, and what follows from how it goes. The same counts, the same verdict.

No franchise decides alone: none counts for more than its share (``shares``), and what is decided has to hold without
any one of them (``steady``). What is lowered counts as so many whole photos as its weights come to. That is never more
than the effective sample (L. Kish, 1965), as no weight is above one: intervals are rather too wide than too narrow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from mirrorme.domain.intervals import LIKELY, SURE, Interval, difference, paired_difference
from mirrorme.domain.shares import bounded

SHARE = 0.1
"""Of all photos, those that a model on trial scores."""
CONFIRMED = 3
"""From so many franchises on, what is decided has to hold without any one of them."""
Verdict = Literal["promote", "go_on", "roll_back"]
Reason = Literal[
    "as_good",
    "too_few",
    "too_close",
    "hangs_on_one",
    "less_agreement",
    "more_complaints",
    "fewer_published",
    "out_of_time",
]


@dataclass(frozen=True, slots=True)
class Arm:
    """One side: edits that it scored, those it published, and those of them that somebody complained about."""

    edits: int
    published: int
    complaints: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a trial in a franchise."""

    franchise: str
    newer: Arm
    older: Arm


@dataclass(frozen=True, slots=True)
class Paired:
    """Edits that both models scored and a person rated.

    rated: how many, of one person or franchise no more than their share. gained: only the newer model agrees with the
    person. lost: only the older does.
    """

    rated: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What a trial takes, and what may be lost by it.

    edits: scored by the newer one, at least. rated: of both, at least. agreement, published, complaints: the rates may
    be worse by so much, at the unlucky end of their 95 % intervals; what is surely worse (99 %) ends a trial at once.
    published_if_better: the same for a model that surely agrees with people more: who is right may be stricter.
    least_complaints: fewer are chance. days: after which what could not be shown is given up.
    """

    edits: int = 200
    rated: int = 50
    agreement: float = 0.02
    published: float = 0.05
    published_if_better: float = 0.2
    complaints: float = 0.04
    least_complaints: int = 5
    days: float = 56.0

    @property
    def without_least(self) -> "Rule":
        """The same for a part of what there is: intervals say whether that is enough."""
        return replace(self, edits=0, rated=0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rule says, and of what: the newer model's rates less the older's, with their 95 % intervals.

    reason: for programs. why: for people. edits: that the newer one scored, of no franchise more than its share.
    largest: of all edits that count, the share of the franchise with the most.
    """

    verdict: Verdict
    reason: Reason
    why: str
    edits: int
    largest: float
    agreement: Interval
    published: Interval
    complaints: Interval


def is_tried(digest: str, franchise: str, photo: str, share: float = SHARE) -> bool:
    """Whether a photo is one of those that a model on trial scores: always the same, and others for another model."""
    drawn = sha256(f"{digest}\n{franchise}\n{photo}".encode()).digest()
    return int.from_bytes(drawn[:8]) / 2**64 < share


def judge_trial(sides: Sequence[Sides], paired: Paired, days: float, rule: Rule | None = None) -> Judgement:
    """What to do with a trial.

    Args:
        sides: of each franchise, photos of the model on trial, and all others in that time.
        paired: what people said of edits that both have scored.
        days: since it began.
        rule: None for the usual one.
    """
    asked = rule or Rule()
    scored = _Counts.of(sides, lambda arm: arm.edits, lambda arm: arm.published)
    published = _Counts.of(sides, lambda arm: arm.published, lambda arm: arm.complaints)
    likely, sure = (
        _Differences(
            paired_difference(paired.gained, paired.lost, paired.rated, confidence),
            difference(scored.hits, scored.numbers, confidence),
            difference(published.hits, published.numbers, confidence),
        )
        for confidence in (LIKELY, SURE)
    )
    counts = _Needed(int(scored.numbers[0] + 1e-6), paired.rated, published.hits[0])
    verdict, reason, why = _verdict(counts, days, asked, likely, sure)
    differences = (likely.agreement, likely.published, likely.complaints)
    return Judgement(verdict, reason, why, counts.edits, scored.largest, *differences)


def steady(whole: Judgement, without: Iterable[Judgement], days: float, rule: Rule) -> Judgement:
    """A judgement, unless it hangs on one franchise.

    Args:
        whole: of all franchises.
        without: the same, with each of them left out in turn; none where there are too few to confirm anything.
        days: since the trial began.
        rule: of the trial.
    """
    if (
        whole.verdict == "go_on"
        or whole.reason == "out_of_time"
        or all(one.verdict == whole.verdict for one in without)
    ):
        return whole
    why = "without the photos and ratings of one franchise it can't be told"
    if days > rule.days:
        return replace(whole, verdict="roll_back", reason="out_of_time", why=_given_up(days, why))
    return replace(whole, verdict="go_on", reason="hangs_on_one", why=why)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Hits and numbers of the newer and the older side, of no franchise more than its share. largest: that it has."""

    hits: tuple[float, float]
    numbers: tuple[float, float]
    largest: float

    @classmethod
    def of(cls, sides: Sequence[Sides], number: Callable[[Arm], int], hit: Callable[[Arm], int]) -> "_Counts":
        masses = [number(one.newer) + number(one.older) for one in sides]
        held = bounded(masses)
        # one weight for both sides, so that a franchise stands for the same part of either
        weights = [kept / mass if mass else 0.0 for kept, mass in zip(held, masses, strict=True)]

        def both(count: Callable[[Arm], int]) -> tuple[float, float]:
            weighed = list(zip(weights, sides, strict=True))
            newer = sum(weight * count(one.newer) for weight, one in weighed)
            return float(newer), float(sum(weight * count(one.older) for weight, one in weighed))

        return cls(both(hit), both(number), max(held, default=0.0) / max(sum(held), 1.0))


@dataclass(frozen=True, slots=True)
class _Needed:
    """What there has to be enough of."""

    edits: int
    rated: int
    complaints: float


@dataclass(frozen=True, slots=True)
class _Differences:
    """The newer model's rates less the older's."""

    agreement: Interval
    published: Interval
    complaints: Interval


def _given_up(days: float, why: str) -> str:
    return f"after {days:.0f} days it could not be shown to be as good: {why}"


def _verdict(
    counts: _Needed, days: float, rule: Rule, likely: _Differences, sure: _Differences
) -> tuple[Verdict, Reason, str]:
    loss = rule.published_if_better if likely.agreement.low > 0 else rule.published
    if sure.agreement.high < 0:
        why = f"it agrees with people less, by {-sure.agreement.high:.1%} at least"
        return "roll_back", "less_agreement", why
    if sure.complaints.low > 0 and counts.complaints >= rule.least_complaints:
        why = f"what it publishes is complained about more often, by {sure.complaints.low:.1%} at least"
        return "roll_back", "more_complaints", why
    if sure.published.high < -loss:
        why = f"it publishes less by itself, by {-sure.published.high:.1%} at least"
        return "roll_back", "fewer_published", why
    lacking: list[str] = []
    short: Reason = "too_few"
    if counts.edits < rule.edits:
        lacking.append(f"{counts.edits} of {rule.edits} edits are scored")
    if counts.rated < rule.rated:
        lacking.append(f"{counts.rated} of {rule.rated} are rated")
    if not lacking:
        good = likely.agreement.low >= -rule.agreement and likely.agreement.middle >= 0
        if good and likely.complaints.high <= rule.complaints and likely.published.low >= -loss:
            why = "it agrees with people no less, publishes enough, and is complained about no more"
            return "promote", "as_good", why
        lacking, short = ["the intervals are too wide to tell"], "too_close"
    if days > rule.days:
        return "roll_back", "out_of_time", _given_up(days, ", ".join(lacking))
    return "go_on", short, ", ".join(lacking)
