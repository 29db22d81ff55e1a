"""The networks of a job, on their way."""

from collections.abc import Iterator
from dataclasses import dataclass

from mirrorme.adapters.models.catalogue import Weights
from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.models.loading import WeightsError
from mirrorme.adapters.models.pending import Loader, PendingNetwork
from mirrorme.adapters.models.selection import Selection, loadable
from mirrorme.adapters.models.user import UserModel
from mirrorme.imaging.recipe import Matte, Recipe


@dataclass(frozen=True, slots=True)
class Networks:
    """Those that a job needs. Without a matte there is only ``face``; ``fast`` mattes have no ``fine``.

    left_out: why networks that would have taken part don't.
    """

    face: PendingNetwork
    broad: PendingNetwork | None = None
    fine: PendingNetwork | None = None
    left_out: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[PendingNetwork]:
        """Those that there are."""
        return iter([network for network in (self.face, self.broad, self.fine) if network])

    def device(self) -> str:
        """What the main one runs on; waits until it is loaded."""
        return (self.broad or self.face).device


def start_loading(recipe: Recipe | None, selection: Selection, cache: Cache, loader: Loader) -> Networks:
    """Begin to load what a recipe needs, without one what Gate 1 needs.

    Raises:
        WeightsError: some are not there. Altered ones are found while they load, and raise when they are to run.
    """
    tiers = {step.tier for step in recipe.steps if isinstance(step, Matte)} if recipe else set()
    face = _load(selection.face, cache, loader)
    if not tiers:
        return Networks(face)
    broad = _load(selection.broad, cache, loader)
    if tiers == {"fast"}:
        return Networks(face, broad)
    if selection.fine is None:
        left_out = [f"{w.name} is left out by MIRRORME_LICENCES=strict: {w.licence.note}" for w in selection.left_out]
        return Networks(face, broad, left_out=tuple(left_out))
    return Networks(face, broad, _load(selection.fine, cache, loader))


def _load(weights: Weights | UserModel, cache: Cache, loader: Loader) -> PendingNetwork:
    ready = loadable(weights, cache)
    if not ready.path.exists():
        raise WeightsError(f"the weights of {ready.name} are missing ({ready.path}); {ready.remedy}")
    return loader.load(ready)
