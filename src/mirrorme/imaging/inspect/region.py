"""Where the subject is: its faces, or, without any, what does not belong to the backdrop."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Image

Array = NDArray[Any]
Mask = NDArray[np.bool_]

_MAIN = 0.6  # of the largest face: smaller ones are bystanders
_MOST = 5
_SMALLEST = 24.0  # pixels: under this a face says nothing of light or focus
_BACKDROP_STEP = 3  # 8-bit values: how fast a backdrop may change from pixel to pixel
_FACE_ELLIPSE = (0.42, 0.50)  # half axes, shares of the box


def main_faces(faces: Sequence[Face]) -> tuple[Face, ...]:
    """The faces to judge: the largest ones, if they are large enough to judge at all."""
    large = sorted(faces, key=lambda f: -f.size)[:_MOST]
    return tuple(f for f in large if f.size >= max(_SMALLEST, _MAIN * large[0].size))


def face_pixels(image: Image, face: Face) -> Array:
    """The (N, 3) pixels of a face: an ellipse in its box, without the hair and the background at its corners."""
    x0, y0 = max(int(face.x0), 0), max(int(face.y0), 0)
    x1, y1 = min(int(np.ceil(face.x1)), image.width), min(int(np.ceil(face.y1)), image.height)
    step = max(1, (y1 - y0) // 128)
    part = image.pixels[y0:y1:step, x0:x1:step]
    return part[_ellipse(part.shape[0], part.shape[1])]


def luma8(pixels: Array) -> NDArray[np.float32]:
    """Luma of (H, W, 3) pixels of either depth, in 8-bit values 0-255."""
    grey = np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY), np.float32)
    return grey if pixels.dtype == np.uint8 else grey / np.float32(257)


def _ellipse(height: int, width: int) -> Mask:
    y, x = np.ogrid[:height, :width]
    a, b = max(_FACE_ELLIPSE[0] * width, 0.5), max(_FACE_ELLIPSE[1] * height, 0.5)
    inside: Mask = ((x - (width - 1) / 2) / a) ** 2 + ((y - (height - 1) / 2) / b) ** 2 <= 1
    return inside


def subject_mask(picture: NDArray[np.uint8]) -> Mask:
    """Find what is not backdrop in a small (H, W, 3) picture: the backdrop is smooth and touches the upper edges.

    Without a smooth backdrop, or without anything before it, the subject is taken to be the ellipse in the middle.
    """
    height, width = picture.shape[:2]
    smooth = cv2.GaussianBlur(picture, (0, 0), 1.5)
    filled = np.zeros((height + 2, width + 2), np.uint8)
    step = (_BACKDROP_STEP,) * 3
    sides = [(x, 0) for x in range(0, width, 4)]
    sides += [(x, y) for y in range(0, 3 * height // 4, 4) for x in (0, width - 1)]
    for x, y in sides:
        if not filled[y + 1, x + 1]:
            cv2.floodFill(smooth, filled, (x, y), 0, step, step, 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8))
    subject = (
        cv2.erode((filled[1:-1, 1:-1] == 0).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    )  # less its blurred rim
    if 0.05 < subject.mean() < 0.95:
        return np.asarray(subject, np.bool_)
    return _ellipse(height, width)
