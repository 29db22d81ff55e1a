"""The picture plane that backdrops are painted on."""

import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""(h, w) float32."""

Linear = NDArray[np.float32]
"""(h, w, 3) float32 RGB, sRGB primaries, linear light; 1 is diffuse white, highlights go above."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Where each pixel of a small picture lies, in units that don't depend on its resolution.

    x: (h, w) float32, heights to the right of the centre. y: (h, w) float32, heights below the top edge, 0 to 1.
    aspect: width / height. key: what the random streams start from.
    """

    x: Plane
    y: Plane
    aspect: float
    key: tuple[int, int]

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.x.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.x.shape[1])

    @property
    def across(self) -> Plane:
        """How far to the right in half widths: -1 at the left edge, 1 at the right."""
        return self.x * np.float32(2 / self.aspect)

    def rng(self, salt: int) -> np.random.Generator:
        """A random stream of its own for each ``salt``."""
        return np.random.default_rng([*self.key, salt])

    def salt(self, salt: int) -> int:
        """A 62-bit seed for a noise field."""
        return int(self.rng(salt).integers(1 << 62))

    def resized(self, long_side: int) -> "Frame":
        """The same frame at another resolution."""
        return make_frame(self.aspect, long_side, self.key)


def stream_key(name: str, seed: int) -> tuple[int, int]:
    """The random streams' key for a backdrop: its name and the caller's seed."""
    return zlib.crc32(name.encode()), seed & 0xFFFFFFFFFFFFFFFF


def make_frame(aspect: float, long_side: int, key: tuple[int, int]) -> Frame:
    """A frame with square pixels whose longer side has ``long_side`` of them.

    The shorter side is at least 2 px; strips longer than 16:1 are painted as 16:1 and stretched.
    """
    aspect = min(max(aspect, 1 / 16), 16.0)
    width = max(round(long_side * min(aspect, 1.0)), 2)
    height = max(round(long_side / max(aspect, 1.0)), 2)
    x = ((np.arange(width, dtype=np.float32) + 0.5) / width - 0.5) * np.float32(aspect)
    y = (np.arange(height, dtype=np.float32) + np.float32(0.5)) / np.float32(height)
    grid_x = np.ascontiguousarray(np.broadcast_to(x, (height, width)), np.float32)
    grid_y = np.ascontiguousarray(np.broadcast_to(y[:, None], (height, width)), np.float32)
    return Frame(grid_x, grid_y, aspect, key)


def smoothstep(low: float, high: float, values: Plane) -> Plane:
    """0 below ``low``, 1 above ``high``, smooth between; ``low`` may be the larger one."""
    t = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def bell(values: Plane, centre: float, width: float) -> Plane:
    """A Gaussian bump of height 1; ``width`` is its standard deviation."""
    return np.asarray(np.exp(-0.5 * ((values - np.float32(centre)) / np.float32(width)) ** 2), np.float32)


def fitted(picture: Plane, frame: Frame) -> Plane:
    """A field or picture painted at another resolution of this frame, brought to this one's."""
    flags = cv2.INTER_CUBIC if picture.shape[0] < frame.height else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, (frame.width, frame.height), interpolation=flags), np.float32)
