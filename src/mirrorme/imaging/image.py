"""Pixels in the one working space."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8] | NDArray[np.uint16]
Alpha = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """An RGB picture in the working space: sRGB primaries and transfer curve (IEC 61966-2-1), full range.

    pixels: (H, W, 3), uint8 for 8-bit sources, uint16 for deeper ones; C-contiguous, made read-only here, so a step
    that wants to change pixels makes its own. Steps keep the depth that they are given; export brings it to 8 bits.
    """

    pixels: Pixels

    def __post_init__(self) -> None:
        p = self.pixels
        if p.ndim != 3 or p.shape[2] != 3 or p.dtype not in (np.uint8, np.uint16) or 0 in p.shape:
            raise ValueError(f"an Image takes (H, W, 3) uint8 or uint16, not {p.shape} {p.dtype}")
        frozen = np.ascontiguousarray(p).view()
        frozen.flags.writeable = False
        object.__setattr__(self, "pixels", frozen)

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def white(self) -> int:
        """The value of full white at this depth: 255 or 65535."""
        return int(np.iinfo(self.pixels.dtype).max)

    def digest(self) -> str:
        """SHA-256 over size, depth and pixels, in hex."""
        return array_digest(self.pixels)


def array_digest(array: NDArray[Any]) -> str:
    """SHA-256 over an array's shape, dtype and bytes, in hex."""
    h = hashlib.sha256(f"{array.shape}{array.dtype.str}".encode())
    h.update(np.ascontiguousarray(array).data)
    return h.hexdigest()
