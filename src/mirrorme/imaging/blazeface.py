"""Run BlazeFace, short range, on square cuts of a picture.

Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019. Its anchors follow from the
published parameters: 128 px input, strides 8, 16, 16, 16 with two anchors a cell and layer, centred, of fixed size.
"""

from collections.abc import Iterable
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.network import Network

Boxes = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Cut = tuple[float, float, float]

SIDE = 128
_STRIDES, _ANCHORS_PER_CELL = (8, 16, 16, 16), 2
_LOGIT_LIMIT = 100.0


@cache
def _anchors() -> Boxes:
    """(896, 2) centres in units of the input's side, layers of the same stride merged cell by cell."""
    grids = []
    for stride in sorted(set(_STRIDES)):
        cells = SIDE // stride
        centres = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(centres, centres, indexing="ij")
        grid = np.stack([x, y], axis=-1).reshape(-1, 2)
        grids.append(np.repeat(grid, _ANCHORS_PER_CELL * _STRIDES.count(stride), axis=0))
    return np.concatenate(grids)


def detect(picture: Bytes, cuts: Iterable[Cut], network: Network, threshold: float) -> Boxes:
    """Look for faces in square cuts of an (H, W, 3) picture.

    cuts: (left, top, side) in the picture's pixels; what lies outside the picture is black, as in training.
    Returns (N, 9): x0, y0, x1, y1, the eye on the picture's left (x, y), the other eye (x, y), score; in its pixels.
    """
    found = [_detect(picture, cut, network, threshold) for cut in cuts]
    return np.concatenate(found) if found else np.empty((0, 9))


def _detect(picture: Bytes, cut: Cut, network: Network, threshold: float) -> Boxes:
    left, top, side = cut
    square = _square(picture, left, top, side)
    spec = network.spec
    unit = (square.astype(np.float32) / 255 - np.array(spec.mean, np.float32)) / np.array(spec.std, np.float32)
    outputs = network.run(np.ascontiguousarray(unit.transpose(2, 0, 1)[None], np.float32))
    regressors = next(o for o in outputs if o.shape[-1] == 16)[0]
    logits = next(o for o in outputs if o.shape[-1] == 1)[0, :, 0]
    scores = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -_LOGIT_LIMIT, _LOGIT_LIMIT)))
    keep = scores >= threshold
    raw, anchors = regressors[keep].astype(np.float64) / SIDE, _anchors()[keep]
    centre, half = raw[:, 0:2] + anchors, raw[:, 2:4] / 2
    corners = np.hstack([centre - half, centre + half, raw[:, 4:6] + anchors, raw[:, 6:8] + anchors])
    return np.hstack([corners * side + np.tile([left, top], 4), scores[keep, None]])


def _square(picture: Bytes, left: float, top: float, side: float) -> Bytes:
    """The cut at the network's size, averaged over areas where it shrinks."""
    x, y, size = round(left), round(top), max(round(side), 2)
    height, width = picture.shape[:2]
    seen = picture[max(y, 0) : max(min(y + size, height), 0), max(x, 0) : max(min(x + size, width), 0)]
    padding = max(-y, 0), max(y + size - height, 0), max(-x, 0), max(x + size - width, 0)
    padded = cv2.copyMakeBorder(seen, *padding, cv2.BORDER_CONSTANT) if any(padding) and seen.size else seen
    if not padded.size:
        return np.zeros((SIDE, SIDE, 3), np.uint8)
    way = cv2.INTER_AREA if size > SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(padded, (SIDE, SIDE), interpolation=way), np.uint8)


def merge(boxes: Boxes, overlap: float = 0.3, inside: float = 0.7) -> Boxes:
    """Blend the boxes that show the same face, weighted by score (BlazeFace, section 3.4), best first.

    overlap: intersection over union from which two are one. inside: share of the smaller one within the other from
    which it is a part of the same face, cut by the edge of its square; such a part is dropped, not blended.
    """
    rest = boxes[np.argsort(-boxes[:, 8], kind="stable")]
    merged = []
    while len(rest):
        union, part = _overlaps(rest[0], rest)
        same = union > overlap
        weights = rest[same, 8]
        blend = (rest[same, :8] * weights[:, None]).sum(axis=0) / weights.sum()
        merged.append(np.append(blend, rest[0, 8]))
        rest = rest[~(same | (part > inside))]
    return np.array(merged).reshape(-1, 9)


def _overlaps(box: Boxes, others: Boxes) -> tuple[Boxes, Boxes]:
    """Intersection over union, and over the smaller of the two, of one box with others."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:4], others[:, 2:4])
    common = np.clip(high - low, 0, None).prod(axis=1)
    area = np.clip(others[:, 2:4] - others[:, :2], 1e-9, None).prod(axis=1)
    mine = float(np.clip(box[2:4] - box[:2], 1e-9, None).prod())
    return common / (mine + area - common), common / np.minimum(mine, area)
