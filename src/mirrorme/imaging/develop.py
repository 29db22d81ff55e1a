"""The one place where the order of the steps is written: a photo and a recipe in, an edited picture out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, assert_never

import numpy as np

from mirrorme.imaging.check import check_subject
from mirrorme.imaging.compose import Scene, blend, cut_out, estimate_foreground, grain_of, layers_of
from mirrorme.imaging.faces import Face
from mirrorme.imaging.frame import crop, plan
from mirrorme.imaging.grade import grade
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light import apply_light, measure_light
from mirrorme.imaging.lut import Lut
from mirrorme.imaging.matte import Segmenters, matte
from mirrorme.imaging.read import Photo
from mirrorme.imaging.recipe import Compose, Export, Frame, Grade, Light, Matte, Recipe, Step
from mirrorme.imaging.witness import Witness, witness

Render = Callable[[int, int], Image]
"""Makes a backdrop of (width, height)."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What the steps need beside the photo.

    segmenters: the loaded networks. backdrop: makes the recipe's backdrop, None where the photo's own background stays.
    wall: whether the backdrop is near enough for a shadow. lut: the recipe's LUT. threads: for the full-size passes.
    """

    segmenters: Segmenters
    backdrop: Render | None = None
    wall: bool = True
    lut: Lut | None = None
    threads: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Developed:
    """An edited picture.

    image: composed and graded. alpha: (H, W) uint8 of that image. cutout: the subject's own colours in that frame, only
    where the recipe asks for it. matte: (H, W) uint8 at the photo's own size. measured: what the steps found.
    seconds: by step. witness: what a judgement of it has to know.
    """

    image: Image
    alpha: Alpha
    cutout: Image | None
    matte: Alpha
    measured: Mapping[str, Any]
    seconds: Mapping[str, float]
    witness: Witness


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    photo: Photo
    image: Image
    alpha: Alpha
    matte: Alpha
    faces: tuple[Face, ...]
    kit: Kit
    wants_cutout: bool
    cutout: Image | None = None
    witness: Witness | None = None
    measured: Mapping[str, Any] = field(default_factory=dict)


def develop(photo: Photo, faces: tuple[Face, ...], recipe: Recipe, kit: Kit) -> Developed:
    """Carry out a recipe.

    Args:
        photo: upright, in the working space.
        faces: found in it; they live only as long as this call.
        recipe: its steps, in their order.
        kit: networks, backdrop, LUT.

    Raises:
        SubjectError: nobody was found, or a face that was found is missing from the matte.
    """
    solid = np.full((photo.image.height, photo.image.width), 255, np.uint8)
    wants_cutout = any(isinstance(s, Export) and s.cutout for s in recipe.steps)
    work = _Work(photo, photo.image, solid, solid, faces, kit, wants_cutout)
    seconds: dict[str, float] = {}
    for step in recipe.steps:
        began = time.perf_counter()
        work = _carry_out(work, step)
        seconds[step.step] = round(seconds.get(step.step, 0.0) + time.perf_counter() - began, 4)
    # a recipe that composes nothing is judged by the picture itself
    seen = work.witness or witness(work.image, work.alpha, work.faces)
    return Developed(work.image, work.alpha, work.cutout, work.matte, work.measured, seconds, seen)


def _carry_out(work: _Work, step: Step) -> _Work:  # noqa: PLR0911 - one return a step of the closed union
    match step:
        case Matte():
            return _matte(work, step)
        case Light():
            correction = measure_light(work.image, work.alpha, _boxes(work.faces), step)
            lit = apply_light(work.image, correction, threads=work.kit.threads)
            return _noting(replace(work, image=lit), light=asdict(correction))
        case Frame():
            if step.aspect == "none":
                return work
            window = plan(work.alpha, _boxes(work.faces), step.aspect)
            image, alpha = crop(work.image, work.alpha, window)
            moved = tuple(_moved(face, window.left, window.top) for face in work.faces)
            cropped = replace(work, image=image, alpha=alpha, faces=moved)
            return _noting(cropped, window=[window.left, window.top, window.right, window.bottom])
        case Compose():
            return _compose(work, step)
        case Grade():
            return _grade(work, step)
        case Export():
            return work
        case _:
            assert_never(step)


def _matte(work: _Work, step: Matte) -> _Work:
    width, height = work.image.width, work.image.height
    centres = [((f.x0 + f.x1) / 2 / width, (f.y0 + f.y1) / 2 / height) for f in work.faces]
    centres = [(x, y) for x, y in centres if 0 <= x < 1 and 0 <= y < 1]
    found = matte(work.image, work.kit.segmenters, step.tier, faces=centres, threads=work.kit.threads)
    alpha = found.alpha
    if work.photo.alpha is not None:
        alpha = np.minimum(alpha, work.photo.alpha)
    check_subject(alpha, list(zip(_boxes(work.faces), (face.score for face in work.faces), strict=True)))
    noted = {"unknown_pixels": found.unknown, "converged": found.converged}
    return _noting(replace(work, alpha=alpha, matte=alpha), matte=noted)


def _compose(work: _Work, step: Compose) -> _Work:
    render, threads = work.kit.backdrop, work.kit.threads
    if render is None and not work.wants_cutout:
        return replace(work, witness=witness(work.image, work.alpha, work.faces))
    foreground = estimate_foreground(work.image, work.alpha)
    cutout = cut_out(work.image, work.alpha, foreground, threads=threads) if work.wants_cutout else None
    if render is None:
        return replace(work, cutout=cutout, witness=witness(work.image, work.alpha, work.faces))
    scene = Scene(render(work.image.width, work.image.height), work.kit.wall)
    layers = layers_of(foreground, scene, step)
    grain = step.grain * grain_of(work.image, work.alpha)
    composed = blend(work.image, work.alpha, scene.backdrop, layers, grain=grain, threads=threads)
    seen = witness(work.image, work.alpha, work.faces, scene.backdrop, layers)
    return replace(work, image=composed, cutout=cutout, witness=seen)


def _grade(work: _Work, step: Grade) -> _Work:
    lut, threads = work.kit.lut, work.kit.threads
    cutout = None if work.cutout is None else grade(work.cutout, step, lut, threads=threads)
    return replace(work, image=grade(work.image, step, lut, threads=threads), cutout=cutout)


def _moved(face: Face, left: int, top: int) -> Face:
    (ax, ay), (bx, by) = face.eyes
    eyes = ((ax - left, ay - top), (bx - left, by - top))
    return Face(face.x0 - left, face.y0 - top, face.x1 - left, face.y1 - top, eyes, face.score)


def _boxes(faces: tuple[Face, ...]) -> list[tuple[float, float, float, float]]:
    return [(face.x0, face.y0, face.x1, face.y1) for face in faces]


def _noting(work: _Work, **found: Any) -> _Work:  # noqa: ANN401 - JSON values
    return replace(work, measured={**work.measured, **found})
