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

    centre = mean(guide)
    red, green, blue = (guide[..., c] for c in range(3))
    covariance = np.empty((*alpha.shape, 3, 3), np.float32)
    for i, a in enumerate((red, green, blue)):
        for j, b in enumerate((red, green, blue)):
            if j >= i:
                covariance[..., i, j] = covariance[..., j, i] = mean(a * b) - centre[..., i] * centre[..., j]
    covariance += EPSILON * np.eye(3, dtype=np.float32)
    level = mean(alpha)
    together = np.stack([mean(c * alpha) for c in (red, green, blue)], -1) - centre * level[..., np.newaxis]
    weights = np.linalg.solve(covariance, together[..., np.newaxis])[..., 0]
    offset = level - (weights * centre).sum(-1)
    return mean(np.concatenate([weights, offset[..., np.newaxis]], -1).astype(np.float32))


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
