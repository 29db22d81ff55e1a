"""Convert pixels of a matrix profile to sRGB in one pass."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.image import Pixels
from mirrorme.imaging.read.icc import SRGB_TO_PCS, MatrixProfile
from mirrorme.imaging.read.records import Samples

Floats = NDArray[np.float64]

# The 8-bit path adds three contributions per pixel, each a packed triple of 21-bit fixed-point numbers in one 64-bit
# integer: linear light with 19 fractional bits and an offset, so that 4 units from _LOWEST fit. Its upper 16 bits
# index the encoding table, whose 16384 steps per unit are finer than a fifth of a code value everywhere.
_BITS, _FRACTION, _LOWEST, _SPAN = 21, 19, -1.25, 4.0
_FIELD = (1 << _BITS) - 1
_STEPS = 16384


def decoding_curve(count: int) -> Floats:
    """The sRGB curve (IEC 61966-2-1) from code values to linear light, sampled at ``count`` points."""
    x = np.linspace(0, 1, count)
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)


def encode(linear: Floats) -> Floats:
    """The sRGB curve from linear light (clipped to 0-1) to code values 0-1."""
    x = np.clip(linear, 0, 1)
    return np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.maximum(x, 1e-9) ** (1 / 2.4) - 0.055)


def is_srgb(profile: MatrixProfile) -> bool:
    """Whether converting would change no 8-bit value by more than one: many a profile is sRGB by another name."""
    points = profile.curves[:, np.linspace(0, profile.curves.shape[1] - 1, 18).astype(int)]
    grid = np.stack(np.meshgrid(*points, indexing="ij"), axis=-1).reshape(-1, 3)
    codes = np.linspace(0, profile.curves.shape[1] - 1, 18).astype(int) / (profile.curves.shape[1] - 1)
    same = np.stack(np.meshgrid(codes, codes, codes, indexing="ij"), axis=-1).reshape(-1, 3)
    return bool(np.abs(encode(grid @ _to_linear_srgb(profile).T) - same).max() <= 1 / 255)


def convert(samples: Samples, profile: MatrixProfile) -> Pixels:
    """Convert (H, W, 3) samples of a profile whose curves have one entry per code value.

    The samples are overwritten where they may be: a decoder's result, which nobody else has, needs no second copy.
    """
    flat = np.ascontiguousarray(samples).reshape(-1)
    out = flat if flat.flags.writeable else np.empty_like(flat)
    matrix = _to_linear_srgb(profile)
    low = sum(np.minimum(matrix[:, c] * profile.curves[c].max(), 0) for c in range(3))
    high = sum(np.maximum(matrix[:, c] * profile.curves[c].max(), 0) for c in range(3))
    fits = np.min(low) > _LOWEST + 0.01 and np.max(high) < _LOWEST + _SPAN - 0.01
    if samples.dtype == np.uint8 and fits:
        _convert8(flat, _packed(profile.curves, matrix), _encoding8(), out)
    else:
        curves, white = profile.curves.astype(np.float32), np.float32(np.iinfo(samples.dtype).max)
        table = (encode(np.linspace(0, 1, 65537)) * white).astype(np.float32)
        _convert_float(flat, curves, matrix.astype(np.float32), table, out)
    return out.reshape(samples.shape)


def _to_linear_srgb(profile: MatrixProfile) -> Floats:
    return np.linalg.solve(SRGB_TO_PCS, profile.matrix).astype(np.float64)


def _packed(curves: Floats, matrix: Floats) -> NDArray[np.int64]:
    tables = np.zeros((3, 256), np.int64)
    offset = round(-_LOWEST * (1 << _FRACTION)) + (1 << (_BITS - 17))  # and half a step, to round
    for source in range(3):
        for target in range(3):
            share = np.rint(matrix[target, source] * curves[source] * (1 << _FRACTION)).astype(np.int64)
            tables[source] += (share + (offset if source == 0 else 0)) << (_BITS * target)
    return tables


def _encoding8() -> NDArray[np.uint8]:
    linear = np.arange(65536) / _STEPS + _LOWEST
    return np.rint(encode(linear) * 255).astype(np.uint8)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _convert8(samples: Samples, tables: NDArray[np.int64], encoding: NDArray[np.uint8], out: Pixels) -> None:
    for i in range(0, samples.size, 3):
        packed = tables[0, samples[i]] + tables[1, samples[i + 1]] + tables[2, samples[i + 2]]
        out[i] = encoding[(packed >> 5) & 0xFFFF]
        out[i + 1] = encoding[(packed >> 26) & 0xFFFF]
        out[i + 2] = encoding[(packed >> 47) & 0xFFFF]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _convert_float(
    samples: Samples,
    curves: NDArray[np.float32],
    matrix: NDArray[np.float32],
    encoding: NDArray[np.float32],
    out: Pixels,
) -> None:
    steps = encoding.size - 1
    for i in range(0, samples.size, 3):
        r, g, b = curves[0, samples[i]], curves[1, samples[i + 1]], curves[2, samples[i + 2]]
        for c in range(3):
            x = (matrix[c, 0] * r + matrix[c, 1] * g + matrix[c, 2] * b) * steps
            x = min(max(x, np.float32(0)), np.float32(steps))
            at = min(int(x), steps - 1)
            out[i + c] = int(encoding[at] + (encoding[at + 1] - encoding[at]) * (x - at) + np.float32(0.5))
