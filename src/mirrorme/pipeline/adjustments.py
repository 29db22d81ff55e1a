"""What a person changes about an edit, and the recipe that comes of it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mirrorme.imaging.recipe import Grade, Light, Recipe, Step, Tier
from mirrorme.pipeline.look import parse_look, recipe_of

_LOOK = ("matte", "backdrop", "style", "crop")


class Adjustments(BaseModel):
    """Changes to a session's look for one photo; what is left out stays as the look says.

    matte: the tier of cutting out. exposure: EV on top of what is measured and what the style adds. warmth: -100 to
    100, warmer upwards. backdrop, style, crop: as in a look.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    matte: Tier | None = None
    exposure: Annotated[float, Field(ge=-2, le=2)] = 0.0
    warmth: Annotated[float, Field(ge=-100, le=100)] = 0.0
    backdrop: Annotated[str, Field(max_length=100)] | None = None
    style: Annotated[str, Field(max_length=100)] | None = None
    crop: Literal["4x6", "5x7", "8x10", "square", "none"] | None = None


def adjusted(look: dict[str, Any], adjustments: Adjustments) -> Recipe:
    """The recipe of a look with changes.

    Raises:
        InvalidError: an unknown backdrop or style.
    """
    changed = adjustments.model_dump(include=set(_LOOK), exclude_none=True)
    recipe = recipe_of(parse_look({**look, **changed}))
    return recipe.model_copy(update={"steps": tuple(_with(step, adjustments) for step in recipe.steps)})


def _with(step: Step, adjustments: Adjustments) -> Step:
    match step:
        case Light():
            return step.model_copy(update={"exposure_ev": step.exposure_ev + adjustments.exposure})
        case Grade():
            warmest = step.temperature + adjustments.warmth / 100
            return step.model_copy(update={"temperature": min(max(warmest, -1.0), 1.0)})
        case _:
            return step
