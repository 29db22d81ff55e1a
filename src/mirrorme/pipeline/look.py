"""A look: what a franchise chose for its edits, and the recipe that it stands for."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.templates import own_number
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.recipe import Export, Frame, Recipe, portrait
from mirrorme.imaging.styles import find_style
from mirrorme.pipeline.own_parts import NOTHING, OwnParts, style_of
from mirrorme.pipeline.validation import in_words

SCREEN_SIDE = 512
"""Pixels that a picture for screens has to have on each side."""


class Look(BaseModel):
    """Choices for an edit; what is left out is the house's default.

    backdrop: a built-in one, ``brand:#rrggbb``, ``own:7``, or ``none`` to keep the photo's own. style: a built-in one
    or ``own:7``. cutout: also a transparent PNG.
    purpose: for prints Gate 1 asks for 2000x3000 pixels, for screens for 512x512.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    backdrop: str = "paper-dove-grey"
    style: str = "neutral"
    crop: Literal["4x6", "5x7", "8x10", "square", "none"] = "none"
    matte: Literal["fast", "standard", "best"] = "standard"
    cutout: bool = False
    purpose: Literal["print", "screen"] = "print"

    @property
    def gate(self) -> dict[str, Any]:
        """The limits of Gate 1 that differ from the house's, by name."""
        return {"min_short": SCREEN_SIDE, "min_long": SCREEN_SIDE} if self.purpose == "screen" else {}


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


def recipe_of(look: Look, own: OwnParts = NOTHING) -> Recipe:
    """The recipe for a photo. own: what the look names of the franchise's own.

    Raises:
        RecipeError, ValidationError: no such backdrop or style.
    """
    style = find_style(look.style) if own.style is None else style_of(own.style, own.lut)
    backdrop, digest = (look.backdrop, None) if own.backdrop is None else ("file", own.backdrop.digest)
    return portrait(
        style.compose(backdrop, digest),
        tier=look.matte,
        light=style.light(),
        frame=Frame(aspect=look.crop),
        grade=style.grade,
        export=Export(cutout=look.cutout),
    )
