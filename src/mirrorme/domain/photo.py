"""A photo's states, and how it may go from one to another."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from mirrorme.domain.errors import ConflictError
from mirrorme.domain.lane import Lane


class State(StrEnum):
    """Where a photo is on its journey."""

    UPLOADING = "uploading"
    RECEIVED = "received"
    QUEUED = "queued"
    EDITING = "editing"
    SCORED = "scored"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    RETAKE = "retake"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ERASED = "erased"


_S = State
TRANSITIONS: dict[State, frozenset[State]] = {
    _S.UPLOADING: frozenset({_S.RECEIVED, _S.CANCELLED, _S.ERASED}),
    _S.RECEIVED: frozenset({_S.QUEUED, _S.REJECTED, _S.CANCELLED, _S.ERASED}),
    # Gate 1 rejects from the queue when it looks early, else as the first step of the edit
    # and back to where it came from when a person takes "edit it again" back before anybody began
    _S.QUEUED: frozenset(
        {_S.EDITING, _S.REJECTED, _S.FAILED, _S.CANCELLED, _S.ERASED, _S.IN_REVIEW, _S.PUBLISHED, _S.RETAKE}
    ),
    # back to the queue when the worker is gone or the failure may pass
    _S.EDITING: frozenset({_S.SCORED, _S.REJECTED, _S.QUEUED, _S.FAILED, _S.CANCELLED, _S.ERASED}),
    _S.SCORED: frozenset({_S.PUBLISHED, _S.IN_REVIEW, _S.QUEUED, _S.RETAKE, _S.ERASED}),
    _S.IN_REVIEW: frozenset({_S.PUBLISHED, _S.QUEUED, _S.RETAKE, _S.ERASED}),
    # back into review when a person takes an approval back before it was delivered
    _S.PUBLISHED: frozenset({_S.DELIVERED, _S.QUEUED, _S.IN_REVIEW, _S.ERASED}),
    _S.DELIVERED: frozenset({_S.QUEUED, _S.ERASED}),
    # an owner may have a rejected photo edited all the same
    _S.REJECTED: frozenset({_S.QUEUED, _S.ERASED}),
    # cancelled: it was taken again, or nobody wants it any more
    _S.RETAKE: frozenset({_S.QUEUED, _S.IN_REVIEW, _S.CANCELLED, _S.ERASED}),
    _S.FAILED: frozenset({_S.QUEUED, _S.CANCELLED, _S.ERASED}),
    _S.CANCELLED: frozenset({_S.UPLOADING, _S.QUEUED, _S.ERASED}),
    _S.ERASED: frozenset(),
}

SETTLED = frozenset({_S.PUBLISHED, _S.DELIVERED, _S.REJECTED, _S.RETAKE, _S.FAILED, _S.CANCELLED, _S.ERASED})
"""Nothing more happens by itself."""

WAITING = frozenset({_S.QUEUED, _S.EDITING})
"""The queue answers for these: each has a job."""


def check_transition(now: State, to: State) -> None:
    """Whether a photo may go there.

    Raises:
        ConflictError: it may not.
    """
    if to not in TRANSITIONS[now]:
        raise ConflictError("wrong_state", f"The photo is {now}; it can't become {to}.", {"state": now.value})


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of a session.

    number: within the session, from 1. filename: as the studio named it, for people only; keys never have it. sha256:
    hex, of the original. deadline, received_at ...: with time zone. tag: its fair place in the lane. strikes: workers
    that died over it. starts: how often its editing began. job: in the queue. edits: finished so far. reasons: why it
    was rejected, failed or has to be taken again, as code and message. inspected: Gate 1 has seen it.
    original_expired_at: when what was uploaded was deleted by its age. asked_at: when a person last asked for another
    edit, from when its lane's promise counts. score, sure: of the last edit; None if nobody judged it. review_due_at:
    when somebody has to have looked. remind_at: when the next reminder is due. reviewer, claimed_until: who looks at
    it, and how long it is kept for them. note: what the studio is told at a retake. adjustments: what people or the
    score changed of the look, see ``Adjustments``. overruled: what last spoke against the photo when a person had it
    edited all the same, see ``overruled_by``; empty if nobody did. waits_for: why people have to look at its last edit,
    as a code with its facts, see ``settle_edited``; empty if nobody has to.
    """

    id: int
    franchise: str
    session: int
    number: int
    filename: str
    extension: str
    size: int
    sha256: str
    state: State
    lane: Lane
    tag: int
    strikes: int
    starts: int
    edits: int
    inspected: bool
    job: int | None
    deadline: datetime | None
    created_at: datetime
    received_at: datetime | None
    published_at: datetime | None
    missed_at: datetime | None
    changed_at: datetime
    reasons: tuple[dict[str, Any], ...] = ()
    original_expired_at: datetime | None = None
    asked_at: datetime | None = None
    score: float | None = None
    sure: bool | None = None
    review_due_at: datetime | None = None
    remind_at: datetime | None = None
    reviewer: str | None = None
    claimed_until: datetime | None = None
    note: str = ""
    adjustments: dict[str, Any] = field(default_factory=dict)
    overruled: dict[str, Any] = field(default_factory=dict)
    waits_for: dict[str, Any] = field(default_factory=dict)

    @property
    def turned_away(self) -> State | None:
        """What was decided against it, even if that was cancelled since: rejected, or to be taken again; else none."""
        if self.state in (State.REJECTED, State.RETAKE):
            return self.state
        return State.RETAKE if self.state is State.CANCELLED and self.note else None

    def overruled_by(self, who: str, at: datetime) -> "Photo":
        """The same, with what speaks against it kept aside, as a person wants it edited all the same."""
        against = self.turned_away
        if against is None:
            return self
        kept = {"state": against, "reasons": list(self.reasons), "note": self.note, "by": who, "at": at.isoformat()}
        return replace(self, overruled=kept)

    def out_of_review(self, state: State) -> "Photo":
        """The same in another state: nobody looks at it any more, and nobody has to."""
        return replace(self, state=state, review_due_at=None, remind_at=None, reviewer=None, claimed_until=None)
