"""All built-in backdrops by name."""

import difflib
import re

from mirrorme.imaging.backdrops import (
    canvas,
    evening,
    gobo,
    gradient,
    halls,
    masonry,
    muslin,
    open_air,
    paper,
    rooms,
    spotlight,
    town,
    wall,
    woodland,
)
from mirrorme.imaging.backdrops.backdrop import Backdrop, Design
from mirrorme.imaging.errors import Reason, RecipeError

_DESIGNS: dict[str, Design] = {
    design.backdrop.name: design
    for family in (
        paper,
        gradient,
        spotlight,
        muslin,
        canvas,
        wall,
        masonry,
        gobo,
        woodland,
        open_air,
        town,
        rooms,
        halls,
        evening,
    )
    for design in family.DESIGNS
}
FAR = frozenset({"indoor", "outdoor"})
"""Families that are a place behind the subject, not a wall that it throws a shadow on."""
_BRAND = re.compile(r"brand:#?([0-9a-f]{6})", re.IGNORECASE)


def names() -> tuple[str, ...]:
    """The names of all built-in backdrops, family by family; ``brand:#rrggbb`` comes on top of them."""
    return tuple(_DESIGNS)


def catalogue() -> tuple[Backdrop, ...]:
    """All built-in backdrops, family by family."""
    return tuple(design.backdrop for design in _DESIGNS.values())


def find(name: str) -> Backdrop:
    """The backdrop of this name, or seamless paper in a brand's own colour for ``brand:#rrggbb``.

    Raises:
        RecipeError: ``unknown_backdrop``; the message names the closest ones.
    """
    return design(name).backdrop


def design(name: str) -> Design:
    """``find``, with the painter. Raises ``RecipeError`` as ``find`` does."""
    known = _DESIGNS.get(name)
    if known is not None:
        return known
    brand = _BRAND.fullmatch(name)
    if brand is not None:
        return paper.brand(f"#{brand[1].lower()}")
    raise RecipeError(Reason("unknown_backdrop", _advice(name), measured=name))


def _advice(name: str) -> str:
    if name.lower().startswith("brand"):
        return f"{name!r} is no brand colour. Write it as brand:#rrggbb, for example brand:#1f6feb."
    close = difflib.get_close_matches(name.lower(), _DESIGNS, n=3, cutoff=0.5)
    close += [known for known in _DESIGNS if name and name.lower() in known and known not in close]
    if not close:
        return f"There is no backdrop {name!r}. List them all with: mirrorme backdrops."
    return f"There is no backdrop {name!r}. Did you mean {', '.join(close[:5])}?"
