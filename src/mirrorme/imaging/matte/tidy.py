"""Clear a solved matte of what no portrait has: specks, and doubts that the solver left half open."""

import cv2
import numpy as np

from mirrorme.imaging.matte.segment import Map

SMALLEST_ISLAND = 0.01
"""A separate piece smaller than this part of the largest is no person."""


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


def drop_islands(alpha: Map) -> Map:
    """Remove pieces that are much smaller than the largest one, and soft remains with no solid part."""
    count, labels, facts, _ = cv2.connectedComponentsWithStats((alpha > 0.05).astype(np.uint8), connectivity=8)
    if count <= 2:
        return alpha
    areas = facts[:, cv2.CC_STAT_AREA].astype(np.float64)
    areas[0] = 0
    solid = np.bincount(labels.ravel(), weights=(alpha > 0.8).ravel(), minlength=count)
    kept = (areas >= SMALLEST_ISLAND * areas.max()) & (solid >= 0.1 * areas)
    kept[int(np.argmax(areas))] = True
    return np.where(kept[labels], alpha, 0).astype(np.float32)
