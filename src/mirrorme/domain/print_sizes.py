"""Print sizes of a franchise's own, beside those that everybody has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mirrorme.domain.errors import InvalidError

LEAST_MM = 20.0
MOST_MM = 2000.0
MOST_SIZES = 20
MOST_RATIO = 4.0
"""A picture that is longer than this many times its width has no room for a person."""


@dataclass(frozen=True, slots=True)
class PrintSize:
    """A size that a studio prints. width_mm, height_mm: to a tenth; upright or lying, as it is told."""

    name: str
    width_mm: float
    height_mm: float


def check_sizes(sizes: Sequence[PrintSize]) -> tuple[PrintSize, ...]:
    """The sizes as they are kept.

    Raises:
        InvalidError: one is too small, too large or too long, two have one name, or there are too many.
    """
    kept = tuple(replace(one, width_mm=round(one.width_mm, 1), height_mm=round(one.height_mm, 1)) for one in sizes)
    if len(kept) > MOST_SIZES:
        raise InvalidError("invalid_print_sizes", f"There can be {MOST_SIZES} print sizes at most; remove some.")
    for one in kept:
        short, long = sorted((one.width_mm, one.height_mm))
        if not (short >= LEAST_MM and long <= MOST_MM and long <= MOST_RATIO * short):
            raise InvalidError(
                "invalid_print_sizes",
                f"The print size {one.name!r} can't be used: its sides have to be from {LEAST_MM:g} to {MOST_MM:g} mm, "
                f"the longer one at most {MOST_RATIO:g} times the shorter one.",
            )
    if len({one.name.casefold() for one in kept}) < len(kept):
        raise InvalidError("invalid_print_sizes", "Two print sizes have the same name; give each its own.")
    return kept
