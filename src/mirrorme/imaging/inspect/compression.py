"""How hard a picture was once compressed, told from its pixels alone: a second, better JPEG doesn't hide it.

JPEG leaves the lowest frequencies of its 8 x 8 blocks at multiples of the quantisation step, with nothing between them
(Fan and de Queiroz, "Identification of bitmap compression history", IEEE Transactions on Image Processing, 2003).
"""

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Image
from mirrorme.imaging.inspect.region import luma8

_SIDE = 768
_NOISE = 6.0  # 8-bit values: smaller coefficients may be rounding
_FEWEST = 30
_EMPTY = 0.3  # of the coefficients at the first step, how many may lie before it
_STEPS = range(18, 256, 2)
# T.81's luminance table at quality 50 has 11, 12 and 12 at the three lowest frequencies (table K.1, horizontal first)
_LOWEST = ((0, 1, 11.0), (1, 0, 12.0), (1, 1, 12.0))
_MEAN_STEP = 11.5


def jpeg_quality(image: Image, centre: tuple[float, float]) -> float | None:
    """Estimate the JPEG quality (the Independent JPEG Group's scale, under 32) whose traces are around a point.

    Looks at 768 x 768 pixels around ``centre`` (x, y), full resolution. None if there are no traces of so hard a
    compression, or if the picture was scaled after it.
    """
    left = int(np.clip(centre[0] - _SIDE / 2, 0, max(image.width - _SIDE, 0)))
    top = int(np.clip(centre[1] - _SIDE / 2, 0, max(image.height - _SIDE, 0)))
    luma = luma8(image.pixels[top : top + _SIDE, left : left + _SIDE])
    if min(luma.shape) < 32:
        return None
    y, x = _grid(luma.T), _grid(luma)
    found = _step(_coefficients(luma[y:, x:]))
    return 50 * _MEAN_STEP / found if found else None


def _grid(luma: NDArray[np.float32]) -> int:
    """The first column of a block: where steps between columns stand out from their neighbours most often."""
    steps = np.abs(np.diff(luma, axis=1))
    peaks = ((steps[:, 1:-1] > steps[:, :-2]) & (steps[:, 1:-1] > steps[:, 2:])).mean(axis=0)
    periods = peaks[: len(peaks) // 8 * 8].reshape(-1, 8).mean(axis=0)
    return (int(periods.argmax()) + 2) % 8


def _coefficients(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Magnitudes of the three lowest AC coefficients of all blocks, scaled to the mean step."""
    rows, columns = luma.shape[0] // 8, luma.shape[1] // 8
    blocks = luma[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8)
    k = np.arange(8)
    flat = np.full(8, np.sqrt(1 / 8), np.float32)
    wave = (np.sqrt(2 / 8) * np.cos((2 * k + 1) * np.pi / 16)).astype(np.float32)
    basis = (flat, wave)
    found = [
        np.einsum("rycx,y,x->rc", blocks, basis[v], basis[u]).ravel() * (_MEAN_STEP / step) for v, u, step in _LOWEST
    ]
    magnitudes: NDArray[np.float32] = np.abs(np.concatenate(found))
    return magnitudes


def _step(magnitudes: NDArray[np.float32]) -> float | None:
    """The quantisation step, if the magnitudes keep clear of what lies between noise and the step."""
    clear = None
    for step in _STEPS:
        near = magnitudes[(magnitudes > 0.7 * step) & (magnitudes < 1.3 * step)]
        before = ((magnitudes > _NOISE) & (magnitudes <= 0.7 * step)).sum()
        if len(near) >= _FEWEST and before < _EMPTY * len(near):
            clear = float(np.median(near))
    return clear
