"""What is asked and answered about ratings, models and accuracy."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from mirrorme.domain.ratings import Thumb
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.requests import Asked


class RatingBody(Asked):
    """An opinion of an edit.

    edit: its number within the photo. training: it may teach the scorer, if the customer agreed to that.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"edit": 1, "thumb": "up", "stars": 4, "comment": "", "training": True}]}
    )
    edit: Annotated[int, Field(ge=1, le=32_000)]
    thumb: Thumb
    stars: Annotated[int | None, Field(ge=1, le=5)] = None
    comment: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    training: bool = False


class RatingAnswer(Answer):
    """An opinion.

    edit: the edit's number within its photo. rater: whose, as a number. teaches: whether it does teach: whoever rated
    wants it, and the customer has said yes last.
    """

    id: int
    photo: int
    edit: int
    rater: str
    thumb: Thumb
    stars: int | None
    comment: str
    training: bool
    teaches: bool
    at: datetime


class RatingsAnswer(Answer):
    """All opinions of a photo, by id."""

    items: list[RatingAnswer]
