"""Pictures for screens: WebP without any metadata, sRGB, at most so large."""

import io

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from mirrorme.imaging.export import eight_bits
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.pyramid import reduced

SCREEN, THUMB, HEAT = 2048, 480, 1024
"""Long sides, pixels."""
MOST_THUMB = 30_000
"""Bytes of a thumb."""
QUALITY = 82
# a screen's picture: a fifth more bytes than the slower methods, in a quarter of the time
_QUICK, _THOROUGH = 0, 4
_STEPS = (QUALITY, 72, 60, 45, 30, 15, 5)
_LEAST = 16


def for_screen(image: Image, side: int = SCREEN) -> Image:
    """A picture at 8 bits, averaged down to at most ``side`` on its long side."""
    return Image(eight_bits(Image(reduced(image.pixels, side))))


def matte_for_screen(alpha: Alpha) -> Alpha:
    """A matte (H, W) at the size that ``for_screen`` gives its picture."""
    return np.asarray(reduced(alpha, SCREEN), np.uint8)


def screen_webp(image: Image) -> bytes:
    """Encode a picture that ``for_screen`` gave."""
    return _webp(image.pixels, QUALITY, _QUICK)


def thumb_webp(image: Image) -> bytes:
    """Encode a thumb of a picture: 480 on the long side and as good as 30 kB hold; smaller if they hold none."""
    side = THUMB
    while True:
        small = for_screen(image, side)
        for quality in _STEPS:
            data = _webp(small.pixels, quality, _THOROUGH)
            if len(data) <= MOST_THUMB:
                return data
        side = max(side // 2, _LEAST)


def layer_webp(layer: NDArray[np.uint8]) -> bytes:
    """Encode a layer, (H, W, 4) uint8 RGBA, that is laid over a picture."""
    return _webp(layer, QUALITY, _QUICK)


def read_webp(data: bytes) -> Image:
    """A picture that ``screen_webp`` gave.

    Raises:
        OSError: it is none, or altered.
    """
    with PIL.Image.open(io.BytesIO(data), formats=["WEBP"]) as found:
        return Image(np.asarray(found.convert("RGB"), np.uint8))


def read_matte(data: bytes) -> Alpha:
    """A matte (H, W) uint8 out of its PNG.

    Raises:
        OSError: it is none, or altered.
    """
    with PIL.Image.open(io.BytesIO(data), formats=["PNG"]) as found:
        return np.asarray(found.convert("L"), np.uint8)


def _webp(pixels: NDArray[np.uint8] | NDArray[np.uint16], quality: int, method: int) -> bytes:
    out = io.BytesIO()
    PIL.Image.fromarray(pixels).save(out, "WEBP", quality=quality, method=method)
    return out.getvalue()
