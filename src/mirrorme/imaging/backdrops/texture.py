"""Fine surface texture as seamless tiles, too fine for the small picture that a backdrop is painted as."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SPAN = 1 / 6
"""Side of a tile in picture heights: 1000 px of a picture 6000 px high."""
_GRID = 768
_LARGEST = 2048
_LADDER = (64, 70, 75, 84, 90, 100, 108, 120, 128)
"""Sides within an octave, all products of 2, 3, 5 and 7, at which an FFT is fast."""


@dataclass(frozen=True, slots=True)
class Texture:
    """What a surface's grain looks like.

    strength: standard deviation of the light that it gives back, as a fraction.
    coarse, fine: wavelengths between which it has structure, in thousandths of the picture's height.
    slope: how quickly amplitude falls with frequency; 0 is white, 1 is pink.
    weave: share of the structure that runs in horizontal and vertical threads.
    """

    strength: float
    coarse: float = 8.0
    fine: float = 0.6
    slope: float = 0.6
    weave: float = 0.0


SMOOTH = Texture(0.0025, coarse=2.0, fine=0.7, slope=0.3)
PAPER = Texture(0.0040, coarse=4.0, fine=0.7, slope=0.5)
CLOTH = Texture(0.0090, coarse=5.0, fine=0.8, slope=0.5, weave=0.55)
CANVAS = Texture(0.0120, coarse=7.0, fine=0.8, slope=0.6, weave=0.40)
STONE = Texture(0.0095, coarse=9.0, fine=0.8, slope=0.7)


def tile(texture: Texture, height: int) -> tuple[NDArray[np.int8], float]:
    """The tile for a picture of this height, and its strength at this size.

    The same spectrum, cut where a smaller picture can't hold it, so that a small picture has the large one's texture
    as seen from afar: finer and fainter, never coarser.

    Returns:
        (n, n) int8, 64 is one standard deviation; the standard deviation as a fraction of the light.
    """
    return _synthesised(texture, _side(height))


def _side(height: int) -> int:
    # photos of nearly one height share a tile
    wanted = int(min(max(height * _SPAN, 2), _LARGEST))
    octave = max(wanted.bit_length() - _LADDER[0].bit_length(), 0)
    return min(_LADDER, key=lambda side: abs(side - wanted / 2**octave)) * 2**octave if wanted > _LADDER[0] else wanted


@lru_cache(maxsize=16)
def _synthesised(texture: Texture, n: int) -> tuple[NDArray[np.int8], float]:
    spectrum = _spectrum(texture)
    half = min(n, _GRID) // 2
    cut = np.zeros((n, n // 2 + 1), np.complex64)
    width = min(half, n // 2 + 1)
    cut[:half, :width] = spectrum[:half, :width]
    cut[n - half + 1 :, :width] = spectrum[_GRID - half + 1 :, :width]
    field = np.fft.irfft2(cut, (n, n)) * (n * n)
    deviation = float(field.std())
    if deviation == 0.0:
        return np.zeros((n, n), np.int8), 0.0
    scaled = np.clip(np.rint(field * (64 / deviation)), -127, 127).astype(np.int8)
    scaled.flags.writeable = False
    return scaled, texture.strength * deviation


@lru_cache(maxsize=8)
def _spectrum(texture: Texture) -> NDArray[np.complex64]:
    rng = np.random.default_rng(20)
    white = np.fft.rfft2(rng.standard_normal((_GRID, _GRID), np.float32))
    fx = np.fft.rfftfreq(_GRID, 1 / _GRID)[None, :]
    fy = np.fft.fftfreq(_GRID, 1 / _GRID)[:, None]
    # cycles a tile; a tile is _SPAN heights
    low, high = 1000 * _SPAN / texture.coarse, 1000 * _SPAN / texture.fine
    radius = np.hypot(fx, fy)
    band = (
        (1 - np.exp(-((radius / low) ** 4))) * np.exp(-((radius / high) ** 2)) / np.maximum(radius, 1) ** texture.slope
    )
    # threads are long along one axis: energy close to the other axis of the spectrum
    threads = np.exp(-((fx / (high * 0.12)) ** 2)) + np.exp(-((fy / (high * 0.12)) ** 2))
    shaped = white * band * ((1 - texture.weave) + texture.weave * 2.2 * threads)
    spectrum = np.asarray(shaped, np.complex64)
    deviation = np.fft.irfft2(spectrum, (_GRID, _GRID)).std() * _GRID**2
    return np.asarray(spectrum / deviation, np.complex64)
