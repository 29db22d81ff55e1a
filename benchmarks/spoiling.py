"""Spoil good portraits as cameras and people do, at strengths that show."""

from collections.abc import Callable

import cv2
import numpy as np
import simplejpeg
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Spoiling = Callable[[Bytes, float], Bytes]


def blurred(share: float) -> Spoiling:
    """Gaussian blur; sigma as a share of the face's size."""
    return lambda pixels, face: np.asarray(cv2.GaussianBlur(pixels, (0, 0), share * face), np.uint8)


def moved(share: float, degrees: float) -> Spoiling:
    """Motion blur of a length in faces, in a direction."""

    def spoil(pixels: Bytes, face: float) -> Bytes:
        length = share * face
        size = int(length) // 2 * 2 + 3
        kernel = np.zeros((size, size), np.float32)
        x, y = np.cos(np.deg2rad(degrees)) * length / 2, np.sin(np.deg2rad(degrees)) * length / 2
        middle = size // 2
        start, end = (round(middle - x), round(middle - y)), (round(middle + x), round(middle + y))
        cv2.line(kernel, start, end, 1.0, 1)
        return np.asarray(cv2.filter2D(pixels, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), np.uint8)

    return spoil


def exposed(ev: float) -> Spoiling:
    """Exposure in linear light, clipped and brought to 8 bits as a camera does."""
    codes = np.arange(256) / 255
    linear = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    light = np.clip(linear * 2.0**ev, 0, 1)
    table = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    return lambda pixels, _: np.asarray(cv2.LUT(pixels, np.rint(table * 255).astype(np.uint8)), np.uint8)


def compressed(quality: int, again: int | None = None) -> Spoiling:
    """JPEG at a quality, and perhaps once more at a better one."""

    def spoil(pixels: Bytes, _: float) -> Bytes:
        for q in (quality, *([again] if again else [])):
            data = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality=q, colorsubsampling="420")
            pixels = np.asarray(simplejpeg.decode_jpeg(data), np.uint8)
        return pixels

    return spoil


def noisy(sigma: float, first: Spoiling) -> Spoiling:
    """Sensor noise on top of another fault."""

    def spoil(pixels: Bytes, face: float) -> Bytes:
        grain = np.random.default_rng(0).normal(0, sigma, pixels.shape)
        return np.clip(first(pixels, face) + grain, 0, 255).astype(np.uint8)

    return spoil


def unspoilt(pixels: Bytes, _: float) -> Bytes:
    """As it is."""
    return pixels


GOOD: dict[str, Spoiling] = {
    "as it is": unspoilt,
    "noise 6": noisy(6, unspoilt),
    "noise 12": noisy(12, unspoilt),
    "JPEG 60": compressed(60),
    "-1 EV": exposed(-1),
}
FAULTS: dict[str, tuple[str, Spoiling]] = {
    "blur 0.7 % of the face": ("out_of_focus", blurred(0.007)),
    "blur 1 %": ("out_of_focus", blurred(0.01)),
    "blur 1.5 %": ("out_of_focus", blurred(0.015)),
    "blur 3 %": ("out_of_focus", blurred(0.03)),
    "blur 1.5 %, noise 8": ("out_of_focus", noisy(8, blurred(0.015))),
    "motion 4 %, 0 degrees": ("out_of_focus", moved(0.04, 0)),
    "motion 6 %, 0 degrees": ("out_of_focus", moved(0.06, 0)),
    "motion 9 %, 0 degrees": ("out_of_focus", moved(0.09, 0)),
    "motion 9 %, 90 degrees": ("out_of_focus", moved(0.09, 90)),
    "motion 9 %, 30 degrees": ("out_of_focus", moved(0.09, 30)),
    "-3 EV": ("too_dark", exposed(-3)),
    "-4 EV": ("too_dark", exposed(-4)),
    "-5 EV": ("too_dark", exposed(-5)),
    "+2 EV": ("too_bright", exposed(2)),
    "+3 EV": ("too_bright", exposed(3)),
    "+4 EV": ("too_bright", exposed(4)),
    "JPEG 5": ("too_compressed", compressed(5)),
    "JPEG 10": ("too_compressed", compressed(10)),
    "JPEG 8, then 95": ("too_compressed", compressed(8, 95)),
}
