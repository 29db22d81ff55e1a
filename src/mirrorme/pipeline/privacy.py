"""Have a customer's data gone: the rows at once, the objects right after, and both whatever is cut off in between."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from mirrorme.domain.encryption import Owner
from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.privacy import SWEEP, Erasure, sign_receipt
from mirrorme.domain.records import Caller, Session
from mirrorme.pipeline.bookings import own_customer
from mirrorme.pipeline.ports_keys import KeyWork
from mirrorme.pipeline.ports_objects import Objects
from mirrorme.pipeline.ports_records import Work

UNDER_WAY = frozenset({State.UPLOADING, State.RECEIVED, State.QUEUED, State.EDITING})
"""States in which somebody else may still write an object of the photo."""
BACKUPS_STAY = "Backups that were made before keep them until they are deleted by their own age."
BACKUPS_SHREDDED = (
    "The keys that the photos were encrypted under were destroyed: copies of them in backups can't be read, other than "
    "with a backup of the records that was made before and the master key. Such backups of the records, and copies of "
    "photos that were made before photos were encrypted, are deleted by their own age."
)


class Erasures(Protocol):
    """What erasing needs of the records."""

    def ask(self, customer: int, franchise: str, *, by: str, again_at: datetime | None, photos: int) -> Erasure:
        """Note that it was asked for."""

    def get(self, erasure: int) -> Erasure | None:
        """As it is now."""

    def of_customer(self, customer: int) -> Erasure | None:
        """The one that was asked for, if any was."""

    def due(self, at_most: int) -> list[int]:
        """Those that are not done, and that nothing has to be waited for any more."""

    def save(self, erasure: Erasure) -> None:
        """Replace what can change: objects, ``done_at``, receipt."""

    def sessions(self, customer: int) -> list[Session]:
        """All of a customer, held until the transaction ends."""

    def photos(self, session: int) -> list[Photo]:
        """All of a session that are not erased yet, held until the transaction ends."""

    def blank(self, customer: int) -> None:
        """Forget name and e-mail of a customer, and the names and looks of all their sessions; nothing can be added."""

    def forget_edits(self, photo: int) -> None:
        """Delete what is known of a photo's edits, and what was decided about them."""


class Erasing(KeyWork, Protocol):
    """One transaction."""

    @property
    def erasures(self) -> Erasures: ...  # noqa: D102


class ErasableRecords(Protocol):
    """All records."""

    def begin(self) -> AbstractContextManager[Erasing]:
        """A transaction."""


def ask_erasure(records: ErasableRecords, caller: Caller, customer: int) -> Erasure:
    """Have all rows of a customer say nothing more of them. Asked again, it is the same erasure.

    Raises:
        NotFoundError: no such customer, or not the caller's.
        ConflictError: the customer's data is held, by law.
    """
    with records.begin() as work:
        found = own_customer(work, caller, customer)
        if (before := work.erasures.of_customer(customer)) is not None:
            return before
        if found.hold is not None:
            told = f"This customer's data has to be kept: {found.hold}. Lift the hold first."
            raise ConflictError("held", told, {"why": found.hold})
        photos = [photo for session in work.erasures.sessions(customer) for photo in work.erasures.photos(session.id)]
        for photo in photos:
            _forget(work, photo, caller)
            work.erasures.forget_edits(photo.id)
        work.erasures.blank(customer)
        if work.data_keys.encryption() is not None:
            work.data_keys.destroy(Owner(found.franchise, customer))
        again_at = work.now + SWEEP if any(photo.state in UNDER_WAY for photo in photos) else None
        asked = work.erasures.ask(customer, found.franchise, by=caller.who, again_at=again_at, photos=len(photos))
        _note(work, caller.who, "erasure.asked", asked)
        return asked


def carry_out(records: ErasableRecords, objects: Objects, secret: bytes, erasure: int) -> Erasure:
    """Delete all objects of a customer, every version; give the receipt if nothing can come after. May be cut off.

    Raises:
        NotFoundError: no such erasure.
        StorageError: the store is away; the next call goes on.
    """
    with records.begin() as work:
        asked = _erasure(work, erasure)
        sessions = work.erasures.sessions(asked.customer)
    if asked.done_at is not None:
        return asked
    gone = sum(objects.erase(one.place.bucket, folder) for one in sessions for folder in one.place.folders)
    with records.begin() as work:
        asked = _erasure(work, erasure)
        asked = replace(asked, objects=asked.objects + gone)
        if asked.done_at is None and (asked.again_at is None or asked.again_at <= work.now):
            asked = replace(asked, done_at=work.now)
            keys = work.data_keys.destroyed(asked.customer)
            asked = replace(asked, receipt=sign_receipt(secret, _claims(asked, keys)))
            _note(work, "service", "erasure.done", asked)
        work.erasures.save(asked)
        return asked


def carry_out_due(records: ErasableRecords, objects: Objects, secret: bytes, at_most: int = 20) -> int:
    """Go on with what was cut off or has to be swept again. Gives how many.

    Raises:
        StorageError: the store is away; the next call goes on.
    """
    with records.begin() as work:
        due = work.erasures.due(at_most)
    for erasure in due:
        carry_out(records, objects, secret, erasure)
    return len(due)


def _forget(work: Work, photo: Photo, caller: Caller) -> None:
    if photo.state is State.QUEUED:
        work.queue.withdraw(photo)
    nothing = replace(
        photo.out_of_review(State.ERASED),
        filename="",
        sha256=f"erased-{photo.id}",
        size=0,
        reasons=(),
        score=None,
        sure=None,
        note="",
        adjustments={},
        overruled={},
        waits_for={},
    )
    work.photos.save(photo, nothing, who=caller.who, why="erased by request")


def _erasure(work: Erasing, erasure: int) -> Erasure:
    found = work.erasures.get(erasure)
    if found is None:
        raise NotFoundError("no_erasure", "There is no such erasure.")
    return found


def _note(work: Work, who: str, kind: str, of: Erasure) -> None:
    counts = {"erasure": of.id, "customer": of.customer, "photos": of.photos, "objects": of.objects}
    work.history.note(kind, who=who, why="right to erasure", franchise=of.franchise, data=counts)


def _claims(done: Erasure, keys: int) -> dict[str, Any]:
    backups = BACKUPS_SHREDDED if keys else BACKUPS_STAY
    return {
        "erasure": done.id,
        "franchise": done.franchise,
        "customer": done.customer,
        "asked_at": done.asked_at.isoformat(),
        "done_at": None if done.done_at is None else done.done_at.isoformat(),
        "photos": done.photos,
        "objects": done.objects,
        "keys": keys,
        "statement": "All photos of this customer, every version of them, and all that was known of the customer "
        f"were deleted. {backups}",
    }
