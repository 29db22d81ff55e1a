"""An edit that can be made again: what the faults are planted in, for training, evaluation and tests."""

from collections.abc import Callable
from dataclasses import dataclass

from mirrorme.imaging.compose import Layers, Scene, blend, estimate_foreground, grain_of, layers_of
from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.recipe import Compose
from mirrorme.imaging.witness import Witness, witness
from mirrorme.quality.view import View, view_of


@dataclass(frozen=True, slots=True, eq=False)
class Making:
    """What an edit is put together from.

    before: the photo, lit and framed. alpha: (H, W) uint8. faces: in its pixels. backdrop: of its size. step: strengths
    of shadow, wrap and grain. wall: whether a shadow falls.
    """

    before: Image
    alpha: Alpha
    faces: tuple[Face, ...]
    backdrop: Image
    step: Compose
    wall: bool = True

    def put_together(self) -> Image:
        """The edited picture."""
        grain = self.step.grain * grain_of(self.before, self.alpha)
        return blend(self.before, self.alpha, self.backdrop, self.layers(), grain=grain)

    def layers(self) -> Layers:
        """What it is composed of."""
        foreground = estimate_foreground(self.before, self.alpha)
        return layers_of(foreground, Scene(self.backdrop, self.wall), self.step)

    def seen(self) -> Witness:
        """What a judgement knows of it."""
        return witness(self.before, self.alpha, self.faces, self.backdrop, self.layers())

    def view(self, result: Image | None = None, grading: Callable[[Image], Image] = lambda image: image) -> View:
        """The view of a picture that claims to be made so; by default of the one that is."""
        return view_of(result or self.put_together(), self.seen(), grading)
