"""An edit as data: an ordered tuple of frozen steps, JSON at the boundary, stored with every edit.

The union is closed on purpose: ``develop`` matches on it and mypy proves that no step is forgotten.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Tier = Literal["fast", "standard", "best"]


def ratio_of_print(size: str) -> float:
    """Width to height, upright, of a size in millimetres such as ``mm:102x152``."""
    short, long = _sides(size)
    return short / long


def _sides(size: str) -> list[float]:
    """The shorter, and the longer one."""
    return sorted(float(side) for side in size.removeprefix("mm:").split("x"))


def _printable(size: str) -> str:
    short, long = _sides(size)
    if not 20 <= short <= long <= min(2000, 4 * short):
        raise ValueError("sides have to be from 20 to 2000 mm, the longer one at most 4 times the shorter one")
    return size


_SIDE = r"[1-9][0-9]{1,3}(\.[0-9])?"
PrintFormat = Annotated[str, Field(pattern=rf"^mm:{_SIDE}x{_SIDE}$"), AfterValidator(_printable)]
"""A print's size in millimetres, to a tenth: one of a studio's own."""
Aspect = Literal["4x6", "5x7", "8x10", "square", "none"] | PrintFormat
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Step(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Matte(_Step):
    """Find the people: an alpha matte at the photo's full resolution."""

    step: Literal["matte"] = "matte"
    tier: Tier = "standard"


class Light(_Step):
    """Correct exposure and white balance from the subject.

    exposure_ev: EV added on top of what is measured; auto: whether anything is measured at all. warmth: by hand on top
    of the measured balance, from -1 (coldest) to 1 (warmest, log2(red / blue) raised by 1 in linear light). Both change
    the photo alone and not the backdrop, whose colours are the franchise's; a grade changes both.
    """

    step: Literal["light"] = "light"
    auto: bool = True
    exposure_ev: Annotated[float, Field(ge=-4, le=4)] = 0.0
    warmth: Annotated[float, Field(ge=-1, le=1)] = 0.0


class Frame(_Step):
    """Crop to a print format, with head room; ``none`` keeps the photo's own framing."""

    step: Literal["frame"] = "frame"
    aspect: Aspect = "none"


class Compose(_Step):
    """Put the subject before a backdrop.

    backdrop: a built-in name, ``file`` (then ``digest`` says which), or ``none`` (the photo's own background stays).
    shadow, wrap, grain: strength from 0 (off) to 1.
    """

    step: Literal["compose"] = "compose"
    backdrop: str
    digest: Digest | None = None
    shadow: Annotated[float, Field(ge=0, le=1)] = 0.5
    wrap: Annotated[float, Field(ge=0, le=1)] = 0.5
    grain: Annotated[float, Field(ge=0, le=1)] = 1.0


class Grade(_Step):
    """The franchise's look. All zeros and no LUT is neutral: the pixels come out as they went in.

    temperature, tint, contrast, saturation: -1 to 1. lut: SHA-256 of a .cube file; lut_mix: 0 to 1.
    """

    step: Literal["grade"] = "grade"
    temperature: Annotated[float, Field(ge=-1, le=1)] = 0.0
    tint: Annotated[float, Field(ge=-1, le=1)] = 0.0
    contrast: Annotated[float, Field(ge=-1, le=1)] = 0.0
    saturation: Annotated[float, Field(ge=-1, le=1)] = 0.0
    lut: Digest | None = None
    lut_mix: Annotated[float, Field(ge=0, le=1)] = 1.0


class Export(_Step):
    """How the files are written. The JPEG is always written; ``keep_gps`` leaves the place in its EXIF."""

    step: Literal["export"] = "export"
    quality: Annotated[int, Field(ge=60, le=100)] = 95
    cutout: bool = False
    alpha: bool = False
    keep_gps: bool = False


Step = Annotated[Matte | Light | Frame | Compose | Grade | Export, Field(discriminator="step")]


class Recipe(BaseModel):
    """All that was asked of an edit. Same photo, recipe and models on the same machine: same bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    steps: tuple[Step, ...]


def portrait(
    scene: Compose,
    *,
    tier: Tier = "standard",
    light: Light = Light(),  # noqa: B008 - frozen, as all of these
    frame: Frame = Frame(),  # noqa: B008
    grade: Grade = Grade(),  # noqa: B008
    export: Export = Export(),  # noqa: B008
) -> Recipe:
    """The pipeline of a portrait: matte, light, frame, compose, grade, export."""
    return Recipe(steps=(Matte(tier=tier), light, frame, scene, grade, export))
