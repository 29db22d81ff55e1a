"""Looks by name, and those that a studio brings as a file."""

import difflib
import re
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from mirrorme.imaging.errors import Reason, RecipeError
from mirrorme.imaging.recipe import Compose, Grade, Light

Strength = Annotated[float, Field(ge=0, le=1)]
# of a file with more, the first ones are told
_FAULTS = 3


class Style(BaseModel):
    """A look.

    grade: warmth, contrast, saturation. cube: a ``.cube`` file beside the style's own, whose digest becomes
    ``grade.lut``. exposure_ev: added to what is measured. shadow, wrap, grain: how the subject meets the backdrop.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
    title: Annotated[str, Field(max_length=80)] = ""
    grade: Grade = Grade()
    cube: Annotated[str, Field(max_length=200)] | None = None
    exposure_ev: Annotated[float, Field(ge=-2, le=2)] = 0.0
    shadow: Strength = 0.5
    wrap: Strength = 0.5
    grain: Strength = 1.0

    @field_validator("cube")
    @classmethod
    def _beside(cls, cube: str | None) -> str | None:
        """A style file may come from anywhere: the path that it names must not lead out of its folder."""
        if cube is None:
            return None
        path = PurePosixPath(cube)
        if re.search(r'[\\:*?"<>|\x00-\x1f]', cube) or path.is_absolute() or ".." in path.parts:
            raise ValueError("give a path below the style file's own folder, with forward slashes")
        if path.suffix.lower() != ".cube":
            raise ValueError("name a .cube file")
        return cube

    @model_validator(mode="after")
    def _named_by_path(self) -> Self:
        if self.grade.lut is not None:
            raise ValueError("a style names its LUT by the path of its .cube file, in cube, not by a digest")
        return self

    def light(self) -> Light:
        """The light step of a recipe in this style."""
        return Light(exposure_ev=self.exposure_ev)

    def compose(self, backdrop: str, digest: str | None) -> Compose:
        """The compose step of a recipe in this style."""
        return Compose(backdrop=backdrop, digest=digest, shadow=self.shadow, wrap=self.wrap, grain=self.grain)


_STYLES = (
    Style(name="neutral", title="As photographed"),
    Style(
        name="warm-portrait",
        title="Warm skin, gentle contrast",
        grade=Grade(temperature=0.16, tint=0.05, contrast=0.12),
    ),
    Style(
        name="cool-corporate",
        title="Cool, clear, businesslike",
        grade=Grade(temperature=-0.13, tint=0.03, contrast=0.2, saturation=-0.06),
    ),
    Style(
        name="high-key",
        title="Bright and airy",
        grade=Grade(contrast=-0.12, saturation=-0.04),
        exposure_ev=0.35,
        shadow=0.25,
        wrap=0.8,
    ),
    Style(
        name="low-key",
        title="Deep and dramatic",
        grade=Grade(contrast=0.38, saturation=-0.08),
        exposure_ev=-0.35,
        shadow=0.8,
        wrap=0.25,
    ),
    Style(name="soft-matte", title="Low contrast, muted", grade=Grade(contrast=-0.28, saturation=-0.15)),
    Style(name="rich-colour", title="Fuller colour", grade=Grade(contrast=0.15, saturation=0.22)),
    Style(name="golden-hour", title="Evening sun", grade=Grade(temperature=0.36, tint=0.08, saturation=0.05)),
    Style(
        name="film-like",
        title="A print's contrast, quieter colour",
        grade=Grade(temperature=0.08, tint=-0.03, contrast=0.28, saturation=-0.18),
    ),
    Style(name="black-and-white", title="Black and white", grade=Grade(contrast=0.25, saturation=-1.0)),
)


def styles() -> tuple[Style, ...]:
    """All built-in styles."""
    return _STYLES


def find_style(name: str) -> Style:
    """A built-in style.

    Raises:
        RecipeError: there is none of that name; says which are close.
    """
    for style in _STYLES:
        if style.name == name:
            return style
    names = [style.name for style in _STYLES]
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names
    raise RecipeError(Reason("unknown_style", f"There is no style '{name}'. Close to it: {', '.join(close)}."))


def parse_style(text: str) -> Style:
    """A style from JSON.

    Args:
        text: the fields of a `Style`. The caller finds the file that ``cube`` names, and gives its digest to the grade.

    Raises:
        RecipeError: it is none; says where and why.
    """
    try:
        return Style.model_validate_json(text)
    except ValidationError as error:
        faults = [f"{_place(fault['loc'])}: {fault['msg']}" for fault in error.errors()[:_FAULTS]]
        reason = Reason("bad_style", f"This style can't be used: {'; '.join(faults)}.")
        raise RecipeError(reason) from error


def _place(path: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in path) or "the file"
