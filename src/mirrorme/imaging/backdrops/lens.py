"""What a wide open portrait lens makes of a scene far behind the subject."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numba import njit

from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane
from mirrorme.imaging.backdrops.tone import colour

Chance = Callable[[Plane, Plane], Plane]
"""How likely a light is at x, y (heights): 0 to 1, arrays in, array out."""


def defocus(picture: Linear, frame: Frame, radius: float) -> Linear:
    """Convolve linear light with the lens's pupil, an even disc, as defocus does.

    Args:
        picture: (h, w, 3) float32 linear light.
        frame: where its pixels lie.
        radius: of the blur disc, in heights.

    Returns:
        (h, w, 3) float32.
    """
    r = radius * frame.height
    reach = int(np.ceil(r))
    axis = np.arange(-reach, reach + 1, dtype=np.float32)
    distance = np.hypot(axis[:, None], axis[None, :])
    kernel = np.clip(np.float32(r + 0.5) - distance, 0, 1)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT), np.float32)


@dataclass(frozen=True, slots=True)
class Lights:
    """Points of light, each of which the lens spreads to a disc.

    density: lights on a square whose side is the picture's height, before ``chance`` thins them. radius: smallest and
    largest disc in heights. codes: their colours. level: median radiance of a disc, 1 is diffuse white.
    spread: standard deviation of log radiance. rim: how much brighter the rim is than the middle.
    """

    density: float
    radius: tuple[float, float]
    codes: tuple[str, ...]
    level: float
    spread: float = 0.6
    rim: float = 0.25


def scatter(frame: Frame, salt: int, lights: Lights, chance: Chance | None = None) -> Plane:
    """Throw lights over the picture plane.

    By square patches, each with a stream of its own: a wider picture shows more patches, not other lights.

    Returns:
        (n, 7) float32: x, y and radius in heights, red, green, blue radiance, rim.
    """
    patches = int(np.ceil(frame.aspect / 2 + 0.2))
    palette = np.stack([colour(code) for code in lights.codes])
    margin = lights.radius[1]
    found = []
    for patch in range(-patches, patches):
        rng = frame.rng(salt * 1000 + patch + 500)
        n = round(lights.density * (1 + 2 * margin))
        x = (patch + rng.random(n)).astype(np.float32)
        y = (rng.random(n) * (1 + 2 * margin) - margin).astype(np.float32)
        radius = lights.radius[0] + (lights.radius[1] - lights.radius[0]) * rng.random(n) ** 1.6
        level = lights.level * np.exp(lights.spread * rng.standard_normal(n))
        tint = palette[rng.integers(len(palette), size=n)] * level[:, None]
        keep = rng.random(n) < (1.0 if chance is None else chance(x, y))
        found.append(np.column_stack([x, y, radius, tint, np.full(n, lights.rim)])[keep])
    return np.concatenate(found).astype(np.float32)


def add_discs(picture: Linear, frame: Frame, discs: Plane, cat_eye: float = 0.35) -> Linear:
    """Add each light as the disc that the lens makes of it.

    Towards the corners the barrel cuts the discs to cat's eyes, as it does at full aperture.

    Args:
        picture: (h, w, 3) float32 linear light.
        frame: where its pixels lie.
        discs: as ``scatter`` gives them.
        cat_eye: how far the barrel's circle is shifted at the corner, in radii.

    Returns:
        (h, w, 3) float32.
    """
    out = picture.copy()
    corner = float(np.hypot(frame.aspect, 1.0)) / 2
    _splat(out, np.asarray(discs, np.float32), np.float32(frame.height), np.float32(cat_eye / corner))
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _splat(out: Linear, discs: Plane, scale: np.float32, shift: np.float32) -> None:
    height, width, _ = out.shape
    one = np.float32(1)
    soft = np.float32(1.5)
    for i in range(discs.shape[0]):
        x = discs[i, 0] * scale + np.float32(width) * np.float32(0.5)
        y = discs[i, 1] * scale
        radius = discs[i, 2] * scale
        # the barrel's circle, shifted towards the picture's centre
        lens_x = x - shift * discs[i, 0] * radius
        lens_y = y - shift * (discs[i, 1] - np.float32(0.5)) * radius
        reach = radius + soft
        for r in range(max(int(y - reach), 0), min(int(y + reach) + 2, height)):
            for c in range(max(int(x - reach), 0), min(int(x + reach) + 2, width)):
                pupil = np.sqrt((c + np.float32(0.5) - x) ** 2 + (r + np.float32(0.5) - y) ** 2)
                barrel = np.sqrt((c + np.float32(0.5) - lens_x) ** 2 + (r + np.float32(0.5) - lens_y) ** 2)
                far = max(pupil, barrel - np.float32(0.04) * radius)
                inside = min(max((radius + soft - far) / (2 * soft), np.float32(0)), one)
                if inside == 0:
                    continue
                inside = inside * inside * (3 - 2 * inside)
                ring = min(max((far / radius - np.float32(0.62)) / np.float32(0.33), np.float32(0)), one)
                level = inside * (one + discs[i, 6] * (ring * ring - np.float32(0.4)))
                for k in range(3):
                    out[r, c, k] += level * discs[i, 3 + k]
