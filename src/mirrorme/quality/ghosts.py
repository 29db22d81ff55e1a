"""Half-transparent patches where nothing is: what stood before or behind somebody and was neither kept nor removed."""

import cv2
import numpy as np

from mirrorme.quality.places import where, worst
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.view import Mask, Plane, View, averaged

_MIXED = (0.15, 0.85)
_DEEP = 0.004
"""How far inside such a patch lies what counts, as a part of the long side: motion and lenses blur less wide."""
_HAIR_DEEP = 0.06
"""The same around a head, as a part of its face's height: hair is half transparent there, but not wider than that."""
_HAIR = (1.6, 1.2, 1.4)
"""Where hair may be half transparent: beside a face's middle, above and below its box, in its widths and heights."""


def ghost_reading(view: View) -> Reading:
    """Root of the area deep inside of half-transparent patches, deeper around heads, in parts of the long side."""
    mixed = ((view.alpha > _MIXED[0]) & (view.alpha < _MIXED[1])).astype(np.uint8)
    depth = np.asarray(cv2.distanceTransform(mixed, cv2.DIST_L2, 5), np.float32)
    here = np.asarray(depth > _DEEP * view.long, np.bool_)
    if here.any():
        _spare_hair(here, depth, view)

    def tell() -> Told:
        heat = averaged(here.astype(np.float32), 7)
        place = worst(view, heat, among=mixed > 0)
        return Told(f"something half transparent {where(view, place)}", heat, place)

    return Reading("edges", "ghost", float(np.sqrt(here.sum())) / view.long, tell)


def _spare_hair(here: Mask, depth: Plane, view: View) -> None:
    """Take out what hair explains, in place."""
    beside, above, below = _HAIR
    for left, top, right, bottom in view.faces:
        middle, wide, tall = (left + right) / 2, right - left, bottom - top
        rows = slice(max(0, round(top - above * tall)), max(0, round(bottom + below * tall)))
        columns = slice(max(0, round(middle - beside * wide)), max(0, round(middle + beside * wide)))
        here[rows, columns] &= depth[rows, columns] > _HAIR_DEEP * tall
