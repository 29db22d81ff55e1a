"""Correct two rough maps by the picture with our own small network (see ``training/``)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.matte.segment import Map, fit
from mirrorme.imaging.network import Network


def refine(working: NDArray[np.uint8], broad: Map, fine: Map, network: Network) -> tuple[Map, Map]:
    """Fill holes, drop clumps and find where subject and background mix.

    Args:
        working: (H, W, 3) uint8.
        broad: a map of any size.
        fine: another; the same one where only one network spoke.
        network: takes (1, 5, S, S): RGB -1 to 1 and both maps; gives (1, 2, S, S).

    Returns:
        The corrected matte and the probability of a mixed pixel, both (H, W) maps.
    """
    side = network.spec.size
    square = cv2.resize(working, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(
        127.5
    ) - np.float32(1)
    planes = [*square.transpose(2, 0, 1), fit(broad, side, side), fit(fine, side, side)]
    matte, unknown = network.run(np.stack(planes).astype(np.float32)[np.newaxis])[0][0]
    height, width = working.shape[:2]
    return fit(matte, height, width), fit(unknown, height, width)
