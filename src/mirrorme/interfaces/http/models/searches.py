"""What lists can be narrowed by."""

from typing import Annotated

from pydantic import BaseModel, Field

from mirrorme.adapters.postgres.search import PhotosAsked, SessionsAsked
from mirrorme.domain.photo import State
from mirrorme.interfaces.http.models.fields import Code, Day, Id, Moment, Words
from mirrorme.interfaces.http.pages import Cursor, Limit

_OF = "Of one franchise alone; others than head office see only their own."


class _Query(BaseModel):
    franchise: Annotated[Code | None, Field(description=_OF)] = None
    limit: Limit = 50
    cursor: Cursor = None


class CustomersQuery(_Query):
    """Which customers."""

    q: Annotated[Words | None, Field(description="Words of their name or e-mail address, in any order.")] = None


class SessionsQuery(_Query):
    """Which sessions."""

    q: Annotated[Words | None, Field(description="Words of the session's or the customer's name, in any order.")] = None
    day: Annotated[Day | None, Field(description="Of one day alone.")] = None
    first: Annotated[Day | None, Field(alias="from", description="On this day or later.")] = None
    last: Annotated[Day | None, Field(alias="to", description="On this day or earlier.")] = None
    customer: Annotated[Id | None, Field(description="Of one customer.")] = None
    state: Annotated[State | None, Field(description="With at least one photo in this state.")] = None
    booking_type: Annotated[Id | None, Field(description="Of one booking type.")] = None

    @property
    def asked(self) -> SessionsAsked:
        """The same for the records."""
        return SessionsAsked(self.q, self.day, self.first, self.last, self.customer, self.state, self.booking_type)


class PhotosQuery(_Query):
    """Which photos."""

    q: Annotated[Words | None, Field(description="Words of the file's name, in any order.")] = None
    state: Annotated[State | None, Field(description="In this state alone.")] = None
    since: Annotated[Moment | None, Field(description="Announced at this time or later.")] = None

    @property
    def asked(self) -> PhotosAsked:
        """The same for the records."""
        return PhotosAsked(self.q, self.state, self.since)
