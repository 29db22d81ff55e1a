"""The subject's own colours where it mixes with the old background.

M. Forte, "Approximate Fast Foreground Colour Estimation", ICIP 2021: means of both colours, weighted by the matte,
first over a wide window and then over a narrow one, each time corrected so that together they explain the pixel that
was seen. It is done at a working size; the last correction is repeated at full resolution, pixel by pixel.
"""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image, Pixels

Layer = NDArray[np.float32]

WORKING_SIZE = 720
WIDE, NARROW = 0.09, 0.006
"""Half windows, as parts of the long side."""


@dataclass(frozen=True, slots=True, eq=False)
class Foreground:
    """What a photo is made of, at a working size.

    subject, background: (h, w, 3) float32 0-1, encoded: their own colours. alpha: (h, w) float32 0-1.
    """

    subject: Layer
    background: Layer
    alpha: Layer


def estimate_foreground(image: Image, alpha: Alpha) -> Foreground:
    """Separate the colours of subject and old background.

    Args:
        image: the photo.
        alpha: (H, W) uint8.
    """
    scale = min(1.0, WORKING_SIZE / max(image.height, image.width))
    size = (max(2, round(image.width * scale)), max(2, round(image.height * scale)))
    # colours vary slowly: every second pixel of a large photo tells them as well, in a quarter of the time
    skip = 2 if scale < 0.4 else 1
    few = cast("Pixels", np.ascontiguousarray(image.pixels[::skip, ::skip]))
    thin = np.ascontiguousarray(alpha[::skip, ::skip])
    seen = np.asarray(cv2.resize(few, size, interpolation=cv2.INTER_AREA), np.float32) / np.float32(image.white)
    small = np.asarray(cv2.resize(thin, size, interpolation=cv2.INTER_AREA), np.float32)
    matte = small[..., np.newaxis] / np.float32(255)
    subject = background = seen
    for window in (WIDE, NARROW):
        reach = max(1, round(window * max(size)))
        subject, background = _explain(seen, matte, subject, background, reach)
    return Foreground(subject, background, matte[..., 0])


def _explain(seen: Layer, matte: Layer, subject: Layer, background: Layer, reach: int) -> tuple[Layer, Layer]:
    own = _mean(subject, matte, reach)
    other = _mean(background, 1 - matte, reach)
    missing = seen - matte * own - (1 - matte) * other
    return np.clip(own + matte * missing, 0, 1), np.clip(other + (1 - matte) * missing, 0, 1)


def _mean(colours: Layer, weights: Layer, reach: int) -> Layer:
    """Weighted means over windows; where a window weighs nothing, nearly black, which no pixel there will need."""
    window = (2 * reach + 1, 2 * reach + 1)
    together = cv2.blur(np.concatenate([colours * weights, weights], 2), window, borderType=cv2.BORDER_REFLECT)
    return np.asarray(together[..., :3] / (together[..., 3:] + 1e-5), np.float32)
