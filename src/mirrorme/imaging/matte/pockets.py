"""Close what looks like a hole in the subject but does not show the backdrop.

Segmentation takes a white shirt, a dark coat or a covered face for a gap through which one sees the background. A real
gap, between arm and body, shows the same backdrop as the surroundings; a false one shows colours that occur nowhere on
it. So each enclosed pocket is compared with the background around it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.matte.segment import Map

SMALLEST, LARGEST = 2e-4, 0.25
"""Parts of the picture that a pocket covers."""

ENCLOSED = 0.55
"""Part of a pocket's outline that lies against the subject."""

FOREIGN = 0.2
"""A pocket is closed when no more than this part of it has colours of the background."""

_BINS = 24
_Mask = NDArray[np.bool_]


def close_pockets(working: NDArray[np.uint8], rough: Map) -> Map:
    """Fill the pockets of a rough map that show no backdrop.

    Args:
        working: (H, W, 3) uint8.
        rough: (H, W) map.

    Returns:
        The map, 1 in what was closed.
    """
    count, labels, facts, _ = cv2.connectedComponentsWithStats((rough < 0.5).astype(np.uint8), connectivity=4)
    areas = facts[:, cv2.CC_STAT_AREA]
    candidates = [k for k in range(1, count) if SMALLEST * rough.size <= areas[k] <= LARGEST * rough.size]
    background = (rough < 0.1) & ~np.isin(labels, candidates)
    if not candidates or background.sum() < 0.01 * rough.size:
        background = (rough < 0.1) & (labels == int(np.argmax(np.where(np.arange(count) > 0, areas, 0))))
        candidates = [k for k in candidates if not (background & (labels == k)).any()]
    out = rough
    lab = np.asarray(cv2.cvtColor(working, cv2.COLOR_RGB2LAB), np.uint8)
    for k in candidates:
        pocket = labels == k
        if _enclosure(pocket) >= ENCLOSED and _explained(lab, pocket, background) <= FOREIGN:
            out = np.where(_with_rim(pocket, rough), np.float32(1), out)
    return out.astype(np.float32)


def _enclosure(pocket: _Mask) -> float:
    """Part of the outline that the subject closes; the rest is the picture's own edge."""
    inside = np.pad(pocket, 1).astype(np.uint8)
    outline = (cv2.dilate(inside, np.ones((3, 3), np.uint8)) > 0) & (inside == 0)
    beyond = outline.copy()
    beyond[1:-1, 1:-1] = False
    return 1 - float(beyond.sum()) / max(int(outline.sum()), 1)


def _explained(lab: NDArray[np.uint8], pocket: _Mask, background: _Mask) -> float:
    """Part of the pocket whose colours are found on the background near it."""
    core = cv2.erode(pocket.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    core = core if core.sum() > 30 else pocket
    near = _near(pocket) & background
    ground = near if near.sum() > 500 else background
    if not ground.any():
        return 1.0
    seen = _histogram(lab, core)
    known = _spread(_histogram(lab, ground))
    return float(seen[known > 2e-4].sum())


def _near(pocket: _Mask) -> _Mask:
    rows, columns = np.flatnonzero(pocket.any(1)), np.flatnonzero(pocket.any(0))
    margin = round(0.2 * max(pocket.shape))
    mask = np.zeros_like(pocket)
    mask[max(0, rows[0] - margin) : rows[-1] + margin, max(0, columns[0] - margin) : columns[-1] + margin] = True
    return mask


def _histogram(lab: NDArray[np.uint8], mask: _Mask) -> NDArray[np.float64]:
    bins = (lab[mask].astype(np.int64) * _BINS) // 256
    flat = (bins[:, 0] * _BINS + bins[:, 1]) * _BINS + bins[:, 2]
    return np.asarray(np.bincount(flat, minlength=_BINS**3).reshape(_BINS, _BINS, _BINS) / max(len(flat), 1))


def _spread(histogram: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let each colour stand for its neighbours too: the light falls off behind the subject."""
    grown = np.pad(histogram, 1)
    for axis in range(3):
        grown = np.maximum(grown, np.maximum(np.roll(grown, 1, axis), np.roll(grown, -1, axis)))
    return np.asarray(grown[1:-1, 1:-1, 1:-1])


def _with_rim(pocket: _Mask, rough: Map) -> _Mask:
    """The pocket with the soft rim that it had in the map."""
    grown = cv2.dilate(pocket.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    solid = cv2.erode((rough > 0.5).astype(np.uint8) | pocket.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    mask: _Mask = pocket | (grown & solid & (rough < 0.98))
    return mask
