"""The franchise's look: warmth, contrast, saturation and a LUT, in one pass over the picture.

Whatever is asked for becomes one table: what changes each channel by itself is its curve, the rest its cube. Black and
white stay where they are, so no look clips what the photo had.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.colour import linear_to_oklab, linear_to_srgb, oklab_to_linear, srgb_to_linear
from mirrorme.imaging.image import Image
from mirrorme.imaging.lut import Cube, Curve, Lut, apply_lut, evaluate
from mirrorme.imaging.recipe import Grade

Colours = NDArray[np.float64]

_ROWS = 1024
_SIDE = 33
_WITH_LUT = 49
# exponents of two at full strength: how far the middle of a channel's curve moves
_WARMTH, _TINT = 0.35, 0.2
# Oklab chroma from which a colour is taken for saturated already
_VIVID = 0.3


def grade(image: Image, step: Grade, lut: Lut | None, *, threads: int = 1) -> Image:
    """Give a picture its look.

    Args:
        image: the picture.
        step: what is asked for; all zeros and no LUT gives the same object back.
        lut: the table that ``step.lut`` names, or None.
        threads: row bands worked on at the same time.

    Returns:
        A picture of the same size and depth.
    """
    plain = _plain(step)
    if plain is None:
        return image if lut is None else apply_lut(image, lut, step.lut_mix, threads=threads)
    if lut is None:
        return apply_lut(image, plain, threads=threads)
    return apply_lut(image, _with_lut(step, plain, lut), threads=threads)


@lru_cache(maxsize=8)
def _plain(step: Grade) -> Lut | None:
    """The look without its LUT, None when there is none."""
    curve = None
    if step.temperature or step.tint or step.contrast:
        curve = Curve(_toned(np.linspace(0, 1, _ROWS)[:, np.newaxis], step).astype(np.float32))
    cube = None
    if step.saturation:
        cube = Cube(_saturated(_grid(_SIDE), step.saturation).astype(np.float32))
    return None if curve is None and cube is None else Lut("look", curve, cube)


def _with_lut(step: Grade, plain: Lut, lut: Lut) -> Lut:
    """One table for both: the curve stays in front, saturation and LUT become one cube."""
    colours = _grid(_WITH_LUT)
    looked = colours if plain.cube is None else evaluate(Lut("", cube=plain.cube), colours)
    mixed = looked + step.lut_mix * (evaluate(lut, looked) - looked)
    return Lut(lut.title, plain.curve, Cube(mixed.astype(np.float32)))


def _grid(side: int) -> Colours:
    """(side, side, side, 3), red fastest, as a cube is indexed."""
    steps = np.linspace(0, 1, side)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    return np.stack([red, green, blue], axis=-1)


def _toned(values: Colours, step: Grade) -> Colours:
    """Warmth and tint bend each channel between black and white; contrast is an S around the middle, monotone."""
    exponents = np.exp2([-_WARMTH * step.temperature, _TINT * step.tint, _WARMTH * step.temperature])
    bent = np.power(values, exponents)
    return np.asarray(bent + step.contrast * bent * (1 - bent) * (2 * bent - 1) * 0.9)


def _saturated(colours: Colours, amount: float) -> Colours:
    """More or less chroma at the same Oklab hue and lightness (B. Ottosson, 2020); vivid colours gain less."""
    oklab = np.asarray(linear_to_oklab(srgb_to_linear(colours)), np.float64)
    chroma = np.hypot(oklab[..., 1], oklab[..., 2])[..., np.newaxis]
    gain = 1 + amount * (np.clip(1 - chroma / _VIVID, 0.15, 1) if amount > 0 else 1.0)
    oklab[..., 1:] *= gain
    return np.asarray(linear_to_srgb(np.clip(oklab_to_linear(oklab), 0, 1)), np.float64)
