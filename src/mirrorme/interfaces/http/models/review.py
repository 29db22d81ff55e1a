"""What reviews are asked for, and what they answer with."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from mirrorme.interfaces.http.models.answers import Answer, PhotoAnswer
from mirrorme.interfaces.http.models.fields import Id
from mirrorme.interfaces.http.models.requests import Asked
from mirrorme.pipeline.look import Adjustments

EditNumber = Annotated[int, Field(ge=1, le=32_767, description="The number of the edit that was looked at.")]
Note = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]+$"),
]


class ApproveBody(Asked):
    """Publish this edit."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"edit": 1}]})
    edit: EditNumber


class ReEditBody(Asked):
    """Edit the photo again, otherwise. What is not named stays as it was in this edit."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"edit": 1, "adjustments": {"matte": "best", "exposure": 0.3, "warmth": -10}}]}
    )
    edit: EditNumber
    adjustments: Adjustments = Adjustments()


class RetakeBody(Asked):
    """Have the studio take another photo. note: what they are told."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"edit": 1, "note": "Eyes closed: once more, please."}]})
    edit: EditNumber
    note: Note


class BatchPhoto(Asked):
    """A photo, and the number of the edit that was looked at."""

    photo: Id
    edit: EditNumber


class BatchBody(Asked):
    """The same decision about several photos; a retake needs a note."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"action": "approve", "photos": [{"photo": 7, "edit": 1}]}]}
    )
    action: Literal["approve", "re_edit", "retake"]
    photos: Annotated[list[BatchPhoto], Field(min_length=1, max_length=200)]
    adjustments: Adjustments = Adjustments()
    note: Note | None = None


class RefusedAnswer(Answer):
    """A photo that could not be decided, and why."""

    photo: int
    code: str
    message: str


class BatchAnswer(Answer):
    """What was done, and what was not."""

    done: list[PhotoAnswer]
    refused: list[RefusedAnswer]


class EditName(Answer):
    """Which edit."""

    id: int
    number: int


class FindingAnswer(Answer):
    """One thing that is wrong. severity: 0 to 1. box: left, top, right, bottom in pixels; null if it is everywhere."""

    code: str
    sentence: str
    severity: float
    box: tuple[int, int, int, int] | None


class FactorAnswer(Answer):
    """One of the five. value: 0-100. weight: what it counts, in per cent."""

    name: str
    value: float
    weight: float
    sentence: str
    findings: list[FindingAnswer]


class ScoreAnswer(Answer):
    """A score. decision: what the value leads to in the house; sure: whether it means anything, doubt why not."""

    value: float
    decision: str
    sure: bool
    doubt: str
    version: str
    factors: list[FactorAnswer]


class ReviewItem(Answer):
    """A photo that waits for people. score: null where nobody judged the edit. claimed_by: who looks at it now."""

    photo: PhotoAnswer
    session_name: str
    customer_name: str | None
    edit: EditName
    score: ScoreAnswer | None
    due_at: datetime
    claimed_by: str | None
    claimed_until: datetime | None
