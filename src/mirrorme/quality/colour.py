"""Colour harmony: casts, skin of a hue that no skin has, and how subject and backdrop go together."""

import cv2
import numpy as np

from mirrorme.imaging.colour import srgb_to_lab
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.small import Small
from mirrorme.quality.view import Mask, Plane, View

_SKIN_HUES = (22.0, 82.0)
"""Degrees of CIELAB hue between which skin of every tone lies, in neutral light and in the warm and cool looks that are
sold: tones differ in lightness and chroma, hardly in hue."""
_GREY = 5.0


def colour_readings(view: View, small: Small) -> list[Reading]:
    """Measure."""
    result, solid, empty = _lab(small.result), small.solid, small.empty
    if solid.sum() < 30:
        return []
    readings = [_skin(result, small), _gaudy(view, result, solid, empty), _merging(view, result, solid, empty)]
    if small.known:
        readings.append(_cast(view, result, _lab(small.expected), solid))
    return readings


def _lab(plane: Plane) -> Plane:
    return np.asarray(srgb_to_lab(plane), np.float32)


def _cast(view: View, result: Plane, meant: Plane, solid: Mask) -> Reading:
    """Delta ab of the subject against what composing and grading gives."""
    tells = solid & (meant[..., 0] > 12) & (meant[..., 0] < 94)
    tells = tells if tells.sum() >= 30 else solid
    shift = np.median(result[tells][:, 1:] - meant[tells][:, 1:], axis=0)

    def tell() -> Told:
        off = np.hypot(*np.moveaxis(result[..., 1:] - meant[..., 1:], -1, 0)) * solid
        words = f"the subject has a {hue_name(float(shift[0]), float(shift[1]))} cast"
        return Told(words, np.clip(off / 20, 0, 1).astype(np.float32), view.solid)

    return Reading("colour", "cast", float(np.hypot(*shift)), tell)


def hue_name(a: float, b: float) -> str:
    """The name of a shift in CIELAB."""
    names = ("reddish", "orange", "yellow", "yellow-green", "green", "cyan", "blue", "violet")
    return names[int(((np.degrees(np.arctan2(b, a)) - 10 + 22.5) % 360) // 45)]


def _skin(result: Plane, small: Small) -> Reading:
    """Degrees of hue by which the faces lie outside of what skin of any tone does."""
    inside = small.face & small.solid
    name = "skin"
    if inside.sum() < 30:
        return Reading("colour", name, 0.0, lambda: Told("no skin to judge"))
    colours = result[inside]
    low, high = np.percentile(colours[:, 0], [30, 90])
    middle = np.median(colours[(colours[:, 0] >= low) & (colours[:, 0] <= high)], axis=0)
    chroma = float(np.hypot(middle[1], middle[2]))
    hue = float(np.degrees(np.arctan2(middle[2], middle[1])))
    off = max(_SKIN_HUES[0] - hue, hue - _SKIN_HUES[1], 0.0) if chroma > _GREY else 0.0
    # a hue means less the greyer the colour is
    off *= min(1.0, chroma / 12)
    words = f"skin looks {hue_name(float(middle[1]), float(middle[2]))}"
    # no box: it would be the face's, and those are not kept
    return Reading("colour", name, min(off, 90.0), lambda: Told(words, small.face.astype(np.float32)))


def _gaudy(view: View, result: Plane, solid: Mask, empty: Mask) -> Reading:
    """How much the backdrop outshines the subject in chroma."""
    if not view.composed or empty.sum() < 30:
        return Reading("colour", "gaudy", 0.0, lambda: Told("the backdrop is quiet"))
    behind = float(np.median(np.hypot(result[empty][:, 1], result[empty][:, 2])))
    own = float(np.percentile(np.hypot(result[solid][:, 1], result[solid][:, 2]), 90))
    value = max(0.0, behind - max(own, 40.0))
    told = Told("the backdrop is more colourful than the subject", None, view.empty)
    return Reading("colour", "gaudy", value, lambda: told)


def _merging(view: View, result: Plane, solid: Mask, empty: Mask) -> Reading:
    """How near subject and backdrop are to one colour: Delta E that is missing to 8."""
    if not view.composed or empty.sum() < 30:
        return Reading("colour", "merging", 0.0, lambda: Told("subject and backdrop are told apart"))
    near = cv2.dilate(solid.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    beside = empty & near if (empty & near).sum() >= 30 else empty
    behind = np.median(result[beside], axis=0)
    off = np.sqrt(((result[solid] - behind) ** 2).sum(1))
    # a tenth of the subject that stands out is enough to see it
    value = max(0.0, 8.0 - float(np.percentile(off, 60)))
    told = Told("the subject can hardly be told from the backdrop", None, view.solid)
    return Reading("colour", "merging", value, lambda: told)
