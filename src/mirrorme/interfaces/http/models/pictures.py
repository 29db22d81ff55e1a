"""Bodies and answers about pictures for screens."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mirrorme.domain.views import Kind
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.pipeline.look import Adjustments

MOST_EDITS = 32_767
"""What the database counts to."""


class PicturesAnswer(Answer):
    """What there is to see of a photo. edit: of which edit; None for a photo that was turned away, or has none yet."""

    edit: int | None
    kinds: list[Kind]


class PreviewBody(BaseModel):
    """A preview. edit: the number of the edit whose matte is taken; the last one's if left out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"adjustments": {"exposure": 0.3, "warmth": 20, "backdrop": "canvas-slate"}}]},
    )

    adjustments: Adjustments
    edit: Annotated[int, Field(ge=1, le=MOST_EDITS)] | None = None
