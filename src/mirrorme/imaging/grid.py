"""How a layer at a working size lies under a picture, for kernels that enlarge it bilinearly while they write a row."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Grid(NamedTuple):
    """A cell is what lies between two neighbouring samples of the layer; in it an enlarged value is a straight line.

    row, next_row: (H,) samples above and below each row of the picture; down: (H,) float32, how far between, 0-1.
    starts: (w + 1,) first column of each cell, the last entry is the picture's width; across: (W,) float32, how far
    a column lies between its cell's samples.
    """

    row: NDArray[np.int64]
    next_row: NDArray[np.int64]
    down: NDArray[np.float32]
    starts: NDArray[np.int64]
    across: NDArray[np.float32]


def lay_grid(layer: tuple[int, int], picture: tuple[int, int]) -> Grid:
    """Lay a layer's samples under a picture, both given as (height, width); pixel centres meet pixel centres."""
    row, down = _between(layer[0], picture[0])
    column, across = _between(layer[1], picture[1])
    starts = np.searchsorted(column, np.arange(layer[1] + 1))
    return Grid(row, np.minimum(row + 1, layer[0] - 1), down, starts.astype(np.int64), across)


def _between(samples: int, length: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    place = np.clip((np.arange(length) + 0.5) * (samples / length) - 0.5, 0, samples - 1)
    first = np.minimum(place.astype(np.int64), max(samples - 2, 0))
    return first, (place - first).astype(np.float32)
