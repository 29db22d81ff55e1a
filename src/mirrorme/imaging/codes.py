"""Read the QR codes (ISO/IEC 18004) that are seen in a photo."""

from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.export import eight_bits
from mirrorme.imaging.metadata import Metadata, collect
from mirrorme.imaging.read import Limits, raw, read, refusal
from mirrorme.imaging.read.jpeg_segments import segments
from mirrorme.imaging.read.sniff import identify

LONGEST = 1600
"""Pixels of the longer side that are looked at: enough for a code of a twelfth of it, and not more than a glance."""
ENOUGH = 1000
"""Pixels that a RAW's preview needs; of another one the RAW itself is developed."""
LOOK = Limits(max_bytes=2 * 1024 * 1024, max_pixels=4_000_000)
"""For a picture that was made small to be looked at alone."""
_REDUCED = (
    (8, cv2.IMREAD_REDUCED_GRAYSCALE_8),
    (4, cv2.IMREAD_REDUCED_GRAYSCALE_4),
    (2, cv2.IMREAD_REDUCED_GRAYSCALE_2),
)
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """A photo as far as codes need it. grey: at most ``LONGEST`` pixels a side, not turned. captured: when, by EXIF."""

    grey: Grey
    captured: datetime | None


def glance(data: bytes, limits: Limits = Limits()) -> Glance:  # noqa: B008 (frozen)
    """Look at a file of any format that photos come in, only as closely as codes need it.

    A JPEG is decoded at an eighth to a half of its size, of a camera RAW the camera's own preview where
    it has one that is large enough.

    Raises:
        UnreadableError: as ``read``.
    """
    if len(data) > limits.max_bytes:
        raise refusal.too_many_bytes(len(data), limits.max_bytes)
    kind = identify(data)
    if kind == "jpeg" and (small := _jpeg(data, limits)) is not None:
        return small
    if kind == "raw" and (found := _previewed(data, limits)) is not None:
        return found
    photo = read(data, limits)
    return _seen(cv2.cvtColor(eight_bits(photo.image), cv2.COLOR_RGB2GRAY), photo.metadata)


def texts_in(grey: Grey) -> frozenset[str]:
    """What the codes in a picture say, whichever way they lie; empty if there are none that can be read.

    The marks are found as those of ArUco are (OpenCV, QRCodeDetectorAruco), which reads far more of small codes than
    its plain detector. The code corrects its own errors and is refused whole where it can't, so no text is a guess.
    """
    try:
        found, texts, _, _ = cv2.QRCodeDetectorAruco().detectAndDecodeMulti(grey)
    except cv2.error:  # some patterns that are no code break an assertion of the detector
        return frozenset()
    return frozenset(text for text in texts if text) if found else frozenset()


def _jpeg(data: bytes, limits: Limits) -> Glance | None:
    """None if it is cut off or damaged, which ``read`` judges."""
    parts = segments(data)
    width, height = parts.frame.width, parts.frame.height
    if width * height > limits.max_pixels:
        raise refusal.too_many_pixels(width, height, limits.max_pixels)
    times = max(width, height) / LONGEST
    how = next((flag for by, flag in _REDUCED if by <= times), cv2.IMREAD_GRAYSCALE)
    grey = cv2.imdecode(np.frombuffer(data, np.uint8), how | cv2.IMREAD_IGNORE_ORIENTATION)
    return None if grey is None else _seen(grey, collect(parts.exif))


def _previewed(data: bytes, limits: Limits) -> Glance | None:
    """A RAW as its camera shows it; None without such a picture, or with one that is too small for codes."""
    found = raw.camera_preview(data)
    if found is None:
        return None
    preview, about = found
    try:
        seen = _jpeg(preview, limits)
    except UnreadableError:
        return None
    if seen is None or max(seen.grey.shape) < ENOUGH:
        return None
    return Glance(seen.grey, about.captured or seen.captured)


def _seen(grey: cv2.typing.MatLike, about: Metadata) -> Glance:
    scale = LONGEST / max(grey.shape[:2])
    if scale < 1:
        size = max(round(grey.shape[1] * scale), 1), max(round(grey.shape[0] * scale), 1)
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return Glance(np.asarray(grey, np.uint8), about.captured)
