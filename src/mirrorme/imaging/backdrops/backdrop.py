"""What a backdrop is: a name for people and recipes, and a painter."""

from dataclasses import dataclass
from typing import Protocol

from mirrorme.imaging.backdrops.frame import Frame, Linear
from mirrorme.imaging.backdrops.texture import Texture


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A built-in backdrop as a studio picks it.

    name: kebab-case, stands in recipes. title: for people. family: ``paper``, ``muslin``, ``canvas``, ...
    light: a high-key one: the picture is mostly bright.
    """

    name: str
    title: str
    family: str
    light: bool


class Painter(Protocol):
    """Paints one backdrop; frozen, so that the same painter always paints the same."""

    @property
    def texture(self) -> Texture:
        """The surface's fine texture."""

    @property
    def side(self) -> int:
        """Pixels along the longer side that hold all of its structure above the texture."""

    def paint(self, frame: Frame) -> Linear:
        """Paint it: (h, w, 3) float32 linear light, of the frame's size."""


@dataclass(frozen=True, slots=True)
class Design:
    """A backdrop and who paints it."""

    backdrop: Backdrop
    painter: Painter


def entry(family: str, name: str, title: str, painter: Painter, *, high_key: bool = False) -> Design:
    """One line of a family's list; the backdrop's name is the family's and its own."""
    return Design(Backdrop(f"{family}-{name}", title, family, high_key), painter)
