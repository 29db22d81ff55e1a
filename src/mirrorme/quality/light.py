"""Lighting consistency: level and direction of the subject's light, against what was meant and against the backdrop."""

import cv2
import numpy as np

from mirrorme.imaging.colour import LUMINANCE
from mirrorme.quality.reading import Reading
from mirrorme.quality.view import Mask, Plane, View

_SIDE = 384
_FLOOR = 0.004
"""Linear light that is added before ratios are taken: below it there is only noise."""


def light_readings(view: View) -> list[Reading]:
    """Measure; without the photo only the picture itself is looked at."""
    light = luminance(small(view, view.result))
    solid = small_mask(view, view.solid)
    readings = [*_clipped(view), _against_backdrop(view, light, solid), _against_direction(view, light, solid)]
    if view.expected is not None and solid.any():
        readings += _shifted(view, light, luminance(small(view, view.expected)), solid)
    return readings


def small(view: View, plane: Plane) -> Plane:
    """A plane at the size that light and colour are measured at."""
    scale = min(1.0, _SIDE / view.long)
    size = (max(1, round(plane.shape[1] * scale)), max(1, round(plane.shape[0] * scale)))
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def small_mask(view: View, mask: Mask) -> Mask:
    """A mask at that size: what is wholly in it."""
    return np.asarray(small(view, mask.astype(np.float32)) > 0.99, np.bool_)


def luminance(encoded: Plane) -> Plane:
    """Linear luminance, 0-1, by the power 2.2 that is near enough for a ratio."""
    return np.asarray(np.clip(encoded, 0, 1) ** 2.2 @ np.array(LUMINANCE, np.float32), np.float32)


def _shifted(view: View, light: Plane, meant: Plane, solid: Mask) -> list[Reading]:
    """The subject's light against what composing and grading gives: its level, and its slope from side to side."""
    ratio = np.log2((light + _FLOOR) / (meant + _FLOOR)).astype(np.float32)
    # deep shadows and burnt parts tell nothing of a ratio
    tells = solid & (meant > 0.01) & (meant < 0.85) & (light < 0.97)
    if tells.sum() < 30:
        tells = solid
    level = float(np.median(ratio[tells]))
    rows, columns = np.nonzero(tells)
    slopes = []
    for places in (columns, rows):
        across = (places - places.mean()) / max(float(places.std()), 1.0)
        slopes.append(float(np.mean(across * (ratio[tells] - level))))
    slope = float(np.hypot(slopes[0], slopes[1])) * 2  # from edge to edge, about
    side = "left" if slopes[0] < 0 else "right"
    words = f"the subject is {abs(level):.1f} stops too {'bright' if level > 0 else 'dark'}"
    heat = np.clip(np.abs(np.where(solid, ratio, 0)), 0, 1).astype(np.float32)
    heat = np.asarray(cv2.resize(heat, view.alpha.shape[::-1]), np.float32)
    return [
        Reading("light", "level", abs(level), words, heat, view.solid),
        Reading(
            "light", "one_sided", slope, f"the subject is lit more from the {side} than in the photo", heat, view.solid
        ),
    ]


def _clipped(view: View) -> list[Reading]:
    """Parts of the faces that are burnt out or without any drawing, beyond what the photo had of it."""
    inside = small_mask(view, face_mask(view) & view.solid)
    if inside.sum() < 40:
        inside = small_mask(view, view.solid)
    result = small(view, view.result)
    meant = result if view.expected is None else small(view, view.expected)
    share = float(inside.sum()) + 1e-6
    readings = []
    for code, words in (("burnt", "parts of the face are burnt out"), ("blocked", "shadows in the face are black")):
        now, was = _at_the_end(result, code) & inside, _at_the_end(meant, code) & inside
        value = float(now.sum()) / share - (0.0 if view.expected is None else float(was.sum()) / share)
        heat = np.asarray(cv2.resize(now.astype(np.float32), view.alpha.shape[::-1]), np.float32)
        readings.append(Reading("light", code, max(0.0, value), words, heat, heat > 0.5))
    return readings


def _at_the_end(encoded: Plane, code: str) -> Mask:
    red, green, blue = encoded[..., 0], encoded[..., 1], encoded[..., 2]
    if code == "burnt":
        return np.asarray(np.minimum(np.minimum(red, green), blue) > 0.985, np.bool_)
    return np.asarray(np.maximum(np.maximum(red, green), blue) < 0.012, np.bool_)


def face_mask(view: View) -> Mask:
    """The middles of the faces: ellipses in their boxes, without hair and background."""
    plane = np.zeros(view.alpha.shape, np.uint8)
    for left, top, right, bottom in view.faces:
        centre = (round((left + right) / 2), round((top + bottom) / 2 + 0.05 * (bottom - top)))
        axes = (max(1, round(0.34 * (right - left))), max(1, round(0.38 * (bottom - top))))
        cv2.ellipse(plane, centre, axes, 0, 0, 360, 1, -1)
    return plane > 0


def _against_backdrop(view: View, light: Plane, solid: Mask) -> Reading:
    """Stops between the subject's brighter parts and the backdrop, beyond what low key and high key do on purpose."""
    empty = small_mask(view, view.empty)
    if not view.composed or solid.sum() < 30 or empty.sum() < 30:
        return Reading("light", "key", 0.0, "subject and backdrop are lit alike")
    own = float(np.percentile(light[solid], 85))
    behind = float(np.median(light[empty]))
    stops = float(np.log2((own + _FLOOR) / (behind + _FLOOR)))
    words = (
        "the subject is much brighter than the backdrop"
        if stops > 0
        else "the subject is dark before a bright backdrop"
    )
    return Reading("light", "key", max(0.0, abs(stops) - 2.5), words, None, view.solid)


def _against_direction(view: View, light: Plane, solid: Mask) -> Reading:
    """Stops by which face and backdrop are lit from opposite sides."""
    empty = small_mask(view, view.empty)
    face = small_mask(view, face_mask(view)) & solid
    if not view.composed or face.sum() < 60 or empty.sum() < 200:
        return Reading("light", "direction", 0.0, "nothing speaks against the light's direction")
    own, behind = _slope(light, face), _slope(light, empty)
    opposite = min(abs(own), abs(behind)) if own * behind < 0 else 0.0
    side, other = ("left", "right") if own < 0 else ("right", "left")
    words = f"the face is lit from the {side}, the backdrop from the {other}"
    return Reading("light", "direction", max(0.0, opposite - 0.4), words, None, view.solid)


def _slope(light: Plane, mask: Mask) -> float:
    """Stops from the left to the right of a mask."""
    _, columns = np.nonzero(mask)
    across = (columns - columns.mean()) / max(float(columns.std()), 1.0)
    return 2 * float(np.mean(across * np.log2(light[mask] + _FLOOR)))


__all__ = ["face_mask", "light_readings", "luminance", "small", "small_mask"]
