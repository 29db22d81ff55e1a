"""Decode HEIC (libheif through pi-heif) and AVIF (libavif through Pillow), the primary picture of each."""

import struct

import numpy as np
import pi_heif

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import metadata
from mirrorme.imaging.read import pillow, refusal
from mirrorme.imaging.read.records import Decoded, Header, Samples

_PQ, _HLG, _DISPLAY_P3, _BT2020 = 16, 18, 12, 9  # ITU-T H.273
_META_ROOM = 1 << 20
# pi-heif: ValueError and SyntaxError for what libheif refuses, RuntimeError and OSError for the rest, EOFError and
# LookupError from its own parsing of boxes
_FAILURES = (ValueError, SyntaxError, RuntimeError, OSError, EOFError, LookupError, MemoryError, TypeError)


def header(data: bytes) -> Header:
    """Read the primary picture's size from its ``ispe`` property, the largest of the file (its tiles have smaller)."""
    sizes = list(_extents(data[:_META_ROOM]))
    if not sizes:
        raise refusal.damaged("its header is missing")
    width, height = max(sizes, key=lambda s: s[0] * s[1])
    return Header("avif" if data[8:12] in (b"avif", b"avis") else "heif", width, height)


def _extents(head: bytes) -> list[tuple[int, int]]:
    sizes, at = [], head.find(b"ispe")
    while 0 <= at <= len(head) - 16:
        width, height = struct.unpack_from(">II", head, at + 8)
        if width and height:
            sizes.append((width, height))
        at = head.find(b"ispe", at + 4)
    return sizes


def decode_heif(data: bytes) -> Decoded:
    """Decode HEIC at its own depth; libheif turns it upright itself (``irot``, ``imir``), so EXIF's turn is void."""
    _refuse_hdr(data)
    try:
        file = pi_heif.open_heif(data, convert_hdr_to_8bit=False)
        image = file[file.primary_index]
        info, mode = dict(image.info), image.mode
        # a copy: what the array interface shows is freed with the file
        samples: Samples = np.array(image)[:, : image.size[0]]
    except _FAILURES as error:
        text = str(error)
        if "end of file" in text.lower() or "outside of file" in text:
            raise refusal.truncated() from error
        raise refusal.damaged(text.strip().split("\n")[0] or "it can't be decoded") from error
    depth = int(info.get("bit_depth") or 8)
    if samples.dtype == np.uint16:
        samples = _full_range(samples, depth)
    model, alpha = ("grey" if mode.startswith("L") else "rgb"), None
    if "A" in mode or "a" in mode:
        samples, alpha = samples[..., :3], np.ascontiguousarray(samples[..., 3])
    exif = (info.get("exif") or b"").removeprefix(b"Exif\0\0")
    return Decoded(
        np.ascontiguousarray(samples),
        model,  # type: ignore[arg-type]
        depth,
        alpha,
        profile=info.get("icc_profile") or None,
        space="display-p3" if _nclx(data)[:1] == (_DISPLAY_P3,) else None,
        metadata=metadata.collect(exif, None, info.get("xmp")),
    )


def decode_avif(data: bytes) -> Decoded:
    """Decode AVIF at 8 bits; Pillow gives its turn as EXIF's orientation."""
    _refuse_hdr(data)
    with pillow.opened(data, "AVIF") as image:
        info = dict(image.info)
        samples, model, alpha = pillow.samples(image)
    exif = (info.get("exif") or b"").removeprefix(b"Exif\0\0")
    return Decoded(
        samples,
        model,
        8,
        alpha,
        profile=info.get("icc_profile") or None,
        space="display-p3" if _nclx(data)[:1] == (_DISPLAY_P3,) else None,
        orientation=exif_block.orientation(exif),
        metadata=metadata.collect(exif, None, info.get("xmp")),
    )


def _full_range(samples: Samples, depth: int) -> Samples:
    """Stretch the upper ``depth`` bits to full range: the last bits repeat the first, so that white is 65535."""
    return samples | (samples >> depth) if depth < 16 else samples


def _nclx(data: bytes) -> tuple[int, ...]:
    """The colour primaries and transfer characteristics that the file names (ISO 23091-2), or nothing."""
    at = data.find(b"colrnclx", 0, _META_ROOM)
    return struct.unpack_from(">HH", data, at + 8) if 0 <= at <= len(data) - 12 else ()


def _refuse_hdr(data: bytes) -> None:
    code = _nclx(data)
    if code[1:] and (code[1] in (_PQ, _HLG) or code[0] == _BT2020):
        raise refusal.unsupported_format(
            "an HDR picture (PQ, HLG or BT.2020), which would come out flat; export it as SDR"
        )
