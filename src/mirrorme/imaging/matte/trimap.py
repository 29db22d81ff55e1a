"""Divide a photo into subject, background and what has to be solved."""

import cv2
import numpy as np

from mirrorme.imaging.matte.segment import Map

UNKNOWN = np.float32(0.5)


def trimap_of_one(coarse: Map, reach: float) -> Map:
    """A trimap from one network's map: what lies within ``reach`` pixels of its contour is unknown.

    Returns:
        (H, W) float32: 1 subject, 0 background, 0.5 unknown.
    """
    near = _distance_to_contour(coarse > 0.5) <= reach
    unsure = near | ((coarse > 0.1) & (coarse < 0.9))
    return _compose((coarse > 0.5) & ~unsure, (coarse < 0.5) & ~unsure)


def trimap_of_two(broad: Map, fine: Map, reach: float) -> Map:
    """A trimap from two networks: sure is where they agree, so a doubt of one is solved from the picture.

    Args:
        broad: a network that sees shapes but no details (U2-Net).
        fine: one that sees details (ISNet); trusted near the contour only where it is certain, and away from it
            outvoted by a certain ``broad`` unless it is rather sure, as it is of an earring.
        reach: pixels from the contour of their mean within which ``fine`` has to be certain.
    """
    mean = (broad + fine) / 2
    near = _distance_to_contour(mean > 0.5) <= reach
    subject = np.where(near, (broad > 0.5) & (fine > 0.98), (mean > 0.9) | ((broad > 0.95) & (fine > 0.4)))
    background = np.where(near, (broad < 0.5) & (fine < 0.02), (mean < 0.1) | ((broad < 0.05) & (fine < 0.6)))
    return _compose(_erode(subject), _erode(background))


def _compose(
    subject: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    background: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> Map:
    return np.where(subject, 1, np.where(background, 0, UNKNOWN)).astype(np.float32)


def _erode(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    eroded: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
        cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    )
    return eroded


def _distance_to_contour(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Map:
    inside = mask.astype(np.uint8)
    return np.maximum(
        cv2.distanceTransform(inside, cv2.DIST_L2, 5), cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    ).astype(np.float32)
