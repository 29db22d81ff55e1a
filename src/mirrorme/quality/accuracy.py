"""How well scores agree with people, and whether they drift."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mirrorme.quality.stars import agree

BINS = (40.0, 50.0, 60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0)
"""Where one bin of scores ends and the next begins: finer where decisions are made."""
MOST_OF_ONE = 1000
"""The last ratings of one person that are put in pairs."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """Ratings beside the scores of what was rated, one an element. raters: whose."""

    scores: NDArray[np.float64]
    stars: NDArray[np.float64]
    raters: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bin:
    """One piece of the calibration curve: ratings of edits that scored from ``score_from`` to below ``score_to``."""

    score_from: float
    score_to: float
    n: int
    mean_stars: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Agreement with people. within_one_star, pairwise: shares, None without anything to tell them from."""

    rated: int
    within_one_star: float | None
    pairwise: float | None
    calibration: tuple[Bin, ...]


def accuracy(of: Opinions) -> Accuracy:
    """All figures of a set of ratings."""
    if not len(of.scores):
        return Accuracy(0, None, None, ())
    edges = (0.0, *BINS, 100.0)
    place = np.digitize(of.scores, BINS)
    curve = tuple(
        Bin(edges[one], edges[one + 1], int((place == one).sum()), round(float(of.stars[place == one].mean()), 3))
        for one in np.unique(place)
    )
    within = float(np.mean(agree(of.scores, of.stars)))
    return Accuracy(len(of.scores), within, pairwise(of), curve)


def pairwise(of: Opinions) -> float | None:
    """Of pairs that one person rated differently, the share that the scores put in the same order; a tie is half.

    People differ in what a star means to them, so pairs are of one person's own.
    """
    right, pairs = 0.0, 0
    whose = np.array(of.raters)
    for rater in sorted(set(of.raters)):
        rows = np.flatnonzero(whose == rater)[-MOST_OF_ONE:]
        above = np.subtract.outer(of.stars[rows], of.stars[rows]) > 0
        by_score = np.subtract.outer(of.scores[rows], of.scores[rows])[above]
        right += float((by_score > 0).sum() + 0.5 * (by_score == 0).sum())
        pairs += int(above.sum())
    return right / pairs if pairs else None


def histogram(values: ArrayLike) -> NDArray[np.int64]:
    """How many values are in each bin."""
    return np.bincount(np.digitize(np.asarray(values, np.float64), BINS), minlength=len(BINS) + 1).astype(np.int64)


def psi(before: Mapping[int, int], now: Mapping[int, int]) -> float | None:
    """The population stability index of two histograms (bin to count); None if one is empty.

    Below 0.1 nothing moved, above 0.25 much did (N. Siddiqi, "Credit Risk Scorecards", 2006). Half an observation is
    added to each bin, so that empty ones don't count for infinity.
    """
    if not sum(before.values()) or not sum(now.values()):
        return None
    bins = range(len(BINS) + 1)
    was = np.array([before.get(one, 0) for one in bins]) + 0.5
    is_ = np.array([now.get(one, 0) for one in bins]) + 0.5
    was, is_ = was / was.sum(), is_ / is_.sum()
    return float(((is_ - was) * np.log(is_ / was)).sum())
