"""What people say of finished edits, and what of it may teach a model."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from mirrorme.domain.photo import State

Thumb = Literal["up", "down"]
RATED = frozenset({State.PUBLISHED, State.DELIVERED})
"""Photos that may be rated: those that are finished."""
PERSON = "person:"
"""What the ids of raters begin with who are people."""
COMPLAINT = 2
"""So many stars or fewer are a complaint, as a thumb down is."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One opinion of one edit; who gives another replaces it.

    edit: its id. rater: whose it is, as ``Caller.id`` has it (``person:3``): a number, no name. stars: 1 to 5.
    training: whoever rated wants it to teach; whether it may is for the customer's consent to say.
    """

    id: int
    franchise: str
    photo: int
    edit: int
    rater: str
    thumb: Thumb
    stars: int | None
    comment: str
    training: bool
    at: datetime

    @property
    def is_complaint(self) -> bool:
        """Whether somebody is not content."""
        return self.thumb == "down" or (self.stars is not None and self.stars <= COMPLAINT)


@dataclass(frozen=True, slots=True)
class Taught:
    """One line of the dataset, with where it comes from.

    rating, edit, photo: ids. stars: 1 to 5. score: as it was stored with the edit, severities and version in it: no
    picture is needed to learn from it. consent, consented_at: the customer's yes. month: of the rating, ``2026-11``.
    """

    rating: int
    franchise: str
    rater: str
    stars: int
    at: datetime
    month: str
    photo: int
    edit: int
    score: dict[str, Any]
    consent: int
    consented_at: datetime

    @property
    def version(self) -> str:
        """Of the model that gave the score."""
        return str(self.score.get("version", ""))
