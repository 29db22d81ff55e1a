"""What can go wrong with a photo, said so that a studio knows what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a photo is not edited.

    code: stable, machine-readable, snake_case (``too_dark``).
    message: one or two sentences for studio staff: what is wrong and what to do.
    measured, limit: the figure that decided and the limit that it broke, in the unit that the message names.
    stops: EV that would bring the light right (positive: it is too dark), where that is what is wrong.
    """

    code: str
    message: str
    measured: float | str | None = None
    limit: float | str | None = None
    stops: float | None = None


class ImagingError(Exception):
    """A photo that can't be worked on; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


class UnreadableError(ImagingError):
    """The bytes are no photo, a damaged one, or larger than the limits allow: the photo is rejected."""


class RecipeError(ImagingError):
    """A recipe, style, LUT or backdrop that can't be used."""
