"""The small view of a photo that light is measured from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.colour import LUMINANCE, linear_table, srgb_to_lab
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.pyramid import reduced

Box = tuple[float, float, float, float]
Mask = NDArray[np.bool_]
Light = NDArray[np.float32]

# long side, pixels: eyes and teeth still count a few, noise and texture no longer do
_SIDE = 384
_SUBJECT = 0.9
_FEWEST = 60
# encoded values that a sensor or a codec has bent: clipped, or near black
_CLIPPED, _BLACK = 250 / 255, 4 / 255
# Lab distance in which a toned black-and-white print keeps to one colour per lightness, JPEG's traces included
_TONED = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A photo at measuring size.

    encoded, linear: (H, W, 3) float32, 0 to 1. luminance: (H, W) float32. subject: the people, or everything where no
    one is found. faces: the subject's part in the faces' boxes. around: outside of the boxes, hair and neck included.
    sound: neither clipped nor black.
    """

    encoded: Light
    linear: Light
    luminance: Light
    subject: Mask
    faces: Mask
    around: Mask
    sound: Mask


def _inside(shape: tuple[int, int], boxes: Sequence[Box], scale: float, side: float, above: float) -> Mask:
    mask = np.zeros(shape, np.bool_)
    for x0, y0, x1, y1 in boxes:
        wide, high = (x1 - x0) * side, (y1 - y0) * above
        left, top = max(0, int((x0 - wide) * scale)), max(0, int((y0 - high) * scale))
        mask[top : max(0, int((y1 + wide) * scale)), left : max(0, int((x1 + wide) * scale))] = True
    return mask


def view_of(image: Image, alpha: Alpha, boxes: Sequence[Box]) -> View:
    """Make the view.

    Args:
        image: the photo.
        alpha: (H, W) uint8, the people.
        boxes: of the faces, (x0, y0, x1, y1) in pixels of the photo; may be none.
    """
    small = reduced(image.pixels, _SIDE)
    encoded = small.astype(np.float32) / np.float32(image.white)
    linear = linear_table(image.white)[small]
    shape = (encoded.shape[0], encoded.shape[1])
    scale = shape[1] / image.width
    subject = np.asarray(reduced(alpha, _SIDE) > _SUBJECT * 255)
    if subject.sum() < _FEWEST:
        subject = np.ones(shape, np.bool_)
    faces = _inside(shape, boxes, scale, 0, 0) & subject
    red, green, blue = encoded[..., 0], encoded[..., 1], encoded[..., 2]
    highest, lowest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    sound = (highest < _CLIPPED) & (lowest > _BLACK)
    around = ~_inside(shape, boxes, scale, 0.1, 0.3)
    return View(encoded, linear, linear @ np.array(LUMINANCE, np.float32), subject, faces, around, sound)


def monochrome(view: View) -> bool:
    """Whether it is a black-and-white or toned picture: at every lightness a single colour."""
    # every fourth pixel: no more are needed to tell
    lab = srgb_to_lab(view.encoded[::2, ::2][view.sound[::2, ::2]])
    if len(lab) < _FEWEST:
        return True
    step = np.clip(lab[:, 0] / 5, 0, 19).astype(np.int64)
    middles = np.zeros((20, 2), np.float32)
    for i in np.unique(step):
        middles[i] = np.median(lab[step == i, 1:], axis=0)
    off = np.hypot(*(lab[:, 1:] - middles[step]).T)
    # a face may be a fiftieth of a photo before grey, and proves that it is in colour
    return bool(np.percentile(off, 98) < _TONED)
