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
    in_bands(lambda a, b: _enlarge(a, b, image.pixels, scale, coefficients, flat, out), image.height, threads)
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
def _enlarge(
    first: int, last: int, pixels: Pixels, scale: np.float32, model: NDArray[np.float32], flat: Alpha, out: Alpha
) -> None:
    height, width = out.shape
    h, w = flat.shape
    step_y, step_x = np.float32(h / height), np.float32(w / width)
    for y in range(first, last):
        fy = min(max((y + np.float32(0.5)) * step_y - np.float32(0.5), np.float32(0)), np.float32(h - 1))
        y0 = min(int(fy), max(h - 2, 0))
        y1 = min(y0 + 1, h - 1)
        v = fy - np.float32(y0)
        for x in range(width):
            fx = min(max((x + np.float32(0.5)) * step_x - np.float32(0.5), np.float32(0)), np.float32(w - 1))
            x0 = min(int(fx), max(w - 2, 0))
            kind = flat[y0, x0]
            if kind != 1:
                out[y, x] = kind
                continue
            x1 = min(x0 + 1, w - 1)
            u = fx - np.float32(x0)
            p, q, r, s = (1 - v) * (1 - u), (1 - v) * u, v * (1 - u), v * u
            value = np.float32(0)
            for c in range(4):
                k = p * model[y0, x0, c] + q * model[y0, x1, c] + r * model[y1, x0, c] + s * model[y1, x1, c]
                value += k * (np.float32(pixels[y, x, c]) * scale if c < 3 else np.float32(1))
            out[y, x] = np.uint8(min(max(value, np.float32(0)), np.float32(1)) * np.float32(255) + np.float32(0.5))
