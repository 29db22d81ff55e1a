"""What is kept of pictures that a franchise brings: made anew from their pixels, so that nothing else comes along."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.backdrops import cover
from mirrorme.imaging.errors import Reason, UnreadableError
from mirrorme.imaging.export import eight_bits, export_jpeg
from mirrorme.imaging.image import Image
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.read import Limits, read
from mirrorme.imaging.recipe import Export

BACKDROP = Limits(max_bytes=96 * 1024 * 1024, max_pixels=62_000_000, min_side=600)
"""60 megapixels, as cameras count them."""
LOGO = Limits(max_bytes=4 * 1024 * 1024, max_pixels=25_000_000, min_side=16)
LONGEST, LOGO_SIDE = 6000, 512
"""Pixels of the longer side that are kept."""
PREVIEW = (480, 600)
"""Width and height of a backdrop's small picture."""
_QUALITIES = (80, 65, 50)
_SMALL = 30_000
"""Bytes that a small picture should not exceed: busy ones are written at a lower quality."""
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class MadeBackdrop:
    """jpeg: sRGB, quality 96, without any metadata. preview: WebP of ``PREVIEW``. width, height: of the JPEG."""

    jpeg: bytes
    preview: bytes
    width: int
    height: int


def make_backdrop(data: bytes) -> MadeBackdrop:
    """A backdrop out of a file of any format that photos come in.

    Raises:
        UnreadableError: as ``read``; ``transparent`` if one could see through it.
    """
    photo = read(data, BACKDROP)
    if photo.alpha is not None:
        raise UnreadableError(
            Reason("transparent", "The picture is transparent in places: export it without transparency and upload it.")
        )
    image = Image(_shrunk(eight_bits(photo.image), LONGEST))
    jpeg = export_jpeg(image, Metadata(), Export(quality=96))
    return MadeBackdrop(jpeg, make_preview(image), image.width, image.height)


def make_preview(image: Image) -> bytes:
    """A backdrop's small picture: WebP, as it would stand behind a portrait of 4:5."""
    small = cover(image, *PREVIEW)
    tried = (_encoded(".webp", small, [cv2.IMWRITE_WEBP_QUALITY, quality]) for quality in _QUALITIES)
    data = b""
    for data in tried:
        if len(data) <= _SMALL:
            break
    return data


def make_logo(data: bytes) -> bytes:
    """A logo as PNG, with its transparency, its longer side at most ``LOGO_SIDE``.

    Raises:
        UnreadableError: as ``read``.
    """
    photo = read(data, LOGO)
    rgb = eight_bits(photo.image)
    if photo.alpha is None:
        return _encoded(".png", Image(_shrunk(rgb, LOGO_SIDE)), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    alpha = photo.alpha.astype(np.float32)[..., None] / 255
    # colours under nothing must not bleed into the border when it is made smaller
    weighted = _shrunk(np.concatenate([rgb * alpha, alpha * 255], axis=-1).astype(np.float32), LOGO_SIDE)
    seen = weighted[..., 3:]
    colours = np.divide(weighted[..., :3] * 255, seen, out=np.zeros_like(weighted[..., :3]), where=seen > 0)
    rgba = np.clip(np.rint(np.concatenate([colours, seen], axis=-1)), 0, 255).astype(np.uint8)
    return _written(".png", cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA), [cv2.IMWRITE_PNG_COMPRESSION, 9])


def _shrunk(pixels: NDArray, longest: int) -> NDArray:  # type: ignore[type-arg] # of the depth that it came in
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _encoded(kind: str, image: Image, how: list[int]) -> bytes:
    return _written(kind, cv2.cvtColor(eight_bits(image), cv2.COLOR_RGB2BGR), how)


def _written(kind: str, pixels: cv2.typing.MatLike, how: list[int]) -> bytes:
    done, data = cv2.imencode(kind, pixels, how)
    if not done:
        raise ValueError(f"OpenCV can't write {kind}")
    return data.tobytes()
