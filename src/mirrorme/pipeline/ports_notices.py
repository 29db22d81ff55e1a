"""What notices to owners need of the records."""

from collections.abc import Sequence
from typing import Protocol

from mirrorme.domain.notices import Kind, Notice, Summarized, Waiting
from mirrorme.domain.report import Report, Span


class Notices(Protocol):
    """What is to be told to owners, and what was."""

    def ask(self, franchise: str, kind: Kind, session: int | None = None) -> Notice:
        """Have it told; it is held until the transaction ends. Asked twice before it was told, it is told once."""

    def due(self) -> Sequence[int]:
        """Those that are to be told now, but for summaries."""

    def lock(self, number: int) -> Notice | None:
        """As it is now, held until the transaction ends."""

    def settled(self, number: int, *, told: bool) -> None:
        """There is nothing new to tell any more: it was told, or need not be."""

    def summaries(self) -> Sequence[Summarized]:
        """Franchises that want a summary a day."""

    def waiting(self, franchise: str) -> Waiting:
        """What waits for review."""

    def report(self, franchise: str, span: Span) -> Report:
        """The figures of a period."""
