"""Colours of a place, and how many of them are found elsewhere: what a piece of a picture belongs to."""

import numpy as np

from mirrorme.quality.view import Mask, Plane

_SAMPLES = 160
_ALIKE = 0.07
"""Encoded distance under which two colours are called alike."""
UNKNOWN = 0.5
"""What is said where there is nothing to compare."""


def palette(picture: Plane, mask: Mask) -> Plane:
    """At most 160 colours of a place, evenly picked: (n, 3) float32 of a picture (h, w, 3) and a mask (h, w)."""
    places = np.flatnonzero(mask)
    step = max(1, len(places) // _SAMPLES)
    return np.asarray(np.ascontiguousarray(picture).reshape(-1, 3)[places[::step][:_SAMPLES]], np.float32)


def shared(own: Plane, others: Plane, usual: float = 0.0) -> float:
    """Share of some colours that have their like among others, 0 to 1.

    usual: share of the others that have to be alike for a colour to count in full; a rarer one counts for less. With 0,
    one that is alike is enough.
    """
    if not len(own) or not len(others):
        return UNKNOWN
    alike = (((own[:, np.newaxis] - others[np.newaxis]) ** 2).sum(2) < _ALIKE**2).mean(1)
    return float(np.minimum(alike / max(usual, 1 / len(others)), 1).mean())
