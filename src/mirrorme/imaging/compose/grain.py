"""Grain as in the photo, so that the backdrop looks taken by the same camera."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image

TILE = 512
STRONGEST = 0.03
PATCH = 768


def grain_of(image: Image, alpha: Alpha) -> float:
    """How strong the photo's noise is, as a standard deviation of luma, 0-1.

    J. Immerkaer, "Fast Noise Variance Estimation", CVIU 64 (2), 1996: a mask that is blind to edges and slopes; taken
    where the subject is solid, and the quieter half of it, so that cloth and hair don't count as noise.
    """
    rows, columns = np.nonzero(alpha[::16, ::16] > 250)
    if len(rows) < 16:
        return 0.0
    y, x = int(np.median(rows)) * 16, int(np.median(columns)) * 16
    top, left = max(0, y - PATCH // 2), max(0, x - PATCH // 2)
    patch = image.pixels[top : top + PATCH, left : left + PATCH].astype(np.float32) / image.white
    luma = patch @ np.array([0.299, 0.587, 0.114], np.float32)
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    response = np.abs(cv2.filter2D(luma, -1, mask))[8:-8:2, 8:-8:2]
    if response.size < 64:
        return 0.0
    quiet = np.partition(response.ravel(), response.size // 4)[response.size // 4]
    # for Gaussian noise the lower quartile of |response| lies at 0.3186 of its deviation, which is 6 times the noise's
    return float(min(quiet / 0.3186 / 6, STRONGEST))


@lru_cache(maxsize=1)
def _unit_tile() -> NDArray[np.float32]:
    noise = np.random.default_rng(1996).standard_normal((TILE, TILE)).astype(np.float32)
    margin = 4
    soft = cv2.GaussianBlur(np.pad(noise, margin, mode="wrap"), (0, 0), 0.6)[margin:-margin, margin:-margin]
    return np.asarray(soft / soft.std(), np.float32)


@lru_cache(maxsize=2)
def _unit_rows(width: int) -> NDArray[np.float32]:
    across = np.tile(_unit_tile(), (1, -(-width // TILE)))[:, :width]
    return np.repeat(across, 3, axis=1)


def grain_rows(strength: float, width: int) -> NDArray[np.float32]:
    """(512, 3 x width) float32, to be laid below each other: noise of that deviation, one value a sample, 0-1 scale.

    The same at every call; the three channels of a pixel share it, as film and denoised sensors have it.
    """
    return _unit_rows(width) * np.float32(strength)
