"""Make all ready for a job."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from mirrorme.adapters.files.folder import OriginalFiles, OutputFiles
from mirrorme.adapters.models.networks import Networks
from mirrorme.imaging.backdrops import FAR, cover, find, render
from mirrorme.imaging.cube import parse_cube
from mirrorme.imaging.develop import Kit, Render
from mirrorme.imaging.errors import ImagingError
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.lut import Lut
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Grade, Matte, Recipe
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.ports import Originals, Outputs
from mirrorme.pipeline.scoring import Scorer
from mirrorme.wiring.brought import Brought

MOST_KITS = 8
"""Recipes whose backdrop and LUT are kept at hand: those of the sessions that are being edited."""

MOST_PICTURES = 2
"""Kits among them that hold a picture in full size, 100 MB each."""


class Benches:
    """What stands ready for a run: networks, store and gate are shared, recipes may differ from photo to photo.

    Raises:
        OrderError: a backdrop or a LUT of the job's own recipe that can't be used, or is not what the recipe says.
    """

    def __init__(self, job: Job, networks: Networks, scorer: Scorer | None, refused: tuple[str, ...] = ()) -> None:
        self._job, self._networks = job, networks
        self._kits: dict[Recipe, Kit] = {}
        originals, outputs = _pictures(job.store)
        kit = self._kit(job.recipe) if job.recipe else None
        self.common = Bench(
            originals=originals,
            outputs=outputs,
            face=networks.face,
            gate=None if job.gate is None else GateLimits(**job.gate),
            kit=kit,
            device=networks.device,
            scorer=scorer,
            notes=networks.left_out + refused,
        )

    def of(self, order: Order) -> Bench:
        """That of a photo.

        Raises:
            OrderError: a backdrop or a LUT of its recipe that can't be used.
            StorageError: they can't be had.
        """
        recipe = order.recipe_in(self._job)
        gate = None if order.inspected else self.common.gate
        if gate is not None and order.gate:
            gate = replace(gate, **order.gate)
        originals, outputs = self.common.originals, self.common.outputs
        if order.keys is not None:
            originals, outputs = _pictures(self._job.store, order.keys)
        brought = Brought(order.backdrop, order.lut, originals) if order.backdrop or order.lut else None
        kit = self._kit(recipe, brought) if recipe else None
        return replace(self.common, gate=gate, kit=kit, originals=originals, outputs=outputs)

    def wait(self) -> None:
        """Until all networks are loaded.

        Raises:
            SetupError: altered weights, or a device that can't be used.
        """
        for network in self._networks:
            _ = network.device

    def _kit(self, recipe: Recipe, brought: Brought | None = None) -> Kit | None:
        broad, fine = self._networks.broad, self._networks.fine
        if broad is None:
            return None
        if recipe not in self._kits:
            tiers = {step.tier for step in recipe.steps if isinstance(step, Matte)}
            try:
                files = brought or Brought(self._job.backdrop, self._job.lut)
                backdrop, wall = _backdrop(recipe, files)
                lut = _lut(recipe, files)
            except ImagingError as error:
                raise OrderError(str(error)) from error
            if len(self._kits) >= MOST_KITS:
                del self._kits[next(iter(self._kits))]
            pictures = [known for known in self._kits if _has_picture(known)]
            if _has_picture(recipe) and len(pictures) >= MOST_PICTURES:
                del self._kits[pictures[0]]
            segmenters = Segmenters(broad, None if tiers == {"fast"} else fine)
            self._kits[recipe] = Kit(segmenters, backdrop, wall=wall, lut=lut, threads=self._job.threads)
        return self._kits[recipe]


def _pictures(store: str | None, keys: Mapping[str, str] | None = None) -> tuple[Originals, Outputs]:
    """Where photos come from and pictures go. keys: what they are encrypted with."""
    if store is None:
        return OriginalFiles(), OutputFiles()
    # files are edited without what speaks to stores, which takes its time to import
    from mirrorme.adapters.objects.open_store import open_store  # noqa: PLC0415
    from mirrorme.adapters.objects.pictures import ObjectOriginals, ObjectOutputs  # noqa: PLC0415

    # nothing is signed here: bytes are read and written, and URLs are the API's
    objects, _ = open_store(store, secret=b"", base_url="", keys=keys)
    return ObjectOriginals(objects), ObjectOutputs(objects)


def _backdrop(recipe: Recipe, files: Brought) -> tuple[Render | None, bool]:
    """What paints the recipe's backdrop, and whether it is a wall."""
    step = next((s for s in recipe.steps if isinstance(s, Compose)), None)
    if step is None or step.backdrop == "none":
        return None, False
    if step.backdrop == "file":
        return partial(cover, read(files.backdrop_file(step.digest)).image), False
    return partial(render, step.backdrop), find(step.backdrop).family not in FAR


def _has_picture(recipe: Recipe) -> bool:
    return any(isinstance(step, Compose) and step.backdrop == "file" for step in recipe.steps)


def _lut(recipe: Recipe, files: Brought) -> Lut | None:
    step = next((s for s in recipe.steps if isinstance(s, Grade)), None)
    if step is None or step.lut is None:
        return None
    return parse_cube(files.lut_file(step.lut).decode("utf-8", errors="replace"))
