"""How people's ratings are heard: nobody's bias is believed beyond a star, and nobody's weight beyond a share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

MOST_BIAS = 1.0
"""Stars that a person may be stricter or milder than the others, as far as it is corrected."""
MOST_SHARE = 0.2
"""Of all weight, that of one person; with fewer than five people, an equal part."""
SHRINK = 5.0
"""So many ratings a person needs before half of their bias is believed."""
LEAST_SPREAD = 0.5
MOST_OFF = 3.0
SUSPECT_WEIGHT, SUSPECT_FROM = 0.5, 10


class Whose(Protocol):
    """Something that a person said."""

    @property
    def rater(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class RaterFigures:
    """A person in the report.

    mean_stars: what they give. bias: stars that they are above (or below) the others on the same edits. spread: how far
    off they are beside that, in stars. weight: of each of their ratings, 0 to 1. share: of all weight. suspect: far
    from all others, so hardly heard.
    """

    rater: str
    ratings: int
    mean_stars: float
    bias: float
    spread: float
    weight: float
    share: float
    suspect: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How everybody is heard."""

    figures: tuple[RaterFigures, ...]

    def biases(self, of: Sequence[Whose]) -> NDArray[np.float64]:
        """What to take off each rating, in stars, bounded; nothing for people who are not known."""
        found = {one.rater: float(np.clip(one.bias, -MOST_BIAS, MOST_BIAS)) for one in self.figures}
        return np.array([found.get(one.rater, 0.0) for one in of])

    def weights(self, of: Sequence[Whose]) -> NDArray[np.float64]:
        """Of each rating; one for people who are not known."""
        found = {one.rater: one.weight for one in self.figures}
        return np.array([found.get(one.rater, 1.0) for one in of])


def standing(raters: Sequence[str], off: NDArray[np.float64], stars: NDArray[np.float64]) -> Standing:
    """Judge people by how far their stars are from a score's.

    Args:
        raters: of each rating.
        off: of each, stars given less what the score comes to.
        stars: of each.
    """
    names = sorted(set(raters))
    whose = np.array(raters)
    rows = [np.flatnonzero(whose == name) for name in names]
    medians = np.array([float(np.median(off[own])) for own in rows])
    # what all have in common is the score's to learn, not theirs
    own_bias = medians - float(np.median(medians))
    counts = np.array([len(own) for own in rows], np.float64)
    biases = own_bias * counts / (counts + SHRINK)
    believed = np.clip(biases, -MOST_BIAS, MOST_BIAS) + float(np.median(medians))
    spreads = np.array(
        [
            float(np.sqrt(np.mean(np.minimum(np.abs(off[own] - bias), MOST_OFF) ** 2)))
            for own, bias in zip(rows, believed, strict=True)
        ]
    )
    usual = max(LEAST_SPREAD, float(np.median(spreads)))
    weights = np.minimum(1.0, (usual / np.maximum(spreads, LEAST_SPREAD)) ** 2)
    weights = _capped(weights, counts)
    shares = weights * counts / max(float((weights * counts).sum()), 1e-12)
    return Standing(
        tuple(
            RaterFigures(
                rater=name,
                ratings=len(own),
                mean_stars=round(float(stars[own].mean()), 2),
                bias=round(float(biases[place]), 3),
                spread=round(float(spreads[place]), 3),
                weight=round(float(weights[place]), 4),
                share=round(float(shares[place]), 4),
                suspect=len(own) >= SUSPECT_FROM
                and bool(
                    (usual / max(float(spreads[place]), LEAST_SPREAD)) ** 2 < SUSPECT_WEIGHT
                    or abs(own_bias[place]) > 1.5 * MOST_BIAS
                ),
            )
            for place, (name, own) in enumerate(zip(names, rows, strict=True))
        )
    )


def _capped(weights: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights by which nobody has more than their share."""
    most = max(MOST_SHARE, 1.0 / len(weights))
    held = weights * counts
    capped = np.zeros(len(held), np.bool_)
    for _ in range(len(held)):
        over = held > most * held.sum() * (1 + 1e-9)
        if not over.any():
            break
        capped |= over
        # all who are capped get what leaves each of them just its share of the whole
        left, rest = 1 - most * int(capped.sum()), float(held[~capped].sum())
        lowest = float(held[capped].min())
        held[capped] = min(lowest, most * rest / left) if left > 1e-9 and rest > 0 else lowest
    return held / counts
