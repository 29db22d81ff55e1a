"""What reading takes and gives."""

from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.metadata import Metadata

Format = Literal["jpeg", "png", "tiff", "webp", "heif", "avif", "raw"]
Model = Literal["rgb", "grey", "cmyk"]
Samples = NDArray[Any]  # uint8 or uint16, full range


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost, checked from its header before any decoding.

    max_bytes: of the file. max_pixels: width x height. min_side: pixels of the shorter side, under which nothing can be
    a portrait.
    """

    max_bytes: int = 200_000_000
    max_pixels: int = 150_000_000
    min_side: int = 32


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself: its format and its stored size, before orientation."""

    format: Format
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the pixels came from.

    depth: bits per sample in the file. profile: the colour profile's description, or what was assumed (``assumed``).
    width, height: as stored, before orientation. orientation: the EXIF value (1-8) that was baked.
    notes: what a studio may want to know (a broken profile, a missing end marker).
    """

    format: Format
    depth: int
    profile: str
    assumed: bool
    width: int
    height: int
    orientation: int = 1
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A photo that was read: upright, in the working space.

    alpha: (H, W) uint8, the file's own transparency, or None if it has none or is opaque all over.
    """

    image: Image
    alpha: Alpha | None
    metadata: Metadata
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A decoder's result, in the file's own colour space and orientation.

    samples: (H, W, 3) rgb, (H, W) grey or (H, W, 4) cmyk (0 is no ink); uint8 or uint16, full range.
    alpha: (H, W), same dtype, or None. profile: the embedded ICC profile. space: the space that the file names
    without a profile. depth: bits per sample in the file.
    """

    samples: Samples
    model: Model
    depth: int
    alpha: Samples | None = None
    profile: bytes | None = None
    space: Literal["srgb", "adobe-rgb", "display-p3"] | None = None
    orientation: int = 1
    metadata: Metadata = Metadata()  # noqa: RUF009 - frozen, so one may be shared
    notes: tuple[str, ...] = ()
