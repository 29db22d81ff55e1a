"""Half-transparent patches where nothing is: what stood before or behind somebody and was neither kept nor removed."""

import cv2
import numpy as np

from mirrorme.quality.places import where, worst
from mirrorme.quality.reading import Reading
from mirrorme.quality.view import Mask, View, averaged

_MIXED = (0.15, 0.85)
_DEEP = 0.004
"""How far inside such a patch lies what counts, as a part of the long side: motion and lenses blur less wide."""
_HAIR = (1.6, 1.2, 1.4)
"""Where hair may be half transparent: beside a face's middle, above and below its box, in its widths and heights."""


def ghost_reading(view: View) -> Reading:
    """Root of the area deep inside of half-transparent patches away from heads, in parts of the long side."""
    mixed = ((view.alpha > _MIXED[0]) & (view.alpha < _MIXED[1])).astype(np.uint8)
    deep = cv2.distanceTransform(mixed, cv2.DIST_L2, 5) > _DEEP * view.long
    here = np.asarray(deep & ~_around_heads(view), np.bool_)
    heat = averaged(here.astype(np.float32), 7)
    place = worst(view, heat, among=mixed > 0) if here.any() else here
    value = float(np.sqrt(here.sum())) / view.long
    return Reading("edges", "ghost", value, f"something half transparent {where(view, place)}", heat, place)


def _around_heads(view: View) -> Mask:
    beside, above, below = _HAIR
    plane = np.zeros(view.alpha.shape, np.bool_)
    for left, top, right, bottom in view.faces:
        middle, wide, tall = (left + right) / 2, right - left, bottom - top
        rows = slice(max(0, round(top - above * tall)), max(0, round(bottom + below * tall)))
        plane[rows, max(0, round(middle - beside * wide)) : max(0, round(middle + beside * wide))] = True
    return plane
