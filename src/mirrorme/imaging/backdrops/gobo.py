"""Daylight thrown on a wall in a shape: a window, a blind, leaves."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, fitted, smoothstep
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import STONE, Texture
from mirrorme.imaging.backdrops.tone import colour, expose
from mirrorme.imaging.backdrops.wall import Rendered

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gobo:
    """A wall with light and shade on it.

    wall: what the light falls on. throw: where it falls, 0 shade to 1 sun. sun, shade: colours of both lights, by which
    the wall's own is multiplied. exposure: over all.
    """

    wall: Rendered
    throw: Callable[[Frame], Plane]
    sun: str = "#fffaf2"
    shade: str = "#abafb8"
    exposure: float = 1.0
    texture: Texture = STONE
    side: int = 480

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        lit = fitted(self.throw(frame.resized(380)), frame)[..., None]
        light = colour(self.shade) + (colour(self.sun) - colour(self.shade)) * lit
        return expose(self.wall.paint(frame) * light, self.exposure)


def window(frame: Frame) -> Plane:
    """The sun through a tall window with bars, from the left."""
    u = frame.x + np.float32(0.30) - np.float32(0.16) * frame.y
    v = frame.y - np.float32(0.10) - np.float32(0.34) * frame.x
    # the sun is half a degree wide: from 3 m away the window's edges are soft by 2 to 3 cm
    soft = 0.017
    inside = (
        smoothstep(-soft, soft, u)
        * smoothstep(0.41 + soft, 0.41 - soft, u)
        * smoothstep(-soft, soft, v)
        * smoothstep(0.705 + soft, 0.705 - soft, v)
    )
    bars = np.minimum(_bar(u, 0.205, 0.014), _bar(v, 0.235, 0.012))
    return np.asarray(inside * bars * _unevenness(frame), np.float32)


def blind(frame: Frame) -> Plane:
    """The sun through a Venetian blind."""
    v = frame.y + np.float32(0.30) * frame.x + np.float32(0.003) * fractal_noise(frame, 70, 2.0, octaves=2)
    slat = np.mod(v / np.float32(0.062), 1)
    light = smoothstep(0.16, 0.40, slat) * smoothstep(0.98, 0.74, slat)
    u = frame.x + np.float32(0.02) - np.float32(0.12) * frame.y
    inside = smoothstep(-0.34, -0.26, u) * smoothstep(0.36, 0.28, u)
    cord = 1 - np.float32(0.5) * np.exp(-(((u + np.float32(0.12)) / np.float32(0.006)) ** 2))
    return np.asarray(light * (np.float32(0.25) + np.float32(0.75) * inside) * cord * _unevenness(frame), np.float32)


def leaves(frame: Frame) -> Plane:
    """The sun past two boughs: one close to the wall and sharp, one far from it and soft."""
    far = cv2.GaussianBlur(_bough(frame, 71, 1.5, 34), (0, 0), 0.021 * frame.height, borderType=cv2.BORDER_REFLECT)
    near = cv2.GaussianBlur(_bough(frame, 72, 1.0, 30), (0, 0), 0.0075 * frame.height, borderType=cv2.BORDER_REFLECT)
    light = (1 - np.float32(0.80) * far) * (1 - np.float32(0.88) * near)
    return np.asarray(light * _unevenness(frame), np.float32)


def _bough(frame: Frame, salt: int, size: float, twigs: int) -> Plane:
    # twigs hang in from above on both sides, each with narrow leaves to the left and right in turn; 1 is shadow
    mask = np.zeros(frame.x.shape, np.uint8)
    rng = frame.rng(salt)
    spacing = 0.024 * size
    for twig in range(twigs):
        side = 1 if twig % 3 else -1
        start = np.array([side * rng.uniform(0.02, 0.95), rng.uniform(-0.25, 0.42)])
        steps = int(size * rng.uniform(0.25, 0.45) / spacing)
        part = np.arange(steps) / steps
        turn = np.deg2rad(90 + side * rng.uniform(8, 62)) + rng.uniform(-0.5, 0.5) * part
        stem = start + spacing * np.cumsum(np.stack([np.cos(turn), np.sin(turn)], axis=1), axis=0)
        lean = turn + np.where(np.arange(steps) % 2, 0.75, -0.75) + rng.normal(0, 0.22, steps)
        length = size * rng.uniform(0.034, 0.058, steps) * (1 - 0.4 * part)
        _draw_leaves(mask, frame, stem, lean, length, length * rng.uniform(0.12, 0.19, steps))
    return (mask / np.float32(255)).astype(np.float32)


def _draw_leaves(
    mask: NDArray[np.uint8], frame: Frame, stem: Points, lean: Points, length: Points, half: Points
) -> None:
    t = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    along = 0.5 * length[:, None] * (1 + np.cos(t))
    across = half[:, None] * np.sin(t) * np.abs(np.sin(t)) ** 0.4
    cos, sin = np.cos(lean)[:, None], np.sin(lean)[:, None]
    x = stem[:, :1] + along * cos - across * sin + frame.aspect / 2
    y = stem[:, 1:] + along * sin + across * cos
    # in sixteenths of a pixel; the blur to come smooths the edges
    outlines = np.rint(np.stack([x, y], axis=2) * (frame.height * 16)).astype(np.int32)
    for outline in outlines:
        cv2.fillConvexPoly(mask, outline, 255, cv2.LINE_8, 4)


def _bar(place: Plane, step: float, half: float) -> Plane:
    # 1 but for a bar every ``step`` heights
    distance = np.abs(place - np.rint(place / np.float32(step)) * np.float32(step))
    return smoothstep(half - 0.016, half + 0.016, distance)


def _unevenness(frame: Frame) -> Plane:
    return 1 + np.float32(0.07) * fractal_noise(frame, 74, 2.4, octaves=3)


_PALE = Rendered(("#b9b2a7", "#d3ccc1", "#e2dcd2", "#eeeae2"), radius=1.6, floor=0.4)
_CLAY = Rendered(("#9c7560", "#bb917a", "#cfa994", "#e0c2b2"), radius=1.6, floor=0.4)


DESIGNS = (
    entry("light", "window", "Window light on a wall", Gobo(_PALE, window)),
    entry("light", "blind", "Light through a blind", Gobo(_PALE, blind, sun="#fff7ea", shade="#a9acb2")),
    entry("light", "leaves", "Leaf shadows on a wall", Gobo(_PALE, leaves, exposure=1.06), high_key=True),
    entry("light", "leaves-clay", "Leaf shadows on clay", Gobo(_CLAY, leaves, sun="#fff8ee", shade="#b0acaf")),
)
