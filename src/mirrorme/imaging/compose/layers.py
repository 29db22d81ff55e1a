"""Shadow, light wrap and the backdrop's glow, found at a working size; wide blurs at a quarter of that."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Image

Layer = NDArray[np.float32]

FLOOR = 0.97
"""A subject whose lowest part lies above this part of the picture's height stands on the floor of the picture."""


def shadow_layer(alpha: Layer, strength: float, *, wall: bool) -> Layer:
    """How much light is left on the backdrop: (h, w, 1), 1 where no shadow falls.

    A near wall gets a wide, faint shadow, a little lower than the subject; a subject that stands in the picture gets a
    contact shadow under its feet.
    """
    height, width = alpha.shape
    reach = max(height, width)
    dark = np.zeros_like(alpha)
    if wall:
        drop = np.array([[1, 0, 0], [0, 1, 0.03 * reach]], np.float32)
        cast = cv2.warpAffine(alpha, drop, (width, height), borderMode=cv2.BORDER_REPLICATE)
        dark = np.maximum(dark, 0.16 * _wide_blur(np.asarray(cast, np.float32), 0.04 * reach))
    rows = np.flatnonzero((alpha > 0.5).any(1))
    if rows.size and rows[-1] < FLOOR * height:
        dark = np.maximum(dark, _contact(alpha, int(rows[0]), int(rows[-1])))
    return np.asarray(1 - strength * dark, np.float32)[..., np.newaxis]


def _contact(alpha: Layer, top: int, bottom: int) -> Layer:
    tall = bottom - top + 1
    sole = max(2, round(0.035 * tall))
    feet = np.zeros_like(alpha)
    feet[bottom - sole : bottom + 1] = alpha[bottom - sole : bottom + 1]
    shift = np.array([[1, 0, 0], [0, 1, 0.4 * sole]], np.float32)
    feet = np.asarray(cv2.warpAffine(feet, shift, (alpha.shape[1], alpha.shape[0])), np.float32)
    near = cv2.GaussianBlur(feet, (0, 0), sigmaX=0.35 * sole + 0.5, sigmaY=0.2 * sole + 0.5)
    wide = cv2.GaussianBlur(feet, (0, 0), sigmaX=2.5 * sole, sigmaY=0.7 * sole)
    return np.asarray(np.clip(0.85 * near + 0.8 * wide, 0, 0.9), np.float32)


def wrap_layer(alpha: Layer, strength: float) -> Layer:
    """How far the backdrop's light reaches onto the subject: (h, w, 1), 0 inside, most at the edge."""
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.0035 * max(alpha.shape))
    return np.asarray(strength * 0.5 * np.clip(1 - soft, 0, 1) * (alpha > 0.02), np.float32)[..., np.newaxis]


def glow_layer(backdrop: Image, shape: tuple[int, int]) -> Layer:
    """The light that comes from behind: (h, w, 3) 0-1, the backdrop out of focus."""
    height, width = shape
    # every nth sample is enough for a blur, and reading a twentieth of 24 MP costs a twentieth
    stride = max(1, min(backdrop.height // height, backdrop.width // width))
    few = np.asarray(backdrop.pixels[::stride, ::stride] / backdrop.white, np.float32)
    small = cv2.resize(few, (width, height), interpolation=cv2.INTER_AREA)
    return _wide_blur(np.asarray(small, np.float32), 0.01 * max(shape))


def _wide_blur(layer: Layer, sigma: float) -> Layer:
    height, width = layer.shape[:2]
    size = (max(1, width // 4), max(1, height // 4))
    few = cv2.GaussianBlur(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), (0, 0), max(sigma / 4, 0.5))
    return np.asarray(cv2.resize(few, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
