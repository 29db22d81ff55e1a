"""Holes in the subject and islands beside it that the photo gives no reason for."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.quality.contour import EDGE, Contour
from mirrorme.quality.palette import UNKNOWN, palette, shared
from mirrorme.quality.places import where
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.view import Mask, Plane, View, grown

_LEAST = 6
"""Pixels of a view under which a piece is noise."""
_MOST = 24
"""Pieces that are looked at, largest first."""
_ALONE = 0.8
"""How groundless a piece is at least that lies apart from the subject."""
_STRAND = 0.03
"""Parts of the long side up to which an island close to the subject may be a strand or the arm of glasses."""


def piece_readings(view: View, contour: Contour | None, loose: Mask) -> list[Reading]:
    """Measure; without the photo every piece is half a fault. loose: see ``floating``."""
    return [
        _reading(view, "hole", _enclosed(view), contour, "a hole"),
        _reading(view, "island", loose, contour, "a loose piece floats"),
    ]


def _enclosed(view: View) -> Mask:
    _, gaps, sizes, _ = cv2.connectedComponentsWithStats((view.alpha <= 0.5).astype(np.uint8), connectivity=4)
    enclosed = np.ones(len(sizes), np.bool_)
    enclosed[[0, *np.unique(np.concatenate([gaps[0], gaps[-1], gaps[:, 0], gaps[:, -1]]))]] = False
    return _where(enclosed & (sizes[:, cv2.CC_STAT_AREA] >= _LEAST), gaps)


def floating(view: View) -> Mask:
    """What hangs on no subject."""
    _, islands, sizes, _ = cv2.connectedComponentsWithStats((view.alpha > 0.3).astype(np.uint8), connectivity=8)
    main = np.zeros(len(sizes), np.bool_)
    main[0] = True
    if len(sizes) > 1:
        main[1:] = sizes[1:, cv2.CC_STAT_AREA] > 0.1 * sizes[1:, cv2.CC_STAT_AREA].max()
        for left, top, right, bottom in view.faces:
            inner = islands[max(0, int(top)) : max(1, int(bottom)), max(0, int(left)) : max(1, int(right))]
            main[np.unique(inner)] = True
    return _where(~main & (sizes[:, cv2.CC_STAT_AREA] >= _LEAST), islands)


def _where(chosen: NDArray[np.bool_], labels: NDArray[Any]) -> Mask:
    """The places of some labels; mostly there are none, which needs no look at every pixel."""
    if not chosen.any():
        return np.zeros(labels.shape, np.bool_)
    return np.asarray(chosen[labels], np.bool_)


def _reading(view: View, code: str, mask: Mask, contour: Contour | None, words: str) -> Reading:
    labels, sizes = _separate(mask)
    heat = np.zeros(view.alpha.shape, np.float32)
    worst_piece, most, total = np.zeros(view.alpha.shape, np.bool_), 0.0, 0.0
    reach = max(4, round(0.014 * view.long))
    near_enough = max(2, round(0.01 * view.long))
    sides: dict[bool, Plane] = {}
    largest = 1 + np.argsort(-sizes[1:, cv2.CC_STAT_AREA], kind="stable")[:_MOST]
    for piece in largest.tolist():
        area = int(sizes[piece, cv2.CC_STAT_AREA])
        if area < _LEAST:
            break
        # all that is asked of a piece lies in and around it
        part = _around(sizes[piece], reach + 2 * near_enough, mask.shape)
        here = np.asarray(labels[part] == piece, np.bool_)
        groundless, counts = _groundless(_Piece(part, here, mask, reach), view, contour, sides), 1.0
        if code == "island":
            subject = (view.alpha[part] > 0.5) & ~mask[part]
            if (here & grown(subject, near_enough)).any():
                counts = min(1.0, area / (_STRAND * view.long) ** 2)
            elif not (here & grown(subject, 2 * near_enough)).any():
                # whatever it looks like, it is nobody's: a thing or a stranger's shoulder that stood there
                groundless = max(groundless, _ALONE)
        bad = area * groundless * counts
        heat[part][here] = groundless
        total += bad
        if bad > most:
            most = bad
            worst_piece[:] = False
            worst_piece[part] = here
    value = float(np.sqrt(total)) / view.long
    return Reading("edges", code, value, lambda: Told(f"{words} {where(view, worst_piece)}", heat, worst_piece))


def _separate(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Labels of the pieces of a mask, and OpenCV's statistics of each; looked for only where there are any."""
    left, top, wide, tall = cv2.boundingRect(mask.view(np.uint8))
    part = slice(top, top + tall), slice(left, left + wide)
    labels = np.zeros(mask.shape, np.int32)
    if not wide:
        return labels, np.zeros((1, 5), np.int32)
    _, inner, sizes, _ = cv2.connectedComponentsWithStats(mask[part].astype(np.uint8), connectivity=8)
    labels[part] = inner
    sizes[:, cv2.CC_STAT_LEFT] += left
    sizes[:, cv2.CC_STAT_TOP] += top
    return labels, np.asarray(sizes, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """One piece: the window that it lies in, its mask there, all pieces of the view, and how far around it counts."""

    part: tuple[slice, slice]
    here: Mask
    pieces: Mask
    reach: int


def _around(box: NDArray[np.int32], reach: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    left, top = int(box[cv2.CC_STAT_LEFT]), int(box[cv2.CC_STAT_TOP])
    right, bottom = left + int(box[cv2.CC_STAT_WIDTH]), top + int(box[cv2.CC_STAT_HEIGHT])
    return (
        slice(max(0, top - reach), min(shape[0], bottom + reach)),
        slice(max(0, left - reach), min(shape[1], right + reach)),
    )


def _groundless(piece: _Piece, view: View, contour: Contour | None, sides: dict[bool, Plane]) -> float:
    """How little reason the photo gives for a piece, 0 to 1.

    1 where it has the colours around it, and no edge between; 0 where it has the colours of the other side.
    ``sides`` keeps the colours of both sides from one piece to the next.
    """
    if contour is None or view.before is None:
        return UNKNOWN
    part, here = piece.part, piece.here
    alpha, before = view.alpha[part], view.before[part]
    is_hole = bool(alpha[here].mean() < 0.4)
    beside = grown(here, piece.reach) & ~grown(here, 3) & ((alpha > 0.9) if is_hole else (alpha < 0.1))
    if is_hole not in sides:
        sides[is_hole] = palette(view.before, (view.empty if is_hole else view.solid) & ~piece.pieces)
    own = palette(before, here)
    near, far = shared(own, palette(before, beside)), shared(own, sides[is_hole])
    across = contour.across[contour.on(cv2.dilate(here.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0, part)]
    edgeless = float((np.sqrt((across * across).sum(1)) < EDGE).mean()) if len(across) else UNKNOWN
    return float(np.clip(max(near - far, 0.0) + min(near, far) * edgeless, 0, 1))
