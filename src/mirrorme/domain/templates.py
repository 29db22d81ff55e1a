"""What a franchise made or brought itself for its pictures: backdrops, styles and colour tables."""

import re
from dataclasses import dataclass
from datetime import datetime

OWN = "own:"
"""What the name of such a thing begins with in a look; its number follows."""
_OWN = re.compile(r"own:([1-9][0-9]{0,17})")


def own_number(name: str) -> int | None:
    """The number in ``own:7``; None for what is built in.

    A name that begins with ``own:`` and goes on otherwise is none either, and nothing built in is called so.
    """
    found = _OWN.fullmatch(name)
    return None if found is None else int(found[1])


@dataclass(frozen=True, slots=True)
class OwnBackdrop:
    """A franchise's own backdrop. digest: SHA-256 of the JPEG that is kept. width, height: of that, in pixels.

    withdrawn_at: since then it can't be chosen; what was made with it can be made again.
    """

    id: int
    franchise: str
    name: str
    digest: str
    width: int
    height: int
    created_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnLut:
    """A franchise's own colour table. digest: SHA-256 of the .cube file as it came. title: what the file says of it."""

    id: int
    franchise: str
    name: str
    title: str
    digest: str
    created_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnStyle:
    """A franchise's own style: a built-in one with values of its own.

    exposure: EV, -2 to 2. contrast, warmth, saturation: -100 to 100, as sliders have them. lut: an own table.
    """

    id: int
    franchise: str
    name: str
    base: str
    exposure: float
    contrast: float
    warmth: float
    saturation: float
    lut: int | None
    created_at: datetime
    withdrawn_at: datetime | None = None
