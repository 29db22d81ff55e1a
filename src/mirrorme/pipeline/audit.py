"""Seal the history, and see whether it is as it was sealed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from mirrorme.domain.audit import MOST, Flaw, Seal, find_flaw, seal, stands_on
from mirrorme.domain.records import Event
from mirrorme.pipeline.ports_records import Work


class Audit(Protocol):
    """What sealing needs of the records."""

    def settled(self) -> int:
        """The last line that there will be nothing new before; 0 if there is none."""

    def last_seal(self) -> Seal | None:
        """The newest."""

    def seals(self) -> Iterator[Seal]:
        """All, the oldest first."""

    def lines(self, first: int, last: int, at_most: int) -> list[Event]:
        """Lines of the history by id, both ends included."""

    def add(self, *, first: int, last: int, previous: str, digest: str, leaves: bytes) -> Seal:
        """Keep a seal."""


class Auditing(Work, Protocol):
    """One transaction."""

    @property
    def audit(self) -> Audit: ...  # noqa: D102


class AuditedRecords(Protocol):
    """All records, with their seals."""

    def begin(self) -> AbstractContextManager[Auditing]:
        """A transaction."""


@dataclass(frozen=True, slots=True)
class Verified:
    """flaws: what is wrong. seals, lines: that were looked at. newest: the last seal. open: lines not sealed yet."""

    flaws: tuple[Flaw, ...]
    seals: int
    lines: int
    newest: Seal | None
    open: int


def seal_history(records: AuditedRecords, at_most: int = 100) -> list[Seal]:
    """Seal what is settled, so many blocks at most; only one at a time may do so."""
    made: list[Seal] = []
    with records.begin() as work:  # alone, since nobody adds to the history meanwhile
        settled = work.audit.settled()
    while len(made) < at_most:
        with records.begin() as work:
            previous, first = stands_on(work.audit.last_seal())
            lines = work.audit.lines(first, settled, MOST)
            if not lines:
                break
            digest, leaves = seal(previous, lines)
            last = lines[-1].id
            made.append(work.audit.add(first=first, last=last, previous=previous, digest=digest, leaves=leaves))
    return made


def verify_history(records: AuditedRecords) -> Verified:
    """Look at every line again. What happens meanwhile is not looked at."""
    flaws: list[Flaw] = []
    before: Seal | None = None
    seen = number = 0
    with records.begin() as work:
        for made in work.audit.seals():
            # more than a block has, so that lines that were put in are found
            lines = work.audit.lines(made.first, made.last, 2 * MOST)
            flaw = find_flaw(before, made, lines)
            if flaw is not None:
                flaws.append(flaw)
            before, seen, number = made, seen + len(lines), number + 1
        _, first = stands_on(before)
        unsealed = len(work.audit.lines(first, 2**63 - 1, 100_000))
    return Verified(tuple(flaws), number, seen, before, unsealed)
