"""Develop camera RAW (LibRaw through rawpy) to 16-bit sRGB, and refuse what only looks developed.

LibRaw renders without the camera's tone curve, a stop or so darker than the photographer saw it. The gain that brings
it there is measured on the camera's own preview; highlights are rolled off instead of clipped.
"""

import io
import struct
from typing import Any

import cv2
import numpy as np
import rawpy
from numpy.typing import NDArray

from mirrorme.imaging import exif as exif_block
from mirrorme.imaging import ifd, metadata
from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.read import refusal
from mirrorme.imaging.read.jpeg_segments import segments
from mirrorme.imaging.read.matrix import encode
from mirrorme.imaging.read.records import Decoded, Header
from mirrorme.imaging.read.sensor import complaint

# LibRaw's own errors; rawpy adds ValueError and NotSupportedError (a subclass of nothing of LibRaw's) for odd layouts
_FAILURES = (rawpy.LibRawError, rawpy.NotSupportedError, ValueError, OSError, MemoryError)
_MAX_GAIN, _MIN_GAIN, _MAX_BLIND_GAIN = 8.0, 0.5, 2.8
_LIKE = 0.8  # a preview that correlates less shows something else
_SHOULDER = 0.7  # linear light above which highlights roll off
Pixels16 = NDArray[np.uint16]
Floats = NDArray[np.float64]


def header(data: bytes) -> Header:
    """Read the size as LibRaw gives it; a TIFF-like RAW whose sensor data end after the file is refused here."""
    _refuse_cut(data)
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            sizes = raw.sizes
    except _FAILURES as error:
        raise refusal.raw_undecodable(_said(error)) from error
    turned = sizes.flip in (5, 6)
    return Header("raw", sizes.height if turned else sizes.width, sizes.width if turned else sizes.height)


def decode(data: bytes) -> Decoded:
    """Develop with the camera's white balance (AHD demosaicing), turned upright by LibRaw.

    Raises:
        UnreadableError: ``raw_undecodable`` if LibRaw can't, or if what it gives is black, noise or only a part.
    """
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            if raw.raw_type == rawpy.RawType.Flat:
                wrong = complaint(raw.raw_image_visible, min(raw.black_level_per_channel))
                if wrong:
                    raise refusal.raw_undecodable(wrong)
            preview, about = _preview(_thumbnail(raw))
            linear: Pixels16 = raw.postprocess(
                use_camera_wb=True,
                output_bps=16,
                output_color=rawpy.ColorSpace.sRGB,
                gamma=(1, 1),
                no_auto_bright=True,
            )
    except _FAILURES as error:
        raise refusal.raw_undecodable(_said(error)) from error
    if linear.ndim != 3 or linear.shape[2] != 3:
        raise refusal.raw_undecodable("it gives no colour picture")
    curve = _tone_curve(_gain(linear, preview))
    exif = exif_block.described(data) if ifd.byte_order(data) else None
    return Decoded(
        np.take(curve, linear),
        "rgb",
        16,
        space="srgb",
        metadata=metadata.collect(exif) if exif else about,
    )


def camera_preview(data: bytes) -> tuple[bytes, Metadata] | None:
    """The JPEG that the camera put into its RAW, as it is there, and what the RAW says of itself; None without one.

    Raises:
        UnreadableError: ``raw_undecodable`` if LibRaw can't open it.
    """
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            thumbnail = _thumbnail(raw)
            jpeg = thumbnail is not None and thumbnail.format == rawpy.ThumbFormat.JPEG
            preview = bytes(thumbnail.data) if jpeg else None
    except _FAILURES as error:
        raise refusal.raw_undecodable(_said(error)) from error
    if preview is None:
        return None
    exif = exif_block.described(data) if ifd.byte_order(data) else _exif_of(preview)
    return preview, metadata.collect(exif)


def _said(error: BaseException) -> str:
    text = error.args[0] if error.args else ""
    return text.decode("ascii", "replace") if isinstance(text, bytes) else str(text) or type(error).__name__


