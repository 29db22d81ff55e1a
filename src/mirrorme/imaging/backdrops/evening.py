"""Blurred rooms by lamplight: strings of lights, a café, a restaurant, a Christmas tree."""

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import Lights, add_discs, defocus, scatter
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import Block, between, block, blocks, foliage, glow, over, wash
from mirrorme.imaging.backdrops.tone import colour


def _bulbs(places: list[tuple[float, float]], radius: float, code: str, level: float) -> Plane:
    # the discs of lamps of one kind, as ``add_discs`` takes them
    red, green, blue = (float(v) * level for v in colour(code))
    return np.array([[x, y, radius, red, green, blue, 0.15] for x, y in places], np.float32)


def _chain(frame: Frame, salt: int, height: float, tilt: float, count: int) -> list[tuple[float, float]]:
    # a hanging string of lights, tilt: how much lower its right end is, per two heights
    rng = frame.rng(salt)
    t = np.linspace(-1, 1, count)
    x = 2 * t + rng.normal(0, 0.013, count)
    y = height - 2 * tilt * t + 0.10 * (1 - t**2) + rng.normal(0, 0.013, count)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def warm_lights(frame: Frame) -> Linear:
    """Strings of warm lights in a dark room."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#2a1c14"), (0.45, "#3a281c"), (1.0, "#16100c")))
    picture *= np.exp(np.float32(0.35) * fractal_noise(rough, 1, 2.2, octaves=4, gain=0.6))[..., None]
    picture = glow(picture, rough, ((-0.1, 0.34),), 0.34, ("#d98a45", 0.10))
    picture = fitted(defocus(picture, rough, 0.02), frame)
    dim = Lights(420, (0.016, 0.028), ("#ffb566", "#ff9d4d", "#ffd39a"), 0.035, 0.8, 0.18)
    strings = (
        (0.04, 0.16, 0.030, 0.34),
        (0.20, -0.13, 0.026, 0.24),
        (0.31, 0.20, 0.028, 0.20),
        (0.52, -0.10, 0.024, 0.13),
        (0.74, 0.15, 0.026, 0.09),
    )
    discs = [scatter(frame, 20, dim)]
    for number, (height, tilt, radius, level) in enumerate(strings):
        places = _chain(frame, 40 + number, height, tilt, 41 + 6 * (number % 3))
        string = _bulbs(places, radius, ("#ffc078", "#ffb05e")[number % 2], level)
        string[:, 3:6] *= np.exp(0.6 * frame.rng(60 + number).standard_normal((len(places), 1))).astype(np.float32)
        discs.append(string)
    return add_discs(picture, frame, np.concatenate(discs))


def _shelves(frame: Frame) -> list[Block]:
    # cups, jars and bottles to both sides of a board with the menu
    found = [block((-9, 0.20, 9, 0.63), "#6a4c35", 0.55, 0.7), block((-0.20, 0.22, 0.10, 0.44), "#1d2123", 1.0, 0.95)]
    wares = ("#d8cdbd", "#2e4438", "#6b3a24", "#b98848", "#e9e2d4", "#40362e", "#7d8a86")
    for number, y in enumerate((0.36, 0.48, 0.60)):
        rng = frame.rng(3 + number)
        found.append(block((-9, y, 9, y + 0.012), "#8a6442", 0.9))
        for x in np.arange(-75, 75) * 0.026:
            left, tall, gain = x + rng.uniform(-0.005, 0.005), rng.uniform(0.03, 0.085), rng.uniform(0.6, 1.5)
            code, shown = wares[int(rng.integers(len(wares)))], rng.random() > 0.30
            if shown and not -0.20 < left < 0.10:
                found.append(block((left, y - tall, left + 0.017, y), code, gain))
    return found


def cafe(frame: Frame) -> Linear:
    """A café: pendants over a counter, shelves of bottles and cups."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#2b2723"), (0.30, "#4b4239"), (0.66, "#54483d"), (1.0, "#2c241e")))
    picture *= np.exp(np.float32(0.14) * fractal_noise(rough, 1, 4.0, octaves=4))[..., None]
    counter = [block((-9, 0.70, 9, 0.725), "#b78a5c", 0.9), block((-9, 0.725, 9, 1.0), "#3a2c22", 0.9)]
    counter += [block((x, 0.62, x + 0.09, 0.70), "#8f9294", 0.8) for x in (0.16, -0.47, 0.62)]
    picture = blocks(picture, rough, _shelves(rough) + counter)
    lamps = [(-0.27, 0.16), (0.015, 0.13), (0.27, 0.17), (-0.55, 0.14), (0.55, 0.15), (0.83, 0.14), (-0.83, 0.17)]
    picture = glow(picture, rough, tuple((x, y + 0.02) for x, y in lamps), 0.11, ("#ffb870", 0.20))
    # shades have a size of their own: they go in before the lens, and come out without an edge
    picture = add_discs(picture, rough, _bulbs(lamps, 0.019, "#ffdcb0", 4.0), cat_eye=0)
    picture = fitted(defocus(picture, rough, 0.0205), frame)
    glints = Lights(240, (0.0185, 0.0225), ("#ffe0b0", "#fff3e2", "#ffc27a"), 0.025, 1.0, 0.16)
    return add_discs(picture, frame, scatter(frame, 20, glints, between(0.31, 0.62)))


