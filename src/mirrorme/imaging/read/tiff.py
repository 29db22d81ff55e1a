"""Decode TIFF, its first picture: 8 bits and less through Pillow (libtiff), 16 bits through imagecodecs (libtiff)."""

from itertools import zip_longest

import imagecodecs
import numpy as np

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import ifd, metadata
from mirrorme.imaging.ifd import Directory
from mirrorme.imaging.read import pillow, refusal
from mirrorme.imaging.read.records import Decoded, Header, Samples

_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _SAMPLES, _SAMPLE_FORMAT, _EXTRA = 256, 257, 258, 262, 277, 339, 338
_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES = 273, 279, 324, 325
_XMP, _IPTC, _PHOTOSHOP, _ICC = 700, 33723, 34377, 34675
_JPEG_TABLES, _COLOUR_MAP = 347, 320
# what a picture can't be decoded, or would look different, without
_NEEDED = {_BITS, _STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES, _ICC, _JPEG_TABLES, _COLOUR_MAP}
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB = 0, 1, 2


def header(data: bytes) -> Header:
    """Read the size from the first directory; strips that end after the file does are refused here."""
    d = _first(data)
    width, height = ifd.number(data, d, _WIDTH), ifd.number(data, d, _HEIGHT)
    if not width or not height or width < 1 or height < 1:
        raise refusal.damaged("its header gives no size")
    if d.lost & _NEEDED:
        raise refusal.truncated()
    for offsets, sizes in ((_STRIPS, _STRIP_SIZES), (_TILES, _TILE_SIZES)):
        places = zip_longest(ifd.numbers(data, d, offsets), ifd.numbers(data, d, sizes), fillvalue=1)
        if any(at + size > len(data) for at, size in places):
            raise refusal.truncated()
    return Header("tiff", int(width), int(height))


def decode(data: bytes) -> Decoded:
    """Decode the first picture: bilevel, grey, palette, RGB, CMYK, YCbCr; with alpha; any compression of libtiff's."""
    d = _first(data)
    profile = ifd.raw(data, d, _ICC)
    bits = ifd.numbers(data, d, _BITS) or (1,)
    iptc = metadata.iptc_of(ifd.raw(data, d, _PHOTOSHOP) or b"") or ifd.raw(data, d, _IPTC)
    about = metadata.collect(exif_block.described(data), iptc, ifd.raw(data, d, _XMP))
    if max(bits) > 16 or set(ifd.numbers(data, d, _SAMPLE_FORMAT)) - {1}:
        raise refusal.unsupported_format("a TIFF of floating-point or 32-bit samples")
    if max(bits) == 16 and ifd.number(data, d, _PHOTOMETRIC) in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB):
        samples, alpha = _deep(data, d)
        model = "grey" if samples.ndim == 2 else "rgb"
        turn = exif_block.orientation(data)
        return Decoded(samples, model, 16, alpha, profile, orientation=turn, metadata=about)  # type: ignore[arg-type]
    with pillow.opened(data, "TIFF") as image:
        image.load()  # Pillow turns TIFFs upright itself
        eight, kind, alpha = pillow.samples(image)
    return Decoded(eight, kind, int(max(bits)), alpha, profile, metadata=about)


def _first(data: bytes) -> Directory:
    d = ifd.first_directory(data)
    if d is None:
        raise refusal.truncated()
    return d


def _deep(data: bytes, d: Directory) -> tuple[Samples, Samples | None]:
    try:
        samples: Samples = imagecodecs.tiff_decode(data)
    # TiffError is what libtiff says; IndexError and ValueError what imagecodecs' own checks do
    except (imagecodecs.TiffError, IndexError, ValueError, NotImplementedError, MemoryError) as error:
        raise refusal.damaged(str(error) or "its strips can't be decoded") from error
    height, width = ifd.number(data, d, _HEIGHT), ifd.number(data, d, _WIDTH)
    if samples.ndim == 3 and samples.shape[1:] == (height, width):
        samples = np.moveaxis(samples, 0, -1)  # stored plane by plane
    if samples.dtype != np.uint16 or samples.shape[:2] != (height, width):
        raise refusal.damaged("its pictures don't fit its header")
    planes = 1 if samples.ndim == 2 else samples.shape[2]
    colours = 3 if ifd.number(data, d, _PHOTOMETRIC) == _RGB else 1
    if planes < colours:
        raise refusal.damaged("a colour channel is missing")
    stack = samples.reshape(*samples.shape[:2], planes)
    extra = ifd.number(data, d, _EXTRA)
    alpha = np.ascontiguousarray(stack[..., colours]) if planes > colours and extra in (1, 2) else None
    picture = np.ascontiguousarray(stack[..., :3] if colours == 3 else stack[..., 0])
    return picture, alpha
