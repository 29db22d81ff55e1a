"""What a photo says about itself: EXIF, IPTC, XMP, resolution; and what of it a delivered picture keeps."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from mirrorme.imaging import exif as exif_block

_IPTC_RESOURCE = 0x0404
_IPTC_COPYRIGHT = b"\x1c\x02\x74"

# XMP properties that would be wrong after the edit: where and how the pixels lie, a gain map that is gone, raw settings
_STALE = (
    rb"tiff:(Orientation|ImageWidth|ImageLength)",
    rb"exif:(PixelXDimension|PixelYDimension|ColorSpace)",
    rb"photoshop:ICCProfile",
    rb"xmpNote:HasExtendedXMP",
    rb"hdrgm:\w+",
    rb"Container:\w+",
    rb"xmp:Thumbnails",
    rb"GCamera:\w+",
    rb"crs:\w+",
)
_PLACE = (rb"exif:GPS\w*",)


@dataclass(frozen=True, slots=True)
class Metadata:
    r"""What a photo says about itself.

    exif: a TIFF-structured block (without ``Exif\0\0``), as read. iptc: IPTC-IIM records. xmp: a packet, as read.
    dpi: pixels per inch, across and down. captured: when it was taken, aware of its zone only if the camera wrote one.
    """

    exif: bytes | None = None
    iptc: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    copyright: str | None = None
    captured: datetime | None = None

    @property
    def has_place(self) -> bool:
        """Whether it tells where the photo was taken."""
        return (self.exif is not None and exif_block.has_place(self.exif)) or b"exif:GPSL" in (self.xmp or b"")


def collect(
    exif: bytes | None = None,
    iptc: bytes | None = None,
    xmp: bytes | None = None,
    dpi: tuple[float, float] | None = None,
) -> Metadata:
    """Gather a photo's blocks and read the copyright, the capture time and the resolution from them."""
    exif = exif.removeprefix(b"Exif\0\0") if exif else None
    notice = (exif_block.copyright_notice(exif) if exif else None) or _iptc_copyright(iptc)
    resolution = (exif_block.resolution(exif) if exif else None) or dpi
    if resolution and not all(1 <= r <= 100_000 for r in resolution):
        resolution = None
    return Metadata(
        exif or None,
        iptc or None,
        xmp.rstrip(b"\0") or None if xmp else None,
        resolution,
        notice,
        exif_block.capture_time(exif) if exif else None,
    )


def delivered(metadata: Metadata, width: int, height: int, *, keep_gps: bool = False) -> Metadata:
    """Make the blocks true for an edited picture of a size, upright and in sRGB; the place goes unless it is kept."""
    exif = exif_block.delivered(metadata.exif, width, height, keep_gps=keep_gps) if metadata.exif else None
    return replace(metadata, exif=exif, xmp=_delivered_xmp(metadata.xmp, keep_gps=keep_gps))


def iptc_of(resources: bytes) -> bytes | None:
    """Find the IPTC-IIM records in Photoshop's image resources (as in a JPEG's APP13, after its name)."""
    at = 0
    while at + 12 <= len(resources) and resources[at : at + 4] == b"8BIM":
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = resources[at + 6] + 1
        start = at + 6 + name + name % 2 + 4
        size = int.from_bytes(resources[start - 4 : start], "big")
        if start + size > len(resources):
            return None
        if number == _IPTC_RESOURCE:
            return resources[start : start + size] or None
        at = start + size + size % 2
    return None


def resources_of(iptc: bytes) -> bytes:
    """Wrap IPTC-IIM records as Photoshop's image resource, for a JPEG's APP13."""
    head = b"8BIM" + _IPTC_RESOURCE.to_bytes(2, "big") + b"\0\0" + len(iptc).to_bytes(4, "big")
    return head + iptc + b"\0" * (len(iptc) % 2)


def _iptc_copyright(iptc: bytes | None) -> str | None:
    at = iptc.find(_IPTC_COPYRIGHT) if iptc else -1
    if iptc is None or at < 0:
        return None
    size = int.from_bytes(iptc[at + 3 : at + 5], "big")
    return iptc[at + 5 : at + 5 + size].decode("utf-8", "replace") or None


def _delivered_xmp(xmp: bytes | None, *, keep_gps: bool) -> bytes | None:
    # an entity could hide anything, and no camera writes one; UTF-16 packets are as rare
    if xmp is None or b"<!" in xmp or b"rdf:RDF" not in xmp:
        return None
    for name in (*_STALE, *(() if keep_gps else _PLACE)):
        xmp = re.sub(rb"\s" + name + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", b"", xmp)
        xmp = re.sub(rb"<(?P<tag>" + name + rb")(\s[^>]*)?(/>|(?<!/)>.*?</(?P=tag)\s*>)", b"", xmp, flags=re.DOTALL)
    return xmp
