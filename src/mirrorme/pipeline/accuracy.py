"""Accuracy over time, told: agreement by model, franchise and month, and drift."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mirrorme.quality.accuracy import Accuracy, Opinions, accuracy, psi

NO_DATA = "Nobody has rated a published photo with stars yet: nothing is known of how well scores agree with people."
FEW = 100
"""Below so many ratings a share says little."""
TARGET = 0.92
"""Agreement that the specification promises."""


class Told(Protocol):
    """A rating with the score of what was rated."""

    @property
    def rater(self) -> str: ...  # noqa: D102
    @property
    def stars(self) -> int: ...  # noqa: D102
    @property
    def franchise(self) -> str: ...  # noqa: D102
    @property
    def month(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> float: ...  # noqa: D102


class Binned(Protocol):
    """A histogram of a month's scores, or of a factor."""

    @property
    def month(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def bins(self) -> Mapping[int, int]: ...  # noqa: D102
    @property
    def mean(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Drift:
    """A month of a model. psi, inputs: how far from the model's first month, scores and factors; None in that month."""

    month: str
    model: str
    edits: int
    mean_score: float
    psi: float | None
    inputs: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one model in one franchise and month."""

    model: str
    franchise: str
    month: str
    rated: int
    within_one_star: float


def accuracy_of(told: Sequence[Told]) -> Accuracy:
    """Of all of these ratings."""
    scores = np.array([one.value for one in told], np.float64)
    return accuracy(Opinions(scores, np.array([one.stars for one in told], np.float64), [one.rater for one in told]))


def groups_of(told: Sequence[Told]) -> list[Agreement]:
    """By model, franchise and month, in the order of months."""
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for one in told:
        groups.setdefault((one.month, one.franchise, one.version), []).append(one)
    found = []
    for (month, franchise, version), own in sorted(groups.items()):
        share = accuracy_of(own).within_one_star
        found.append(Agreement(version, franchise, month, len(own), 0.0 if share is None else round(share, 4)))
    return found


def drift_of(binned: Sequence[Binned]) -> list[Drift]:
    """By month and model, against the first month of the model."""
    kept = {(one.version, one.month, one.name): one for one in binned}
    months: dict[str, list[str]] = {}
    for version, month in sorted({(one.version, one.month) for one in binned}):
        months.setdefault(version, []).append(month)
    names = sorted({one.name for one in binned} - {"score"})
    found = []
    for version, own in months.items():
        for month in own:

            def moved(name: str, version: str = version, month: str = month, first: str = own[0]) -> float | None:
                before, now = kept.get((version, first, name)), kept.get((version, month, name))
                if month == first or before is None or now is None:
                    return None
                index = psi(before.bins, now.bins)
                return None if index is None else round(index, 4)

            score = kept[version, month, "score"]
            edits = sum(score.bins.values())
            inputs = {name: moved(name) for name in names}
            found.append(Drift(month, version, edits, round(score.mean, 2), moved("score"), inputs))
    return sorted(found, key=lambda one: (one.month, one.model))


def note_of(found: Accuracy) -> str:
    """What to think of it, in a sentence."""
    if found.within_one_star is None:
        return NO_DATA
    few = f"Only {found.rated} ratings: these figures may be off by much. " if found.rated < FEW else ""
    word = "reached" if found.within_one_star >= TARGET else "not reached"
    share = f"{found.within_one_star:.1%} of {found.rated} ratings are within one star of the score"
    return f"{few}{share}; {TARGET:.0%}, as promised, is {word}."
