"""A session's code: photographed first, it names the session that the photos after it are of."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import segno

from mirrorme.domain.errors import InvalidError

# so many digits fit into the database's numbers
_OURS = re.compile(r"mirrorme:session:([1-9][0-9]{0,17})")


def text_of(session: int) -> str:
    """What the code says, for whoever reads it. session: its id."""
    return f"mirrorme:session:{session}"


def picture_of(session: int) -> bytes:
    """The code as an SVG (QR, ISO/IEC 18004) that is read from a print at arm's length, also when it is dirty."""
    out = io.BytesIO()
    segno.make(text_of(session), error="q", micro=False).save(out, kind="svg", scale=8, border=4, xmldecl=False)
    return out.getvalue()


def session_of(texts: Iterable[str]) -> int | None:
    """The session that is named by what codes in one photo say; None if none of them is ours.

    Raises:
        InvalidError: several sessions are named.
    """
    named = {int(found[1]) for text in texts if (found := _OURS.fullmatch(text))}
    if len(named) > 1:
        listed = " and ".join(str(one) for one in sorted(named))
        message = f"This photo shows the codes of sessions {listed}: photograph the one that is meant."
        raise InvalidError("several_codes", message, {"sessions": ", ".join(str(one) for one in sorted(named))})
    return next(iter(named), None)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a card. name: its place there. taken: by EXIF. session: what the code in it names, if it shows one."""

    name: str
    taken: datetime | None
    session: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Photos of one session, by their place in what was given. session: None before the first code.

    codes: the photos that show its code, which are no portraits.
    """

    session: int | None
    codes: tuple[int, ...]
    photos: tuple[int, ...]


def stretches(shots: Sequence[Shot]) -> list[Stretch]:
    """Which session each photo is of: that of the last code that was photographed before it.

    The order is that of the cameras' clocks; where they agree, of names. A photo without a time stands where its name
    does. A session that comes again is one stretch; each photo is in exactly one.
    """
    gathered: dict[int | None, tuple[list[int], list[int]]] = {}
    session: int | None = None
    for at in _by_time(shots):
        named = shots[at].session
        session = session if named is None else named
        codes, photos = gathered.setdefault(session, ([], []))
        (photos if named is None else codes).append(at)
    return [Stretch(one, tuple(codes), tuple(photos)) for one, (codes, photos) in gathered.items()]


def _by_time(shots: Sequence[Shot]) -> list[int]:
    """Places in the order of capture. Zones are left off: a camera's photos are all in the zone that it is set to."""
    by_name = sorted(range(len(shots)), key=lambda at: shots[at].name)
    last, moments = datetime.min, {}  # noqa: DTZ901 (as cameras write them)
    for at in by_name:
        taken = shots[at].taken
        last = last if taken is None else taken.replace(tzinfo=None)
        moments[at] = last
    return sorted(by_name, key=moments.__getitem__)
