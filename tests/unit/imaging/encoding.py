"""Small photo files of every format, made by the tests themselves."""

import io
from typing import Any

import numpy as np
import pillow_heif
import tifffile
from numpy.typing import NDArray
from PIL import Image as Pillow

from mirrorme.imaging import exif

pillow_heif.register_heif_opener()

Bytes = NDArray[np.uint8]
RED, GREEN, BLUE, WHITE = (220, 40, 40), (40, 180, 60), (40, 60, 200), (235, 235, 235)


def corners(height: int = 64, width: int = 96) -> Bytes:
    """A picture whose four quarters tell how it lies."""
    pixels = np.empty((height, width, 3), np.uint8)
    h, w = height // 2, width // 2
    pixels[:h, :w], pixels[:h, w:], pixels[h:, :w], pixels[h:, w:] = RED, GREEN, BLUE, WHITE
    return pixels


def photo(height: int = 64, width: int = 96) -> Bytes:
    """A smooth picture with a little of everything, which every codec keeps well."""
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(x / (5 + c)) * np.cos(y / (7 - c)) * 60 + 30 * c + 90 for c in range(3)]
    return np.stack(waves, axis=-1).astype(np.uint8)


def stored(pixels: Bytes, orientation: int) -> Bytes:
    """The pixels as a camera held so stores them: what turning by the orientation sets right."""
    undo = {
        1: pixels,
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: pixels.transpose(1, 0, 2),
        6: pixels.transpose(1, 0, 2)[::-1],
        7: pixels[::-1, ::-1].transpose(1, 0, 2),
        8: pixels.transpose(1, 0, 2)[:, ::-1],
    }
    return np.ascontiguousarray(undo[orientation])


def encoded(pixels: Bytes, kind: str, mode: str = "RGB", **options: Any) -> bytes:
    """Encode RGB pixels through Pillow, in another mode if asked for."""
    out = io.BytesIO()
    Pillow.fromarray(pixels).convert(mode).save(out, kind, **options)
    return out.getvalue()


def deep_tiff(samples: NDArray[Any], **options: Any) -> bytes:
    """A 16-bit TIFF."""
    out = io.BytesIO()
    tifffile.imwrite(out, samples, **options)
    return out.getvalue()


def camera_exif(orientation: int = 1, order: str = "<") -> bytes:
    """An EXIF block as a camera writes it: copyright, capture time, size, Adobe RGB mark, GPS."""
    short = "little" if order == "<" else "big"

    def text(value: str) -> tuple[int, int, bytes]:
        return 2, len(value) + 1, value.encode() + b"\0"

    def number(value: int) -> tuple[int, int, bytes]:
        return 3, 1, value.to_bytes(2, short)  # type: ignore[arg-type]

    dpi = (5, 1, (300).to_bytes(4, short) + (1).to_bytes(4, short))  # type: ignore[arg-type]
    main = {274: number(orientation), 282: dpi, 283: dpi, 296: number(2), 33432: text("(c) Studio Nord")}
    taken = {36867: text("2024:05:06 07:08:09"), 36881: text("+02:00")}
    sub = {**taken, 40961: number(65535), 40962: number(96), 40963: number(64), 37500: (7, 6, b"maker!")}
    place = {1: text("N"), 2: (5, 3, b"GPSVALUEGPSVALUEGPSVALUE")}
    return exif.build(main, {34665: sub, 34853: place}, order)  # type: ignore[arg-type]


def samples_of_every_format() -> dict[str, bytes]:
    """One small file of each format and coding that is read."""
    p = photo()
    block = b"Exif\0\0" + camera_exif()
    return {
        "jpeg": encoded(p, "JPEG", exif=block),
        "jpeg progressive": encoded(p, "JPEG", progressive=True),
        "jpeg grey": encoded(p, "JPEG", mode="L"),
        "jpeg cmyk": encoded(p, "JPEG", mode="CMYK"),
        "png": encoded(p, "PNG", exif=block),
        "png palette": encoded(p, "PNG", mode="P", transparency=3),
        "tiff": encoded(p, "TIFF"),
        "tiff lzw": encoded(p, "TIFF", compression="tiff_lzw"),
        "tiff jpeg": encoded(p, "TIFF", compression="jpeg"),
        "tiff cmyk": encoded(p, "TIFF", mode="CMYK", compression="tiff_adobe_deflate"),
        "tiff 16 bit": deep_tiff(p.astype(np.uint16) * 257, photometric="rgb", compression="zlib"),
        "webp": encoded(p, "WEBP", exif=block),
        "webp lossless": encoded(p, "WEBP", mode="RGBA", lossless=True),
        "heif": encoded(p, "HEIF"),
        "avif": encoded(p, "AVIF"),
    }
