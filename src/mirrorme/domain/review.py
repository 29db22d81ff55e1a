"""Decisions about edits: by their score, and by people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

Action = Literal["publish", "review", "edit_again", "retake", "approve", "re_edit", "retake_by_person"]
"""The first four are the score's, the others a person's."""
BY_PERSON = frozenset({"approve", "re_edit", "retake_by_person"})
PROMISE = timedelta(hours=1)
"""A photo is looked at within an hour of the franchise's business hours."""
LEASE = timedelta(minutes=5)
"""So long a photo is kept for who looks at it, unless they say again that they do."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision.

    edit: the number of the edit that it was about. who: role and name, or the part of the service. score: 0-100, None
    of an edit that nobody judged. began_at, due_at: of the review that it ended, if it ended one. before: what of the
    photo an undo restores. undone_at, undone_by: it was taken back.
    """

    id: int
    franchise: str
    photo: int
    edit: int
    at: datetime
    who: str
    action: Action
    score: float | None
    sure: bool | None
    began_at: datetime | None = None
    due_at: datetime | None = None
    before: dict[str, Any] = field(default_factory=dict)
    undone_at: datetime | None = None
    undone_by: str | None = None

    @property
    def by_person(self) -> bool:
        """Whether a person decided."""
        return self.action in BY_PERSON


@dataclass(frozen=True, slots=True)
class Figures:
    """How reviews go.

    decided: photos whose first edit was settled by its score: published, into review, or retaken. auto_published: of
    these, without a person. The key metric of the same name counts the same. reviewed: reviews that a person ended, of
    these approved and re_edited. retakes: by score or person. Rates: 0 to 1; None without any. median_review_s: from
    entering review to the decision, around the clock. within_promise: the part of reviews that ended in time. waiting,
    overdue: now.
    """

    decided: int
    auto_published: int
    auto_publish_rate: float | None
    reviewed: int
    approved: int
    approval_rate: float | None
    re_edited: int
    retakes: int
    median_review_s: float | None
    within_promise: float | None
    waiting: int
    overdue: int
