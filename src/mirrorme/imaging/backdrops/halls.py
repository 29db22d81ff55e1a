"""Blurred halls: a hotel lobby, a library."""

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, bell, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import add_discs, defocus
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import Block, block, blocks, glow, over, wash

_SPINES = (
    *("#5b2a22", "#3d2a1e", "#6e5335", "#2f3a33", "#27303d", "#8a6f4a"),
    *("#4c3a2c", "#71412f", "#a58d68", "#39423a", "#5f4632"),
)
_SHELF = 0.148


def lobby(frame: Frame) -> Linear:
    """A hotel lobby in stone and brass, lit by strips in the wall."""
    rough = frame.resized(ROUGH)
    # one row holds all that depends on x alone
    x, y = rough.x[:1], rough.y[:, :1]
    near = np.zeros_like(x)
    mirrored = np.zeros_like(x)
    for number in range(-20, 20):
        near += bell(x, number * 0.40 + 0.10, 0.045)
        mirrored += bell(x, number * 0.40 + 0.10, 0.03)
    picture = wash(rough, ((0.0, "#7d7164"), (0.35, "#a59684"), (0.72, "#8b7d6d")))
    picture *= np.exp(np.float32(0.10) * fractal_noise(rough, 1, 3.0, octaves=4, gain=0.6))[..., None]
    joints = [block((at - 0.004, 0.0, at + 0.004, 0.74), "#5a4f44", 0.9, 0.8) for at in np.arange(-40, 41) * 0.20]
    strips = [block((at + 0.096, 0.10, at + 0.104, 0.70), "#ffd9a3", 1.7) for at in np.arange(-20, 20) * 0.40]
    picture = blocks(picture, rough, joints + strips)
    washed = near * smoothstep(0.02, 0.2, y) * smoothstep(0.78, 0.6, y)
    picture += washed[..., None] * np.array([0.24, 0.17, 0.10], np.float32)
    floor = wash(rough, ((0.76, "#8d8072"), (0.88, "#6f6458"), (1.0, "#51483f")))
    floor += mirrored[..., None] * np.array([0.20, 0.14, 0.085], np.float32)
    picture = over(picture, floor, smoothstep(0.755, 0.77, rough.y))
    furniture = [
        block((-0.42, 0.66, 0.10, 0.80), "#3b2d23"),
        block((-0.43, 0.645, 0.11, 0.662), "#c9a877", 0.9),
        block((0.24, 0.70, 0.52, 0.84), "#4e5a60", 0.8),
        block((0.23, 0.64, 0.27, 0.84), "#414c52", 0.8),
        block((0.62, 0.70, 0.95, 0.84), "#6a4a3a", 0.8),
    ]
    picture = fitted(defocus(blocks(picture, rough, furniture), rough, 0.021), frame)
    spots = [[at * 0.20 + 0.02, 0.055 + 0.004 * (at % 2), 0.022, 0.75, 0.66, 0.52, 0.2] for at in range(-40, 41)]
    return add_discs(picture, frame, np.array(spots, np.float32))


def _books(frame: Frame) -> list[Block]:
    # shelf by shelf, from the centre outwards, so that a wider picture shows more of the same shelves
    found: list[Block] = []
    for row in range(-1, 8):
        floor = (row + 1) * _SHELF - 0.03
        for side in (-1, 1):
            rng = frame.rng(100 + row * 2 + side)
            x = 0.0
            while x < frame.aspect / 2 + 0.1:
                width, tall, gain = rng.uniform(0.010, 0.026), _SHELF * rng.uniform(0.62, 0.88), rng.uniform(0.5, 1.3)
                left = x if side > 0 else -x - width
                code, gap = _SPINES[int(rng.integers(len(_SPINES)))], rng.random() < 0.06
                if not gap:
                    found.append(block((left, floor - tall, left + width * 0.94, floor), code, gain))
                x += width
        found.append(block((-9, floor, 9, floor + 0.018), "#5a3d27", 0.9))
    found += [block((at - 0.014, 0, at + 0.014, 1), "#4a3120", 0.85) for at in np.arange(-20, 20) * 0.43 + 0.16]
    return found


def library(frame: Frame) -> Linear:
    """Shelves of old books in lamplight."""
    rough = frame.resized(ROUGH)
    lamps = ((0.25, 0.20), (-0.55, 0.24))
    picture = blocks(wash(rough, ((0.0, "#241911"), (1.0, "#1b120c"))), rough, _books(rough))
    across = (rough.x + np.float32(0.1)) / np.float32(0.45)
    down = (rough.y - np.float32(0.30)) / np.float32(0.42)
    light = np.float32(0.5) + np.float32(1.1) / (1 + across**2 + down**2)
    picture *= light[..., None] * np.array([1.22, 1.0, 0.80], np.float32)
    picture = glow(picture, rough, lamps, 0.13, ("#ffbf78", 0.14))
    bulbs = np.array([[x, y, 0.015, 2.6, 2.0, 1.3, 0.0] for x, y in lamps], np.float32)
    return fitted(defocus(add_discs(picture, rough, bulbs, cat_eye=0), rough, 0.0135), frame)


DESIGNS = (
    entry("indoor", "lobby", "Hotel lobby", Scene(lobby)),
    entry("indoor", "library", "Library", Scene(library)),
)
