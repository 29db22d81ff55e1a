"""What the matte ought to be by colour alone: each pixel's place between the colours of both sides near it.

The idea of M. Ruzon and C. Tomasi, "Alpha Estimation in Natural Images", CVPR 2000, with means in place of clusters:
coarse, but independent of how the matte was found, which is what a second opinion needs.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from mirrorme.quality.view import Mask, Plane, View, energy

# windows of the means, parts of the long side, and how much a wider one counts where a narrower one is empty
_WINDOWS = ((0.012, 1.0), (0.05, 1e-2), (0.2, 1e-4))
_SHRINK = 4
_NOISE = 0.003


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What colour says.

    alpha: (h, w) float32 0-1. weight: (h, w) 0-1, how well the sides' colours can be told apart there.
    """

    alpha: Plane
    weight: Plane


def opinion_of(before: Plane, view: View) -> Opinion:
    """Ask the colours of the photo before it was composed."""
    height, width = view.alpha.shape
    size = (max(1, width // _SHRINK), max(1, height // _SHRINK))
    colours = np.asarray(cv2.merge([*cv2.split(before), energy(before)]), np.float32)
    own, own_spread = _side(colours, view.solid, view.long, size)
    other, other_spread = _side(colours, view.empty, view.long, size)
    own, other, spread = (_enlarged(p, (width, height)) for p in (own, other, own_spread + other_spread))
    way = own - other
    contrast = energy(way)
    along = cv2.transform((before - other) * way, np.ones((1, 3), np.float32))
    alpha = np.clip(along / (contrast + 1e-4), 0, 1)
    weight = contrast / (contrast + spread + _NOISE)
    return Opinion(np.asarray(alpha, np.float32), np.asarray(weight, np.float32))


def _wide(plane: Plane, sigma: float) -> Plane:
    """Nearly a Gaussian, at a cost that doesn't grow with it: two means over squares of together that variance."""
    side = 2 * max(1, round(sigma * 6**0.5 / 2)) + 1
    once = cv2.blur(plane, (side, side), borderType=cv2.BORDER_REFLECT)
    return np.asarray(cv2.blur(once, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)


def _enlarged(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size), np.float32)


def _side(colours: Plane, mask: Mask, long: int, size: tuple[int, int]) -> tuple[Plane, Plane]:
    """Mean colour of a side around each pixel, and its variance."""
    # every second pixel tells a mean over a window as well
    thin = mask[::2, ::2].astype(np.float32)
    weighed = [cv2.multiply(channel, thin) for channel in cv2.split(colours[::2, ::2])]
    few = [cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (*weighed, thin)]
    together = np.asarray(cv2.merge(few), np.float32)
    total = np.zeros_like(together)
    for window, counts in _WINDOWS:
        total += counts * _wide(together, window * long / _SHRINK)
    means = total[..., :4] / (total[..., 4:] + 1e-9)
    spread = np.maximum(means[..., 3] - (means[..., :3] ** 2).sum(2), 0)
    return np.asarray(means[..., :3], np.float32), np.asarray(spread, np.float32)
