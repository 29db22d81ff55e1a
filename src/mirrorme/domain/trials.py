"""Trials of models: which photos take part, and what follows from how it goes. The same counts, the same verdict."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from mirrorme.domain.intervals import LIKELY, SURE, Interval, difference, paired_difference

SHARE = 0.1
"""Of all photos, those that a model on trial scores."""
Verdict = Literal["promote", "go_on", "roll_back"]
Reason = Literal[
    "as_good", "too_few", "too_close", "less_agreement", "more_complaints", "fewer_published", "out_of_time"
]


@dataclass(frozen=True, slots=True)
class Arm:
    """One side: edits that it scored, those it published, and those of them that somebody complained about."""

    edits: int
    published: int
    complaints: int


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rule says, and of what: the newer model's rates less the older's, with their 95 % intervals.

    reason: for programs. why: for people.
    """

    verdict: Verdict
    reason: Reason
    why: str
    agreement: Interval
    published: Interval
    complaints: Interval


def is_tried(digest: str, franchise: str, photo: str, share: float = SHARE) -> bool:
    """Whether a photo is one of those that a model on trial scores: always the same, and others for another model."""
    drawn = sha256(f"{digest}\n{franchise}\n{photo}".encode()).digest()
    return int.from_bytes(drawn[:8]) / 2**64 < share


def judge_trial(newer: Arm, older: Arm, paired: Paired, days: float, rule: Rule | None = None) -> Judgement:
    """What to do with a trial.

    Args:
        newer: photos of the model on trial.
        older: all others in that time.
        paired: what people said of edits that both have scored.
        days: since it began.
        rule: None for the usual one.
    """
    asked = rule or Rule()
    likely = _differences(newer, older, paired, LIKELY)
    verdict, reason, why = _verdict(newer, paired, days, asked, likely, _differences(newer, older, paired, SURE))
    return Judgement(verdict, reason, why, likely.agreement, likely.published, likely.complaints)


@dataclass(frozen=True, slots=True)
class _Differences:
    """The newer model's rates less the older's."""

    agreement: Interval
    published: Interval
    complaints: Interval


def _differences(newer: Arm, older: Arm, paired: Paired, confidence: float) -> _Differences:
    return _Differences(
        paired_difference(paired.gained, paired.lost, paired.rated, confidence),
        difference((newer.published, older.published), (newer.edits, older.edits), confidence),
        difference((newer.complaints, older.complaints), (newer.published, older.published), confidence),
    )


def _verdict(
    newer: Arm, paired: Paired, days: float, rule: Rule, likely: _Differences, sure: _Differences
) -> tuple[Verdict, Reason, str]:
    loss = rule.published_if_better if likely.agreement.low > 0 else rule.published
    if sure.agreement.high < 0:
        why = f"it agrees with people less, by {-sure.agreement.high:.1%} at least"
        return "roll_back", "less_agreement", why
    if sure.complaints.low > 0 and newer.complaints >= rule.least_complaints:
        why = f"what it publishes is complained about more often, by {sure.complaints.low:.1%} at least"
        return "roll_back", "more_complaints", why
    if sure.published.high < -loss:
        why = f"it publishes less by itself, by {-sure.published.high:.1%} at least"
        return "roll_back", "fewer_published", why
    lacking: list[str] = []
    short: Reason = "too_few"
    if newer.edits < rule.edits:
        lacking.append(f"{newer.edits} of {rule.edits} edits are scored")
    if paired.rated < rule.rated:
        lacking.append(f"{paired.rated} of {rule.rated} are rated")
    if not lacking:
        good = likely.agreement.low >= -rule.agreement and likely.agreement.middle >= 0
        if good and likely.complaints.high <= rule.complaints and likely.published.low >= -loss:
            why = "it agrees with people no less, publishes enough, and is complained about no more"
            return "promote", "as_good", why
        lacking, short = ["the intervals are too wide to tell"], "too_close"
    if days > rule.days:
        why = f"after {days:.0f} days it could not be shown to be as good: {', '.join(lacking)}"
        return "roll_back", "out_of_time", why
    return "go_on", short, ", ".join(lacking)
