"""Scores and people's stars on one scale, as the specification has it: 85 is four stars, 70 is three."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_SCORES = (0.0, 70.0, 85.0, 100.0)
_STARS = (0.0, 3.0, 4.0, 5.0)
WITHIN = 1.0
"""Stars that score and person may be apart and still agree."""


def stars_of(scores: ArrayLike) -> NDArray[np.float64]:
    """What scores from 0 to 100 come to in stars, 1 to 5 (people can give no less than one)."""
    return np.clip(np.interp(np.asarray(scores, np.float64), _SCORES, _STARS), 1.0, 5.0)


def agree(scores: ArrayLike, stars: ArrayLike) -> NDArray[np.bool_]:
    """Whether each score is within one star of what a person gave."""
    return np.asarray(np.abs(stars_of(scores) - np.asarray(stars, np.float64)) <= WITHIN + 1e-9, np.bool_)
