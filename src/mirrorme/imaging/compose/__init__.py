"""Put the subject before a backdrop, so that it looks photographed there."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.bands import in_bands
from mirrorme.imaging.compose.foreground import Foreground, estimate_foreground
from mirrorme.imaging.compose.grain import grain_of, grain_rows
from mirrorme.imaging.compose.kernel import EMPTY, MIXED, SOLID, blend_rows, cut_rows
from mirrorme.imaging.compose.layers import glow_layer, shadow_layer, wrap_layer
from mirrorme.imaging.compose.mono import is_monochrome, without_colour
from mirrorme.imaging.grid import lay_grid
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.recipe import Compose


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands behind the subject.

    backdrop: at the size of the picture. wall: near enough for the subject to throw a soft shadow on it (paper,
    muslin, canvas), not a far place out of focus.
    """

    backdrop: Image
    wall: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What a composition is made of, at a working size: the same ones make it at any size.

    planes: (h, w, 11) float32, as the kernel takes them. kinds: (h, w) uint8, what each cell holds. grey: whether the
    backdrop is to be without colour, as the subject is.
    """

    planes: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    grey: bool


def compose(
    image: Image, alpha: Alpha, foreground: Foreground, scene: Scene, step: Compose, *, threads: int = 1
) -> Image:
    """Blend the subject over the backdrop.

    The blend is done on the encoded values, as the matte was found on them.

    Args:
        image: the photo, lit and framed.
        alpha: (H, W) uint8, its matte.
        foreground: the subject's own colours, from ``estimate_foreground`` on the same image and matte.
        scene: the backdrop at the image's size; in greys where the subject is black and white.
        step: strengths of shadow, light wrap and grain.
        threads: bands worked on at a time.

    Returns:
        An image of the photo's size and depth.
    """
    layers = layers_of(foreground, scene, step)
    return blend(image, alpha, scene.backdrop, layers, grain=step.grain * grain_of(image, alpha), threads=threads)


def layers_of(foreground: Foreground, scene: Scene, step: Compose) -> Layers:
    """Shadow, light wrap and the colours of both sides; see ``compose``."""
    height, width = foreground.subject.shape[:2]
    small = foreground.alpha
    grey = is_monochrome(foreground.subject, small)
    backdrop = without_colour(scene.backdrop) if grey else scene.backdrop
    shadow = shadow_layer(small, step.shadow, wall=scene.wall)
    wrap = wrap_layer(small, step.wrap)
    planes = np.concatenate(
        [
            foreground.subject,
            foreground.background,
            glow_layer(backdrop, (height, width)),
            wrap,
            shadow,
        ],
        axis=2,
    ).astype(np.float32)
    return Layers(planes, _kinds(small, wrap[..., 0]), grey)


def blend(
    image: Image, alpha: Alpha, backdrop: Image, layers: Layers, *, grain: float = 0.0, threads: int = 1
) -> Image:
    """Blend by layers that are known; ``grain`` is the deviation of the backdrop's, 0-1. See ``compose``."""
    ground = (without_colour(backdrop) if layers.grey else backdrop).pixels
    planes, kinds = layers.planes, layers.kinds
    grid = lay_grid(kinds.shape, (image.height, image.width))
    noise = grain_rows(grain, image.width)
    out = np.empty_like(image.pixels)
    in_bands(
        lambda a, b: blend_rows(a, b, image.pixels, alpha, ground, planes, kinds, grid, noise, out),
        image.height,
        threads,
    )
    return Image(out)


def cut_out(image: Image, alpha: Alpha, foreground: Foreground, *, threads: int = 1) -> Image:
    """The subject's own colours without spill, for a transparent file; black where the matte is 0."""
    out = np.empty_like(image.pixels)
    layers = np.concatenate([foreground.subject, foreground.background], axis=2).astype(np.float32)
    grid = lay_grid(layers.shape[:2], (image.height, image.width))
    in_bands(lambda a, b: cut_rows(a, b, image.pixels, alpha, layers, grid, out), image.height, threads)
    return Image(out)


def _kinds(small: NDArray[np.float32], wrap: NDArray[np.float32]) -> NDArray[np.uint8]:
    """What each cell holds; it is called empty or solid only where its neighbours agree."""
    beside = np.ones((3, 3), np.uint8)
    empty = cv2.dilate(small, beside) == 0
    solid = (cv2.erode(small, beside) == 1) & (cv2.dilate(wrap, beside) < 0.002)
    return np.where(empty, EMPTY, np.where(solid, SOLID, MIXED)).astype(np.uint8)


__all__ = [
    "Foreground",
    "Layers",
    "Scene",
    "blend",
    "compose",
    "cut_out",
    "estimate_foreground",
    "grain_of",
    "layers_of",
]
