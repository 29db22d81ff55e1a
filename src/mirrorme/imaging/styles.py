"""Looks by name, and those that a studio brings as a file."""

import difflib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mirrorme.imaging.errors import Reason, RecipeError
from mirrorme.imaging.recipe import Compose, Grade, Light

Strength = Annotated[float, Field(ge=0, le=1)]


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

    def light(self) -> Light:
        """The light step of a recipe in this style."""
        return Light(exposure_ev=self.exposure_ev)

    def compose(self, backdrop: str, digest: str | None) -> Compose:
        """The compose step of a recipe in this style."""
        return Compose(backdrop=backdrop, digest=digest, shadow=self.shadow, wrap=self.wrap, grain=self.grain)


_STYLES = (
    Style(name="neutral", title="As photographed"),
    Style(name="warm-portrait", title="Warm skin, gentle contrast", grade=Grade(temperature=0.22, contrast=0.12)),
    Style(
        name="cool-corporate",
        title="Cool, clear, businesslike",
        grade=Grade(temperature=-0.16, contrast=0.2, saturation=-0.08),
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
    Style(name="rich-colour", title="Fuller colour", grade=Grade(contrast=0.15, saturation=0.3)),
    Style(name="golden-hour", title="Evening sun", grade=Grade(temperature=0.42, tint=0.08, saturation=0.08)),
    Style(
        name="film-like",
        title="Soft shoulders, slightly green shadows",
        grade=Grade(temperature=0.1, tint=-0.12, contrast=0.1, saturation=-0.12),
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

    Raises:
        RecipeError: it is none; says where and why.
    """
    try:
        return Style.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        reason = Reason("bad_style", f"This style can't be used: {where}: {first['msg']}.")
        raise RecipeError(reason) from error
