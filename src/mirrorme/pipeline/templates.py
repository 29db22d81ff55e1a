"""A franchise's own backdrops, styles and colour tables: how they come, change and go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.records import Caller
from mirrorme.domain.templates import OwnBackdrop, OwnLut, OwnStyle, own_number
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.styles import Style, find_style
from mirrorme.pipeline.bookings import franchise_of
from mirrorme.pipeline.own_parts import FULL
from mirrorme.pipeline.ports_bookings import Desk

Own = TypeVar("Own", OwnBackdrop, OwnLut, OwnStyle)


@dataclass(frozen=True, slots=True)
class Values:
    """What an own style sets; what is None is the base's. Units as ``OwnStyle``."""

    exposure: float | None = None
    contrast: float | None = None
    warmth: float | None = None
    saturation: float | None = None
    lut: int | None = None


def values_of(style: Style) -> Values:
    """What a built-in style sets, on the same scales."""
    grade = style.grade
    return Values(
        exposure=style.exposure_ev,
        contrast=round(grade.contrast * FULL, 6),
        warmth=round(grade.temperature * FULL, 6),
        saturation=round(grade.saturation * FULL, 6),
    )


def add_backdrop(desk: Desk, caller: Caller, new: OwnBackdrop) -> OwnBackdrop:
    """Let a franchise choose a backdrop whose pictures are in the store already.

    Raises:
        NotFoundError: no such franchise, or not the caller's.
    """
    franchise_of(desk, caller, new.franchise)
    made = desk.templates.add_backdrop(new)
    _note(desk, caller, "backdrop.added", made, {"name": made.name, "sha256": made.digest})
    return made


def add_lut(desk: Desk, caller: Caller, new: OwnLut) -> OwnLut:
    """Let a franchise's styles use a colour table whose file is in the store already. As ``add_backdrop``."""
    franchise_of(desk, caller, new.franchise)
    made = desk.templates.add_lut(new)
    _note(desk, caller, "lut.added", made, {"name": made.name, "sha256": made.digest})
    return made


def add_style(desk: Desk, caller: Caller, asked: str | None, name: str, base: str, values: Values) -> OwnStyle:
    """Make a style on top of a built-in one. asked: the franchise that head office names.

    Raises:
        InvalidError: no such base, or a colour table that the franchise doesn't have.
        NotFoundError: no such franchise.
    """
    franchise = franchise_of(desk, caller, asked)
    start = _base(base)
    given = {key: value for key, value in _set(values).items() if value is not None}
    whole = {**_set(start), **given}
    _check_lut(desk, franchise.code, whole["lut"])
    made = desk.templates.add_style(OwnStyle(0, franchise.code, name, base, created_at=desk.now, **whole))
    _note(desk, caller, "style.added", made, {"name": name, "base": base, **whole})
    return made


def change_style(desk: Desk, caller: Caller, number: int, changes: Mapping[str, Any]) -> OwnStyle:
    """Change a style's name, base or values: the next edit has it; finished ones keep what their recipe says.

    Raises:
        NotFoundError: no such style.
        InvalidError: no such base, or a colour table that the franchise doesn't have.
    """
    before = own_style(desk, caller, number)
    after = replace(before, **changes)
    _base(after.base)
    if after.lut != before.lut:
        _check_lut(desk, after.franchise, after.lut)
    if after != before:
        desk.templates.save_style(after)
        told = {name: [getattr(before, name), getattr(after, name)] for name in changes}
        _note(desk, caller, "style.changed", after, told)
    return after


def withdraw(desk: Desk, caller: Caller, one: Own) -> None:
    """Have it be chosen no more. It stays in the store: what was booked or made with it can be made again.

    Raises:
        ConflictError: new sessions would still choose it, and could not be booked any more.
    """
    users: Sequence[str] = () if isinstance(one, OwnLut) else desk.templates.chosen_by(one)
    if users:
        message = f"{one.name!r} is still chosen by {', '.join(users[:5])}: choose another one there first."
        raise ConflictError("in_use", message)
    desk.templates.withdraw(one)
    kind = {OwnBackdrop: "backdrop", OwnLut: "lut", OwnStyle: "style"}[type(one)]
    _note(desk, caller, f"{kind}.withdrawn", one, {"name": one.name})


def own_backdrop(desk: Desk, caller: Caller, name: str) -> OwnBackdrop:
    """A backdrop ``own:7`` that the caller may see, withdrawn or not.

    Raises:
        NotFoundError: no such backdrop.
    """
    number = own_number(name)
    found = None if number is None else desk.templates.backdrop(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_backdrop", "There is no such backdrop.")
    return found


def own_style(desk: Desk, caller: Caller, number: int) -> OwnStyle:
    """A style that the caller may change, and that was not withdrawn.

    Raises:
        NotFoundError: no such style.
    """
    found = desk.templates.style(number)
    if found is None or found.withdrawn_at is not None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_style", "There is no such style of your own; the built-in ones stay as they are.")
    return found


def own_lut(desk: Desk, caller: Caller, number: int) -> OwnLut:
    """A colour table that the caller may see, and that was not withdrawn.

    Raises:
        NotFoundError: no such table.
    """
    found = desk.templates.lut(number)
    if found is None or found.withdrawn_at is not None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_lut", "There is no such LUT.")
    return found


def _base(name: str) -> Values:
    try:
        return values_of(find_style(name))
    except RecipeError as error:
        raise InvalidError("unknown_style", str(error)) from error


def _set(values: Values) -> dict[str, Any]:
    return {name: getattr(values, name) for name in ("exposure", "contrast", "warmth", "saturation", "lut")}


def _check_lut(desk: Desk, franchise: str, number: int | None) -> None:
    found = None if number is None else desk.templates.lut(number)
    if number is not None and (found is None or found.franchise != franchise or found.withdrawn_at is not None):
        raise InvalidError("unknown_lut", f"Franchise {franchise} has no LUT {number}; POST /v1/luts takes one.")


def _note(desk: Desk, caller: Caller, kind: str, of: OwnBackdrop | OwnLut | OwnStyle, data: dict[str, Any]) -> None:
    desk.history.note(kind, who=caller.who, why="by request", franchise=of.franchise, data={"id": of.id, **data})