def restaurant(frame: Frame) -> Linear:
    """A restaurant at night: windows to the street, lamps between them, candles on the tables."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#16161a"), (0.35, "#2c2826"), (0.62, "#3b2f28"), (1.0, "#1a1512")))
    picture *= np.exp(np.float32(0.22) * fractal_noise(rough, 1, 3.0, octaves=4))[..., None]
    bays = np.arange(-9, 10) * 0.46
    parts = [block((x - 0.15, 0.12, x + 0.15, 0.56), "#33415c", 1.0, 0.9) for x in bays]
    parts += [block((x - 0.15, 0.38, x + 0.15, 0.56), "#4d4650", 1.0, 0.6) for x in bays]
    parts += [
        block((x - 0.005, 0.12, x + 0.005, 0.56), "#17120f") for bay in bays for x in (bay - 0.15, bay, bay + 0.15)
    ]
    parts += [block((-9, 0.62, 9, 0.73), "#5a2523", 1.0, 0.95), block((-9, 0.612, 9, 0.622), "#a97b4c", 0.8)]
    parts += [block((x - 0.09, 0.76, x + 0.07, 0.785), "#d8ccba", 0.6) for x in np.arange(-14, 15) * 0.27]
    picture = blocks(picture, rough, parts)
    sconces = [(float(x) + 0.23, 0.27) for x in bays]
    picture = glow(picture, rough, tuple(sconces), 0.13, ("#ffae62", 0.26))
    picture = glow(picture, rough, tuple((float(x), 0.72) for x in np.arange(-9, 10) * 0.27), 0.07, ("#ffa050", 0.13))
    picture = add_discs(picture, rough, _bulbs(sconces, 0.016, "#ffdcb0", 4.0), cat_eye=0)
    picture = fitted(defocus(picture, rough, 0.022), frame)

    def in_window(x: Plane, y: Plane) -> Plane:
        across = np.abs(x / np.float32(0.46) - np.rint(x / np.float32(0.46))) * np.float32(0.46)
        return smoothstep(0.16, 0.13, across) * between(0.30, 0.51)(x, y)

    street = Lights(150, (0.016, 0.024), ("#8fb4ff", "#ffd2a0", "#ff6a50", "#ffffff"), 0.12, 0.9, 0.22)
    candles = Lights(120, (0.018, 0.027), ("#ffb765", "#ffcb8c", "#ff9f4a"), 0.28, 0.6, 0.22)
    discs = [scatter(frame, 20, street, in_window), scatter(frame, 21, candles, between(0.61, 0.81))]
    return add_discs(picture, frame, np.concatenate(discs))


def _in_tree(x: Plane, y: Plane) -> Plane:
    # how far inside the tree's cone, negative outside, in heights
    return np.asarray(np.float32(0.36) * (y + np.float32(0.10)) - np.abs(x - np.float32(0.17)), np.float32)


def christmas(frame: Frame) -> Linear:
    """A lit Christmas tree at one side of a warm room."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#4a3a2e"), (0.5, "#6b5340"), (1.0, "#33271f")))
    picture = glow(picture, rough, ((-0.24, 0.45),), 0.26, ("#ffb46a", 0.12))
    needles = foliage(rough, 1, ("#0c1510", "#1c2f22", "#375240", "#5f7d62"), 16.0, 0.5)
    inside = _in_tree(rough.x, rough.y) - np.float32(0.02) * fractal_noise(rough, 4, 7.0, octaves=2)
    picture = over(picture, needles, smoothstep(-0.03, 0.03, inside) * np.float32(0.95))
    picture = fitted(defocus(picture, rough, 0.021), frame)

    def on_tree(x: Plane, y: Plane) -> Plane:
        return smoothstep(0.0, 0.05, _in_tree(x, y))

    balls = Lights(110, (0.022, 0.030), ("#a3262b", "#c79a4a", "#b8bcc0", "#8b2f2a"), 0.35, 0.4, 0.04)
    bulbs = Lights(430, (0.017, 0.0235), ("#ffc477", "#ffd9a0", "#ffb25a"), 0.24, 0.6, 0.24)
    far = Lights(60, (0.018, 0.026), ("#ffbe78", "#ffa85c"), 0.06, 0.7, 0.18)
    discs = [scatter(frame, 20, balls, on_tree), scatter(frame, 21, bulbs, on_tree), scatter(frame, 22, far)]
    return add_discs(picture, frame, np.concatenate(discs))


DESIGNS = (
    entry("indoor", "warm-lights", "Strings of warm lights", Scene(warm_lights)),
    entry("indoor", "cafe", "Café", Scene(cafe)),
    entry("indoor", "restaurant", "Restaurant at night", Scene(restaurant)),
    entry("indoor", "christmas", "Christmas tree", Scene(christmas)),
)
