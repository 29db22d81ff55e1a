"""The subject's own colours where it mixes with the old background.

T. Germer, T. Uelwer, S. Conrad, S. Harmeling, "Fast Multi-Level Foreground Estimation", ICPR 2020, gives both colours
at a working size; at full resolution they are corrected so that they explain the pixel that was seen (M. Forte,
"Approximate Fast Foreground Colour Estimation", ICIP 2021).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pymatting import estimate_foreground_ml

from mirrorme.imaging.image import Alpha, Image

WORKING_SIZE = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Foreground:
    """Both (h, w, 3) float32 0-1, encoded, at a working size: the subject's colours and the old background's."""

    subject: NDArray[np.float32]
    background: NDArray[np.float32]


def estimate_foreground(image: Image, alpha: Alpha) -> Foreground:
    """Separate the colours of subject and old background.

    Args:
        image: the photo.
        alpha: (H, W) uint8.
    """
    scale = min(1.0, WORKING_SIZE / max(image.height, image.width))
    size = (max(2, round(image.width * scale)), max(2, round(image.height * scale)))
    small = cv2.resize(image.pixels, size, interpolation=cv2.INTER_AREA).astype(np.float32) / image.white
    matte = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    subject, background = estimate_foreground_ml(small, matte, return_background=True)
    return Foreground(np.clip(subject, 0, 1).astype(np.float32), np.clip(background, 0, 1).astype(np.float32))
