"""Crop to a print format, with room above the head.

Portrait practice: the head stays clear of the upper edge by about a tenth of the height, a subject that the photo cuts
at an edge stays cut at that edge (or the cut would float), and where the photo ends, the backdrop goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mirrorme.imaging.image import Alpha, Image, Pixels
from mirrorme.imaging.recipe import Aspect, ratio_of_print

HEAD_ROOM = 0.09
SIDE_ROOM = 0.07
MOST_HEAD_ROOM = 0.22

RATIOS = {"4x6": 4 / 6, "5x7": 5 / 7, "8x10": 8 / 10, "square": 1.0}
"""Width to height, upright."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the photo in pixels; it may reach beyond the photo."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Where the matte is solid, in pixels, and which edges of the photo cut it."""

    left: int
    top: int
    right: int
    bottom: int
    cut_left: bool
    cut_right: bool
    cut_top: bool
    cut_bottom: bool


def subject_of(alpha: Alpha) -> Subject:
    """The subject's box.

    Raises:
        ValueError: the matte holds nothing.
    """
    solid = alpha > 127
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    if not rows.size:
        raise ValueError("the matte holds no subject")
    height, width = alpha.shape
    near = max(2, round(0.004 * max(height, width)))
    left, right, top, bottom = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    return Subject(left, top, right, bottom, left <= near, right >= width - near, top <= near, bottom >= height - near)


def plan(alpha: Alpha, faces: Sequence[tuple[float, float, float, float]], aspect: Aspect) -> Window:
    """Choose the window.

    Args:
        alpha: (H, W) uint8.
        faces: boxes (left, top, right, bottom) in pixels; they say where the middle is.
        aspect: the print format; a group that is wider than high gets it lying.
    """
    height, width = alpha.shape
    if aspect == "none":
        return Window(0, 0, width, height)
    subject = subject_of(alpha)
    wide, tall = subject.right - subject.left, subject.bottom - subject.top
    ratio = RATIOS.get(aspect) or ratio_of_print(aspect)
    if wide > (1.15 if len(faces) > 1 else 1.8) * tall:
        ratio = 1 / ratio
    middle = _middle(subject, faces, width)
    foot = height if subject.cut_bottom else min(height, round(subject.bottom + 0.06 * tall))
    high = (foot - subject.top) / (1 - (0 if subject.cut_top else HEAD_ROOM))
    if not (subject.cut_left or subject.cut_right):
        whole = wide * (1 + 2 * SIDE_ROOM) / ratio
        # one person's shoulders may be cut, as in any bust, rather than leave half of the picture empty above the head
        bust = (foot - subject.top) / (1 - MOST_HEAD_ROOM) if subject.cut_bottom and len(faces) <= 1 else whole
        high = max(high, min(whole, bust))
    if subject.cut_left or subject.cut_right:
        high = min(high, _room(subject, width) / ratio)
    room = max(HEAD_ROOM, 1 - (foot - subject.top) / high) if subject.cut_bottom else HEAD_ROOM
    top = 0 if subject.cut_top else round(subject.top - room * high)
    return _placed(high, ratio, middle, top, subject, (height, width))


def _middle(subject: Subject, faces: Sequence[tuple[float, float, float, float]], width: int) -> float:
    if faces:
        return float(np.mean([(f[0] + f[2]) / 2 for f in faces]))
    return (subject.left + subject.right) / 2 if subject.right > subject.left else width / 2


def _room(subject: Subject, width: int) -> float:
    """How wide a window can be that shows no cut edge."""
    if subject.cut_left and subject.cut_right:
        return float(width)
    return float(width) + (0.5 * width if subject.cut_left or subject.cut_right else 0.0)


def _placed(high: float, ratio: float, middle: float, top: int, subject: Subject, size: tuple[int, int]) -> Window:
    height, width = size
    tall, wide = max(2, round(high)), max(2, round(high * ratio))
    left = round(middle - wide / 2)
    if subject.cut_left and (left < 0 or subject.cut_right):
        left = max(left, 0)
    if subject.cut_right and left + wide > width:
        left = width - wide
    if subject.cut_left:
        left = max(left, 0)
    if subject.cut_bottom and top + tall > height:
        top = height - tall
    return Window(left, top, left + wide, top + tall)


def crop(image: Image, alpha: Alpha, window: Window) -> tuple[Image, Alpha]:
    """Cut both to the window; beyond the photo its edge goes on under a matte of 0."""
    rows = slice(max(window.top, 0), min(window.bottom, image.height))
    columns = slice(max(window.left, 0), min(window.right, image.width))
    beyond = (
        max(-window.top, 0),
        max(window.bottom - image.height, 0),
        max(-window.left, 0),
        max(window.right - image.width, 0),
    )
    pixels = cv2.copyMakeBorder(image.pixels[rows, columns], *beyond, cv2.BORDER_REPLICATE)
    matte = cv2.copyMakeBorder(alpha[rows, columns], *beyond, cv2.BORDER_CONSTANT, value=[0])
    return Image(cast("Pixels", pixels)), np.asarray(matte, np.uint8)
