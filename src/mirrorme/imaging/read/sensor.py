"""Look at a RAW's sensor data: LibRaw fills what it can't decode with zeros or garbage and says nothing.

Real sensor data are never constant over whole rows (photons are noisy), and neighbouring areas of a picture resemble
each other.
"""

import numpy as np
from numpy.typing import NDArray

_CELL = 16  # a multiple of every colour filter's period but X-Trans's 6, which the mean over a cell evens out
_MIN_LIKENESS = 0.5
_MISSING_SHARE = 0.01


def complaint(mosaic: NDArray[np.uint16], black: int) -> str | None:
    """Say what is wrong with (H, W) sensor data, or None. ``black`` is the sensor's black level."""
    values = mosaic[::4, ::4]
    if int(values.max()) - int(values.min()) < 16 or np.percentile(values, 99.9) <= black:
        return "its picture is black or flat"
    constant = (mosaic.min(axis=1) == mosaic.max(axis=1))[::-1]
    missing = int(constant.argmin()) if not constant.all() else mosaic.shape[0]
    if missing > _MISSING_SHARE * mosaic.shape[0]:
        return "the lower part of its picture is missing"
    height, width = (n // _CELL * _CELL for n in mosaic.shape)
    cells = mosaic[:height, :width].reshape(height // _CELL, _CELL, width // _CELL, _CELL)
    if black > 0 and (cells.max(axis=(1, 3)) == 0).mean() > _MISSING_SHARE:
        return "a part of its picture is missing"
    means = cells.mean(axis=(1, 3), dtype=np.float32)
    if min(_likeness(means), _likeness(means.T)) < _MIN_LIKENESS:
        return "its picture is noise"
    return None


def _likeness(means: NDArray[np.float32]) -> float:
    """Correlation of each cell with the one below it."""
    if means.shape[0] < 3:
        return 1.0
    a, b = means[:-1].ravel(), means[1:].ravel()
    spread = float(a.std() * b.std())
    return float(((a - a.mean()) * (b - b.mean())).mean()) / spread if spread > 0 else 0.0
