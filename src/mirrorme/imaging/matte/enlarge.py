"""Bring a matte from its working size to the photo's own, along the photo's own edges.

K. He, J. Sun, "Fast Guided Filter", arXiv:1505.00996, 2015: alpha is a local linear function of colour whose
coefficients are found at the working size and enlarged bilinearly. The full-resolution work is done only where the
matte is neither 0 nor 1; elsewhere a whole run of pixels is filled.
"""

import cv2
import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.bands import in_bands
from mirrorme.imaging.grid import Grid, lay_grid
from mirrorme.imaging.image import Alpha, Image, Pixels
from mirrorme.imaging.matte.segment import Map

Floats = NDArray[np.float32]

RADIUS = 2
EPSILON = 1e-4


def enlarge(alpha: Map, working: NDArray[np.uint8], image: Image, *, threads: int = 1) -> Alpha:
    """A matte at the photo's size.

    Args:
        alpha: (h, w) map at the working size.
        working: (h, w, 3) uint8, the photo at the working size.
        image: the photo.
        threads: bands worked on at a time.

    Returns:
        (H, W) uint8.
    """
    if working.shape[:2] == (image.height, image.width):
        return np.round(alpha * 255).astype(np.uint8)
    coefficients = _linear_model(alpha, np.asarray(working / 255, np.float32))
    flat = _flat(alpha)
    out = np.empty((image.height, image.width), np.uint8)
    scale = np.float32(1 / image.white)
    grid = lay_grid(working.shape[:2], (image.height, image.width))
    in_bands(lambda a, b: _enlarge(a, b, image.pixels, scale, coefficients, flat, grid, out), image.height, threads)
    return out


def _linear_model(alpha: Map, guide: NDArray[np.float32]) -> NDArray[np.float32]:
    """(h, w, 4): weights of red, green, blue, and an offset, smoothed over the windows that share a pixel."""
    window = (2 * RADIUS + 1, 2 * RADIUS + 1)

    def mean(a: NDArray[np.float32]) -> NDArray[np.float32]:
        return cv2.blur(a, window, borderType=cv2.BORDER_REFLECT).astype(np.float32)

    centre, level = mean(guide), mean(alpha)
    red, green, blue = (guide[..., c] for c in range(3))
    moments = np.stack([red * red, red * green, red * blue, green * green, green * blue, blue * blue], -1)
    together = mean(guide * alpha[..., np.newaxis])
    # cv2.blur takes four channels at the most at its full speed
    means = np.concatenate([mean(moments[..., :3]), mean(moments[..., 3:])], -1)
    model = np.empty((*alpha.shape, 4), np.float32)
    _solve_models(means, centre, together, level, model)
    return mean(model)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _solve_models(moments: Floats, centre: Floats, together: Floats, level: Floats, model: Floats) -> None:
    """Each pixel's three weights, by Cramer's rule on the 3x3 covariance, and its offset."""
    for y in range(level.shape[0]):
        for x in range(level.shape[1]):
            r, g, b = float(centre[y, x, 0]), float(centre[y, x, 1]), float(centre[y, x, 2])
            rr, rg, rb = moments[y, x, 0] - r * r + EPSILON, moments[y, x, 1] - r * g, moments[y, x, 2] - r * b
            gg, gb, bb = (
                moments[y, x, 3] - g * g + EPSILON,
                moments[y, x, 4] - g * b,
                moments[y, x, 5] - b * b + EPSILON,
            )
            mean = float(level[y, x])
            p, q, s = together[y, x, 0] - r * mean, together[y, x, 1] - g * mean, together[y, x, 2] - b * mean
            i, j, k = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
            whole = rr * i + rg * j + rb * k
            u = (p * i + q * j + s * k) / whole
            v = (p * j + q * (rr * bb - rb * rb) + s * (rg * rb - rr * gb)) / whole
            w = (p * k + q * (rg * rb - rr * gb) + s * (rr * gg - rg * rg)) / whole
            model[y, x, 0], model[y, x, 1], model[y, x, 2] = u, v, w
            model[y, x, 3] = mean - u * r - v * g - w * b


def _flat(alpha: Map) -> NDArray[np.uint8]:
    """(h, w): 0 or 255 where the matte and all that the enlargement could mix in is that, else 1."""
    reach = np.ones((2 * RADIUS + 5, 2 * RADIUS + 5), np.uint8)
    low, high = cv2.dilate(alpha, reach), cv2.erode(alpha, reach)
    return np.where(low < 0.002, 0, np.where(high > 0.998, 255, 1)).astype(np.uint8)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _enlarge(  # noqa: PLR0913, PLR0917 - one visit a pixel: what it needs comes in together
    first: int,
    last: int,
    pixels: Pixels,
    scale: np.float32,
    model: NDArray[np.float32],
    flat: Alpha,
    grid: Grid,
    out: Alpha,
) -> None:
    for y in range(first, last):
        y0, y1, v = grid.row[y], grid.next_row[y], grid.down[y]
        for cell in range(grid.starts.size - 1):
            start, stop = grid.starts[cell], grid.starts[cell + 1]
            if flat[y0, cell] != 1:
                out[y, start:stop] = flat[y0, cell]
                continue
            right = min(cell + 1, flat.shape[1] - 1)
            r0, g0, b0, o0 = _between(model, y0, y1, v, cell)
            r1, g1, b1, o1 = _between(model, y0, y1, v, right)
            for x in range(start, stop):
                u = grid.across[x]
                value = o0 + u * (o1 - o0)
                value += (r0 + u * (r1 - r0)) * np.float32(pixels[y, x, 0]) * scale
                value += (g0 + u * (g1 - g0)) * np.float32(pixels[y, x, 1]) * scale
                value += (b0 + u * (b1 - b0)) * np.float32(pixels[y, x, 2]) * scale
                out[y, x] = np.uint8(min(max(value, np.float32(0)), np.float32(1)) * np.float32(255) + np.float32(0.5))


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]  # numba ships no types
def _between(
    model: NDArray[np.float32], y0: int, y1: int, v: np.float32, x: int
) -> tuple[np.float32, np.float32, np.float32, np.float32]:
    return (
        model[y0, x, 0] + v * (model[y1, x, 0] - model[y0, x, 0]),
        model[y0, x, 1] + v * (model[y1, x, 1] - model[y0, x, 1]),
        model[y0, x, 2] + v * (model[y1, x, 2] - model[y0, x, 2]),
        model[y0, x, 3] + v * (model[y1, x, 3] - model[y0, x, 3]),
    )
