"""Run a segmentation network on a photo."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Pixels
from mirrorme.imaging.network import Network, NetworkSpec, Tensor

Map = NDArray[np.float32]
"""(H, W) float32, 0 background to 1 subject."""


def shrink(pixels: Pixels, long_side: int) -> NDArray[np.uint8]:
    """The picture at a working size, never enlarged: (h, w, 3) uint8, area-averaged."""
    height, width = pixels.shape[:2]
    scale = min(1.0, long_side / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = pixels if scale == 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return eight_bit(np.asarray(small))


def eight_bit(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """Pixels of either depth as uint8, rounded."""
    if pixels.dtype == np.uint8:
        return pixels
    return np.round(pixels.astype(np.float32) / 257).astype(np.uint8)


def fit(plane: NDArray[np.generic], height: int, width: int) -> Map:
    """A map at another size: area-averaged where it shrinks, bilinear where it grows; kept within 0 and 1."""
    interpolation = cv2.INTER_AREA if min(plane.shape[0] - height, plane.shape[1] - width) > 0 else cv2.INTER_LINEAR
    resized = cv2.resize(plane.astype(np.float32), (width, height), interpolation=interpolation)
    return np.clip(resized, 0, 1).astype(np.float32)


def segment(working: NDArray[np.uint8], network: Network, *, mirrored: bool = False) -> Map:
    """Where the subject is, as one network sees it.

    Args:
        working: (H, W, 3) uint8 sRGB; squeezed to the network's square as these networks were trained.
        network: one that takes (1, 3, S, S) and gives (1, 1, S, S).
        mirrored: show it the mirror image (and mirror its answer back): a second opinion of the same network.

    Returns:
        (S, S) map at the network's own size.
    """
    spec = network.spec
    shown = working[:, ::-1] if mirrored else working
    square = cv2.resize(np.ascontiguousarray(shown), (spec.size, spec.size), interpolation=cv2.INTER_AREA)
    answer = postprocess(network.run(preprocess(np.asarray(square, np.uint8), spec))[spec.output], spec)
    return np.ascontiguousarray(answer[:, ::-1]) if mirrored else answer


def preprocess(square: NDArray[np.uint8], spec: NetworkSpec) -> Tensor:
    """(S, S, 3) uint8 to the network's (1, 3, S, S) float32."""
    values: Tensor = square.astype(np.float32)
    values /= max(float(values.max()), 1.0) if spec.scale == "max" else 255.0
    values = np.asarray((values - np.array(spec.mean, np.float32)) / np.array(spec.std, np.float32), np.float32)
    return np.ascontiguousarray(values.transpose(2, 0, 1)[np.newaxis])


def postprocess(output: Tensor, spec: NetworkSpec) -> Map:
    """The network's (1, 1, S, S) to a map.

    A network that separates nothing (a flat answer) says nothing about the subject: its map is kept as it is, not
    stretched into noise.
    """
    plane = output.reshape(output.shape[-2:]).astype(np.float32)
    if spec.sigmoid:
        plane = np.asarray(1 / (1 + np.exp(-plane)), np.float32)
    low, high = float(plane.min()), float(plane.max())
    if spec.stretch and high - low > 0.1:
        plane = np.asarray((plane - low) / (high - low), np.float32)
    return np.clip(plane, 0, 1).astype(np.float32)
