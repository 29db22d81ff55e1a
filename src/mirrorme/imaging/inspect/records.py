"""What Gate 1 measures and where it draws the lines."""

from dataclasses import dataclass

from mirrorme.imaging.errors import Reason
from mirrorme.imaging.read.records import Format


@dataclass(frozen=True, slots=True)
class GateLimits:
    """Where the lines are drawn; a franchise may move each.

    min_short, min_long: pixels of the shorter and the longer side, in either orientation.
    max_share: share of the subject's pixels in shadows, or of its lit part in highlights, above which it is rejected.
    min_focus: of the score 0-100. min_jpeg_quality: a picture that was once compressed harder is rejected.
    formats: the formats that are taken.
    """

    min_short: int = 2000
    min_long: int = 3000
    max_share: float = 0.80
    min_focus: float = 60.0
    min_jpeg_quality: float = 15.0
    formats: frozenset[Format] = frozenset(("jpeg", "png", "tiff", "webp", "heif", "avif", "raw"))


@dataclass(frozen=True, slots=True)
class Light:
    """How the subject is exposed.

    shadows: share of its pixels that are dark while nothing on it is lit. highlights: share of its lit part that is
    blown. stops: EV that would bring it to a usual brightness (positive: it is too dark).
    """

    shadows: float
    highlights: float
    stops: float


@dataclass(frozen=True, slots=True)
class Inspection:
    """What Gate 1 found; the photo passes if there is no reason.

    width, height: pixels, upright. focus: 0-100. jpeg_quality: the quality of the hardest JPEG compression whose traces
    were found, None without any. profile: the colour profile, or what was assumed. faces: how many were judged.
    """

    width: int
    height: int
    light: Light
    focus: float
    jpeg_quality: float | None
    profile: str
    faces: int
    reasons: tuple[Reason, ...]

    @property
    def passed(self) -> bool:
        """Whether the photo may be edited."""
        return not self.reasons
