"""A look: what a franchise chose for its edits, and the recipe that it stands for."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.templates import own_number
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.recipe import Aspect, Export, Frame, Recipe, portrait
from mirrorme.imaging.styles import find_style
from mirrorme.pipeline.own_parts import NOTHING, OwnParts, style_of
from mirrorme.pipeline.validation import in_words

SCREEN_SIDE = 512
"""Pixels that a picture for screens has to have on each side."""


class Look(BaseModel):
    """Choices for an edit; what is left out is the house's default.

    backdrop: a built-in one, ``brand:#rrggbb``, ``own:7``, or ``none`` to keep the photo's own. style: a built-in one
    or ``own:7``. cutout: also a transparent PNG.
    crop: a print format that everybody has, or a size in millimetres, such as ``mm:102x152``.
    purpose: for prints Gate 1 asks for 2000x3000 pixels, for screens for 512x512.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    backdrop: str = "paper-dove-grey"
    style: str = "neutral"
    crop: Aspect = "none"
    matte: Literal["fast", "standard", "best"] = "standard"
    cutout: bool = False
    purpose: Literal["print", "screen"] = "print"

    @property
    def gate(self) -> dict[str, Any]:
        """The limits of Gate 1 that differ from the house's, by name."""
        return {"min_short": SCREEN_SIDE, "min_long": SCREEN_SIDE} if self.purpose == "screen" else {}


class Adjustments(BaseModel):
    """What is changed of the look for one photo, by a person or by its score; None leaves it as it is.

    exposure: EV on top of what is measured. warmth: -100 (coldest) to 100 (warmest), of the photo and not the backdrop.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    matte: Literal["fast", "standard", "best"] | None = None
    exposure: Annotated[float, Field(ge=-2, le=2)] | None = None
    warmth: Annotated[float, Field(ge=-100, le=100)] | None = None
    backdrop: Annotated[str, Field(max_length=200)] | None = None
    style: Annotated[str, Field(max_length=200)] | None = None
    crop: Aspect | None = None

    @property
    def named(self) -> dict[str, Any]:
        """What is changed, as JSON values."""
        return self.model_dump(exclude_none=True)

    @property
    def of_look(self) -> dict[str, Any]:
        """What of it is a choice that a look has, too."""
        return {name: value for name, value in self.named.items() if name in Look.model_fields}

    def over(self, look: Look) -> Look:
        """The look with what of it is changed."""
        return look.model_copy(update=self.of_look)


def parse_look(choices: dict[str, Any]) -> Look:
    """Read choices. What a franchise's own things are called is taken as it is; ``check_own`` looks for them.

    Raises:
        InvalidError: an unknown choice, backdrop or style.
    """
    # all that paints them takes half a second to import, which the API spends when it is first asked, not at its start
    from mirrorme.imaging.backdrops import find  # noqa: PLC0415

    try:
        look = Look.model_validate(choices)
        if own_number(look.style) is None:
            find_style(look.style)
        if look.backdrop != "none" and own_number(look.backdrop) is None:
            find(look.backdrop)
    except ValidationError as error:
        raise InvalidError("invalid_look", f"This look can't be used: {in_words(error)}") from error
    except RecipeError as error:
        raise InvalidError("invalid_look", str(error)) from error
    return look


def recipe_of(look: Look, adjustments: Adjustments = Adjustments(), own: OwnParts = NOTHING) -> Recipe:  # noqa: B008 (frozen)
    """The recipe for a photo: its look, with what is changed of it. own: what both name of the franchise's own.

    Raises:
        RecipeError, ValidationError: no such backdrop or style.
    """
    look = adjustments.over(look)
    style = find_style(look.style) if own.style is None else style_of(own.style, own.lut)
    backdrop, digest = (look.backdrop, None) if own.backdrop is None else ("file", own.backdrop.digest)
    exposure_ev = style.light().exposure_ev + (adjustments.exposure or 0.0)
    by_hand = {"exposure_ev": exposure_ev, "warmth": (adjustments.warmth or 0.0) / 100}
    return portrait(
        style.compose(backdrop, digest),
        tier=look.matte,
        light=style.light().model_copy(update=by_hand),
        frame=Frame(aspect=look.crop),
        grade=style.grade,
        export=Export(cutout=look.cutout),
    )
