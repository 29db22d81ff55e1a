"""Find the people in a photo: an alpha matte at the photo's own resolution.

Segmentation says roughly where, false holes are closed by their colours, closed-form matting finds hair and edges
between what is certain, and a guided filter brings the result to full size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.matte.closed_form import Solution, solve
from mirrorme.imaging.matte.enlarge import enlarge
from mirrorme.imaging.matte.pockets import close_pockets
from mirrorme.imaging.matte.segment import Map, fit, segment, shrink
from mirrorme.imaging.matte.tidy import Place, drop_islands, settle
from mirrorme.imaging.matte.trimap import trimap_of_one, trimap_of_two
from mirrorme.imaging.network import Network
from mirrorme.imaging.recipe import Tier

WORKING_SIZE: dict[Tier, int] = {"fast": 640, "standard": 800, "best": 1200}
"""Long side in pixels at which a matte is solved."""

SHOWN_SIZE = 1280
"""Long side in pixels of what the networks are shown, before each squeezes it to its own square."""

REACH = 0.03
"""Half width of the band that is solved around a contour, as a part of the working size's long side."""


@dataclass(frozen=True, slots=True)
class Segmenters:
    """The networks that find people.

    broad: sees shapes (U2-Net), or a network of the user's own. fine: sees details (ISNet), or none.
    """

    broad: Network
    fine: Network | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Matte:
    """alpha: (H, W) uint8 at the photo's size. unknown: pixels solved. converged: whether the solver was done."""

    alpha: Alpha
    unknown: int
    converged: bool


def matte(image: Image, segmenters: Segmenters, tier: Tier, *, faces: Sequence[Place] = (), threads: int = 1) -> Matte:
    """Matte a photo.

    Args:
        image: the photo.
        segmenters: ``fast`` uses the broad one alone, ``best`` asks it twice (mirrored) and solves at a larger size.
        tier: how much time to spend.
        faces: where faces are, as parts of width and height: they keep a small person in the picture.
        threads: for the full-resolution part; the networks have their own.
    """
    shown = shrink(image.pixels, SHOWN_SIZE)
    working = shrink(shown, WORKING_SIZE[tier])
    coarse = segment(shown, segmenters.broad)
    if tier == "best":
        # a second opinion of the steadier network; ISNet's on a mirror image is sometimes a wild one
        coarse = np.asarray((coarse + segment(shown, segmenters.broad, mirrored=True)) / 2, np.float32)
    broad = fit(coarse, *working.shape[:2])
    if segmenters.fine is None or tier == "fast":
        solution = _from_one(working, broad)
    else:
        solution = _from_two(working, broad, fit(segment(shown, segmenters.fine), *working.shape[:2]))
    alpha = drop_islands(solution.alpha, faces)
    return Matte(enlarge(alpha, working, image, threads=threads), solution.unknown, solution.converged)


def _from_one(working: NDArray[np.uint8], broad: Map) -> Solution:
    closed = close_pockets(working, broad)
    return solve(working, trimap_of_one(closed, REACH / 2 * max(working.shape)))


def _from_two(working: NDArray[np.uint8], broad: Map, fine: Map) -> Solution:
    rough = np.asarray((broad + fine) / 2, np.float32)
    closed = close_pockets(working, rough) > rough
    broad, fine = (np.where(closed, np.float32(1), m) for m in (broad, fine))
    solution = solve(working, trimap_of_two(broad, fine, REACH * max(working.shape)))
    return Solution(settle(solution.alpha, broad, fine), solution.unknown, solution.converged)
