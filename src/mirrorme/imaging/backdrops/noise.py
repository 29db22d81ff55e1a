"""Random fields that are functions of the place in the picture, not of the pixel grid."""

import numpy as np
from numba import njit

from mirrorme.imaging.backdrops.frame import Frame, Plane, fitted

_SAMPLES = 8
"""Samples a cell of the finest octave that cubic interpolation needs."""


def fractal_noise(
    frame: Frame,
    salt: int,
    frequency: float,
    *,
    octaves: int = 4,
    gain: float = 0.5,
    stretch: tuple[float, float] = (1.0, 1.0),
    warp: tuple[Plane, Plane] | None = None,
) -> Plane:
    """Fractal gradient noise (Perlin, "Improving noise", 2002), zero mean.

    Args:
        frame: where to evaluate it.
        salt: which of the frame's random streams.
        frequency: cells per height of the coarsest octave.
        octaves: each doubles the frequency.
        gain: amplitude of an octave over that of the one before.
        stretch: longer features along x, y: 2 makes them twice as long.
        warp: displacement of the place along x and y, in heights.

    Returns:
        (h, w) float32, standard deviation about 0.6, seldom beyond -1.6 to 1.6.
    """
    cells = (frequency / stretch[0], frequency / stretch[1])
    seed = frame.salt(salt)
    if warp is not None:
        return noise_at(frame.x + warp[0], frame.y + warp[1], seed, cells, octaves, gain)
    enough = int(np.ceil(_SAMPLES * max(cells) * 2 ** (octaves - 1) * max(frame.aspect, 1.0)))
    if 1.5 * enough > max(frame.width, frame.height):
        return noise_at(frame.x, frame.y, seed, cells, octaves, gain)
    # a coarser grid holds all of it
    coarse = frame.resized(enough)
    return fitted(noise_at(coarse.x, coarse.y, seed, cells, octaves, gain), frame)


def noise_at(x: Plane, y: Plane, seed: int, frequency: tuple[float, float], octaves: int, gain: float) -> Plane:
    """``fractal_noise`` at any places: x, y (h, w) float32 in heights, frequency along each in cells per height."""
    out = np.zeros(x.shape, np.float32)
    amplitude, total = 1.0, 0.0
    for octave in range(octaves):
        scale = 2.0**octave
        _add_octave(x, y, frequency[0] * scale, frequency[1] * scale, np.uint64(seed + octave), amplitude, out)
        total += amplitude**2
        amplitude *= gain
    return out * np.float32(1 / (0.285 * np.sqrt(total)))


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _corner(ix: np.int64, iy: np.int64, seed: np.uint64, dx: np.float32, dy: np.float32) -> np.float32:
    # MurmurHash3's 64-bit finaliser turns the lattice point into a gradient
    h = np.uint64(ix) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(iy) * np.uint64(0xC2B2AE3D27D4EB4F) + seed
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xFF51AFD7ED558CCD)
    h ^= h >> np.uint64(33)
    gx = np.float32(np.int64(h & np.uint64(0xFFFF)) - 32768) * np.float32(1 / 32768)
    gy = np.float32(np.int64((h >> np.uint64(16)) & np.uint64(0xFFFF)) - 32768) * np.float32(1 / 32768)
    return gx * dx + gy * dy


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _add_octave(x: Plane, y: Plane, fx: float, fy: float, seed: np.uint64, amplitude: float, out: Plane) -> None:
    one = np.float32(1)
    gain = np.float32(amplitude)
    for r in range(x.shape[0]):
        for c in range(x.shape[1]):
            px = x[r, c] * np.float32(fx)
            py = y[r, c] * np.float32(fy)
            cx = np.floor(px)
            cy = np.floor(py)
            dx = px - cx
            dy = py - cy
            ix = np.int64(cx)
            iy = np.int64(cy)
            u = dx * dx * dx * (dx * (dx * np.float32(6) - np.float32(15)) + np.float32(10))
            v = dy * dy * dy * (dy * (dy * np.float32(6) - np.float32(15)) + np.float32(10))
            top = _corner(ix, iy, seed, dx, dy) * (one - u) + _corner(ix + 1, iy, seed, dx - one, dy) * u
            low = (
                _corner(ix, iy + 1, seed, dx, dy - one) * (one - u)
                + _corner(ix + 1, iy + 1, seed, dx - one, dy - one) * u
            )
            out[r, c] += gain * (top * (one - v) + low * v)
