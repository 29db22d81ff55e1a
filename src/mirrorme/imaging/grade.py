"""The franchise's look: temperature, tint, contrast, saturation and a LUT, baked into one table for one pass."""

from functools import lru_cache

import numpy as np

from mirrorme.imaging.colour import LUMINANCE, Floats, linear_to_srgb, srgb_to_linear
from mirrorme.imaging.image import Image
from mirrorme.imaging.light.correction import balanced, tone_curve
from mirrorme.imaging.light.white_balance import LOCUS
from mirrorme.imaging.lut import Cube, Curve, Lut, apply_lut, evaluate
from mirrorme.imaging.recipe import Grade

# what 1 on a slider means: log2(red / blue), log2(green / sqrt(red * blue)), and bend of the tone curve
_WARMEST, _MOST_TINT, _MOST_BEND = 1.0, 0.4, 1.6
_SHOULDER, _SATURATION_SHOULDER = 2.0, 2.0
# 18 % grey, sRGB-encoded
_MIDDLE = 0.4614
# entries of the curves, and a side of the cube: with 33, one colour in a hundred is off by more than half a code
_ROWS, _SIDE = 1025, 49
_NOTHING = 1e-9


def _warm(params: Grade) -> Curve:
    """Temperature and tint: a gain per channel in linear light, white staying white."""
    warmth = _WARMEST * params.temperature
    tint = LOCUS * warmth - _MOST_TINT * params.tint
    light = srgb_to_linear(np.linspace(0, 1, _ROWS))
    rows = [linear_to_srgb(tone_curve(light, gain, _SHOULDER)) for gain in balanced(-warmth, -tint)]
    return Curve(np.stack(rows, axis=-1).astype(np.float32))


def _contrasted(colours: Floats, contrast: float) -> Floats:
    def curve(x: Floats) -> Floats:
        return np.asarray(x - contrast * _MOST_BEND * x * (1 - x) * (_MIDDLE - x))

    high, low = colours.max(axis=-1, keepdims=True), colours.min(axis=-1, keepdims=True)
    spread = high - low
    place = np.divide(colours - low, spread, out=np.zeros_like(colours), where=spread > 0)
    top, bottom = curve(high), curve(low)
    return np.asarray(bottom + place * (top - bottom))


def _saturated(colours: Floats, saturation: float) -> Floats:
    luminance = np.clip(srgb_to_linear(colours) @ np.array(LUMINANCE), 0, 1)
    grey = linear_to_srgb(luminance)[..., None]
    way, gain = colours - grey, 1 + saturation
    if gain <= 1:
        return np.asarray(grey + gain * way)
    # how far the colour is on its way from grey to the border of the gamut, 0 to 1: what is there already stays there
    room = np.where(way > 0, 1 - grey, grey)
    share = np.divide(np.abs(way), room, out=np.zeros_like(way), where=room > _NOTHING).max(axis=-1, keepdims=True)
    share = np.clip(share, _NOTHING, 1)
    return np.asarray(grey + way * (tone_curve(share, gain, _SATURATION_SHOULDER) / share))


def shaped(colours: Floats, contrast: float, saturation: float) -> Floats:
    """Contrast and saturation of colours, exactly.

    Contrast bends the largest and the smallest channel by one curve, and the middle one keeps its place between them:
    that keeps hue, which three separate curves would turn, and the gamut, which a curve on luminance would leave.
    Black, white and 18 % grey stay. Saturation moves a colour on the line through the grey of its luminance.

    Args:
        colours: (..., 3) float64, sRGB-encoded, 0 to 1.
        contrast: -1 to 1.
        saturation: -1 (grey) to 1 (twice as far from grey, less where the border of the gamut is near).

    Returns:
        (..., 3), 0 to 1.
    """
    bent = _contrasted(colours, contrast) if contrast else colours
    return np.clip(_saturated(bent, saturation), 0, 1) if saturation else bent


@lru_cache(maxsize=16)
def _look(params: Grade, lut: Lut | None) -> Lut:
    curve = _warm(params) if params.temperature or params.tint else None
    if lut is None and not params.contrast and not params.saturation:
        return Lut("", curve)
    line = np.linspace(0, 1, _SIDE)
    blue, green, red = np.meshgrid(line, line, line, indexing="ij")
    colours = shaped(np.stack([red, green, blue], axis=-1), params.contrast, params.saturation)
    if lut is not None:
        colours = colours * (1 - params.lut_mix) + np.clip(evaluate(lut, colours), 0, 1) * params.lut_mix
    return Lut("", curve, Cube(colours.astype(np.float32)))


def grade(image: Image, params: Grade, lut: Lut | None = None, *, threads: int = 1) -> Image:
    """Give a picture its look.

    Args:
        image: the picture.
        params: temperature (1 warmest), tint (1 most magenta), contrast, saturation, then the share of the LUT.
        lut: the LUT that ``params.lut`` names, applied last, by ``params.lut_mix``.
        threads: row bands worked on at the same time.

    Returns:
        A picture of the same size and depth; the same object where nothing is asked for.

    Raises:
        ValueError: the parameters name a LUT, and none is given.
    """
    if lut is None and params.lut is not None:
        raise ValueError(f"this grade needs the LUT {params.lut}")
    if not (params.temperature or params.tint or params.contrast or params.saturation):
        return image if lut is None else apply_lut(image, lut, params.lut_mix, threads=threads)
    return apply_lut(image, _look(params, lut), threads=threads)
