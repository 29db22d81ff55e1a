"""The only place where ports meet adapters."""

import hashlib
from functools import partial
from pathlib import Path

from mirrorme.adapters.files.folder import OriginalFiles, OutputFiles
from mirrorme.adapters.models.catalogue import Weights
from mirrorme.adapters.models.loading import WeightsError
from mirrorme.adapters.models.pending import Loader, PendingNetwork
from mirrorme.adapters.models.selection import loadable, select
from mirrorme.adapters.models.user import UserModel, chosen
from mirrorme.imaging.backdrops import cover, find, render
from mirrorme.imaging.cube import parse_cube
from mirrorme.imaging.develop import Kit, Render
from mirrorme.imaging.inspect import Limits
from mirrorme.imaging.lut import Lut
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Grade, Matte, Recipe
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings

FAR = frozenset({"indoor", "outdoor"})
"""Families of backdrops that are a place behind the subject, not a wall that it throws a shadow on."""


def make_bench(job: Job, settings: Settings) -> Bench:
    """Make all ready for a job; the networks go on loading while the first photo is read.

    Raises:
        SetupError: weights, a backdrop or a LUT that are missing or not what the recipe says.
        RecipeError, UnreadableError: a backdrop or a LUT that can't be used.
    """
    loader = Loader(device=job.device, threads=job.threads, compiled=settings.compiled)

    def load(weights: Weights | UserModel) -> PendingNetwork:
        ready = loadable(weights, settings.weights)
        if not ready.path.exists():
            raise WeightsError(f"the weights of {ready.name} are missing ({ready.path}); {ready.remedy}")
        return loader.load(ready)

    selection = select(settings.licences, chosen(settings.config))
    kit: Kit | None = None
    face = load(selection.face)
    if job.recipe is not None:
        fine = selection.fine if _tiers(job.recipe) - {"fast"} else None
        segmenters = Segmenters(
            broad=load(selection.broad),
            fine=load(fine) if fine else None,
            refiner=load(selection.refiner) if selection.refiner else None,
        )
        in_use = (face, segmenters.broad, segmenters.fine, segmenters.refiner)
        _check_models(job, {network.name: network.digest for network in in_use if network})
        backdrop, wall = _backdrop(job.recipe, job.backdrop)
        kit = Kit(segmenters, backdrop, wall=wall, lut=_lut(job.recipe, job.lut), threads=job.threads)
    gate = None if job.gate is None else Limits(**job.gate)
    return Bench(OriginalFiles(), OutputFiles(), face, gate, kit)


def _tiers(recipe: Recipe) -> set[str]:
    return {step.tier for step in recipe.steps if isinstance(step, Matte)}


def _check_models(job: Job, in_use: dict[str, str]) -> None:
    """A stored recipe gives the same bytes only with the networks that it was carried out with."""
    for name, digest in (job.models or {}).items():
        if in_use.get(name) != digest:
            raise SetupError(
                f"this recipe was carried out with {name} {digest[:12]}, and that is not in use: see `mirrorme models` "
                "and `mirrorme models use`"
            )


def _backdrop(recipe: Recipe, file: str | None) -> tuple[Render | None, bool]:
    """What paints the recipe's backdrop, and whether it is a wall."""
    step = next((s for s in recipe.steps if isinstance(s, Compose)), None)
    if step is None or step.backdrop == "none":
        return None, False
    if step.backdrop == "file":
        data = _pinned(file, step.digest, "backdrop")
        return partial(cover, read(data).image), False
    return partial(render, step.backdrop), find(step.backdrop).family not in FAR


def _lut(recipe: Recipe, file: str | None) -> Lut | None:
    step = next((s for s in recipe.steps if isinstance(s, Grade)), None)
    if step is None or step.lut is None:
        return None
    return parse_cube(_pinned(file, step.lut, "LUT").decode("utf-8", errors="replace"))


def _pinned(file: str | None, digest: str | None, what: str) -> bytes:
    """The content of a file that a recipe names by its SHA-256."""
    if file is None:
        raise SetupError(f"this recipe uses a {what} file with the SHA-256 {digest}; name that file")
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise SetupError(f"can't read the {what} {file}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise SetupError(f"the {what} {file} is not the one of this recipe: its SHA-256 is not {digest}")
    return data
