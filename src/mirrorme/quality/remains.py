"""Pieces of the old background that hang together with the subject, opaque: a wall beside an arm, a bar at the hair.

What sticks out of a subject is what a morphological opening removes (J. Serra, 1982): fingers and ears as well as
remains. A piece is one of the remains when it has the colours of the known background beside it and not those of the
body that it hangs on, and when the photo has no edge where the piece ends. Where both have its colours (a dark sleeve
before a dark wall) nobody can tell, and nothing is said.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.quality.contour import EDGE, Contour
from mirrorme.quality.palette import palette, shared
from mirrorme.quality.places import where
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.view import Mask, Plane, View

_SIDE = 340
"""Long side in pixels that pieces are looked for at."""
_STICKS_OUT = 0.05
"""Radius of the opening as a part of the long side: what is wider than twice that is a body."""
_BESIDE = 0.03
"""How far from a piece the background counts as beside it, a part of the long side."""
_LEAST = 0.012
"""Root of a piece's area under which it is noise, a part of the long side."""
_MOST = 12
"""Pieces that are looked at, largest first."""
_EMPTY = 0.05
_OWN = 0.15
"""Share of the body beside a piece that has to have its colours: a pattern's spots give no reason for such a piece."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """What sticks out. numbers: (h, w) uint8, 0 for the rest. boxes: left, top, width, height, area of 1, 2, ...

    body: what the pieces hang on, without its own seam.
    """

    numbers: NDArray[np.uint8]
    boxes: list[list[int]]
    body: Mask


def remains_reading(before: Plane, view: View, contour: Contour, loose: Mask) -> Reading:
    """Root of the area of remains, each weighed with how surely it is one, in parts of the long side.

    loose: what hangs on nothing, which is measured as an island.
    """
    shrink = max(1, round(view.long / _SIDE))
    width, height = (max(1, side // shrink) for side in reversed(view.alpha.shape))
    alpha = np.asarray(cv2.resize(view.alpha, (width, height), interpolation=cv2.INTER_AREA), np.float32)
    colours = before[shrink // 2 :: shrink, shrink // 2 :: shrink][:height, :width]
    centres = [((f[0] + f[2]) / 2 / shrink, (f[1] + f[3]) / 2 / shrink) for f in view.faces]
    near = loose[shrink // 2 :: shrink, shrink // 2 :: shrink][:height, :width]
    pieces = _sticking_out(alpha, near, centres)
    edgeless = _edgeless(pieces, contour, shrink)
    heat = np.zeros(alpha.shape, np.float32)
    most, total, worst = 0.0, 0.0, 0
    for number, box in enumerate(pieces.boxes, 1):
        sure = edgeless[number] and edgeless[number] * _groundless(pieces, number, alpha, colours)
        here = pieces.numbers == number
        heat[here] = sure
        bad = sure * box[cv2.CC_STAT_AREA]
        total += bad
        if bad > most:
            most, worst = bad, number

    def tell() -> Told:
        place = np.asarray((pieces.numbers == worst) & (worst > 0), np.bool_)
        words = f"a piece of the old background sticks to the subject {where(view, _enlarged(place, view))}"
        return Told(words, heat, place)

    return Reading("edges", "remains", float(np.sqrt(total)) / max(alpha.shape), tell)


def _sticking_out(alpha: Plane, loose: Mask, centres: list[tuple[float, float]]) -> _Pieces:
    """Open the matte with a disc; heads, which are narrower than that in a wide picture, are no pieces."""
    inside = (alpha > 0.5).astype(np.uint8)
    long = max(alpha.shape)
    radius = _STICKS_OUT * long
    rim = int(radius) + 2
    # a body that the picture's edge cuts goes on behind it
    framed = cv2.copyMakeBorder(inside, rim, rim, rim, rim, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(framed, cv2.DIST_L2, 5)
    shallow = (depth <= radius).view(np.uint8)
    inner = slice(rim, -rim), slice(rim, -rim)
    if shallow.all():
        return _Pieces(np.zeros(alpha.shape, np.uint8), [], np.zeros(alpha.shape, np.bool_))
    opened = cv2.distanceTransform(shallow, cv2.DIST_L2, 5)[inner] <= radius
    out = cv2.morphologyEx(inside * ~opened, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(out, connectivity=4)
    areas = sizes[:, cv2.CC_STAT_AREA].copy()
    # half of a hair is enough to hang on
    areas[np.bincount(labels[loose], minlength=len(sizes)) > areas / 2] = 0
    areas[0] = 0
    for x, y in centres:
        areas[labels[int(np.clip(y, 0, alpha.shape[0] - 1)), int(np.clip(x, 0, alpha.shape[1] - 1))]] = 0
    largest = np.argsort(-areas, kind="stable")[:_MOST]
    largest = largest[areas[largest] >= (_LEAST * long) ** 2]
    ranks = np.zeros(len(sizes), np.uint8)
    ranks[largest] = np.arange(1, len(largest) + 1)
    # what a piece leaves behind at its foot is not deep enough to be called body
    return _Pieces(ranks[labels], sizes[largest].tolist(), np.asarray(depth[inner] > 0.9 * radius, np.bool_))


def _edgeless(pieces: _Pieces, contour: Contour, shrink: int) -> list[float]:
    """By number, the share of a piece's outline without an edge in the photo."""
    near = cv2.dilate(pieces.numbers, np.ones((3, 3), np.uint8))
    height, width = near.shape
    rows, columns = np.minimum(contour.rows // shrink, height - 1), np.minimum(contour.columns // shrink, width - 1)
    which = near[rows, columns]
    least = len(pieces.boxes) + 1
    plain = np.bincount(which, (contour.across * contour.across).sum(1) < EDGE**2, least)
    shares: list[float] = (plain / np.maximum(np.bincount(which, minlength=least), 1)).tolist()
    return shares


def _groundless(pieces: _Pieces, number: int, alpha: Plane, colours: Plane) -> float:
    """How much more a piece looks like the background beside it than like the body, 0 to 1; less if transparent."""
    left, top, wide, tall, _ = pieces.boxes[number - 1]
    long = max(alpha.shape)
    reach = round(2.8 * _STICKS_OUT * long)
    part = slice(max(0, top - reach), top + tall + reach), slice(max(0, left - reach), left + wide + reach)
    here = pieces.numbers[part] == number
    away = cv2.distanceTransform((~here).view(np.uint8), cv2.DIST_L2, 3)
    beside = (away <= max(3, _BESIDE * long)) & (alpha[part] < _EMPTY)
    body = (away < reach / 2) & pieces.body[part]
    if not body.any():
        # a head of hair is no body yet where it begins
        body = (away < reach) & pieces.body[part]
    if not (beside.any() and body.any()):
        return 0.0
    own = palette(colours[part], here)
    near, far = shared(own, palette(colours[part], beside)), shared(own, palette(colours[part], body), _OWN)
    return max(near - far, 0.0) * float(alpha[part][here].mean())


def _enlarged(mask: Mask, view: View) -> Mask:
    size = view.alpha.shape[1], view.alpha.shape[0]
    return np.asarray(cv2.resize(mask.view(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0, np.bool_)
