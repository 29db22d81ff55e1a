"""Blurred streets: a city at dusk, a stone street by day."""

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import Chance, Lights, add_discs, defocus, scatter
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import Block, between, block, blocks, foliage, glow, over, trunks, wash


def _houses(frame: Frame, salt: int, base: float, tall: float, codes: tuple[str, ...]) -> list[Block]:
    # a row of fronts, from the centre outwards, so that a wider picture shows more of the street
    found = []
    for side in (-1, 1):
        rng = frame.rng(salt + side)
        x = -0.04 * side
        while abs(x) < frame.aspect / 2 + 0.3:
            width = rng.uniform(0.08, 0.19)
            top = base - tall * rng.uniform(0.45, 1.0)
            code = codes[int(rng.integers(len(codes)))]
            edges = (min(x, x + side * width), top, max(x, x + side * width), base)
            found.append(block(edges, code, rng.uniform(0.7, 1.1)))
            x += side * width
    return found


def _windows(houses: list[Block]) -> Chance:
    # lights in the fronts, none in the sky
    def chance(x: Plane, y: Plane) -> Plane:
        inside = np.zeros(x.shape, np.float32)
        for left, top, right, _, *_ in houses:
            inside[(x > left + 0.012) & (x < right - 0.012) & (y > top + 0.02) & (y < 0.74)] = 1
        return inside

    return chance


def city_dusk(frame: Frame) -> Linear:
    """A city after sunset: the last light over the roofs, lit windows, street lamps, traffic."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#2c3c5e"), (0.28, "#56628a"), (0.48, "#b08b90"), (0.60, "#d29d78")))
    houses = _houses(rough, 1, 0.80, 0.62, ("#2b3145", "#353a4c", "#3d3c49"))
    houses += _houses(rough, 4, 0.86, 0.42, ("#1b1f2c", "#22242f", "#2a2730"))
    picture = blocks(picture, rough, houses)
    street = wash(rough, ((0.78, "#3a3742"), (0.88, "#2b2a33"), (1.0, "#1b1b22")))
    picture = over(picture, street, smoothstep(0.79, 0.86, rough.y))
    picture = glow(picture, rough, ((0.0, 0.78),), 0.16, ("#e39a55", 0.10))
    picture = fitted(defocus(picture, rough, 0.022), frame)
    windows = Lights(400, (0.013, 0.020), ("#ffc98a", "#ffdcb0", "#f3e4d3", "#b9c9e8"), 0.12, 0.8, 0.22)
    picture = add_discs(picture, frame, scatter(frame, 20, windows, _windows(houses)))
    lamps = Lights(55, (0.024, 0.034), ("#ffb45e", "#ffc886", "#fff0dc"), 0.45, 0.5, 0.28)
    picture = add_discs(picture, frame, scatter(frame, 21, lamps, between(0.56, 0.80)))
    traffic = Lights(80, (0.020, 0.029), ("#ff4a35", "#ff6b45", "#fff2e0", "#ffd9a6"), 0.30, 0.6, 0.25)
    return add_discs(picture, frame, scatter(frame, 22, traffic, between(0.76, 0.90)))


def street_day(frame: Frame) -> Linear:
    """A pale stone street in open shade, trees on both sides."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#e8eef3"), (0.4, "#f3f1ea"), (0.7, "#dcd7cd")), 1.1)
    picture = blocks(picture, rough, _houses(rough, 1, 0.86, 0.85, ("#b4aea5", "#c0b9ad", "#a8a6a4", "#bfb3a3")))
    panes = []
    rng = rough.rng(40)
    for row in range(4):
        for column in range(-120, 120):
            x, shown, gain = column * 0.062 + 0.02, rng.random() < 0.8, rng.uniform(0.6, 1.3)
            if shown and 0.06 < abs(x) < frame.aspect:
                panes.append(block((x, 0.22 + row * 0.135, x + 0.026, 0.30 + row * 0.135), "#6c7175", gain, 0.6))
    picture = blocks(picture, rough, panes)
    trees = foliage(rough, 6, ("#39452c", "#66764c", "#97a574", "#c9d0a6"), 13.0, 0.45)
    stems = ((-0.40, 0.012), (0.40, 0.014), (-0.92, 0.013), (0.96, 0.012))
    picture = trunks(picture, rough, 9, stems, "#4d463d", 0.75, top=0.45)
    aside = np.minimum(np.abs(np.abs(rough.x) - np.float32(0.40)), np.abs(np.abs(rough.x) - np.float32(0.94)))
    crown = 1 - (aside / np.float32(0.23)) ** 2 - ((rough.y - np.float32(0.33)) / np.float32(0.27)) ** 2
    crown += np.float32(0.45) * fractal_noise(rough, 8, 6.0, octaves=3, gain=0.6)
    picture = over(picture, trees, smoothstep(-0.1, 0.5, crown) * np.float32(0.88))
    picture = over(picture, wash(rough, ((0.80, "#b7b1a8"), (1.0, "#8e8a84"))), smoothstep(0.78, 0.90, rough.y))
    picture = glow(picture, rough, ((0.03, 0.36),), 0.26, ("#fff6e6", 0.55))
    return fitted(defocus(picture, rough, 0.026), frame)


DESIGNS = (
    entry("outdoor", "city-dusk", "City at dusk", Scene(city_dusk)),
    entry("outdoor", "street", "Stone street in daylight", Scene(street_day), high_key=True),
)
