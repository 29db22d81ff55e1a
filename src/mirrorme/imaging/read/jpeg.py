"""Decode JPEG (libjpeg-turbo through simplejpeg), whole pictures only."""

import re

import numpy as np
import simplejpeg

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import metadata
from mirrorme.imaging.image import Pixels
from mirrorme.imaging.read import refusal
from mirrorme.imaging.read.jpeg_segments import Segments, segments
from mirrorme.imaging.read.records import Decoded, Header, Model

_EOI, _SOS = b"\xff\xd9", b"\xff\xda"
# every scan of a progressive picture costs a pass over all its blocks; encoders write about ten
_MAX_SCANS = 100
_NO_END = "The file had no end marker; every pixel was there."


def header(data: bytes) -> Header:
    """Read the size from the frame header."""
    frame = segments(data).frame
    return Header("jpeg", frame.width, frame.height)


def decode(data: bytes) -> Decoded:
    """Decode a JPEG's first picture: baseline, progressive, arithmetic; grey, YCbCr, RGB, CMYK, YCCK.

    Raises:
        UnreadableError: ``truncated`` or ``damaged`` on whatever libjpeg complains about: what it fills in is grey.
    """
    s = segments(data)
    if s.frame.depth != 8:
        raise refusal.unsupported_format(f"a JPEG of {s.frame.depth} bits")
    if s.frame.components not in (1, 3, 4):
        raise refusal.unsupported_format(f"a JPEG of {s.frame.components} channels")
    if s.frame.progressive and s.core.count(_SOS, 0, _end(s)) > _MAX_SCANS:
        raise refusal.damaged("it has more scans than any camera writes")
    pixels, notes = _pixels(s)
    model: Model = {1: "grey", 3: "rgb", 4: "cmyk"}[s.frame.components]  # type: ignore[assignment]
    if model == "grey":
        pixels = pixels[..., 0]
    elif model == "cmyk" and b"Adobe" in s.core[: s.scan_at]:
        pixels = np.bitwise_not(pixels)  # Adobe's CMYK is stored inverted
    return Decoded(
        pixels,
        model,
        8,
        profile=s.profile,
        space="adobe-rgb" if s.exif and exif_block.names_adobe_rgb(s.exif) else None,
        orientation=exif_block.orientation(s.exif) if s.exif else 1,
        metadata=metadata.collect(s.exif, metadata.iptc_of(s.photoshop or b""), s.xmp, s.jfif_dpi),
        notes=notes,
    )


def _end(s: Segments) -> int:
    end = s.core.find(_EOI, s.scan_at)
    return end if end >= 0 else len(s.core)


def _pixels(s: Segments) -> tuple[Pixels, tuple[str, ...]]:
    space = {1: "GRAY", 3: "RGB", 4: "CMYK"}[s.frame.components]
    try:
        return simplejpeg.decode_jpeg(s.core, space), ()
    # simplejpeg raises ValueError for everything that libjpeg says, RuntimeError where its own checks fail
    except (ValueError, RuntimeError) as error:
        complaint = str(error)
    if "Premature end" in complaint:
        # One Huffman-coded scan of every component has every pixel if its data last to the end of the last block: then
        # only the end marker is missing. Other codings could lack a part without libjpeg's noticing.
        if not s.frame.baseline or s.scan_components != s.frame.components:
            raise refusal.truncated()
        try:
            return simplejpeg.decode_jpeg(s.core + _EOI, space), (_NO_END,)
        except (ValueError, RuntimeError) as error:
            raise refusal.truncated() from error
    extra = re.search(r"(\d+) extraneous bytes before marker 0xd9", complaint)
    if extra and _padded(s, int(extra[1])):
        return simplejpeg.decode_jpeg(s.core, space, strict=False), ()
    raise refusal.damaged(complaint.removeprefix("Corrupt JPEG data: "))


def _padded(s: Segments, extra: int) -> bool:
    """Whether the bytes too many before the end marker are zeros, as some phones write; a broken stream has others."""
    end = _end(s)
    return not any(s.core[end - extra : end])
