"""How people's ratings are heard: nobody's bias is believed beyond a star, nobody's weight beyond a share.

The share is bounded for a person and for all people of a franchise together, see ``bounded``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mirrorme.domain.shares import MOST_SHARE, most_share, those_there

MOST_BIAS = 1.0
"""Stars that a person may be stricter or milder than the others, as far as it is corrected."""
SHRINK = 5.0
"""So many ratings a person needs before half of their bias is believed."""
LEAST_SPREAD = 0.5
MOST_OFF = 3.0
SUSPECT_WEIGHT, SUSPECT_FROM = 0.5, 10
_STEPS = 500
Vector = NDArray[np.float64]


class Whose(Protocol):
    """Something that a person said. franchise: whose photo it is about."""

    @property
    def rater(self) -> str: ...  # noqa: D102
    @property
    def franchise(self) -> str: ...  # noqa: D102


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

    def biases(self, of: Sequence[Whose]) -> Vector:
        """What to take off each rating, in stars, bounded; nothing for people who are not known."""
        found = {one.rater: float(np.clip(one.bias, -MOST_BIAS, MOST_BIAS)) for one in self.figures}
        return np.array([found.get(one.rater, 0.0) for one in of])

    def weights(self, of: Sequence[Whose]) -> Vector:
        """Of each rating; one for people who are not known."""
        found = {one.rater: one.weight for one in self.figures}
        return np.array([found.get(one.rater, 1.0) for one in of])


def standing(of: Sequence[Whose], off: Vector, stars: Vector) -> Standing:
    """Judge people by how far their stars are from a score's.

    Args:
        of: the ratings.
        off: of each, stars given less what the score comes to.
        stars: of each.
    """
    people = _People.of(of)
    names = people.names
    rows = [np.flatnonzero(people.whose == place) for place in range(len(names))]
    # what is usual is for all franchises to say, not for the one with the most accounts
    votes = people.bounded(np.ones(len(names)))
    medians = np.array([float(np.median(off[own])) for own in rows])
    # what all have in common is the score's to learn, not theirs
    common = _median(medians, votes)
    own_bias = medians - common
    counts = np.array([len(own) for own in rows], np.float64)
    biases = own_bias * counts / (counts + SHRINK)
    believed = np.clip(biases, -MOST_BIAS, MOST_BIAS) + common
    spreads = np.array(
        [
            float(np.sqrt(np.mean(np.minimum(np.abs(off[own] - bias), MOST_OFF) ** 2)))
            for own, bias in zip(rows, believed, strict=True)
        ]
    )
    usual = max(LEAST_SPREAD, _median(spreads, votes))
    weights = np.minimum(1.0, (usual / np.maximum(spreads, LEAST_SPREAD)) ** 2)
    held = people.bounded(weights * counts)
    weights, shares = held / counts, held / max(float(held.sum()), 1e-12)
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


def bounded(of: Sequence[Whose], weights: Vector) -> Vector:
    """Weights of ratings, lowered until no person and no franchise has more than their share of what is left.

    A franchise's owner can make as many accounts as they like, so a bound for each person alone is none. Who rates in
    several franchises works for head office and counts as a franchise of their own.

    One person may have a fifth, with fewer than five people an equal part; one franchise what ``most_share`` says; see
    ``those_there`` for who is counted. From five franchises on the bound is strict, even where most of them hardly
    rate: then little is learnt rather than one's taste.
    """
    if not of:
        return weights
    people = _People.of(of)
    masses = np.asarray(np.bincount(people.whose, weights), np.float64)
    return weights * (people.bounded(masses) / np.maximum(masses, 1e-12))[people.whose]


def homes_of(ratings: Sequence[Whose]) -> list[str]:
    """Of each rating, the franchise whose its rater is; the rater for people of several, who are none of theirs."""
    seen: dict[str, set[str]] = {}
    for one in ratings:
        seen.setdefault(one.rater, set()).add(one.franchise)
    homes = {rater: min(codes) if len(codes) == 1 else rater for rater, codes in seen.items()}
    return [homes[one.rater] for one in ratings]


@dataclass(frozen=True, slots=True)
class _People:
    """Who rated. whose: of each rating, the place in ``names``. groups: of each person, the number of the franchise."""

    names: list[str]
    whose: NDArray[np.intp]
    groups: NDArray[np.intp]

    @classmethod
    def of(cls, ratings: Sequence[Whose]) -> "_People":
        homes = dict(zip((one.rater for one in ratings), homes_of(ratings), strict=True))
        names = sorted(homes)
        places = {name: place for place, name in enumerate(names)}
        numbers = {home: number for number, home in enumerate(sorted(set(homes.values())))}
        return cls(
            names,
            np.array([places[one.rater] for one in ratings]),
            np.array([numbers[homes[name]] for name in names]),
        )

    def bounded(self, masses: Vector) -> Vector:
        """What everybody has, lowered as far as the bounds take it."""
        person = max(MOST_SHARE, 1 / max(1, those_there(list(masses))))
        franchise = most_share(list(np.bincount(self.groups, masses)))
        whole = float(masses.sum())
        # what is lowered lowers the whole, of which the bounds are parts: each step comes nearer to where it holds
        for _ in range(_STEPS):
            held = np.minimum(masses, person * whole)
            by_group = np.bincount(self.groups, held)
            held = held * np.minimum(1.0, franchise * whole / np.maximum(by_group, 1e-12))[self.groups]
            before, whole = whole, float(held.sum())
            if whole > before * (1 - 1e-9):
                break
        return held


def _median(values: Vector, weights: Vector) -> float:
    """The weighted one; that of equal weights is the usual one."""
    order = np.argsort(values, kind="stable")
    until = np.cumsum(weights[order])
    near = np.searchsorted(until, until[-1] / 2 * np.array([1 - 1e-9, 1 + 1e-9]))
    return float(values[order][near].mean())
