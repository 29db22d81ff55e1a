"""Which lane will come of a booking: what is asked, and what is answered."""

from typing import Annotated

from pydantic import BaseModel, Field

from mirrorme.domain.lane import Because, Lane, Tier
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Id, Moment


class LaneChoiceQuery(BaseModel):
    """What would be booked."""

    booking_type: Annotated[Id, Field(description="What is booked.")]
    customer: Annotated[Id | None, Field(description="For whom.")] = None
    due_at: Annotated[Moment | None, Field(description="For when the photos are promised.")] = None


class LaneChoiceAnswer(Answer):
    """The lane, what it promises from upload to publishing, and why it is this one. tier: the customer's."""

    lane: Lane
    promise_s: int
    because: Because
    tier: Tier | None
