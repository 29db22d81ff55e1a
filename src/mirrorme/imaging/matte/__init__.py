"""Find the people in a photo: an alpha matte at the photo's own resolution.

Segmentation says roughly where, closed-form matting finds hair and edges between what is certain, a guided filter
brings the result to full size.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.matte.closed_form import solve
from mirrorme.imaging.matte.enlarge import enlarge
from mirrorme.imaging.matte.refine import refine
from mirrorme.imaging.matte.segment import Map, fit, segment, working_copy
from mirrorme.imaging.matte.tidy import drop_islands, settle
from mirrorme.imaging.matte.trimap import trimap_of_one, trimap_of_two, trimap_refined
from mirrorme.imaging.network import Network
from mirrorme.imaging.recipe import Tier

WORKING_SIZE: dict[Tier, int] = {"fast": 640, "standard": 800, "best": 1280}
"""Long side in pixels at which a matte is solved."""

REACH = 0.03
"""Half width of the band that is solved around a contour, as a part of the working size's long side."""


@dataclass(frozen=True, slots=True)
class Segmenters:
    """The networks that find people.

    broad: sees shapes (U2-Net), or a network of the user's own. fine: sees details (ISNet), or none. refiner: ours,
    which corrects their maps by the picture, or none.
    """

    broad: Network
    fine: Network | None = None
    refiner: Network | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Matte:
    """alpha: (H, W) uint8 at the photo's size. unknown: pixels solved. converged: whether the solver was done."""

    alpha: Alpha
    unknown: int
    converged: bool


def matte(image: Image, segmenters: Segmenters, tier: Tier, *, threads: int = 1) -> Matte:
    """Matte a photo.

    Args:
        image: the photo.
        segmenters: ``fast`` uses the broad one alone, ``best`` asks each twice (mirrored) and solves at a larger size.
        tier: how much time to spend.
        threads: for the full-resolution part; the networks have their own.
    """
    working = working_copy(image, WORKING_SIZE[tier])
    broad, fine = _opinions(working_copy(image, 1280), segmenters, tier)
    solved = _solve(working, broad, fine, segmenters.refiner)
    return Matte(enlarge(solved.alpha, working, image, threads=threads), solved.unknown, solved.converged)


@dataclass(frozen=True, slots=True)
class _Solved:
    alpha: Map
    unknown: int
    converged: bool


def _opinions(shown: NDArray[np.uint8], segmenters: Segmenters, tier: Tier) -> tuple[Map, Map | None]:
    """The maps of both networks, each at its own size."""

    def ask(network: Network) -> Map:
        straight = segment(shown, network)
        if tier != "best":
            return straight
        return np.asarray((straight + segment(shown, network, mirrored=True)) / 2, np.float32)

    use_fine = segmenters.fine is not None and tier != "fast"
    return ask(segmenters.broad), ask(segmenters.fine) if use_fine and segmenters.fine else None


def _solve(working: NDArray[np.uint8], broad: Map, fine: Map | None, refiner: Network | None) -> _Solved:
    height, width = working.shape[:2]
    size = (height, width)
    reach = REACH * max(size)
    wide, detailed = fit(broad, *size), None if fine is None else fit(fine, *size)
    if refiner is not None:
        corrected, unknown = refine(working, broad, broad if fine is None else fine, refiner)
        solution = solve(working, trimap_refined(corrected, unknown))
        alpha = solution.alpha
    elif detailed is not None:
        solution = solve(working, trimap_of_two(wide, detailed, reach))
        alpha = settle(solution.alpha, wide, detailed)
    else:
        solution = solve(working, trimap_of_one(wide, reach / 2))
        alpha = solution.alpha
    return _Solved(drop_islands(alpha), solution.unknown, solution.converged)
