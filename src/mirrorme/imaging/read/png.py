"""Decode PNG (libpng through imagecodecs, 8 and 16 bits alike); its chunks are read here (PNG third edition)."""

import struct
import zlib
from collections.abc import Iterator

import imagecodecs
import numpy as np

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import metadata
from mirrorme.imaging.read import refusal
from mirrorme.imaging.read.records import Decoded, Header, Samples

_MAX_INFLATED = 16_000_000
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_SRGB = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]  # white, red, green, blue: x and y
_KEPT = _CRITICAL | {b"tRNS"}


def header(data: bytes) -> Header:
    """Read the size from IHDR."""
    if len(data) < 33:
        raise refusal.truncated()
    if data[12:16] != b"IHDR":
        raise refusal.damaged("its header is missing")
    width, height = struct.unpack_from(">II", data, 16)
    if not width or not height:
        raise refusal.damaged("its header gives no size")
    return Header("png", width, height)


def decode(data: bytes) -> Decoded:
    """Decode a PNG: palettes and transparent colours are resolved, 1-16 bits, grey or RGB.

    Raises:
        UnreadableError: ``truncated`` without its end chunk, ``damaged`` on a wrong checksum or broken data.
    """
    core, extra = _chunks(data)
    try:
        samples: Samples = imagecodecs.png_decode(core)
    # PngError is what libpng says; ValueError what imagecodecs' own checks do
    except (imagecodecs.PngError, ValueError) as error:
        raise refusal.damaged(str(error)) from error
    colours, alpha = samples, None
    if samples.ndim == 3 and samples.shape[2] in (2, 4):
        colours, alpha = samples[..., :-1], np.ascontiguousarray(samples[..., -1])
    if colours.ndim == 3 and colours.shape[2] == 1:
        colours = colours[..., 0]
    exif = extra.get(b"eXIf")
    model = "grey" if colours.ndim == 2 else "rgb"
    profile = extra.get(b"iCCP")
    if profile is None and b"gAMA" in extra:
        profile = _calibrated(extra[b"gAMA"], extra.get(b"cHRM", b""), model)
    return Decoded(
        np.ascontiguousarray(colours),
        model,  # type: ignore[arg-type]
        data[24],
        alpha,
        profile=None if b"sRGB" in extra else profile,
        space="srgb" if b"sRGB" in extra else None,
        orientation=exif_block.orientation(exif) if exif else 1,
        metadata=metadata.collect(exif, None, extra.get(_XMP_KEYWORD), _dpi(extra.get(b"pHYs", b""))),
    )


def _chunks(data: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Split a PNG into what decoding needs and what it says besides, so that no text chunk costs libpng anything."""
    parts, extra = [data[:8]], {}
    for kind, body, whole in _walk(data):
        if kind in _KEPT:
            if zlib.crc32(kind + body) != int.from_bytes(whole[-4:], "big"):
                raise refusal.damaged(f"the checksum of its {kind.decode('ascii')} data is wrong")
            parts.append(whole)
        elif kind in (b"eXIf", b"pHYs", b"sRGB", b"gAMA", b"cHRM"):
            extra[kind] = body
        elif kind == b"iCCP":
            extra[kind] = _inflate(body.partition(b"\0")[2][1:])
        elif kind == b"iTXt" and body.startswith(_XMP_KEYWORD + b"\0"):
            extra[_XMP_KEYWORD] = _international_text(body)
        if kind == b"IEND":
            return b"".join(parts), extra
    raise refusal.truncated()


def _walk(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + size
        if end > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : end - 4], data[at:end]
        at = end


def _international_text(body: bytes) -> bytes:
    """The text of an iTXt chunk: keyword, NUL, compressed?, method, language, NUL, translated keyword, NUL, text."""
    head, rest = body[len(_XMP_KEYWORD) + 1 :][:2], body[len(_XMP_KEYWORD) + 3 :]
    value = rest.partition(b"\0")[2].partition(b"\0")[2]
    return _inflate(value) if head[:1] == b"\1" else value


def _inflate(packed: bytes) -> bytes:
    """Inflate a chunk; b"" if it is broken or a bomb, for what it says is then worth nothing."""
    inflater = zlib.decompressobj()
    try:
        value = inflater.decompress(packed, _MAX_INFLATED)
    except zlib.error:
        return b""
    return value if inflater.eof else b""


def _calibrated(gamma: bytes, chromaticities: bytes, model: str) -> bytes | None:
    """A profile of what gAMA and cHRM say; None where that is the usual 1/2.2, which stands for sRGB's curve."""
    exponent = int.from_bytes(gamma[:4], "big") / 100_000
    if not 0.1 <= exponent <= 10 or abs(exponent * 2.2 - 1) < 0.03:
        return None
    x = [v / 100_000 for v in struct.unpack(">8I", chromaticities)] if len(chromaticities) == 32 else _SRGB
    try:
        if model == "grey":
            return bytes(imagecodecs.cms_profile("gray", gamma=1 / exponent))
        return bytes(imagecodecs.cms_profile("rgb", whitepoint=(x[0], x[1], 1), primaries=x[2:], gamma=1 / exponent))
    except (imagecodecs.CmsError, ValueError):  # chromaticities that no colours have
        return None


def _dpi(body: bytes) -> tuple[float, float] | None:
    if len(body) != 9 or body[8] != 1:
        return None
    x, y = struct.unpack(">II", body[:8])
    return (x * 0.0254, y * 0.0254) if x and y else None
