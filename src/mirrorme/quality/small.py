"""The views again at the size that light and colour are measured at: they vary slowly, edges are not asked for."""

from dataclasses import dataclass

import cv2
import numpy as np

from mirrorme.quality.view import Mask, Plane, View

_SIDE = 384


@dataclass(frozen=True, slots=True, eq=False)
class Small:
    """Planes of a view, made small; masks hold what is wholly in them.

    result, expected: (h, w, 3) float32, encoded; expected is the result where it isn't known, ``known`` says which.
    solid, empty, face: certain subject, certain background, middles of the faces.
    """

    result: Plane
    expected: Plane
    known: bool
    solid: Mask
    empty: Mask
    face: Mask


def small_of(view: View) -> Small:
    """Make them."""
    scale = min(1.0, _SIDE / view.long)
    height, width = view.alpha.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    result = _shrunk(view.result, size)
    return Small(
        result,
        result if view.expected is None else _shrunk(view.expected, size),
        view.expected is not None,
        _wholly(view.solid, size),
        _wholly(view.empty, size),
        _wholly(face_mask(view), size),
    )


def _shrunk(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _wholly(mask: Mask, size: tuple[int, int]) -> Mask:
    codes = np.multiply(mask, np.uint8(255), dtype=np.uint8)
    return np.asarray(cv2.resize(codes, size, interpolation=cv2.INTER_AREA) > 252, np.bool_)


def face_mask(view: View) -> Mask:
    """The middles of the faces: ellipses in their boxes, without hair and background."""
    plane = np.zeros(view.alpha.shape, np.uint8)
    for left, top, right, bottom in view.faces:
        centre = (round((left + right) / 2), round((top + bottom) / 2 + 0.05 * (bottom - top)))
        axes = (max(1, round(0.34 * (right - left))), max(1, round(0.38 * (bottom - top))))
        cv2.ellipse(plane, centre, axes, 0, 0, 360, 1, -1)
    return plane > 0
