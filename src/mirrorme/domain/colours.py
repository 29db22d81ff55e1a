"""Colours of a brand, and whether text on them can be read.

Contrast after WCAG 2.2 (W3C Recommendation, 2023), "relative luminance" and "contrast ratio".
"""

import re
from dataclasses import dataclass

from mirrorme.domain.errors import InvalidError

ENOUGH = 4.5
"""What success criterion 1.4.3 asks of text of usual size (level AA)."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a colour stands against white and black, 1 to 21.

    text: the one of the two that text on this colour should have. ratio: of that text. Any colour has 4.5 against one
    of the two, so no colour has to be refused; which of them it is decides.
    """

    white: float
    black: float

    @property
    def text(self) -> str:
        """``#ffffff`` or ``#000000``."""
        return "#ffffff" if self.white >= self.black else "#000000"

    @property
    def ratio(self) -> float:
        """Of the better one."""
        return max(self.white, self.black)


def parse_colour(text: str, what: str) -> str:
    """A colour as it is kept: ``#rrggbb``, lower case. what: it is for.

    Raises:
        InvalidError: it is none.
    """
    if not _COLOUR.fullmatch(text):
        raise InvalidError("invalid_colour", f"The {what} colour has to look like #1f6feb, not {text[:20]!r}.")
    return text.lower()


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white)."""
    codes = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (code / 12.92 if code <= 0.04045 else ((code + 0.055) / 1.055) ** 2.4 for code in codes)
    return sum(weight * value for weight, value in zip(_WEIGHTS, linear, strict=True))


def contrast(colour: str) -> Contrast:
    """How ``#rrggbb`` stands against white and black; cut to two digits, never rounded up to what it has not."""
    light = luminance(colour)
    return Contrast(_cut(1.05 / (light + 0.05)), _cut((light + 0.05) / 0.05))


def _cut(ratio: float) -> float:
    return int(ratio * 100 + 1e-9) / 100
