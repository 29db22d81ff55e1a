"""Is there an edge in the photo where the matte has one?"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.quality.view import Mask, Plane, View

EDGE = 0.08
"""Encoded difference across the outline that an edge of the photo has at least, in a single point."""
_STEP = 4.0
"""How far from the contour both sides are looked at, in pixels of a view of 1024."""
_IN_A_ROW = 256


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """The matte's outline, point by point.

    rows, columns: (n,) int. across: (n, 3) float32, the photo's colour inside less that outside.
    normals: (n, 2) float32, (x, y), pointing inside.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    across: Plane
    normals: Plane

    def mask(self, shape: tuple[int, ...], chosen: NDArray[np.bool_]) -> Mask:
        """Some of its points, as a mask."""
        plane = np.zeros(shape, np.bool_)
        plane[self.rows[chosen], self.columns[chosen]] = True
        return plane

    def on(self, mask: Mask, part: tuple[slice, slice]) -> NDArray[np.intp]:
        """Which of its points lie in a mask of a part of the view."""
        rows, columns = part
        inside = (
            (self.rows >= rows.start)
            & (self.rows < rows.stop)
            & (self.columns >= columns.start)
            & (self.columns < columns.stop)
        )
        near = np.flatnonzero(inside)
        chosen = mask[self.rows[near] - rows.start, self.columns[near] - columns.start]
        return np.asarray(near[chosen], np.intp)


def contour_of(before: Plane, view: View) -> Contour:
    """Follow the matte's outline; the picture's own edge is none."""
    inside = (view.alpha > 0.5).astype(np.uint8)
    outline = (inside - cv2.erode(inside, np.ones((3, 3), np.uint8), borderValue=1)) > 0
    rows, columns = np.nonzero(outline)
    soft = cv2.GaussianBlur(view.alpha, (0, 0), 2.5)
    x = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 8)[rows, columns]
    y = cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 8)[rows, columns]
    length = np.maximum(np.hypot(x, y), 1e-6)
    normals = np.stack([x / length, y / length], 1).astype(np.float32)
    calm = np.asarray(cv2.GaussianBlur(before, (0, 0), 1.2), np.float32)
    step = max(1.5, _STEP * view.long / 1024)
    points = np.stack([columns, rows], 1)
    inner, outer = (_at(calm, points + way * step * normals) for way in (1.0, -1.0))
    return Contour(rows, columns, np.asarray(inner - outer, np.float32), normals)


def _at(picture: Plane, points: NDArray[np.floating[Any]]) -> Plane:
    """(n, 3) colours at (x, y)."""
    if not len(points):
        return np.zeros((0, 3), np.float32)
    # in rows of many: OpenCV takes no side of 32,768 and more, and a torn matte has that many points
    filled = np.pad(points.astype(np.float32), ((0, -len(points) % _IN_A_ROW), (0, 0)))
    columns, rows = filled.T.reshape(2, -1, _IN_A_ROW)
    found = cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found.reshape(-1, 3)[: len(points)], np.float32)


def smoothed(contour: Contour, shape: tuple[int, ...], radius: float) -> Plane:
    """(n,) the difference across, averaged with its sign over neighbouring points, so that texture cancels out."""
    plane = np.zeros((*shape[:2], 4), np.float32)
    plane[contour.rows, contour.columns, :3] = contour.across
    plane[contour.rows, contour.columns, 3] = 1
    size = 2 * max(1, round(radius)) + 1
    near = cv2.blur(plane, (size, size), borderType=cv2.BORDER_CONSTANT)[contour.rows, contour.columns]
    means = near[:, :3] / np.maximum(near[:, 3:], 1e-9)
    return np.asarray(np.sqrt((means * means).sum(1)), np.float32)
