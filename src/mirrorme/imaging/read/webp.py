"""Decode WebP (libwebp through Pillow): the first frame."""

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import metadata
from mirrorme.imaging.read import pillow, refusal
from mirrorme.imaging.read.records import Decoded, Header


def header(data: bytes) -> Header:
    """Read the canvas size; a RIFF that announces more bytes than there are is refused here."""
    if len(data) < 30 or int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise refusal.truncated()
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        size = int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    elif kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        size = int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    else:
        raise refusal.damaged("its header is missing")
    if 0 in size:
        raise refusal.damaged("its header gives no size")
    return Header("webp", *size)


def decode(data: bytes) -> Decoded:
    """Decode the first frame."""
    with pillow.opened(data, "WEBP") as image:
        info = dict(image.info)
        samples, model, alpha = pillow.samples(image)
    exif = (info.get("exif") or b"").removeprefix(b"Exif\0\0")
    return Decoded(
        samples,
        model,
        8,
        alpha,
        profile=info.get("icc_profile") or None,
        orientation=exif_block.orientation(exif),
        metadata=metadata.collect(exif, None, info.get("xmp")),
    )
