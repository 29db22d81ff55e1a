"""An edit that can be made again: what the faults are planted in, for training, evaluation and tests."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mirrorme.imaging.compose import Scene, blend, estimate_foreground, grain_of, layers_of
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
        return _put_together(self)[0]

    def seen(self) -> Witness:
        """What a judgement knows of it."""
        return _put_together(self)[1]

    def view(self, result: Image | None = None, grading: Callable[[Image], Image] = lambda image: image) -> View:
        """The view of a picture that claims to be made so; by default of the one that is."""
        return view_of(result or self.put_together(), self.seen(), grading)


@lru_cache(maxsize=2)
def _put_together(making: Making) -> tuple[Image, Witness]:
    # most faults are planted into the same edit, one after the other
    layers = layers_of(
        estimate_foreground(making.before, making.alpha), Scene(making.backdrop, making.wall), making.step
    )
    grain = making.step.grain * grain_of(making.before, making.alpha)
    picture = blend(making.before, making.alpha, making.backdrop, layers, grain=grain)
    return picture, witness(making.before, making.alpha, making.faces, making.backdrop, layers)
