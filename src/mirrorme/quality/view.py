"""The small views of an edit that everything is measured on."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.colour import LUMINANCE
from mirrorme.imaging.compose import blend
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.witness import Witness, patch_of, small

Plane = NDArray[np.float32]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
Grading = Callable[[Image], Image]

MIXED = (0.02, 0.98)
"""A matte between these is neither subject nor background."""
REACH = 0.006
"""How far the band goes beyond mixed pixels, as a part of the long side: where the eye looks for a bad cut."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An edit at measuring size; planes are (h, w[, 3]) float32, 0 to 1, encoded.

    result: the edited picture. alpha: its matte. before: the photo as it went into the composition, None if it isn't
    known. expected: what composing and grading it gives when nothing goes wrong; None if ``before`` isn't known.
    composed: whether a backdrop was put behind. cut: whether the matte shows in what is delivered, composed or as a
    cut-out; otherwise the photo keeps its own background. band, solid, empty: the matte's edge, certain subject,
    certain background. faces: boxes in view pixels, largest first. scale: pixels of the picture for one of the view.
    sharp: of a window at the picture's own size, the result and what it should be, grey 0-1, and where only the subject
    is; None if not known.
    """

    result: Plane
    alpha: Plane
    before: Plane | None
    expected: Plane | None
    composed: bool
    cut: bool
    band: Mask
    solid: Mask
    empty: Mask
    faces: tuple[Box, ...]
    scale: float
    sharp: tuple[Plane, Plane, Mask] | None = None

    @property
    def long(self) -> int:
        """Long side, pixels."""
        return int(max(self.alpha.shape))

    def box_of(self, mask: Mask) -> tuple[int, int, int, int] | None:
        """The box around a mask of the view's size or smaller, in pixels of the picture; None if it is empty."""
        left, top, wide, tall = cv2.boundingRect(mask.view(np.uint8))
        if not wide:
            return None
        scale = self.scale * self.alpha.shape[1] / mask.shape[1]
        right, bottom = int(np.ceil((left + wide) * scale)), int(np.ceil((top + tall) * scale))
        return int(left * scale), int(top * scale), right, bottom


def view_of(result: Image, seen: Witness, grading: Grading, *, cutout: bool = False) -> View:
    """The view of an edit whose making is known.

    Args:
        result: the edited picture, in the witness's frame.
        seen: what it was made of.
        grading: gives a picture the recipe's look.
        cutout: whether the cut-out subject is delivered beside it.
    """
    picture = small(result)
    before = Image(seen.before)
    expected = before
    if seen.backdrop is not None and seen.layers is not None:
        # without grain: it averages out at this size, and would only be noise between the two
        expected = blend(before, seen.alpha, Image(seen.backdrop), seen.layers)
    sharp = None
    patch = patch_of(result, seen.window)
    # light wrap reaches a little way in from the edge
    inner = shrunk(seen.patch_alpha > 250, max(2, round(0.012 * max(seen.size))))
    if patch.shape == seen.patch.shape and inner.any():
        sharp = (_grey(patch), _grey(grading(Image(seen.patch)).pixels), inner)
    return _view(
        _unit(picture),
        seen.alpha,
        _unit(seen.before),
        _unit(grading(expected).pixels),
        _boxes(seen),
        result.width / picture.shape[1],
        composed=seen.backdrop is not None,
        cut=cutout or seen.backdrop is not None,
        sharp=sharp,
    )


def view_of_result(result: Image, alpha: Alpha, faces: tuple[Box, ...] = ()) -> View:
    """The view of a picture of which only the matte is known: what compares with the photo is left out.

    Args:
        result: the edited picture.
        alpha: (H, W) uint8 of it.
        faces: boxes in its pixels.
    """
    picture = small(result)
    height, width = picture.shape[:2]
    scale = result.width / width
    matte = np.asarray(cv2.resize(alpha, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    boxes = [(f[0] / scale, f[1] / scale, f[2] / scale, f[3] / scale) for f in faces]
    boxes.sort(key=lambda f: f[0] - f[2])
    return _view(_unit(picture), matte, None, None, tuple(boxes), scale, composed=True, cut=True)


def _view(  # noqa: PLR0913 (one call a field)
    result: Plane,
    alpha: Alpha,
    before: Plane | None,
    expected: Plane | None,
    faces: tuple[Box, ...],
    scale: float,
    *,
    composed: bool,
    cut: bool,
    sharp: tuple[Plane, Plane, Mask] | None = None,
) -> View:
    matte = np.asarray(alpha, np.float32) / np.float32(255)
    long = max(alpha.shape)
    mixed = ((matte > MIXED[0]) & (matte < MIXED[1])).astype(np.uint8)
    contour = cv2.morphologyEx((matte > 0.5).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    band = grown(np.maximum(mixed, contour) > 0, max(3, round(REACH * long)))
    inner = max(1, round(0.004 * long))
    solid, empty = shrunk(matte > 0.97, inner), shrunk(matte < 0.03, inner)
    return View(result, matte, before, expected, composed, cut, band, solid, empty, faces, scale, sharp)


def luma(encoded: Plane) -> Plane:
    """Luma of a picture, (h, w), by the weights of linear light: near enough to compare two pictures by."""
    return np.asarray(cv2.transform(encoded, np.array([LUMINANCE], np.float32)), np.float32)


def energy(plane: Plane) -> Plane:
    """Sum of the squares of three channels, (h, w)."""
    return np.asarray(cv2.transform(plane * plane, np.ones((1, 3), np.float32)), np.float32)


def blurred(plane: Plane, sigma: float) -> Plane:
    """A plane out of focus."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def averaged(plane: Plane, side: int) -> Plane:
    """Means over squares."""
    return np.asarray(cv2.blur(plane, (side, side)), np.float32)


def disc(radius: int) -> NDArray[np.uint8]:
    """A round structuring element."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2), np.uint8)


def grown(mask: Mask, radius: int) -> Mask:
    """A mask and all within a radius of it."""
    if radius <= _SMALL_DISC:
        return np.asarray(cv2.dilate(mask.astype(np.uint8), disc(radius)) > 0, np.bool_)
    return np.asarray(_away(~mask) <= radius, np.bool_)


def shrunk(mask: Mask, radius: int) -> Mask:
    """A mask without what is within a radius of its edge; the picture's own edge is none."""
    if radius <= _SMALL_DISC:
        return np.asarray(cv2.erode(mask.astype(np.uint8), disc(radius)) > 0, np.bool_)
    return np.asarray(_away(mask) > radius, np.bool_)


_SMALL_DISC = 6
"""Up to this radius a disc is quicker than distances."""


def _away(mask: Mask) -> Plane:
    """How far each pixel of a mask is from what is not in it."""
    if mask.all():
        return np.full(mask.shape, np.inf, np.float32)
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def _boxes(seen: Witness) -> tuple[Box, ...]:
    scale = seen.size[0] / seen.before.shape[1]
    largest_first = sorted(seen.faces, key=lambda face: -face.size)
    return tuple((f.x0 / scale, f.y0 / scale, f.x1 / scale, f.y1 / scale) for f in largest_first)


def _unit(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> Plane:
    return np.asarray(pixels, np.float32) / np.float32(np.iinfo(pixels.dtype).max)


def _grey(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> Plane:
    return np.asarray(cv2.cvtColor(_unit(pixels), cv2.COLOR_RGB2GRAY), np.float32)
