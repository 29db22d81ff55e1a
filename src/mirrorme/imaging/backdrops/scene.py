"""A painter for blurred places: a function composes the light, the camera exposes it."""

from collections.abc import Callable
from dataclasses import dataclass

from mirrorme.imaging.backdrops.frame import Frame, Linear
from mirrorme.imaging.backdrops.texture import SMOOTH, Texture
from mirrorme.imaging.backdrops.tone import expose

ROUGH = 340
"""Long side that holds what the lens has blurred: its disc is never under 4 of these pixels."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A blurred place; compose: gives its light, linear, unclipped."""

    compose: Callable[[Frame], Linear]
    exposure: float = 1.0
    texture: Texture = SMOOTH
    side: int = 720

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        return expose(self.compose(frame), self.exposure)
