"""Colour on the way from linear light to sRGB code values, and back from what a designer writes."""

from functools import lru_cache

import cv2
import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.backdrops.frame import Linear, Plane

_KNEE = 0.6
_CURVE = 4096

Colour = NDArray[np.float32]
"""(3,) float32 linear RGB."""


@lru_cache(maxsize=1024)
def colour(code: str) -> Colour:
    """Linear RGB of ``#rrggbb`` sRGB (IEC 61966-2-1)."""
    v = np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4).astype(np.float32)
    linear.flags.writeable = False
    return linear


def encode(linear: Linear) -> Linear:
    """Linear light to sRGB-coded 0 to 255, float32; clips to 0 to 1.

    Read off a table over the square root, which follows the sRGB curve closely: the error is under 0.01 of a code.
    """
    out = np.empty(linear.shape, np.float32)
    _look_up(np.ascontiguousarray(linear, np.float32).reshape(-1), _curve(), out.reshape(-1))
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _look_up(linear: Colour, table: Colour, out: Colour) -> None:
    last = np.float32(table.size - 1)
    for i in range(linear.size):
        place = min(np.sqrt(max(linear[i], np.float32(0))) * last, last - np.float32(0.01))
        index = np.int32(place)
        out[i] = table[index] + (table[index + 1] - table[index]) * (place - np.float32(index))


@lru_cache(maxsize=1)
def _curve() -> Plane:
    linear = np.linspace(0, 1, _CURVE) ** 2
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (coded * 255).astype(np.float32)


def expose(linear: Linear, exposure: float = 1.0) -> Linear:
    """A scene with lamps and sky in it as a camera renders it: a soft shoulder above 0.6 instead of a hard clip.

    Each channel on its own, so that a strong lamp burns out to white in its core, as it does on film.
    """
    out = np.empty(linear.shape, np.float32)
    _shoulder(np.ascontiguousarray(linear, np.float32).reshape(-1), np.float32(exposure), out.reshape(-1))
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _shoulder(linear: Colour, exposure: np.float32, out: Colour) -> None:
    knee = np.float32(_KNEE)
    room = np.float32(1) - knee
    for i in range(linear.size):
        light = linear[i] * exposure
        if light > knee:
            light = knee + room * (np.float32(1) - np.exp((knee - light) / room))
        out[i] = light


def ramp(t: Plane, codes: tuple[str, ...]) -> Linear:
    """Colours along a palette, mixed in OKLab (Ottosson, 2020) so that no muddy or glaring tone lies between two.

    Args:
        t: (h, w) float32; 0 is the first colour, 1 the last, beyond them it stays.
        codes: two or more ``#rrggbb``.

    Returns:
        (h, w, 3) float32, linear RGB.
    """
    stops = _to_oklab(np.stack([colour(code) for code in codes]))
    # a smooth curve through the stops: a corner in it would show as a Mach band
    mixed = through(np.linspace(0, 1, len(codes)), stops, np.linspace(0, 1, 512))
    table = np.maximum(_from_oklab(mixed), 0).astype(np.float32)
    out = np.empty((t.size, 3), np.float32)
    _mix(t.reshape(-1), table, out)
    return out.reshape(*t.shape, 3)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _mix(t: Colour, table: Plane, out: Plane) -> None:
    for i in range(t.size):
        place = min(max(t[i], np.float32(0)), np.float32(0.99999)) * np.float32(table.shape[0] - 1)
        index = np.int32(place)
        part = place - np.float32(index)
        for k in range(3):
            out[i, k] = table[index, k] + (table[index + 1, k] - table[index, k]) * part


def through(at: NDArray[np.float64], values: NDArray[np.floating], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """A smooth curve through stops that never overshoots them.

    Fritsch, Butland, "A method for constructing local monotone piecewise cubic interpolants", 1984.

    Args:
        at: (n,) where the stops lie, rising, two or more.
        values: (n, channels) what they are.
        places: (m,) where to read the curve, within the first and the last stop.

    Returns:
        (m, channels) float64.
    """
    step = np.diff(at)[:, None]
    secant = np.diff(values, axis=0) / step
    left, right = secant[:-1], secant[1:]
    rising = left * right > 0
    inner = np.where(rising, 2 * left * right / np.where(rising, left + right, 1), 0)
    slope = np.concatenate([secant[:1], inner, secant[-1:]])
    k = np.clip(np.searchsorted(at, places, side="right") - 1, 0, at.size - 2)
    t = ((places - at[k]) / np.diff(at)[k])[:, None]
    start, end = slope[k] * step[k], slope[k + 1] * step[k]
    rise = values[k + 1] - values[k]
    curve = values[k] + t * (start + t * (3 * rise - 2 * start - end + t * (start + end - 2 * rise)))
    return np.asarray(curve, np.float64)


_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _to_oklab(rgb: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(np.cbrt(rgb @ _LMS.T) @ _LAB.T, np.float64)


def _from_oklab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((lab @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_LMS).T, np.float64)


def soften(picture: Linear, radius: float) -> Linear:
    """Gaussian blur; radius is the standard deviation in pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), radius, borderType=cv2.BORDER_REFLECT), np.float32)
