"""Rate finished edits, and take it back."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from mirrorme.domain.errors import ConflictError, ForbiddenError, NotFoundError
from mirrorme.domain.photo import Photo
from mirrorme.domain.ratings import RATED, Rating, Taught, Thumb
from mirrorme.domain.records import Caller
from mirrorme.pipeline.lanes import lock_photo
from mirrorme.pipeline.ports_records import Work

CURATORS = frozenset({"head_office", "franchise"})
"""Roles that may take back what others said."""


class Ratings(Protocol):
    """What ratings need of the records."""

    def edit_of(self, photo: int, number: int) -> int | None:
        """The id of a photo's edit."""

    def put(self, new: Rating) -> Rating:
        """Keep it, in the place of what the same rater said of the same edit before; gives it with its id."""

    def of(self, photos: Collection[int]) -> list[Rating]:
        """All of these photos, by id."""

    def teaching(self, photo: int) -> set[int]:
        """The ids of a photo's ratings that do teach."""

    def remove(self, rating: int) -> None:
        """Forget it."""

    def dataset(self) -> list[Taught]:
        """What may teach a model: people's ratings of scores that are sure, by id."""


class Rated(Work, Protocol):
    """One transaction."""

    @property
    def ratings(self) -> Ratings: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody says. edit: the edit's number within its photo, from 1. stars: 1 to 5."""

    edit: int
    thumb: Thumb
    stars: int | None
    comment: str
    training: bool


def rate(work: Rated, caller: Caller, photo: int, said: Opinion) -> Rating:
    """Note what the caller thinks of an edit; what they said of it before no longer counts.

    Raises:
        NotFoundError: no such photo or edit, or not the caller's.
        ConflictError: the photo is not finished.
    """
    found = _own(work, caller, photo)
    if found.state not in RATED:
        raise ConflictError("not_published", f"The photo is {found.state}; it can be rated once it is published.")
    edit = work.ratings.edit_of(photo, said.edit)
    if edit is None:
        raise NotFoundError("no_edit", f"This photo has no edit {said.edit}.")
    new = Rating(
        id=0,
        franchise=found.franchise,
        photo=photo,
        edit=edit,
        rater=caller.id,
        thumb=said.thumb,
        stars=said.stars,
        comment=said.comment,
        training=said.training,
        at=work.now,
    )
    made = work.ratings.put(new)
    # not the comment: the history outlives what customers may have erased
    _note(work, caller, "rating.given", found, {"edit": said.edit, "thumb": said.thumb, "stars": said.stars})
    return made


def take_back(work: Rated, caller: Caller, photo: int, rating: int) -> None:
    """Forget a rating: one's own, or as who owns the franchise any.

    Raises:
        NotFoundError: no such photo or rating, or not the caller's to see.
        ForbiddenError: somebody else's.
    """
    found = _own(work, caller, photo)
    one = next((one for one in work.ratings.of([photo]) if one.id == rating), None)
    if one is None:
        raise NotFoundError("no_rating", "There is no such rating.")
    if one.rater != caller.id and caller.role not in CURATORS:
        raise ForbiddenError("not_yours", "This is somebody else's rating.")
    work.ratings.remove(rating)
    _note(work, caller, "rating.withdrawn", found, {"rating": rating})


def _own(work: Work, caller: Caller, photo: int) -> Photo:
    found = lock_photo(work, photo)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_photo", "There is no such photo.")
    return found


def _note(work: Work, caller: Caller, kind: str, photo: Photo, data: dict[str, object]) -> None:
    work.history.note(
        kind, who=caller.who, why="", franchise=photo.franchise, session=photo.session, photo=photo.id, data=data
    )
