"""What brands, own backdrops, styles and colour tables need of the records."""

from collections.abc import Sequence
from typing import Protocol

from mirrorme.domain.brand import Brand
from mirrorme.domain.templates import OwnBackdrop, OwnLut, OwnStyle


class Brands(Protocol):
    """Brands of franchises."""

    def of(self, franchise: str) -> Brand:
        """A franchise's; the house's if it never set any."""

    def at(self, domain: str) -> Brand | None:
        """The one that is reached by this domain."""

    def save(self, brand: Brand) -> Brand:
        """Keep it in place of what was; gives it with the time.

        Raises:
            ConflictError: another franchise has its domain.
        """


class Templates(Protocol):
    """Own things of franchises. They are added with the id 0 and given back with their own; none is ever deleted."""

    def backdrop(self, number: int) -> OwnBackdrop | None:
        """As it is now, withdrawn or not."""

    def backdrops(self, franchise: str | None) -> Sequence[OwnBackdrop]:
        """Those that can be chosen: of one franchise, or all."""

    def add_backdrop(self, new: OwnBackdrop) -> OwnBackdrop:
        """Keep it."""

    def lut(self, number: int) -> OwnLut | None:
        """As it is now, withdrawn or not."""

    def luts(self, franchise: str | None) -> Sequence[OwnLut]:
        """Those that can be chosen."""

    def add_lut(self, new: OwnLut) -> OwnLut:
        """Keep it."""

    def style(self, number: int) -> OwnStyle | None:
        """As it is now, withdrawn or not."""

    def styles(self, franchise: str | None) -> Sequence[OwnStyle]:
        """Those that can be chosen."""

    def add_style(self, new: OwnStyle) -> OwnStyle:
        """Keep it."""

    def save_style(self, changed: OwnStyle) -> None:
        """Replace its name and values."""

    def chosen_by(self, one: OwnBackdrop | OwnStyle) -> Sequence[str]:
        """What would still choose it: the brand's look, booking types; in words."""

    def withdraw(self, one: OwnBackdrop | OwnLut | OwnStyle) -> None:
        """Have it be chosen no more."""
