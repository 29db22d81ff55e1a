"""What a look names that is the franchise's own: its backdrop, its style, the colour table of that style."""

from dataclasses import dataclass
from typing import Any

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.keys import ObjectKey, template
from mirrorme.domain.templates import OwnBackdrop, OwnLut, OwnStyle, own_number
from mirrorme.imaging.styles import Style, find_style
from mirrorme.pipeline.ports_records import Work

FULL = 100.0
"""What a slider shows where a grade has 1."""


@dataclass(frozen=True, slots=True)
class OwnParts:
    """What is own in a look, found. lut: of the style."""

    backdrop: OwnBackdrop | None = None
    style: OwnStyle | None = None
    lut: OwnLut | None = None

    @property
    def backdrop_key(self) -> str | None:
        """Where the backdrop is in the store."""
        return None if self.backdrop is None else str(backdrop_at(self.backdrop))

    @property
    def lut_key(self) -> str | None:
        """Where the colour table is in the store."""
        return None if self.lut is None else str(lut_at(self.lut))


NOTHING = OwnParts()


def backdrop_at(one: OwnBackdrop) -> ObjectKey:
    """Where its picture is kept."""
    return template(one.franchise, f"backdrop-{one.digest}.jpg")


def preview_at(one: OwnBackdrop) -> ObjectKey:
    """Where its small picture is kept."""
    return template(one.franchise, f"backdrop-{one.digest}-480.webp")


def lut_at(one: OwnLut) -> ObjectKey:
    """Where its file is kept."""
    return template(one.franchise, f"lut-{one.digest}.cube")


def style_of(own: OwnStyle, lut: OwnLut | None) -> Style:
    """An own style as edits take it: its base with other values."""
    base = find_style(own.base)
    grade = base.grade.model_copy(
        update={
            "temperature": own.warmth / FULL,
            "contrast": own.contrast / FULL,
            "saturation": own.saturation / FULL,
            "lut": None if lut is None else lut.digest,
        }
    )
    return base.model_copy(update={"name": f"own-{own.id}", "grade": grade, "exposure_ev": own.exposure})


def parts_of(work: Work, franchise: str, backdrop: str, style: str) -> OwnParts:
    """What is own of a look that a session was booked with; what was withdrawn since is still there for it.

    backdrop, style: as the look names them. What is another franchise's is not found.
    """
    number, styled = own_number(backdrop), own_number(style)
    if number is None and styled is None:
        return NOTHING
    picture = None if number is None else work.templates.backdrop(number)
    own = None if styled is None else work.templates.style(styled)
    table = None if own is None or own.lut is None else work.templates.lut(own.lut)
    return OwnParts(
        backdrop=None if picture is None or picture.franchise != franchise else picture,
        style=None if own is None or own.franchise != franchise else own,
        lut=None if table is None or table.franchise != franchise else table,
    )


def check_own(work: Work, franchise: str, look: dict[str, Any]) -> None:
    """Whether what a look names of its own can be chosen by this franchise.

    Raises:
        InvalidError: it is another franchise's, was withdrawn, or never was.
    """
    backdrop, style = str(look.get("backdrop", "")), str(look.get("style", ""))
    found = parts_of(work, franchise, backdrop, style)
    for name, one, what in ((backdrop, found.backdrop, "backdrop"), (style, found.style, "style")):
        if own_number(name) is None:
            continue
        if one is None:
            raise InvalidError(f"unknown_{what}", f"Franchise {franchise} has no {what} {name!r} of its own.")
        if one.withdrawn_at is not None:
            raise InvalidError(f"withdrawn_{what}", f"The {what} {one.name!r} was withdrawn; choose another one.")