def _refuse_cut(data: bytes) -> None:
    if ifd.byte_order(data) is None:
        return
    for d in ifd.all_directories(data):
        for offsets, sizes in ((273, 279), (324, 325), (513, 514)):
            places = zip(ifd.numbers(data, d, offsets), ifd.numbers(data, d, sizes), strict=False)
            if any(at + size > len(data) for at, size in places):
                raise refusal.truncated()


def _thumbnail(raw: Any) -> Any:  # noqa: ANN401 - rawpy ships no types
    try:
        return raw.extract_thumb()
    except _FAILURES:  # no preview, or none that LibRaw knows: the picture is developed without its help
        return None


def _preview(thumbnail: Any) -> tuple[NDArray[np.uint8] | None, Metadata]:  # noqa: ANN401
    """The preview's pixels and, if it is a JPEG, what it says (LibRaw writes a RAW's metadata into it)."""
    if thumbnail is None:
        return None, Metadata()
    if thumbnail.format != rawpy.ThumbFormat.JPEG:
        return np.array(thumbnail.data), Metadata()  # a copy: it may be freed with the file
    pixels = cv2.imdecode(
        np.frombuffer(thumbnail.data, np.uint8), cv2.IMREAD_REDUCED_COLOR_4 | cv2.IMREAD_IGNORE_ORIENTATION
    )
    exif = _exif_of(thumbnail.data)
    return None if pixels is None else np.asarray(pixels[..., ::-1], np.uint8), metadata.collect(exif)


def _exif_of(jpeg: bytes) -> bytes | None:
    try:
        return segments(jpeg).exif
    except (UnreadableError, struct.error):
        return None


def _luminance(pixels: NDArray[Any], side: int = 48) -> Floats:
    """A small map of linear luminance, 0-1, whatever the turn: the shorter side becomes rows."""
    upright = pixels if pixels.shape[0] <= pixels.shape[1] else np.rot90(pixels)
    small = cv2.resize(np.ascontiguousarray(upright), (side * 3 // 2, side), interpolation=cv2.INTER_AREA)
    scaled = small.astype(np.float64) / np.iinfo(pixels.dtype).max
    if pixels.dtype == np.uint8:
        scaled = np.where(scaled <= 0.04045, scaled / 12.92, ((scaled + 0.055) / 1.055) ** 2.4)
    luminance: Floats = scaled @ np.array([0.2126, 0.7152, 0.0722])
    return luminance


def _gain(linear: Pixels16, preview: NDArray[np.uint8] | None) -> float:
    """The factor that brings linear light to the brightness that the camera showed."""
    ours = _luminance(linear)
    if preview is not None and preview.ndim == 3 and min(preview.shape[:2]) >= 48:
        shown = max((_luminance(preview), _luminance(preview)[::-1, ::-1]), key=lambda s: _correlation(ours, s))
        if _correlation(ours, shown) > _LIKE:
            middle = (shown > 0.02) & (shown < 0.7) & (ours > 0.001)
            if middle.sum() > 100:
                return float(np.clip(np.median(shown[middle] / ours[middle]), _MIN_GAIN, _MAX_GAIN))
    return float(np.clip(0.9 / max(np.percentile(ours, 99), 1e-6), 1.0, _MAX_BLIND_GAIN))


def _correlation(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(np.sqrt(a).ravel(), np.sqrt(np.maximum(b, 0)).ravel())[0, 1])


def _tone_curve(gain: float) -> Pixels16:
    """From 16-bit linear light to 16-bit sRGB: the gain, then a shoulder that meets white where the sensor does."""
    x = np.arange(65536) / 65535 * gain
    if gain > 1:
        # the hyperbola t + (1-t)u/(u + ...) with slope 1 at the shoulder, scaled so that the sensor's white is white
        u = np.maximum(x - _SHOULDER, 0) / (1 - _SHOULDER)
        top = (gain - _SHOULDER) / (1 - _SHOULDER)
        rolled = u * (1 + u * max(1 / top - 1 / top**2, 0)) / (1 + u)
        end = top * (1 + top * max(1 / top - 1 / top**2, 0)) / (1 + top)
        x = np.where(x > _SHOULDER, _SHOULDER + (1 - _SHOULDER) * rolled / end, x)
    curve: Pixels16 = np.rint(encode(x) * 65535).astype(np.uint16)
    return curve
