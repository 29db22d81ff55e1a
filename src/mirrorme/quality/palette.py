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


def shared(own: Plane, others: Plane) -> float:
    """Share of some colours that have their like among others, 0 to 1."""
    if not len(own) or not len(others):
        return UNKNOWN
    apart = ((own[:, np.newaxis] - others[np.newaxis]) ** 2).sum(2).min(1)
    return float((apart < _ALIKE**2).mean())
