"""A black-and-white portrait gets its backdrop in black and white."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Image

# encoded spread between channels that JPEG leaves in a grey picture
_SPREAD = 0.025


def is_monochrome(subject: NDArray[np.float32], alpha: NDArray[np.float32]) -> bool:
    """Whether a subject has no colour: (h, w, 3) and (h, w), 0-1, at a working size."""
    solid = subject[::3, ::3][alpha[::3, ::3] > 0.5]
    return bool(solid.size) and float(np.quantile(np.ptp(solid, axis=1), 0.99)) < _SPREAD


def without_colour(image: Image) -> Image:
    """The same picture in greys of equal luma (Rec. 601)."""
    grey = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    return Image(np.repeat(np.asarray(grey, image.pixels.dtype)[..., np.newaxis], 3, axis=2))
