"""Clear a solved matte of what no portrait has: specks, and doubts that the solver left half open."""

from collections.abc import Sequence

import cv2
import numpy as np

from mirrorme.imaging.matte.segment import Map

Place = tuple[float, float]

SMALLEST_ISLAND, SMALLEST_FACELESS = 0.06, 0.35
"""A separate piece smaller than this part of the largest belongs to the background.

The second holds where faces were found: then a piece without one is a thing, or a passer-by out of focus, unless it is
so large that it may be somebody seen from behind.
"""


def settle(alpha: Map, broad: Map, fine: Map) -> Map:
    """Decide each region that the two networks dispute as a whole, by the mean alpha that the solver found there."""
    disputed = (np.abs(broad - fine) > 0.5).astype(np.uint8)
    count, labels = cv2.connectedComponents(disputed, connectivity=8)
    if count == 1:
        return alpha
    sizes = np.bincount(labels.ravel(), minlength=count)
    means = np.bincount(labels.ravel(), weights=alpha.ravel(), minlength=count) / np.maximum(sizes, 1)
    decided = (means > 0.5).astype(np.float32)[labels]
    return np.where(labels > 0, decided, alpha).astype(np.float32)


def drop_islands(alpha: Map, faces: Sequence[Place] = ()) -> Map:
    """Remove pieces that are much smaller than the largest one, and soft remains with no solid part.

    Args:
        alpha: (H, W) map.
        faces: where faces are, as parts of width and height; a piece with a face is a person, however small.
    """
    count, labels, facts, _ = cv2.connectedComponentsWithStats((alpha > 0.05).astype(np.uint8), connectivity=8)
    if count <= 2:
        return alpha
    areas = facts[:, cv2.CC_STAT_AREA].astype(np.float64)
    areas[0] = 0
    solid = np.bincount(labels.ravel(), weights=(alpha > 0.8).ravel(), minlength=count)
    smallest = SMALLEST_FACELESS if faces else SMALLEST_ISLAND
    kept = (areas >= smallest * areas.max()) & (solid >= 0.1 * areas)
    kept[int(np.argmax(areas))] = True
    for x, y in faces:
        kept[
            labels[min(int(y * alpha.shape[0]), alpha.shape[0] - 1), min(int(x * alpha.shape[1]), alpha.shape[1] - 1)]
        ] = True
    return np.where(kept[labels], alpha, 0).astype(np.float32)
