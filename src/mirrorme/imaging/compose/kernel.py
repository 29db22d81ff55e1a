"""The full-resolution passes, compiled: everything that a pixel needs in one visit.

Layers at the working size are enlarged bilinearly while a row is written, cell by cell. Their channels: 0-2 the
subject's colours, 3-5 the old background's, 6-8 the new backdrop's light, 9 the light wrap, 10 the light that the
shadow leaves. A cell whose matte is solid, or empty, is a straight run over bytes.
"""

import numpy as np
from numba import njit
from numpy import float32
from numpy.typing import NDArray

from mirrorme.imaging.grid import Grid
from mirrorme.imaging.image import Alpha, Pixels

Layers = NDArray[np.float32]
OPAQUE = 255
EMPTY, SOLID, MIXED = 0, 1, 2
"""What a cell holds: only backdrop, only subject untouched by the wrap, or anything else."""


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _edge(layer: Layers, grid: Grid, y: int, x: int, c: int) -> float32:
    """A layer's value on a column of samples, at a row of the picture."""
    above: float32 = layer[grid.row[y], x, c]
    below: float32 = layer[grid.next_row[y], x, c]
    value: float32 = above + grid.down[y] * (below - above)
    return value


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _own_colour(seen: float32, a: float32, subject: float32, background: float32) -> float32:
    """The subject's colour that, mixed with the old background by alpha, comes nearest to the pixel that was seen."""
    own: float32 = subject + a * (seen - a * subject - (float32(1) - a) * background)
    return min(max(own, float32(0)), float32(1))


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _behind(backdrop: float32, shade: float32, noise: float32) -> float32:
    """The backdrop in the shadow, 0-1, with grain, of which the tone curve leaves less towards white."""
    lit: float32 = backdrop * shade
    return lit + noise * (float32(1) - float32(0.85) * lit * lit * lit)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def blend_rows(  # noqa: PLR0913, PLR0917 - one visit a pixel: what it needs comes in together
    first: int,
    last: int,
    pixels: Pixels,
    alpha: Alpha,
    backdrop: Pixels,
    layers: Layers,
    kinds: NDArray[np.uint8],
    grid: Grid,
    grain: Layers,
    out: Pixels,
) -> None:
    """Write rows ``first`` to ``last`` of the composite. ``grain``: (rows, 3 x width), one value a sample."""
    white = float32(255) if out.itemsize == 1 else float32(65535)
    lift = float32(1) / (float32(255) if backdrop.itemsize == 1 else float32(65535))
    for y in range(first, last):
        # rows as flat samples, so that a run is one loop over bytes
        target, ground, noise = out[y].reshape(-1), backdrop[y].reshape(-1), grain[y % grain.shape[0]]
        for cell in range(grid.starts.size - 1):
            start, stop = grid.starts[cell], grid.starts[cell + 1]
            if start == stop:
                continue
            kind = kinds[grid.row[y], cell]
            if kind == SOLID:
                out[y, start:stop] = pixels[y, start:stop]
                continue
            right = min(cell + 1, kinds.shape[1] - 1)
            shade = _edge(layers, grid, y, cell, 10)
            slope = _edge(layers, grid, y, right, 10) - shade
            if kind == EMPTY:
                # a straight line over the samples, too: a third of a pixel can't be seen in a shadow
                begin = shade + slope * grid.across[start]
                step = slope * (grid.across[stop - 1] - grid.across[start]) / float32(max(3 * (stop - start) - 1, 1))
                for k in range(3 * start, 3 * stop):
                    light = begin + step * float32(k - 3 * start)
                    value = _behind(float32(ground[k]) * lift, light, noise[k]) * white
                    target[k] = min(max(value, float32(0)), white) + float32(0.5)
                continue
            for x in range(start, stop):
                a = float32(alpha[y, x]) / float32(255)
                u = grid.across[x]
                for c in range(3):
                    own = float32(pixels[y, x, c]) / white
                    if alpha[y, x] < OPAQUE:
                        s0, b0 = _edge(layers, grid, y, cell, c), _edge(layers, grid, y, cell, c + 3)
                        subject = s0 + u * (_edge(layers, grid, y, right, c) - s0)
                        own = _own_colour(own, a, subject, b0 + u * (_edge(layers, grid, y, right, c + 3) - b0))
                    w0, l0 = _edge(layers, grid, y, cell, 9), _edge(layers, grid, y, cell, c + 6)
                    wrap = w0 + u * (_edge(layers, grid, y, right, 9) - w0)
                    light = l0 + u * (_edge(layers, grid, y, right, c + 6) - l0)
                    own += wrap * max(light - own, float32(0))
                    far = _behind(float32(backdrop[y, x, c]) * lift, shade + u * slope, noise[3 * x + c])
                    value = (a * own + (float32(1) - a) * far) * white
                    out[y, x, c] = min(max(value, float32(0)), white) + float32(0.5)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def cut_rows(first: int, last: int, pixels: Pixels, alpha: Alpha, layers: Layers, grid: Grid, out: Pixels) -> None:
    """Write rows ``first`` to ``last`` of the subject alone: its own colours, black where it is not."""
    white = float32(255) if out.itemsize == 1 else float32(65535)
    for y in range(first, last):
        for cell in range(grid.starts.size - 1):
            right = min(cell + 1, layers.shape[1] - 1)
            for x in range(grid.starts[cell], grid.starts[cell + 1]):
                a, u = float32(alpha[y, x]) / float32(255), grid.across[x]
                for c in range(3):
                    if alpha[y, x] == 0:
                        out[y, x, c] = 0
                    elif alpha[y, x] == OPAQUE:
                        out[y, x, c] = pixels[y, x, c]
                    else:
                        s0, b0 = _edge(layers, grid, y, cell, c), _edge(layers, grid, y, cell, c + 3)
                        subject = s0 + u * (_edge(layers, grid, y, right, c) - s0)
                        background = b0 + u * (_edge(layers, grid, y, right, c + 3) - b0)
                        out[y, x, c] = _own_colour(
                            float32(pixels[y, x, c]) / white, a, subject, background
                        ) * white + float32(0.5)
