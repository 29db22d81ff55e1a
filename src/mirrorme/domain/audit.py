"""The chain that shows whether the history was changed behind everybody's back.

Lines are sealed in blocks. A seal's digest is over the digest of the seal before and the digests of its lines, so no
line can be changed, taken out or put in without every later seal being wrong, as in Haber and Stornetta, "How to
time-stamp a digital document" (1991). Who may rewrite the whole database can make a whole new chain; against that, a
seal's digest is noted where the database's owner can't write.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from mirrorme.domain.records import Event

GENESIS = "0" * 64
"""What the first seal stands on."""
MOST = 500
"""Lines of a block."""
_LEAF = 8


@dataclass(frozen=True, slots=True)
class Seal:
    """The lines ``first`` to ``last`` by id, as they were. digest, previous: hex. leaves: what is kept of each line."""

    number: int
    first: int
    last: int
    previous: str
    digest: str
    leaves: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the history is not what was sealed. line: the first that differs, or the one after it if it is gone."""

    seal: int
    line: int | None
    what: str


def stands_on(before: Seal | None) -> tuple[str, int]:
    """The digest that the block after a seal is sealed on, and the id that it begins with."""
    return (GENESIS, 1) if before is None else (before.digest, before.last + 1)


def seal(previous: str, events: Sequence[Event]) -> tuple[str, bytes]:
    """Digest (hex) and leaves of a block of lines in the order of their ids, on top of the seal before."""
    lines = [_digest(event) for event in events]
    whole = sha256(bytes.fromhex(previous))
    for line in lines:
        whole.update(line)
    return whole.hexdigest(), b"".join(line[:_LEAF] for line in lines)


def find_flaw(before: Seal | None, made: Seal, events: Sequence[Event]) -> Flaw | None:
    """Whether a block is as it was sealed, and stands on the seal before it."""
    previous, first = stands_on(before)
    if (made.previous, made.first) != (previous, first):
        return Flaw(made.number, None, "it does not stand on the seal before: a seal was changed or is gone")
    digest, leaves = seal(previous, events)
    if leaves != made.leaves:
        found, sealed = ([text[at : at + _LEAF] for at in range(0, len(text), _LEAF)] for text in (leaves, made.leaves))
        place = next((n for n, pair in enumerate(zip(found, sealed, strict=False)) if pair[0] != pair[1]), None)
        missing = len(sealed) - len(found)
        what = (
            "a line was changed" if not missing else f"{abs(missing)} lines {'are gone' if missing > 0 else 'too many'}"
        )
        return Flaw(made.number, events[place].id if place is not None else None, what)
    if digest != made.digest:
        return Flaw(made.number, None, "the seal itself was changed")
    return None


def _digest(event: Event) -> bytes:
    told = [
        event.id,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.franchise,
        event.session,
        event.photo,
        event.kind,
        event.who,
        event.before,
        event.after,
        event.why,
        event.data,
    ]
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()
