"""From a small float picture to the full-size 8-bit one, in one pass."""

import cv2
import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.backdrops.frame import Linear, Plane

_DITHER_LENGTH = 1 << 16

Row = NDArray[np.float32]


def enlarge(small: Linear, width: int, height: int, texture: NDArray[np.int8], strength: float) -> NDArray[np.uint8]:
    """Bring a smooth picture to any size, lay a fine texture over it and quantise it without banding.

    Up, it is a cubic B-spline surface through the small picture (Unser, "Splines: a perfect fit for signal and image
    processing", 1999), which is smooth to the second derivative and never rings; down, an area filter of the same
    surface. The rounding is hidden by triangular dither (Lipshitz, Wannamaker, Vanderkooy, "Quantization and
    dither", 1992), so that the mean of any patch stays exact.

    Args:
        small: (h, w, 3) float32, sRGB-coded, 0 to 255.
        width: columns wanted.
        height: rows wanted.
        texture: (n, n) int8, seamless; 64 is one standard deviation.
        strength: how much a standard deviation of the texture changes the light, as a fraction of the value.

    Returns:
        (height, width, 3) uint8.
    """
    if width < small.shape[1] or height < small.shape[0]:
        spline = np.array([1, 4, 1], np.float32) / 6
        seen = cv2.sepFilter2D(small, -1, spline, spline, borderType=cv2.BORDER_REPLICATE)
        size = (min(width, small.shape[1]), min(height, small.shape[0]))
        reduced = cv2.resize(seen, size, interpolation=cv2.INTER_AREA)
        small = np.asarray(reduced, np.float32).reshape(size[1], size[0], 3)
    columns, column_weights = _taps(width, small.shape[1])
    rows, row_weights = _taps(height, small.shape[0])
    rng = np.random.default_rng(0)
    dither = (
        rng.random(_DITHER_LENGTH + width * 3, np.float32) + rng.random(_DITHER_LENGTH + width * 3, np.float32)
    ) - 0.5
    starts = rng.integers(0, _DITHER_LENGTH, height)
    out = np.empty((height, width, 3), np.uint8)
    gain = np.float32(strength / 64)
    _enlarge(small, columns, column_weights, rows, row_weights, texture, gain, dither, starts, out)
    return out


def _taps(outputs: int, inputs: int) -> tuple[NDArray[np.int64], Plane]:
    # the first of four neighbours for each output pixel, and their weights
    if outputs <= inputs:
        weights = np.zeros((outputs, 4), np.float32)
        weights[:, 1] = 1
        return np.arange(outputs) - 1, weights
    place = (np.arange(outputs) + 0.5) * (inputs / outputs) - 0.5
    first = np.floor(place).astype(np.int64)
    t = place - first
    spline = np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], axis=1) / 6
    return first - 1, spline.astype(np.float32)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _enlarge(  # noqa: PLR0913, PLR0917 one flat kernel
    small: Linear,
    columns: NDArray[np.int64],
    column_weights: Plane,
    rows: NDArray[np.int64],
    row_weights: Plane,
    texture: NDArray[np.int8],
    gain: np.float32,
    dither: Row,
    starts: NDArray[np.int64],
    out: NDArray[np.uint8],
) -> None:
    height, width, _ = out.shape
    small_height, small_width, _ = small.shape
    flat = out.reshape(height, width * 3)
    # four rows, already widened, wait here until the output has passed them
    ring = np.empty((4, width * 3), np.float32)
    held = np.full(4, -1, np.int64)
    side = texture.shape[0]
    weave = np.empty(side * 3, np.float32)
    for y in range(height):
        for k in range(4):
            row = min(max(rows[y] + k, 0), small_height - 1)
            slot = row % 4
            if held[slot] != row:
                held[slot] = row
                _widen(small[row], columns, column_weights, small_width, ring[slot])
        a = ring[min(max(rows[y], 0), small_height - 1) % 4]
        b = ring[min(max(rows[y] + 1, 0), small_height - 1) % 4]
        c = ring[min(max(rows[y] + 2, 0), small_height - 1) % 4]
        d = ring[min(max(rows[y] + 3, 0), small_height - 1) % 4]
        for x in range(side):
            relief = np.float32(1) + gain * np.float32(texture[y % side, x])
            weave[3 * x] = relief
            weave[3 * x + 1] = relief
            weave[3 * x + 2] = relief
        for left in range(0, width * 3, side * 3):
            n = min(side * 3, width * 3 - left)
            end = left + n
            noise = dither[starts[y] + left : starts[y] + end]
            _blend(
                a[left:end], b[left:end], c[left:end], d[left:end], row_weights[y], weave[:n], noise, flat[y, left:end]
            )


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _widen(row: Plane, columns: NDArray[np.int64], weights: Plane, small_width: int, out: Row) -> None:
    for x in range(columns.shape[0]):
        first = columns[x]
        red = np.float32(0)
        green = np.float32(0)
        blue = np.float32(0)
        for k in range(4):
            column = min(max(first + k, 0), small_width - 1)
            red += weights[x, k] * row[column, 0]
            green += weights[x, k] * row[column, 1]
            blue += weights[x, k] * row[column, 2]
        out[3 * x] = red
        out[3 * x + 1] = green
        out[3 * x + 2] = blue


# contract: fused multiply-adds, which round once instead of twice; nothing is reordered
@njit(cache=True, nogil=True, fastmath={"contract"})  # type: ignore[untyped-decorator]  # numba ships no types
def _blend(  # noqa: PLR0913, PLR0917 the inner loop of a kernel
    a: Row, b: Row, c: Row, d: Row, weights: Row, weave: Row, noise: Row, out: NDArray[np.uint8]
) -> None:
    wa = weights[0]
    wb = weights[1]
    wc = weights[2]
    wd = weights[3]
    for i in range(out.shape[0]):
        value = wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i]
        level = np.int32(value * weave[i] + noise[i])
        out[i] = np.uint8(min(max(level, np.int32(0)), np.int32(255)))
