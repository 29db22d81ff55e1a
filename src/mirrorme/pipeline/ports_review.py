"""What reviews need of the records, besides what bookings need."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from mirrorme.domain.review import Decided, Figures
from mirrorme.pipeline.ports_bookings import Desk
from mirrorme.pipeline.ports_notices import Notices


class Decisions(Protocol):
    """What was decided about edits, by their score and by people."""

    def add(self, new: Decided) -> None:
        """Keep it; its ``id`` is given by the store."""

    def of(self, photo: int) -> list[Decided]:
        """All about a photo that were not taken back, the first first."""

    def all_of(self, photo: int) -> list[Decided]:
        """Those that were taken back too."""

    def undo(self, decision: int, who: str) -> None:
        """Note that it was taken back."""

    def to_remind(self, at_most: int) -> list[int]:
        """Photos that a reminder is due for."""

    def figures(self, franchise: str | None, since: datetime, until: datetime) -> Figures:
        """How reviews went, and what waits now."""


class ReviewWork(Desk, Protocol):
    """One transaction."""

    @property
    def decisions(self) -> Decisions: ...  # noqa: D102
    @property
    def notices(self) -> Notices: ...  # noqa: D102


class ReviewRecords(Protocol):
    """All records; see ``Records``."""

    def begin(self) -> AbstractContextManager[ReviewWork]:
        """A transaction."""
