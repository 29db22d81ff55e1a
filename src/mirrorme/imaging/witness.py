"""What a later judgement has to know of an edit: small views of what was put together, taken on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.compose import Layers
from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.pyramid import reduced

SIDE = 1024
"""Long side of the views, pixels: what a print of 10 x 15 cm shows at an arm's length."""
PATCH = 512
"""Side of the window that is kept at the picture's own size."""

Window = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """An edit before it was graded; all of it in the picture's frame.

    size: width and height of the picture. before: the photo as it went into the composition, lit and framed, (h, w, 3)
    uint8. alpha: (h, w) uint8. backdrop: (h, w, 3) uint8, None where the photo's own background stays. faces: in
    pixels of the picture. patch: a window of ``before`` at the picture's own size, uint8, with its alpha, and where it
    is: left, top, right, bottom. layers: what it was composed of; None where the photo's own background stays.
    """

    size: tuple[int, int]
    before: NDArray[np.uint8]
    alpha: Alpha
    backdrop: NDArray[np.uint8] | None
    faces: tuple[Face, ...]
    patch: NDArray[np.uint8]
    patch_alpha: Alpha
    window: Window
    layers: Layers | None = None


def witness(
    image: Image,
    alpha: Alpha,
    faces: tuple[Face, ...],
    backdrop: Image | None = None,
    layers: Layers | None = None,
) -> Witness:
    """Take the views.

    Args:
        image: the photo, lit and framed.
        alpha: (H, W) uint8 of it.
        faces: in its pixels.
        backdrop: at its size, if there is one.
        layers: what it was composed of, if it was.
    """
    window = _window(image, alpha, faces)
    left, top, right, bottom = window
    return Witness(
        (image.width, image.height),
        small(image),
        np.asarray(reduced(alpha, SIDE), np.uint8),
        None if backdrop is None else small(backdrop),
        faces,
        _eight_bit(image.pixels[top:bottom, left:right]),
        np.ascontiguousarray(alpha[top:bottom, left:right]),
        window,
        layers,
    )


def small(image: Image) -> NDArray[np.uint8]:
    """A picture at the views' size, (h, w, 3) uint8."""
    return _eight_bit(reduced(image.pixels, SIDE))


def patch_of(image: Image, window: Window) -> NDArray[np.uint8]:
    """The same window of another picture of that frame."""
    left, top, right, bottom = window
    return _eight_bit(image.pixels[top:bottom, left:right])


def _window(image: Image, alpha: Alpha, faces: tuple[Face, ...]) -> Window:
    """Around the largest face's eyes, else the middle of the subject."""
    if faces:
        face = max(faces, key=lambda f: f.size)
        x, y = (face.x0 + face.x1) / 2, face.y0 + 0.4 * (face.y1 - face.y0)
    else:
        rows, columns = np.nonzero(alpha[::16, ::16] > 250)
        x = float(np.median(columns)) * 16 if len(columns) else image.width / 2
        y = float(np.median(rows)) * 16 if len(rows) else image.height / 2
    side_x, side_y = min(PATCH, image.width), min(PATCH, image.height)
    left = int(np.clip(x - side_x / 2, 0, image.width - side_x))
    top = int(np.clip(y - side_y / 2, 0, image.height - side_y))
    return left, top, left + side_x, top + side_y


def _eight_bit(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> NDArray[np.uint8]:
    if pixels.dtype == np.uint8:
        return np.ascontiguousarray(pixels, np.uint8)
    return np.asarray((pixels.astype(np.uint32) + 128) // 257, np.uint8)
