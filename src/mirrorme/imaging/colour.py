"""Colour arithmetic: the sRGB transfer curve, CIELAB, Oklab and the CIEDE2000 difference.

All functions take arrays whose last axis holds three channels (the transfer curve takes any shape) and keep float32 or
float64; nothing is clipped, so a caller sees when a colour leaves the gamut.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

# IEC 61966-2-1: linear sRGB to CIE XYZ, and its white D65 (2 degree observer)
_RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_D65 = _RGB_TO_XYZ.sum(axis=1)
LUMINANCE = (float(_RGB_TO_XYZ[1, 0]), float(_RGB_TO_XYZ[1, 1]), float(_RGB_TO_XYZ[1, 2]))
"""What linear red, green and blue add to luminance Y; sums to 1."""

# B. Ottosson, "A perceptual color space for image processing", 2020 (the 2021-01-25 matrices)
_RGB_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_CONES_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_OKLAB_TO_CONES = np.linalg.inv(_CONES_TO_OKLAB)
_CONES_TO_RGB = np.linalg.inv(_RGB_TO_CONES)


def srgb_to_linear(encoded: Floats) -> Floats:
    """Undo the sRGB transfer curve (IEC 61966-2-1); 0 to 1, carried on as an odd function below 0 and above 1."""
    size = np.abs(encoded)
    linear = np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    return np.copysign(linear, encoded).astype(encoded.dtype, copy=False)


def linear_to_srgb(linear: Floats) -> Floats:
    """Apply the sRGB transfer curve (IEC 61966-2-1); the inverse of `srgb_to_linear`."""
    size = np.abs(linear)
    encoded = np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)
    return np.copysign(encoded, linear).astype(linear.dtype, copy=False)


@cache
def linear_table(white: int) -> NDArray[np.float32]:
    """Linear light (0 to 1) of every code of a depth.

    Args:
        white: the highest code, 255 or 65535.

    Returns:
        (white + 1,) float32, read-only; the same array at every call.
    """
    table = srgb_to_linear(np.arange(white + 1) / white).astype(np.float32)
    table.flags.writeable = False
    return table


def srgb_to_lab(encoded: Floats) -> Floats:
    """CIELAB 1976 under D65 of sRGB-encoded colours.

    Args:
        encoded: (..., 3), 0 to 1.

    Returns:
        (..., 3): L* 0 to 100, a*, b*.
    """
    ratio = (srgb_to_linear(encoded) @ _RGB_TO_XYZ.T.astype(encoded.dtype)) / _D65.astype(encoded.dtype)
    limit = 6 / 29
    f = np.where(ratio > limit**3, np.cbrt(ratio), ratio / (3 * limit**2) + 4 / 29)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(encoded.dtype, copy=False)


def linear_to_oklab(linear: Floats) -> Floats:
    """Oklab (Ottosson, 2020) of linear sRGB colours.

    Args:
        linear: (..., 3), linear light, 0 to 1.

    Returns:
        (..., 3): lightness 0 to 1, a, b.
    """
    cones = linear @ _RGB_TO_CONES.T.astype(linear.dtype)
    return np.cbrt(cones) @ _CONES_TO_OKLAB.T.astype(linear.dtype)


def oklab_to_linear(oklab: Floats) -> Floats:
    """Linear sRGB of Oklab colours; the inverse of `linear_to_oklab`, out of 0 to 1 where the gamut ends."""
    cones = oklab @ _OKLAB_TO_CONES.T.astype(oklab.dtype)
    return cones**3 @ _CONES_TO_RGB.T.astype(oklab.dtype)


def delta_e_2000(first: Floats, second: Floats) -> Floats:
    """CIEDE2000 colour difference, k_L = k_C = k_H = 1.

    After G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 color-difference formula", Color Research and Application 30
    (2005).

    Args:
        first: (..., 3) CIELAB.
        second: (..., 3) CIELAB, of a shape that broadcasts with the first.

    Returns:
        (...): 0 is equal; about 1 is the least that a trained eye sees.
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)
    chroma_mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma_mean**7 / (chroma_mean**7 + 25.0**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = np.arctan2(b1, stretch * a1) % (2 * np.pi), np.arctan2(b2, stretch * a2) % (2 * np.pi)

    grey = c1 * c2 == 0
    turn = h2 - h1
    turn = np.where(turn > np.pi, turn - 2 * np.pi, np.where(turn < -np.pi, turn + 2 * np.pi, turn))
    turn = np.where(grey, 0, turn)
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)

    total = h1 + h2
    around = np.abs(h1 - h2) > np.pi
    hue = np.where(around, np.where(total < 2 * np.pi, total + 2 * np.pi, total - 2 * np.pi), total) / 2
    hue = np.where(grey, total, hue)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rotation *= -np.sin(np.radians(60) * np.exp(-(((np.degrees(hue) - 275) / 25) ** 2)))
    l_, c_, h_ = d_l / s_l, d_c / s_c, d_h / s_h
    return np.asarray(np.sqrt(np.maximum(l_**2 + c_**2 + h_**2 + rotation * c_ * h_, 0)))
