"""The other records of the business."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from mirrorme.domain.keys import SessionPlace
from mirrorme.domain.lane import Lane, Tier

KeyRole = Literal["head_office", "franchise", "upload", "auditor", "client"]
"""What a key is for. upload: a studio's device. client: a program, for what its scopes name."""
Role = Literal["head_office", "franchise", "staff", "upload", "auditor", "client", "half", "enrolling"]
"""Who asks. franchise: who owns it. auditor: reads the history. half, enrolling: a sign-in that is not done yet."""
VIEW = "view."
"""What the kind of a line begins with that tells of a look at a picture, and of no change."""
QUIET = (VIEW, "sign_in.")
"""Kinds of lines that are kept, but not told as they happen."""


@dataclass(frozen=True, slots=True)
class Franchise:
    """A studio business.

    code: ``001``. auto_publish, review_from: scores, 0-100. hours: when it is open, see ``parse_hours``.
    """

    code: str
    name: str
    region: str
    timezone: str
    auto_publish: int
    review_from: int
    created_at: datetime
    hours: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BookingType:
    """What can be booked. look: choices for the edit (backdrop, style, crop, matte), as far as they are made.

    withdrawn_at: since when it can be booked no more; None while it can.
    """

    id: int
    franchise: str
    name: str
    lane: Lane
    look: dict[str, Any]
    created_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is photographed. hold: why their data has to be kept, by law; None if it hasn't."""

    id: int
    franchise: str
    name: str
    email: str | None
    tier: Tier
    created_at: datetime
    hold: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A booking and its photos. day, number: its place among the objects. due_at: promised to the customer, or None."""

    id: int
    franchise: str
    name: str
    day: date
    number: int
    booking_type: int
    customer: int | None
    lane: Lane
    look: dict[str, Any]
    due_at: datetime | None
    cancelled: bool
    alerted: bool
    created_at: datetime

    @property
    def place(self) -> SessionPlace:
        """Where its objects are."""
        return SessionPlace(self.franchise, self.day, self.number)


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo on its way. multipart: the store's id; None for a single PUT. part_size: bytes."""

    id: str
    franchise: str
    photo: int
    multipart: str | None
    size: int
    part_size: int
    state: Literal["open", "done", "aborted"]
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """A finished edit. outputs: kind (jpeg, cutout, those of ``domain.views``) to object key. seconds: by step.

    expired_at: when its pictures were deleted by their age.
    """

    id: int
    franchise: str
    photo: int
    number: int
    recipe: dict[str, Any]
    models: dict[str, str]
    device: str
    outputs: dict[str, str]
    seconds: dict[str, float]
    measured: dict[str, Any]
    created_at: datetime
    expired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history.

    kind: ``photo`` for a transition, else ``session.created``, ``alert.rejections``, ``lane.paused`` ... who: role and
    name, or the part of the service. data: what else there is to know.
    """

    id: int
    at: datetime
    franchise: str | None
    session: int | None
    photo: int | None
    kind: str
    who: str
    before: str | None
    after: str | None
    why: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    id: ``key:7``, ``person:3``, or the part of the service. franchise: its code; None for head office, who sees all.
    scopes: what a client's key names. person, sign_in: of somebody who signed in. proved_at: when they last proved who
    they are.
    """

    id: str
    name: str
    role: Role
    franchise: str | None
    scopes: frozenset[str] = frozenset()
    person: int | None = None
    sign_in: int | None = None
    proved_at: datetime | None = None

    @property
    def who(self) -> str:
        """For the history, where keys have names and people numbers: it outlives them."""
        return f"{self.role}:{self.name if self.person is None else f'person-{self.person}'}"
