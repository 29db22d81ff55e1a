"""Lighting consistency: level and direction of the subject's light, against what was meant and against the backdrop."""

from functools import partial

import numpy as np

from mirrorme.imaging.colour import LUMINANCE
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.small import Small
from mirrorme.quality.view import Mask, Plane, View

_FLOOR = 0.004
"""Linear light that is added before ratios are taken: below it there is only noise."""


def light_readings(view: View, small: Small) -> list[Reading]:
    """Measure; without the photo only the picture itself is looked at."""
    light = luminance(small.result)
    readings = [*_clipped(small), _against_backdrop(view, light, small), _against_direction(view, light, small)]
    if small.known and small.solid.any():
        readings += _shifted(view, light, luminance(small.expected), small.solid)
    return readings


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

    def tell(words: str) -> Told:
        return Told(words, np.clip(np.abs(np.where(solid, ratio, 0)), 0, 1).astype(np.float32), view.solid)

    off = f"the subject is {abs(level):.1f} stops too {'bright' if level > 0 else 'dark'}"
    one_sided = f"the subject is lit more from the {side} than in the photo"
    return [
        Reading("light", "level", abs(level), partial(tell, off)),
        Reading("light", "one_sided", slope, partial(tell, one_sided)),
    ]


def _clipped(small: Small) -> list[Reading]:
    """Parts of the faces that are burnt out or without any drawing, beyond what the photo had of it."""
    inside = small.face & small.solid
    if inside.sum() < 40:
        inside = small.solid
    share = float(inside.sum()) + 1e-6
    readings = []
    for code, words in (("burnt", "parts of the face are burnt out"), ("blocked", "shadows in the face are black")):
        now, was = _at_the_end(small.result, code) & inside, _at_the_end(small.expected, code) & inside
        value = float(now.sum()) / share - (float(was.sum()) / share if small.known else 0.0)
        readings.append(Reading("light", code, max(0.0, value), partial(Told, words, now.astype(np.float32), now)))
    return readings


def _at_the_end(encoded: Plane, code: str) -> Mask:
    red, green, blue = encoded[..., 0], encoded[..., 1], encoded[..., 2]
    if code == "burnt":
        return np.asarray(np.minimum(np.minimum(red, green), blue) > 0.985, np.bool_)
    return np.asarray(np.maximum(np.maximum(red, green), blue) < 0.012, np.bool_)


def _against_backdrop(view: View, light: Plane, small: Small) -> Reading:
    """Stops between the subject's brighter parts and the backdrop, beyond what low key and high key do on purpose."""
    solid, empty = small.solid, small.empty
    if not view.composed or solid.sum() < 30 or empty.sum() < 30:
        return Reading("light", "key", 0.0, lambda: Told("subject and backdrop are lit alike"))
    own = float(np.percentile(light[solid], 85))
    behind = float(np.median(light[empty]))
    stops = float(np.log2((own + _FLOOR) / (behind + _FLOOR)))
    words = (
        "the subject is much brighter than the backdrop"
        if stops > 0
        else "the subject is dark before a bright backdrop"
    )
    return Reading("light", "key", max(0.0, abs(stops) - 2.5), lambda: Told(words, None, view.solid))


def _against_direction(view: View, light: Plane, small: Small) -> Reading:
    """Stops by which face and backdrop are lit from opposite sides."""
    empty, face = small.empty, small.face & small.solid
    if not view.composed or face.sum() < 60 or empty.sum() < 200:
        return Reading("light", "direction", 0.0, lambda: Told("nothing speaks against the light's direction"))
    own, behind = _slope(light, face), _slope(light, empty)
    opposite = min(abs(own), abs(behind)) if own * behind < 0 else 0.0
    side, other = ("left", "right") if own < 0 else ("right", "left")
    words = f"the face is lit from the {side}, the backdrop from the {other}"
    return Reading("light", "direction", max(0.0, opposite - 0.4), lambda: Told(words, None, view.solid))


def _slope(light: Plane, mask: Mask) -> float:
    """Stops from the left to the right of a mask."""
    _, columns = np.nonzero(mask)
    across = (columns - columns.mean()) / max(float(columns.std()), 1.0)
    return 2 * float(np.mean(across * np.log2(light[mask] + _FLOOR)))
