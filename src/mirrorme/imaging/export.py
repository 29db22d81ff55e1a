"""Write the files that are delivered: JPEG, cut-out PNG, alpha PNG."""

import cv2
import imagecodecs
import numpy as np
import simplejpeg
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging import metadata as about
from mirrorme.imaging import png_chunks
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.recipe import Export
from mirrorme.imaging.srgb_profile import srgb_profile

Bytes = NDArray[np.uint8]

_APP0, _APP1, _APP2, _APP13 = 0xE0, 0xE1, 0xE2, 0xED
_SEGMENT_ROOM = 65_533
_FULL_CHROMA_FROM = 96
# libdeflate's first level on rows filtered by "up": smaller than zlib's first level, in less than half its time
_LEVEL = 1


def export_jpeg(image: Image, metadata: Metadata, step: Export) -> bytes:
    """Encode an sRGB JPEG with its profile; EXIF, IPTC, XMP, copyright and resolution are kept, the place if asked for.

    Chroma is halved (4:2:0) up to quality 95 and whole (4:4:4) above: whole, it takes nearly twice the time.
    """
    subsampling = "444" if step.quality >= _FULL_CHROMA_FROM else "420"
    pixels = eight_bits(image)
    encoded: bytes = simplejpeg.encode_jpeg(
        pixels, quality=step.quality, colorspace="RGB", colorsubsampling=subsampling
    )
    kept = about.delivered(metadata, image.width, image.height, keep_gps=step.keep_gps)
    after_jfif = 4 + int.from_bytes(encoded[4:6], "big")
    return encoded[:2] + b"".join(_segments(kept)) + encoded[after_jfif:]


def export_cutout_png(image: Image, alpha: Alpha, metadata: Metadata, *, keep_gps: bool = False) -> bytes:
    """Encode an 8-bit RGBA PNG; where the alpha (H, W) is 0 the colour is too, so that nothing hidden is delivered."""
    if alpha.shape != image.pixels.shape[:2] or alpha.dtype != np.uint8:
        raise ValueError(f"the alpha is {alpha.shape} {alpha.dtype}, the image {image.pixels.shape}")
    rows = np.empty((image.height, 1 + 4 * image.width), np.uint8)
    _filter_cutout(eight_bits(image), alpha, rows)
    kept = about.delivered(metadata, image.width, image.height, keep_gps=keep_gps)
    extra = [png_chunks.srgb(), *png_chunks.described(kept)]
    return png_chunks.png(image.width, image.height, png_chunks.RGBA, extra, _deflate(rows))


def export_alpha_png(alpha: Alpha) -> bytes:
    """Encode an (H, W) alpha as an 8-bit grey PNG."""
    height, width = alpha.shape
    rows = np.empty((height, 1 + width), np.uint8)
    rows[:, 0] = png_chunks.UP
    rows[0, 1:] = alpha[0]
    np.subtract(alpha[1:], alpha[:-1], out=rows[1:, 1:])
    return png_chunks.png(width, height, png_chunks.GREY, [], _deflate(rows))


def eight_bits(image: Image) -> Bytes:
    """The pixels at 8 bits per channel, rounded."""
    if image.pixels.dtype == np.uint8:
        return image.pixels.astype(np.uint8, copy=False)
    return np.asarray(cv2.convertScaleAbs(image.pixels, alpha=1 / 257), np.uint8)


def _deflate(rows: Bytes) -> bytes:
    return bytes(imagecodecs.deflate_encode(rows, level=_LEVEL))  # type: ignore[arg-type]  # any buffer will do


def _segments(kept: Metadata) -> list[bytes]:
    """The application segments in the order that readers expect: JFIF, EXIF, XMP, Photoshop, ICC."""
    x, y = (min(round(d), 65535) for d in kept.dpi or (72, 72))
    unit = b"\1" if kept.dpi else b"\0"
    density = x.to_bytes(2, "big") + y.to_bytes(2, "big") if kept.dpi else b"\0\1\0\1"
    found = [_segment(_APP0, b"JFIF\0\1\1" + unit + density + b"\0\0")]
    if kept.exif:
        found.append(_segment(_APP1, b"Exif\0\0" + kept.exif))
    if kept.xmp:
        found.append(_segment(_APP1, b"http://ns.adobe.com/xap/1.0/\0" + kept.xmp))
    if kept.iptc:
        found.append(_segment(_APP13, b"Photoshop 3.0\0" + about.resources_of(kept.iptc)))
    found.append(_segment(_APP2, b"ICC_PROFILE\0\1\1" + srgb_profile()))
    return found


def _segment(marker: int, body: bytes) -> bytes:
    """One segment; none if the body doesn't fit, as an oversized XMP packet may."""
    if len(body) > _SEGMENT_ROOM:
        return b""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _filter_cutout(pixels: Bytes, alpha: Alpha, rows: Bytes) -> None:
    """Write PNG rows of RGBA, filtered by "up" (PNG third edition, 9.2), the colour zeroed where alpha is 0."""
    height, width = alpha.shape
    for y in range(height):
        over = max(y - 1, 0)
        some = np.uint8(255 if y else 0)  # above the first row there is nothing
        row, a, b = rows[y], alpha[y], alpha[over]
        p, q = pixels[y].reshape(-1), pixels[over].reshape(-1)
        row[0] = 2
        for x in range(width):
            seen = np.uint8(255) if a[x] else np.uint8(0)
            above = some if b[x] else np.uint8(0)
            row[4 * x + 1] = np.uint8((p[3 * x] & seen) - (q[3 * x] & above))
            row[4 * x + 2] = np.uint8((p[3 * x + 1] & seen) - (q[3 * x + 1] & above))
            row[4 * x + 3] = np.uint8((p[3 * x + 2] & seen) - (q[3 * x + 2] & above))
            row[4 * x + 4] = np.uint8(a[x] - (b[x] & some))
