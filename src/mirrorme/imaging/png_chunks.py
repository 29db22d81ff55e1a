"""PNG's chunks (PNG third edition), written around data that are already filtered and deflated."""

import struct
import zlib

from mirrorme.imaging.metadata import Metadata

GREY, RGBA = 0, 6  # colour types
UP = 2  # the filter that subtracts the row above
_PERCEPTUAL = b"\0"


def png(width: int, height: int, colour_type: int, extra: list[bytes], data: bytes) -> bytes:
    """Assemble an 8-bit PNG from its deflated rows; ``extra`` are chunks that stand before the data."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header), *extra, _chunk(b"IDAT", data), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def srgb() -> bytes:
    """The chunk that says that the pixels are sRGB."""
    return _chunk(b"sRGB", _PERCEPTUAL)


def described(kept: Metadata) -> list[bytes]:
    """What a photo says about itself, as chunks: resolution, EXIF, XMP, copyright."""
    found = []
    if kept.dpi:
        x, y = (round(d / 0.0254) for d in kept.dpi)
        found.append(_chunk(b"pHYs", struct.pack(">IIB", x, y, 1)))
    if kept.exif:
        found.append(_chunk(b"eXIf", kept.exif))
    if kept.xmp:
        found.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + kept.xmp))
    if kept.copyright:
        found.append(_chunk(b"iTXt", b"Copyright\0\0\0\0\0" + kept.copyright.encode()))
    return found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
