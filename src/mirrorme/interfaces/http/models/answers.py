"""What the API answers with."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from mirrorme.domain.consents import Purpose
from mirrorme.domain.lane import Lane, Tier
from mirrorme.domain.photo import State
from mirrorme.interfaces.http.models.reasons import Overruled, ReasonAnswer, WaitsFor


class Answer(BaseModel):
    """Read off a record of the domain."""

    model_config = ConfigDict(from_attributes=True)


class Health(Answer):
    """Whether the API lives."""

    status: Literal["ok"] = "ok"


class Ready(Answer):
    """Whether it can do its work: each of what it needs, ``ok`` or what is wrong."""

    database: str
    store: str


class FranchiseAnswer(Answer):
    """A studio business. auto_publish, review_from: scores, 0-100. hours: opening hours where it is, by weekday."""

    code: str
    name: str
    region: str
    timezone: str
    auto_publish: int
    review_from: int
    created_at: datetime
    hours: dict[str, list[list[str]]]


class FoundedAnswer(FranchiseAnswer):
    """A new franchise with its keys, by role."""

    keys: dict[str, str]


class BookingTypeAnswer(Answer):
    """What can be booked. withdrawn_at: since when it can be no more; null while it can."""

    id: int
    franchise: str
    name: str
    lane: Lane
    look: dict[str, Any]
    created_at: datetime
    withdrawn_at: datetime | None


class CustomerAnswer(Answer):
    """Who is photographed. allowed: what their consents come to. erased_at: when they had their data erased."""

    id: int
    franchise: str
    name: str
    email: str | None
    tier: Tier
    hold: str | None
    created_at: datetime
    allowed: dict[Purpose, bool] = {}
    erased_at: datetime | None = None


class ConsentAnswer(Answer):
    """What a customer said. source: how."""

    id: int
    customer: int
    kind: Purpose
    given: bool
    at: datetime
    who: str
    source: str


class ConsentsAnswer(Answer):
    """allowed: what counts where the franchise is. current: the last answer to each. told: all, the oldest first."""

    allowed: dict[Purpose, bool]
    current: list[ConsentAnswer]
    told: list[ConsentAnswer]


class RuleAnswer(Answer):
    """What is done with objects of a kind, after how many days; null: never. own: it is the franchise's own rule."""

    kind: str
    cold_after: int | None
    archive_after: int | None
    delete_after: int | None
    own: bool = False


class RetentionAnswer(Answer):
    """The rules that a franchise's photos are kept by."""

    rules: list[RuleAnswer]


class ErasureAnswer(Answer):
    """A customer's erasure. due_at: by when it was promised. again_at: when all is swept again. receipt: signed."""

    id: int
    franchise: str
    customer: int
    asked_at: datetime
    asked_by: str
    due_at: datetime
    again_at: datetime | None
    done_at: datetime | None
    photos: int
    objects: int
    receipt: dict[str, Any] | None


class CoverAnswer(Answer):
    """The picture that stands for a session: of which photo, and of which of its edits."""

    photo: int
    edit: int


class SessionAnswer(Answer):
    """A booking. counts: its photos by state. cover: null while there is no picture of it.

    customer_name: whose it is. next_deadline: the earliest of its photos that are not finished. missed: photos whose
    promise was broken. erased_at: when its customer had all of it erased.
    """

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
    counts: dict[State, int] = {}
    customer_name: str | None = None
    next_deadline: datetime | None = None
    missed: int = 0
    erased_at: datetime | None = None
    cover: CoverAnswer | None = None


class PhotoAnswer(Answer):
    """One photo. deadline: when it is promised. missed_at: when that was found broken.

    original_expired_at: when what was uploaded was deleted by its age. score, sure: of the last edit; null if nobody
    judged it. review_due_at: when somebody has to have looked. reviewer, claimed_until: who looks at it, and how long
    it is kept for them. note: what the studio is told at a retake. adjustments: what was changed of the look.
    overruled: what last spoke against it when a person had it edited all the same. waits_for: why people have to look.
    """

    id: int
    franchise: str
    session: int
    number: int
    filename: str
    size: int
    sha256: str
    state: State
    lane: Lane
    edits: int
    deadline: datetime | None
    created_at: datetime
    received_at: datetime | None
    published_at: datetime | None
    missed_at: datetime | None
    reasons: list[ReasonAnswer]
    original_expired_at: datetime | None
    score: float | None
    sure: bool | None
    review_due_at: datetime | None
    reviewer: str | None
    claimed_until: datetime | None
    note: str
    adjustments: dict[str, Any]
    overruled: Overruled
    waits_for: WaitsFor


class EditAnswer(Answer):
    """A finished edit. outputs: object keys by kind. seconds: by step. expired_at: when they were deleted by age."""

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
    expired_at: datetime | None


class UploadAnswer(Answer):
    """An upload that is under way. part_size: bytes of all parts but the last."""

    id: str
    size: int
    part_size: int
    state: Literal["open", "done", "aborted"]
    expires_at: datetime


class UploadStateAnswer(UploadAnswer):
    """With the numbers of the parts that have not arrived."""

    missing: list[int]


class TicketAnswer(Answer):
    """upload: null if the photo is here already."""

    photo: PhotoAnswer
    upload: UploadAnswer | None


class PartUrl(Answer):
    """Where a part can be PUT for an hour. headers: have to be sent along."""

    part: int
    url: str
    headers: dict[str, str]


class UrlsAnswer(Answer):
    """Where parts can be PUT."""

    urls: list[PartUrl]


class RetriedAnswer(Answer):
    """How many photos are edited again."""

    retried: int


class LaneAnswer(Answer):
    """A lane, with what the caller may see of it. tiers: whose customers come into it at least."""

    name: Lane
    promise_s: int
    tiers: list[Tier]
    paused: bool
    waiting: int
    editing: int
    oldest_deadline: datetime | None
    missed_today: int
    published_today: int


class WorkerAnswer(Answer):
    """An edit worker that lives."""

    name: str
    seen_at: datetime
    busy: bool


class SummaryAnswer(Answer):
    """photos: what is under way, failed or to be taken again, and what else arrived today, by state.

    today: received, published ...
    """

    photos: dict[State, int]
    today: dict[str, int]
    lanes: list[LaneAnswer]
    workers: list[WorkerAnswer]


class EventAnswer(Answer):
    """A line of the history: who, when, from, to, why.

    photo_number: the photo's number in its session, as it is told to people.
    """

    id: int
    at: datetime
    franchise: str | None
    session: int | None
    photo: int | None
    photo_number: int | None = None
    kind: str
    who: str
    before: str | None
    after: str | None
    why: str
    data: dict[str, Any]


class WrongField(BaseModel):
    """What is wrong with a part of a request. at: where. type: pydantic's. limit: how long or large it may be."""

    at: str
    message: str
    type: str
    limit: float | None = None


class ProblemAnswer(BaseModel):
    """RFC 9457. code: stable, for programs. params: what is in the detail besides its words, where there is any.

    errors: of ``invalid_request``, the first hundred.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, str | int] = {}
    errors: list[WrongField] = []
