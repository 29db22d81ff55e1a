"""What the API is asked for. Fields that are not known are refused."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mirrorme.domain.consents import Purpose
from mirrorme.domain.lane import Lane, Tier
from mirrorme.domain.retention import MOST_DAYS
from mirrorme.interfaces.http.models.fields import Code, Day, Email, Id, Moment, Name, Opening, Plain, Score, Timezone
from mirrorme.interfaces.http.pages import Cursor, Limit
from mirrorme.pipeline.look import Look
from mirrorme.pipeline.receive import MAX_SIZE


class Asked(BaseModel):
    """A body."""

    model_config = ConfigDict(extra="forbid")


class Change(Asked):
    """A body that changes what it names; null is no value."""

    def changes(self) -> dict[str, Any]:
        """What was named."""
        found = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value.chosen() if isinstance(value, LookBody) else value for name, value in found.items()}


class LookBody(Look):
    """Choices for edits; what is left out is the house's, or the booking type's."""

    def chosen(self) -> dict[str, Any]:
        """What was named."""
        return self.model_dump(exclude_unset=True)


class FranchiseBody(Asked):
    """A new franchise. code: the next number if left out."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Studio Boston", "region": "us-east-1", "timezone": "America/New_York"}]
        }
    )
    code: Code | None = None
    name: Name
    region: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$")]
    timezone: Timezone = "UTC"


class FranchiseChange(Change):
    """What may change of a franchise; owners change thresholds and hours. hours: a day that is left out is closed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"auto_publish": 90, "hours": {"mon": [["09:00", "12:30"], ["14:00", "18:00"]]}}]
        }
    )
    name: Name = ""
    timezone: Timezone = ""
    auto_publish: Score = 85
    review_from: Score = 70
    hours: Opening = {}


class BookingTypeBody(Asked):
    """Something new to book. franchise: needed from head office alone."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Newborn", "lane": "standard", "look": {"backdrop": "paper-white"}}]}
    )
    franchise: Code | None = None
    name: Name
    lane: Lane
    look: LookBody = LookBody()


class BookingTypeChange(Change):
    """What may change; sessions that are booked keep what they had."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lane": "express"}]})
    name: Name = ""
    lane: Lane = Lane.STANDARD
    look: LookBody = LookBody()


class CustomerBody(Asked):
    """A customer. franchise: needed from head office alone."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Ada Smith", "email": "ada@example.com", "tier": "premium"}]}
    )
    franchise: Code | None = None
    name: Name
    email: Email | None = None
    tier: Tier = Tier.REGULAR


class CustomerChange(Change):
    """What may change; sessions that are booked keep their lane. hold: why the data has to be kept; null lifts it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tier": "vip"}]})
    name: Name = ""
    email: Email | None = None
    tier: Tier = Tier.REGULAR
    hold: Name | None = None


class ConsentBody(Asked):
    """What a customer said. source: how it was said, such as the form that was signed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "training", "given": False, "source": "form of 17 November"}]}
    )
    kind: Purpose
    given: bool
    source: Name


Days = Annotated[int | None, Field(ge=1, le=MOST_DAYS, description="Days since it was written; null: never.")]


class RuleBody(Asked):
    """What is done with objects of a kind, and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "rejected", "delete_after": 14}]})
    kind: Literal["raw", "processed", "rejected", "customer"]
    cold_after: Days = None
    archive_after: Days = None
    delete_after: Days = None


class RetentionBody(Asked):
    """A franchise's own rules; kinds that are left out are kept by the usual ones."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"rules": [{"kind": "raw", "cold_after": 30, "archive_after": 90, "delete_after": 365}]}]
        }
    )
    rules: Annotated[list[RuleBody], Field(max_length=4)]


class SessionBody(Asked):
    """A booking. day: today where the franchise is, if left out. due_at: when the customer was promised the photos."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Smith family", "booking_type": 3, "day": "2026-11-17"}]}
    )
    name: Name
    booking_type: Id
    customer: Id | None = None
    day: Day | None = None
    due_at: Moment | None = None
    look: LookBody = LookBody()


class SessionChange(Change):
    """What may change of a booking. lane: what waits moves along. due_at: chooses the lane anew if none is given."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lane": "vip"}]})
    name: Name = ""
    customer: Id | None = None
    due_at: Moment | None = None
    lane: Lane = Lane.STANDARD


class UploadBody(Asked):
    """A file that is announced. sha256: of all of it, as 64 hexadecimal digits."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"filename": "IMG_0042.CR3", "size": 28_311_552, "sha256": "9f86d081" * 8}]}
    )
    filename: Annotated[str, Field(max_length=1000)]
    size: Annotated[int, Field(ge=0, le=2**50, description=f"Bytes, at most {MAX_SIZE}.")]
    sha256: Annotated[str, Field(max_length=100)]


class PartsBody(Asked):
    """The parts that URLs are wanted for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parts": [1, 2, 3]}]})
    parts: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(min_length=1, max_length=100)]


class HistoryQuery(BaseModel):
    """Which lines of the history."""

    franchise: Annotated[Code | None, Field(description="Of one franchise; others than head office see their own.")] = (
        None
    )
    session: Annotated[Id | None, Field(description="Of one session.")] = None
    kind: Annotated[Plain | None, Field(description="Such as photo, view.original, customer.changed.")] = None
    who: Annotated[Plain | None, Field(description="Such as franchise:front desk; person-3 in whatever role.")] = None
    since: Annotated[Moment | None, Field(description="Not before.")] = None
    until: Annotated[Moment | None, Field(description="Before.")] = None
    views: Annotated[
        bool, Field(description="With who looked at pictures. Without them, a kind that is asked for is told anyway.")
    ] = True
    limit: Limit = 50
    cursor: Cursor = None


class RetryBody(Asked):
    """Which failed photos: of one franchise, or all that the caller may see."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"franchise": "001"}]})
    franchise: Code | None = None
