"""What the network is shown of an edit, and what it says."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from mirrorme.imaging.network import Network, Tensor
from mirrorme.quality.records import WEIGHTS, FactorName
from mirrorme.quality.view import Mask, Plane, View

SIDE = 96
"""Side of a tile, pixels."""
TILES = 6
"""Looks along the edge at measuring size; one more shows the whole picture, and one the face."""
CHANNELS = 10
"""Of a tile: the result, what was expected, the photo before, the matte; colours 0 to 1."""


def tiles_of(view: View, phase: float = 0.5) -> Tensor:
    """The network's input: (2 + TILES, CHANNELS, SIDE, SIDE) float32; first the whole, then the face, then the edge.

    What isn't known of an edit is shown as the result itself. phase: 0 to 1, where along the edge the looks begin.
    """
    expected = view.result if view.expected is None else view.expected
    before = view.result if view.before is None else view.before
    planes = (view.result, expected, before, view.alpha[..., np.newaxis])
    tiles = [_whole(planes)]
    tiles += [_tile(planes, row, column) for row, column in places_of(view, phase)]
    return np.ascontiguousarray(np.stack(tiles).transpose(0, 3, 1, 2), np.float32)


def places_of(view: View, phase: float) -> list[tuple[int, int]]:
    """Middles (row, column) of the face's tile and the edge's tiles: evenly along the matte's band, from the top on."""
    height, width = view.alpha.shape
    if view.faces:
        left, top, right, bottom = view.faces[0]
        face = (round((top + bottom) / 2), round((left + right) / 2))
    else:
        face = (height // 3, width // 2)
    places = [face]
    rows, columns = np.nonzero(_thin(view.band))
    if not rows.size:
        return places * (1 + TILES)
    centre = rows.mean(), columns.mean()
    order = np.argsort(np.arctan2(rows - centre[0], columns - centre[1]), kind="stable")
    picks = order[((np.arange(TILES) + phase) * len(order) / TILES).astype(np.intp)]
    return places + [(int(rows[i]), int(columns[i])) for i in picks]


def _thin(band: Mask) -> Mask:
    plane = np.zeros(band.shape, np.bool_)
    plane[::4, ::4] = band[::4, ::4]
    return plane if plane.any() else band


def _whole(planes: Sequence[Plane]) -> Plane:
    """All of it, squeezed into a tile's long side, with its edge carried on."""
    height, width = planes[0].shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = [cv2.resize(plane, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], -1) for plane in planes]
    return _padded(np.concatenate(small, 2))


def _tile(planes: Sequence[Plane], row: int, column: int) -> Plane:
    height, width = planes[0].shape[:2]
    top = int(np.clip(row - SIDE // 2, 0, max(0, height - SIDE)))
    left = int(np.clip(column - SIDE // 2, 0, max(0, width - SIDE)))
    return _padded(np.concatenate([plane[top : top + SIDE, left : left + SIDE] for plane in planes], 2))


def _padded(part: Plane) -> Plane:
    missing = ((0, SIDE - part.shape[0]), (0, SIDE - part.shape[1]), (0, 0))
    return np.asarray(np.pad(part, missing, mode="edge"), np.float32)


def opinion_of(view: View, network: Network) -> Mapping[FactorName, float]:
    """The network's severity by factor, 0 to 1: of the worst tile and of all together, half each.

    Raises:
        SetupError: its weights can't be loaded.
    """
    severities = network.run(tiles_of(view))[0]
    joined = (severities.max(0) + severities.mean(0)) / 2
    return {name: float(np.clip(value, 0, 1)) for name, value in zip(WEIGHTS, joined, strict=True)}
