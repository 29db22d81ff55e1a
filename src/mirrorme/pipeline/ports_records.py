"""What the pipeline needs of the records: one transaction at a time, all of it or nothing."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from mirrorme.domain.lane import Lane, Waiting
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Edit, Session, Upload
from mirrorme.pipeline.ports_brand import Templates


class Photos(Protocol):
    """Photos, and the history of their states."""

    def get(self, photo: int) -> Photo | None:
        """As it is now."""

    def lock(self, photo: int) -> Photo | None:
        """As it is now, and no other transaction changes it before this one ends."""

    def same(self, session: int, sha256: str) -> Photo | None:
        """The photo of a session with this content."""

    def add(self, session: Session, *, filename: str, extension: str, size: int, sha256: str, who: str) -> Photo:
        """A new one, ``uploading``, with the session's next number."""

    def save(self, before: Photo, after: Photo, *, who: str, why: str, data: Mapping[str, Any] | None = None) -> Photo:
        """Replace what can change; a new state is a line of the history.

        Raises:
            ConflictError: it is no longer as ``before`` says, or can't go to that state.
        """

    def count(self, session: int) -> dict[State, int]:
        """How many of a session are in each state."""

    def waiting(self) -> list[Waiting]:
        """All that wait in lanes that are not paused."""

    def overdue(self, at_most: int) -> list[int]:
        """Photos that wait, are edited or in review past their deadline, and it was not noted yet."""

    def forgotten(self, since: datetime, at_most: int) -> list[int]:
        """Photos that should be uploading, but nobody has an upload open for them, and nothing changed since."""

    def of_session(self, session: int, states: Collection[State]) -> list[int]:
        """Those of a session that are in one of these states, by number."""


class Sessions(Protocol):
    """Sessions."""

    def get(self, session: int) -> Session | None:
        """As it is now."""

    def lock(self, session: int) -> Session | None:
        """As it is now, held until the transaction ends."""

    def raise_alert(self, session: int) -> bool:
        """Note that its alert was raised; False if it was before."""

    def save(self, session: Session) -> None:
        """Replace what can change: name, customer, lane, when it is due, whether it is cancelled."""


class UploadRecords(Protocol):
    """Uploads that are under way, and what became of them."""

    def add(self, upload: Upload) -> None:
        """Keep it. There is one open upload a photo.

        Raises:
            ConflictError: there is another one.
        """

    def get(self, upload: str) -> Upload | None:
        """As it is now."""

    def lock(self, upload: str) -> Upload | None:
        """As it is now, held until the transaction ends."""

    def open_of(self, photo: int) -> Upload | None:
        """The one that is under way."""

    def close(self, upload: str, *, done: bool) -> None:
        """It has arrived, or was given up."""

    def open_since(self, expired: datetime, at_most: int) -> list[Upload]:
        """Open ones that expired before, in no order."""

    def open_for_nothing(self, at_most: int) -> list[Upload]:
        """Open ones whose photo was cancelled."""


class Edits(Protocol):
    """Finished edits."""

    def add(self, edit: Edit) -> None:
        """Keep it; its ``id`` is given by the store."""

    def numbered(self, photo: int, number: int) -> Edit | None:
        """One of a photo's."""


class History(Protocol):
    """What happened, other than a photo's change of state."""

    def note(
        self,
        kind: str,
        *,
        who: str,
        why: str,
        franchise: str | None = None,
        session: int | None = None,
        photo: int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line."""


class Queue(Protocol):
    """Jobs, in the same transaction as the records."""

    def enqueue(self, photo: Photo, *, delay_s: float = 0.0, now: datetime) -> tuple[int, int]:
        """Have it edited in its lane's turn, not before the delay; gives its fair tag and its job."""

    def look_early(self, photo: Photo) -> None:
        """Have Gate 1 look at it while it waits."""

    def withdraw(self, photo: Photo) -> None:
        """Take its job out of the queue, if nobody has begun."""

    def pace(self, silent_s: float) -> float | None:
        """Seconds from photo to photo with all workers that live, by the last edits; None if nobody knows yet."""

    def anyone_waiting(self, but: int) -> bool:
        """Whether a photo other than ``but`` waits for a worker."""

    def prioritise(self, priorities: Sequence[tuple[int, int]]) -> None:
        """Give photos that wait new priorities: (photo, priority)."""

    def pause(self, lane: Lane, *, who: str) -> None:
        """Take up no more of a lane; what is being edited is finished."""

    def resume(self, lane: Lane, *, who: str) -> None:
        """Go on with it."""

    def orphans(self, silent_s: float, at_most: int) -> list[int]:
        """Photos that wait or are edited, but whose job is gone, or with a worker that is silent for so long."""

    def is_orphan(self, photo: int, silent_s: float) -> bool:
        """Whether this photo is one of them."""

    def sweep(self, silent_s: float) -> int:
        """Forget jobs that no photo waits for and no worker is at; gives how many."""


class Work(Protocol):
    """One transaction."""

    @property
    def now(self) -> datetime:
        """When it began, by the database's clock: machines' clocks differ."""

    @property
    def photos(self) -> Photos: ...  # noqa: D102
    @property
    def sessions(self) -> Sessions: ...  # noqa: D102
    @property
    def uploads(self) -> UploadRecords: ...  # noqa: D102
    @property
    def edits(self) -> Edits: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102
    @property
    def queue(self) -> Queue: ...  # noqa: D102
    @property
    def templates(self) -> Templates: ...  # noqa: D102


class Records(Protocol):
    """All records.

    Who locks several takes them in this order, so that no two wait for each other: session, photo, upload, lane.
    """

    def begin(self) -> AbstractContextManager[Work]:
        """A transaction: committed when the block ends, rolled back when it raises."""
