"""Read a photo: from the bytes of a file, whatever its name, to upright pixels in the working space.

The order of the work: tell the format, check the limits against the header, decode, convert the colours, turn upright.
"""

import cv2
import numpy as np

from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.read import colour, heif, jpeg, png, raw, refusal, tiff, webp
from mirrorme.imaging.read.orientation import upright
from mirrorme.imaging.read.records import Decoded, Header, Limits, Photo, Samples, Source
from mirrorme.imaging.read.sniff import identify

__all__ = ["Header", "Limits", "Photo", "Source", "header", "read"]

_HEADERS = {
    "jpeg": jpeg.header,
    "png": png.header,
    "tiff": tiff.header,
    "webp": webp.header,
    "heif": heif.header,
    "avif": heif.header,
    "raw": raw.header,
}
_DECODERS = {
    "jpeg": jpeg.decode,
    "png": png.decode,
    "tiff": tiff.decode,
    "webp": webp.decode,
    "heif": heif.decode_heif,
    "avif": heif.decode_avif,
    "raw": raw.decode,
}


def header(data: bytes) -> Header:
    """Read a file's format and stored size, without decoding any pixel.

    Raises:
        UnreadableError: the bytes are no photo, of an unsupported format, or broken in their header.
    """
    return _HEADERS[identify(data)](data)


def read(data: bytes, limits: Limits = Limits()) -> Photo:  # noqa: B008 - frozen
    """Read a photo.

    JPEG, PNG, TIFF, WebP, HEIC, AVIF and camera RAW are told by their content. A JPEG that lacks nothing but its end
    marker is read, with a note; one that lacks a part of its picture is refused.

    Raises:
        UnreadableError: with the code ``empty_file``, ``not_a_photo``, ``unsupported_format``, ``too_many_bytes``,
            ``too_many_pixels``, ``too_few_pixels``, ``damaged``, ``truncated`` or ``raw_undecodable``.
    """
    if len(data) > limits.max_bytes:
        raise refusal.too_many_bytes(len(data), limits.max_bytes)
    head = header(data)
    if head.width * head.height > limits.max_pixels:
        raise refusal.too_many_pixels(head.width, head.height, limits.max_pixels)
    if min(head.width, head.height) < limits.min_side:
        raise refusal.too_few_pixels(head.width, head.height, limits.min_side)
    decoded = _DECODERS[head.format](data)
    converted = colour.to_srgb(decoded)
    source = Source(
        head.format,
        decoded.depth,
        converted.profile,
        converted.assumed,
        head.width,
        head.height,
        decoded.orientation,
        decoded.notes + converted.notes,
    )
    pixels = upright(converted.pixels, decoded.orientation)
    return Photo(Image(pixels), _transparency(decoded), decoded.metadata, source)


def _transparency(decoded: Decoded) -> Alpha | None:
    """The alpha at 8 bits, upright; None if it is opaque all over."""
    alpha = decoded.alpha
    if alpha is None or int(alpha.min()) == np.iinfo(alpha.dtype).max:
        return None
    return upright(_eight_bits(alpha), decoded.orientation)


def _eight_bits(samples: Samples) -> Alpha:
    return samples if samples.dtype == np.uint8 else np.asarray(cv2.convertScaleAbs(samples, alpha=1 / 257), np.uint8)
