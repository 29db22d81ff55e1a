"""Make all ready for a job."""

import hashlib
from functools import partial
from pathlib import Path

from mirrorme.adapters.files.folder import OriginalFiles, OutputFiles
from mirrorme.adapters.models.networks import Networks
from mirrorme.imaging.backdrops import cover, find, render
from mirrorme.imaging.cube import parse_cube
from mirrorme.imaging.develop import Kit, Render
from mirrorme.imaging.errors import ImagingError
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.lut import Lut
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Grade
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.order import Job

FAR = frozenset({"indoor", "outdoor"})
"""Families of backdrops that are a place behind the subject, not a wall that it throws a shadow on."""


def lay_out(job: Job, networks: Networks) -> Bench:
    """Make all ready for a job.

    Raises:
        OrderError: a backdrop or a LUT that can't be used, or is not what the recipe says.
    """
    try:
        return Bench(
            originals=OriginalFiles(),
            outputs=OutputFiles(),
            face=networks.face,
            gate=None if job.gate is None else GateLimits(**job.gate),
            kit=_kit(job, networks),
            device=networks.device,
            notes=networks.left_out,
        )
    except ImagingError as error:
        raise OrderError(str(error)) from error


def _kit(job: Job, networks: Networks) -> Kit | None:
    if networks.broad is None:
        return None
    backdrop, wall = _backdrop(job)
    segmenters = Segmenters(networks.broad, networks.fine)
    return Kit(segmenters, backdrop, wall=wall, lut=_lut(job), threads=job.threads)


def _backdrop(job: Job) -> tuple[Render | None, bool]:
    """What paints the recipe's backdrop, and whether it is a wall."""
    step = next((s for s in job.steps if isinstance(s, Compose)), None)
    if step is None or step.backdrop == "none":
        return None, False
    if step.backdrop == "file":
        return partial(cover, read(_pinned(job.backdrop, step.digest, "backdrop")).image), False
    return partial(render, step.backdrop), find(step.backdrop).family not in FAR


def _lut(job: Job) -> Lut | None:
    step = next((s for s in job.steps if isinstance(s, Grade)), None)
    if step is None or step.lut is None:
        return None
    return parse_cube(_pinned(job.lut, step.lut, "LUT").decode("utf-8", errors="replace"))


def _pinned(file: str | None, digest: str | None, what: str) -> bytes:
    """The content of a file that a recipe names by its SHA-256."""
    if file is None:
        raise OrderError(f"this recipe uses a {what} file with the SHA-256 {digest}; name that file")
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise OrderError(f"can't read the {what} {file}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise OrderError(f"the {what} {file} is not the one of this recipe: its SHA-256 is not {digest}")
    return data
