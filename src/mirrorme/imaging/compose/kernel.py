"""The full-resolution passes, compiled: everything that a pixel needs in one visit.

Layers at the working size are enlarged bilinearly while a row is written. Their channels: 0-2 the subject's colours,
3-5 the old background's, 6-8 the new backdrop's light, 9 the light wrap, 10 the light that the shadow leaves.
"""

import numpy as np
from numba import njit
from numpy import float32
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Pixels

Layers = NDArray[np.float32]
OPAQUE = 255


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _place(at: int, step: float32, length: int) -> tuple[int, int, float32]:
    """Where a full-size pixel lies between two samples of a layer: index, next index, fraction."""
    f = min(max((at + float32(0.5)) * step - float32(0.5), float32(0)), float32(length - 1))
    first = min(int(f), max(length - 2, 0))
    return first, min(first + 1, length - 1), f - float32(first)


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _mix(  # noqa: PLR0913, PLR0917 - inlined by the compiler
    layer: Layers, y0: int, y1: int, v: float32, x0: int, x1: int, u: float32, c: int
) -> float32:
    top: float32 = layer[y0, x0, c] + u * (layer[y0, x1, c] - layer[y0, x0, c])
    bottom: float32 = layer[y1, x0, c] + u * (layer[y1, x1, c] - layer[y1, x0, c])
    return top + v * (bottom - top)


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _own_colour(seen: float32, a: float32, subject: float32, background: float32) -> float32:
    """The subject's colour that, mixed with the old background by alpha, comes nearest to the pixel that was seen."""
    own = subject + a * (seen - a * subject - (float32(1) - a) * background)
    return min(max(own, float32(0)), float32(1))


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _noisiness(level: float32) -> float32:
    """A photo's noise by level: towards white the tone curve flattens it."""
    return max(float32(1) - float32(0.85) * level * level * level, float32(0.1))


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def blend_rows(  # noqa: C901, PLR0913, PLR0917 - one visit a pixel: what it needs comes in together
    first: int,
    last: int,
    pixels: Pixels,
    alpha: Alpha,
    backdrop: Pixels,
    layers: Layers,
    active: NDArray[np.uint8],
    grain: Layers,
    out: Pixels,
) -> None:
    """Write rows ``first`` to ``last`` of the composite."""
    height, width = alpha.shape
    h, w = active.shape
    white = float32(255) if out.itemsize == 1 else float32(65535)
    unit = float32(1) / white
    lift = white / (float32(255) if backdrop.itemsize == 1 else float32(65535))
    tile = grain.shape[0]
    for y in range(first, last):
        y0, y1, v = _place(y, float32(h) / float32(height), h)
        for x in range(width):
            opaque = alpha[y, x]
            x0, x1, u = _place(x, float32(w) / float32(width), w)
            kind = active[y0, x0]
            if opaque == OPAQUE and kind & 1 == 0:
                for c in range(3):
                    out[y, x, c] = pixels[y, x, c]
                continue
            noise = grain[y % tile, x % tile] * white
            shade = float32(1)
            if kind & 2 and opaque < OPAQUE:
                shade = _mix(layers, y0, y1, v, x0, x1, u, 10)
            if opaque == 0:
                for c in range(3):
                    plain = float32(backdrop[y, x, c]) * lift * shade
                    value = plain + noise * _noisiness(plain * unit)
                    out[y, x, c] = min(max(value, float32(0)), white) + float32(0.5)
                continue
            a = float32(opaque) / float32(255)
            wrap = _mix(layers, y0, y1, v, x0, x1, u, 9) if kind & 1 else float32(0)
            for c in range(3):
                seen = float32(pixels[y, x, c]) * unit
                own = seen
                if opaque < OPAQUE:
                    subject = _mix(layers, y0, y1, v, x0, x1, u, c)
                    own = _own_colour(seen, a, subject, _mix(layers, y0, y1, v, x0, x1, u, c + 3))
                if wrap > 0:
                    own += wrap * max(_mix(layers, y0, y1, v, x0, x1, u, c + 6) - own, float32(0))
                behind = float32(backdrop[y, x, c]) * lift * shade
                behind += noise * _noisiness(behind * unit)
                value = a * own * white + (float32(1) - a) * behind
                out[y, x, c] = min(max(value, float32(0)), white) + float32(0.5)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def cut_rows(first: int, last: int, pixels: Pixels, alpha: Alpha, layers: Layers, out: Pixels) -> None:
    """Write rows ``first`` to ``last`` of the subject alone: its own colours, black where it is not."""
    height, width = alpha.shape
    h, w = layers.shape[:2]
    white = float32(255) if out.itemsize == 1 else float32(65535)
    for y in range(first, last):
        y0, y1, v = _place(y, float32(h) / float32(height), h)
        for x in range(width):
            opaque = alpha[y, x]
            if opaque in (0, OPAQUE):
                for c in range(3):
                    out[y, x, c] = pixels[y, x, c] if opaque else 0
                continue
            x0, x1, u = _place(x, float32(w) / float32(width), w)
            a = float32(opaque) / float32(255)
            for c in range(3):
                subject = _mix(layers, y0, y1, v, x0, x1, u, c)
                background = _mix(layers, y0, y1, v, x0, x1, u, c + 3)
                own = _own_colour(float32(pixels[y, x, c]) / white, a, subject, background)
                out[y, x, c] = own * white + float32(0.5)
