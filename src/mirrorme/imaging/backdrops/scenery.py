"""Parts that blurred scenes are put together from, all in linear light."""

import numpy as np
from numba import njit

from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, bell, smoothstep
from mirrorme.imaging.backdrops.lens import Chance
from mirrorme.imaging.backdrops.noise import fractal_noise, noise_at
from mirrorme.imaging.backdrops.tone import Colour, colour, ramp, through


def wash(frame: Frame, stops: tuple[tuple[float, str], ...], gain: float = 1.0) -> Linear:
    """A smooth vertical run of colours: stops are (height below the top edge, ``#rrggbb``), from the top down."""
    at = np.array([y for y, _ in stops])
    tints = np.stack([colour(code) for _, code in stops])
    column = through(at, tints, np.clip(frame.y[:, 0], at[0], at[-1])) * gain
    return np.ascontiguousarray(np.broadcast_to(column[:, None, :], (*frame.x.shape, 3)), np.float32)


def foliage(frame: Frame, salt: int, codes: tuple[str, ...], leaf: float, contrast: float = 0.8) -> Linear:
    """Masses of leaves in sun and shade before any blur.

    Args:
        frame: where to paint.
        salt: which random streams.
        codes: from the shade's colour to the sunlit one.
        leaf: cells of the leaf pattern per height.
        contrast: standard deviation of log light.

    Returns:
        (h, w, 3) float32.
    """
    mass = fractal_noise(frame, salt, 2.0, octaves=3, gain=0.6)
    leaves = fractal_noise(frame, salt + 1, leaf, octaves=2, gain=0.7)
    tone = ramp(np.float32(0.48) + np.float32(0.22) * mass + np.float32(0.16) * leaves, codes)
    light = np.exp(
        np.float32(contrast) * (np.float32(0.65) * mass + np.float32(0.75) * leaves) - np.float32(contrast**2 / 2)
    )
    return np.asarray(tone * light[..., None], np.float32)


def over(below: Linear, above: Linear, cover: Plane) -> Linear:
    """One layer over another; above: (h, w, 3) or one colour, (3,); cover: (h, w) float32, 0 to 1."""
    out = np.empty_like(below)
    _lay_over(below, np.broadcast_to(above, below.shape), cover, out)
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _lay_over(below: Linear, above: Linear, cover: Plane, out: Linear) -> None:
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            for k in range(3):
                out[r, c, k] = below[r, c, k] + (above[r, c, k] - below[r, c, k]) * cover[r, c]


def glow(
    picture: Linear, frame: Frame, places: tuple[tuple[float, float], ...], size: float, light: tuple[str, float]
) -> Linear:
    """Add the veil of light around sources of one kind.

    Args:
        picture: (h, w, 3) float32 linear light.
        frame: where its pixels lie.
        places: x, y of each source in heights.
        size: of each veil in heights.
        light: its colour, and its radiance at the source.

    Returns:
        (h, w, 3) float32.
    """
    out = picture.copy()
    _add_veils(
        out,
        frame.x,
        frame.y,
        np.array(places, np.float32),
        np.float32(1 / size**2),
        colour(light[0]) * np.float32(light[1]),
    )
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _add_veils(out: Linear, x: Plane, y: Plane, places: Plane, scale: np.float32, light: Colour) -> None:
    one = np.float32(1)
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            total = np.float32(0)
            for i in range(places.shape[0]):
                d2 = ((x[r, c] - places[i, 0]) ** 2 + (y[r, c] - places[i, 1]) ** 2) * scale
                total += one / ((one + d2) * np.sqrt(one + d2))
            for k in range(3):
                out[r, c, k] += total * light[k]


Block = tuple[float, float, float, float, float, float, float, float]
"""Left, top, right, bottom in heights; red, green, blue; cover."""


def block(edges: tuple[float, float, float, float], code: str, gain: float = 1.0, cover: float = 1.0) -> Block:
    """One rectangle for ``blocks``: left, top, right, bottom in heights, its colour, light and cover."""
    red, green, blue = (float(v) * gain for v in colour(code))
    return (*edges, red, green, blue, cover)


def blocks(picture: Linear, frame: Frame, rectangles: list[Block]) -> Linear:
    """Paint rectangles in their order, later ones over earlier ones."""
    out = picture.copy()
    _fill(out, np.array(rectangles, np.float32), np.float32(frame.height))
    return out


def trunks(
    picture: Linear,
    frame: Frame,
    salt: int,
    stems: tuple[tuple[float, float], ...],
    code: str,
    cover: float,
    top: float = -1.0,
) -> Linear:
    """Stand tree trunks in a scene: stems are (place, half width) in heights; they fade out above ``top``."""
    lean = frame.x + np.float32(0.025) * fractal_noise(frame, salt, 1.5, octaves=1)
    shape = np.zeros_like(lean)
    for place, half in stems:
        np.maximum(shape, bell(lean, place, half), out=shape)
    return over(picture, colour(code), shape * np.float32(cover) * smoothstep(top - 0.1, top + 0.12, frame.y))


def clumps(frame: Frame, salt: int, band: tuple[float, float], bite: float) -> Chance:
    """Lights in clusters, within a band of heights that fades out softly; bite: a larger one leaves fewer clusters."""
    seed = frame.salt(salt)
    top, bottom = band

    def chance(x: Plane, y: Plane) -> Plane:
        cluster = noise_at(x[None], y[None], seed, (4.0, 4.0), 3, 0.7)[0]
        inside = smoothstep(top - 0.18, top + 0.12, y) * smoothstep(bottom + 0.15, bottom - 0.15, y)
        return np.asarray(smoothstep(bite - 0.2, bite + 0.8, cluster) * inside, np.float32)

    return chance


def between(top: float, bottom: float) -> Chance:
    """Lights anywhere between two heights."""

    def chance(_x: Plane, y: Plane) -> Plane:
        return smoothstep(top - 0.05, top + 0.05, y) * smoothstep(bottom + 0.05, bottom - 0.05, y)

    return chance


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _fill(out: Linear, rectangles: Plane, scale: np.float32) -> None:
    height, width, _ = out.shape
    zero = np.float32(0)
    one = np.float32(1)
    for i in range(rectangles.shape[0]):
        left = rectangles[i, 0] * scale + np.float32(width) * np.float32(0.5)
        top = rectangles[i, 1] * scale
        right = rectangles[i, 2] * scale + np.float32(width) * np.float32(0.5)
        bottom = rectangles[i, 3] * scale
        for r in range(max(int(np.floor(top)), 0), min(int(np.ceil(bottom)), height)):
            down = max(min(bottom, np.float32(r + 1)) - max(top, np.float32(r)), zero)
            for c in range(max(int(np.floor(left)), 0), min(int(np.ceil(right)), width)):
                across = max(min(right, np.float32(c + 1)) - max(left, np.float32(c)), zero)
                cover = min(down * across, one) * rectangles[i, 7]
                for k in range(3):
                    out[r, c, k] += cover * (rectangles[i, 4 + k] - out[r, c, k])
