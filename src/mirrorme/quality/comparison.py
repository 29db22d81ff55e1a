"""Whether one calibration agrees better with people than another, on ratings that neither has learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mirrorme.quality.accuracy import Opinions, pairwise
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.learning import Example, scores
from mirrorme.quality.raters import Standing, bounded, standing
from mirrorme.quality.stars import agree, stars_of

DRAWS = 1000
WORST_CASE = -0.05
"""The lower end of the gain's interval may lie so low, and no lower: what is hardly known to be better is not taken."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The hold-out's figures, before and after.

    agreement: share within one star. gain, gain_low, gain_high: of agreement, with its 95 % interval (bootstrap over
    edits). error: mean absolute stars. order: of one person's pairs.
    """

    rated: int
    agreement_before: float
    agreement_after: float
    gain: float
    gain_low: float
    gain_high: float
    error_before: float
    error_after: float
    order_before: float | None
    order_after: float | None

    @property
    def objection(self) -> str:
        """Why the newer one is not to be taken; nothing if it may be."""
        if self.gain < 0:
            return f"it agrees with people less: {self.agreement_after:.1%} instead of {self.agreement_before:.1%}"
        if self.error_after > self.error_before:
            return f"it is further from people: {self.error_after:.3f} stars instead of {self.error_before:.3f}"
        if self.gain == 0 and self.error_after == self.error_before:
            return "it changes nothing"
        if self.gain_low < WORST_CASE:
            return f"too few ratings to be sure: its gain may be {self.gain_low:+.1%}"
        return ""


def compare(
    held_out: Sequence[Example], before: Calibration, after: Calibration, heard: Standing, seed: int
) -> Comparison:
    """Compare on ratings that were kept out. heard: how people count, by the ratings that were learnt from."""
    stars = np.array([example.stars for example in held_out], np.float64)
    raters = [example.rater for example in held_out]
    old, new = scores(held_out, before), scores(held_out, after)
    # who is only here, in a franchise that is kept out, is judged from halfway between both
    here = standing(held_out, stars - (stars_of(old) + stars_of(new)) / 2, stars)
    known = {figure.rater for figure in heard.figures}
    weights = np.where([rater in known for rater in raters], heard.weights(held_out), here.weights(held_out))
    # shares are others here than where was learnt
    weights = bounded(held_out, weights)
    right_old, right_new = agree(old, stars).astype(np.float64), agree(new, stars).astype(np.float64)
    edits, place = np.unique([example.edit for example in held_out], return_inverse=True)
    gains = np.bincount(place, weights * (right_new - right_old), len(edits))
    totals = np.bincount(place, weights, len(edits))
    draws = np.random.default_rng(seed).integers(len(edits), size=(DRAWS, len(edits)))
    low, high = np.percentile(gains[draws].sum(1) / totals[draws].sum(1), [2.5, 97.5])
    return Comparison(
        rated=len(held_out),
        agreement_before=round(float(np.average(right_old, weights=weights)), 4),
        agreement_after=round(float(np.average(right_new, weights=weights)), 4),
        gain=round(float(gains.sum() / totals.sum()), 4),
        gain_low=round(float(low), 4),
        gain_high=round(float(high), 4),
        error_before=round(float(np.average(np.abs(stars_of(old) - stars), weights=weights)), 4),
        error_after=round(float(np.average(np.abs(stars_of(new) - stars), weights=weights)), 4),
        order_before=pairwise(Opinions(old, stars, raters)),
        order_after=pairwise(Opinions(new, stars, raters)),
    )
