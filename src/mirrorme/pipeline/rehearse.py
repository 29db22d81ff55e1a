"""Edit made-up portraits, so that every numeric kernel is compiled before anybody waits for it."""

from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from mirrorme.imaging.backdrops import render
from mirrorme.imaging.develop import Kit
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.lut import Cube, Lut
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.network import NetworkSpec, Tensor
from mirrorme.imaging.recipe import Compose, Export, Frame, Grade, portrait
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.result import EditResult

_NOBODY = "0" * 64
_ANYTHING = GateLimits(min_short=1, min_long=1, max_share=1, min_focus=0, min_jpeg_quality=0)
_HEIGHT, _WIDTH = 1500, 1200  # above the working sizes, so that the enlarging kernels take part


@dataclass(frozen=True, slots=True)
class _Oval:
    """Stands in for a segmentation network: it always sees somebody in the middle."""

    name: str = "rehearsal"
    digest: str = _NOBODY
    spec: NetworkSpec = NetworkSpec(320)  # noqa: RUF009 (frozen)

    def run(self, *_: Tensor) -> list[Tensor]:
        return [np.asarray(cv2.GaussianBlur(_oval(320, 320), (0, 0), 4), np.float32)[np.newaxis, np.newaxis]]


@dataclass(frozen=True, slots=True)
class _NoFaces:
    """Stands in for BlazeFace: it never sees a face."""

    name: str = "rehearsal-faces"
    digest: str = _NOBODY
    spec: NetworkSpec = NetworkSpec(128)  # noqa: RUF009 (frozen)

    def run(self, *_: Tensor) -> list[Tensor]:
        return [np.zeros((1, 896, 16), np.float32), np.full((1, 896, 1), -50, np.float32)]


@dataclass(frozen=True, slots=True)
class _Memory:
    """One photo that is always there, and nothing kept."""

    photo: bytes

    def read(self, photo: str, at_most: int) -> bytes:  # noqa: ARG002 (the port's)
        return self.photo

    def write(self, name: str, data: bytes) -> None:
        """Let it go."""


def rehearse() -> list[EditResult]:
    """Edit an 8-bit and a 16-bit picture with all that a recipe can ask for."""
    identity = np.stack(np.meshgrid(*[np.linspace(0, 1, 2, dtype=np.float32)] * 3, indexing="ij")[::-1], -1)
    graded = Grade(lut=_NOBODY, temperature=0.1, contrast=0.1, saturation=0.1)
    frame, export = Frame(aspect="4x6"), Export(cutout=True, alpha=True)
    recipe = portrait(Compose(backdrop="paper-white"), frame=frame, grade=graded, export=export)
    kit = Kit(Segmenters(_Oval(), _Oval()), partial(render, "paper-white"), wall=True, lut=Lut("", cube=Cube(identity)))
    results = []
    for extension, depth in ((".jpg", np.uint8), (".png", np.uint16)):
        memory = _Memory(cv2.imencode(extension, _portrait(depth))[1].tobytes())
        bench = Bench(memory, memory, _NoFaces(), _ANYTHING, kit)
        results.append(carry_out(Order("rehearsal", "a", "b", "c"), recipe, bench))
    return results


def _oval(height: int, width: int) -> Tensor:
    centre, axes = (width // 2, height // 2), (width // 4, height // 3)
    oval = np.zeros((height, width), np.float32)
    cv2.ellipse(oval, centre, axes, 0, 0, 360, 1.0, -1)
    return oval


def _portrait(depth: type[np.uint8 | np.uint16]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8 | np.uint16]]:
    """Somebody grainy before a wall."""
    grain = np.random.default_rng(1).normal(0, 0.05, (_HEIGHT, _WIDTH, 3))
    tones = 0.35 + 0.3 * _oval(_HEIGHT, _WIDTH)[..., np.newaxis] * (0.6, 0.8, 1.0) + grain
    return (np.clip(tones, 0, 1) * np.iinfo(depth).max).astype(depth)
