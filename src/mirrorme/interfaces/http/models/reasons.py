"""Why photos are where they are, as their records keep it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator

from mirrorme.domain.photo import State


class ReasonAnswer(BaseModel):
    """Why a photo was rejected or failed: for programs, and for people. stops: EV that would bring the light right."""

    code: str
    message: str
    stops: float | None = None


class OverruledAnswer(BaseModel):
    """What spoke against a photo that a person had edited all the same, by whom and when. note: the reviewer's."""

    state: Literal[State.REJECTED, State.RETAKE]
    reasons: list[ReasonAnswer]
    note: str
    by: str
    at: datetime


class WaitsForAnswer(BaseModel):
    """Why people have to look at an edit.

    ``asked``: a person asked for it (by), and such edits never publish themselves. ``under``: the threshold that its
    franchise had. ``unsure``: its score means nothing. ``unscored``: nobody judged it.
    """

    code: Literal["asked", "under", "unsure", "unscored"]
    by: str | None = None
    threshold: float | None = None


_OR_NOTHING = BeforeValidator(lambda kept: kept or None)
"""What records keep as an empty object is null in answers."""
Overruled = Annotated[OverruledAnswer | None, _OR_NOTHING]
WaitsFor = Annotated[WaitsForAnswer | None, _OR_NOTHING]
