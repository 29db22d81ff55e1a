"""The boundary to Pillow: which formats it decodes for us, and every way in which it may fail."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageFile

from mirrorme.imaging.read import refusal
from mirrorme.imaging.read.records import Model, Samples

# Limits are checked from the header before Pillow sees a file, so that its own guess at a bomb (a warning at 89 MP, an
# error at 179 MP) only stands in the way.
Image.MAX_IMAGE_PIXELS = None

# Pillow's plugins parse untrusted fields in plain Python and let whatever that raises through; it documents none of it.
# These are all types that its own fuzzing corpus and ours have brought up.
FAILURES = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    MemoryError,
    AssertionError,
    struct.error,
    zlib.error,
)


@contextmanager
def opened(data: bytes, kind: str) -> Iterator[ImageFile.ImageFile]:
    """Open a file as one Pillow format and nothing else; what goes wrong inside is a damaged file."""
    with warnings.catch_warnings():
        # Pillow warns of odd tags that it then ignores: no news for a studio
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=(kind,)) as image:
                yield image
        except FAILURES as error:
            raise _refused(error) from error


def _refused(error: BaseException) -> Exception:
    text = str(error).lower()
    if "truncated" in text:
        return refusal.truncated()
    return refusal.damaged(text.split(" <")[0] or type(error).__name__)


def samples(image: Image.Image) -> tuple[Samples, Model, Samples | None]:
    """Decode an opened picture: its samples, their model, and its alpha, if it has one.

    Modes of more than 8 bits are refused here: Pillow would halve their depth or clip it.
    """
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L")), "grey", None
    if image.mode in ("RGB", "YCbCr"):
        return np.asarray(image.convert("RGB")), "rgb", None
    if image.mode == "CMYK":
        return np.asarray(image), "cmyk", None
    if image.mode in ("LA", "La"):
        both = np.asarray(image.convert("LA"))
        return np.ascontiguousarray(both[..., 0]), "grey", np.ascontiguousarray(both[..., 1])
    if image.mode in ("RGBA", "RGBa", "RGBX", "P", "PA"):
        four = np.asarray(image.convert("RGBA"))
        return np.ascontiguousarray(four[..., :3]), "rgb", np.ascontiguousarray(four[..., 3])
    raise refusal.unsupported_format(f"a picture of the kind {image.mode}")
