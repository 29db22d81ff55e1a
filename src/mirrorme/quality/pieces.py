"""Holes in the subject and islands beside it that the photo gives no reason for."""

import cv2
import numpy as np

from mirrorme.quality.contour import Contour
from mirrorme.quality.places import where
from mirrorme.quality.reading import Reading
from mirrorme.quality.view import Mask, Plane, View, disc

_LEAST = 6
"""Pixels of a view under which a piece is noise."""
_MOST = 24
"""Pieces that are looked at, largest first."""
_ALIKE = 0.07
"""Encoded distance under which two colours are called alike."""
_EDGE = 0.08
"""Encoded difference across an edge."""
_SAMPLES = 160
_UNKNOWN = 0.5
_STRAND = 0.03
"""Parts of the long side up to which an island close to the subject may be a strand or the arm of glasses."""


def piece_readings(view: View, contour: Contour | None) -> list[Reading]:
    """Measure; without the photo every piece is half a fault."""
    return [
        _reading(view, "hole", _enclosed(view), contour, "a hole"),
        _reading(view, "island", _floating(view), contour, "a loose piece floats"),
    ]


def _enclosed(view: View) -> Mask:
    _, gaps = cv2.connectedComponents((view.alpha <= 0.5).astype(np.uint8), connectivity=4)
    open_air = np.unique(np.concatenate([gaps[0], gaps[-1], gaps[:, 0], gaps[:, -1]]))
    return np.asarray((gaps > 0) & ~np.isin(gaps, open_air), np.bool_)


def _floating(view: View) -> Mask:
    _, islands, sizes, _ = cv2.connectedComponentsWithStats((view.alpha > 0.3).astype(np.uint8), connectivity=8)
    main = np.zeros(len(sizes), np.bool_)
    main[0] = True
    if len(sizes) > 1:
        main[1:] = sizes[1:, cv2.CC_STAT_AREA] > 0.1 * sizes[1:, cv2.CC_STAT_AREA].max()
        for left, top, right, bottom in view.faces:
            inner = islands[max(0, int(top)) : max(1, int(bottom)), max(0, int(left)) : max(1, int(right))]
            main[np.unique(inner)] = True
    return np.asarray(~main[islands], np.bool_)


def _reading(view: View, code: str, mask: Mask, contour: Contour | None, words: str) -> Reading:
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    heat = np.zeros(view.alpha.shape, np.float32)
    worst_piece, most, total = np.zeros(view.alpha.shape, np.bool_), 0.0, 0.0
    near = cv2.dilate(((view.alpha > 0.5) & ~mask).astype(np.uint8), disc(max(2, round(0.01 * view.long)))) > 0
    largest = 1 + np.argsort(-sizes[1:, cv2.CC_STAT_AREA], kind="stable")[:_MOST]
    for piece in largest.tolist():
        area = int(sizes[piece, cv2.CC_STAT_AREA])
        if area < _LEAST:
            break
        here = np.asarray(labels == piece, np.bool_)
        groundless = _groundless(here, mask, view, contour)
        share = min(1.0, area / (_STRAND * view.long) ** 2)
        bad = area * groundless * (share if code == "island" and (here & near).any() else 1.0)
        heat[here] = groundless
        total += bad
        if bad > most:
            worst_piece, most = here, bad
    value = float(np.sqrt(total)) / view.long
    return Reading("edges", code, value, f"{words} {where(view, worst_piece)}", heat, worst_piece)


def _groundless(piece: Mask, pieces: Mask, view: View, contour: Contour | None) -> float:
    """How little reason the photo gives for a piece, 0 to 1.

    1 where it has the colours around it, and no edge between; 0 where it has the colours of the other side.
    """
    if contour is None or view.before is None:
        return _UNKNOWN
    reach = max(4, round(0.014 * view.long))
    around = (cv2.dilate(piece.astype(np.uint8), disc(reach)) > 0) & ~(cv2.dilate(piece.astype(np.uint8), disc(3)) > 0)
    is_hole = bool(view.alpha[piece].mean() < 0.4)
    beside = around & ((view.alpha > 0.9) if is_hole else (view.alpha < 0.1))
    other = (view.empty if is_hole else view.solid) & ~pieces
    own = _sample(view.before, piece)
    near, far = _alike(own, _sample(view.before, beside)), _alike(own, _sample(view.before, other))
    on = (cv2.dilate(piece.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)[contour.rows, contour.columns]
    across = contour.across[on]
    edgeless = float((np.sqrt((across * across).sum(1)) < _EDGE).mean()) if len(across) else _UNKNOWN
    return float(np.clip(max(near - far, 0.0) + min(near, far) * edgeless, 0, 1))


def _sample(picture: Plane, mask: Mask) -> Plane:
    colours = picture[mask]
    step = max(1, len(colours) // _SAMPLES)
    return np.asarray(colours[::step][:_SAMPLES], np.float32)


def _alike(own: Plane, others: Plane) -> float:
    """Share of some colours that have their like among others."""
    if not len(own) or not len(others):
        return _UNKNOWN
    apart = ((own[:, np.newaxis] - others[np.newaxis]) ** 2).sum(2).min(1)
    return float((apart < _ALIKE**2).mean())
