"""Blurred rooms by day: an office, a gallery, a living room."""

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, bell, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import defocus
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import block, blocks, foliage, glow, over, wash


def _view(frame: Frame, salt: int) -> Linear:
    # what shows through a window: bright sky over trees, washed out
    sky = wash(frame, ((0.0, "#f7fafd"), (0.5, "#fbfbf7"), (1.0, "#eef0e4")), 1.5)
    trees = foliage(frame, salt, ("#7f8f70", "#a8b796", "#cfd9bd", "#eef2e2"), 9.0, 0.35) * np.float32(1.15)
    edge = np.float32(0.47) + np.float32(0.06) * fractal_noise(frame, salt + 2, 3.0, octaves=3)
    return over(sky, trees, smoothstep(-0.08, 0.10, frame.y - edge) * np.float32(0.8))


def office(frame: Frame) -> Linear:
    """An open office before a glass front."""
    rough = frame.resized(ROUGH)
    bars = [block((x - 0.009, 0.0, x + 0.009, 0.74), "#6f7478", 0.9) for x in np.arange(-8, 9) * 0.235 + 0.06]
    bars += [block((-9, 0.40, 9, 0.412), "#7b8084", 0.9, 0.8), block((-9, 0.0, 9, 0.13), "#b9bbbb", 0.9)]
    ceiling = ((0.012, 0.020), (0.062, 0.014), (0.100, 0.009))
    bars += [block((x, y, x + 0.20, y + h), "#ffffff", 2.2) for y, h in ceiling for x in np.arange(-7, 8) * 0.34 - 0.17]
    picture = blocks(_view(rough, 1), rough, bars)
    # the floor mirrors the windows
    floor = wash(rough, ((0.72, "#8e9192"), (0.82, "#74787b"), (1.0, "#53575b")))
    mirrored = bell(np.mod(rough.x + np.float32(5.06), np.float32(0.235)), 0.117, 0.055)
    floor += (np.float32(0.18) * mirrored * smoothstep(1.0, 0.72, rough.y))[..., None]
    picture = over(picture, floor, smoothstep(0.715, 0.735, rough.y))
    rng = rough.rng(7)
    desks = []
    for number in range(-12, 13):
        x = number * 0.19 + rng.uniform(-0.03, 0.03)
        low = rng.uniform(0.66, 0.70)
        chair = ("#2f3337", "#3b4046", "#54616e", "#7d5a3c", "#3d5a63")[int(rng.integers(5))]
        desks.append(block((x - 0.07, low, x + 0.07, low + 0.022), "#d9d4cb", 0.9))
        desks.append(block((x - 0.06, low + 0.022, x - 0.045, 0.80), "#4a4d50"))
        desks.append(block((x - 0.035, low - 0.055, x + 0.03, low - 0.004), "#24272a", 1.0, 0.9))
        desks.append(block((x + 0.035, low + 0.005, x + 0.085, low + 0.10), chair, 1.0, 0.95))
    picture = glow(blocks(picture, rough, desks), rough, ((0.1, 0.36),), 0.5, ("#ffffff", 0.10))
    return fitted(defocus(picture, rough, 0.021), frame)


def gallery(frame: Frame) -> Linear:
    """A white corridor with daylight at its end."""
    rough = frame.resized(ROUGH)
    side = np.abs(rough.x + np.float32(0.06))
    picture = wash(rough, ((0.0, "#e9e9e7"), (0.35, "#f2f1ef"), (0.78, "#e4e2de")), 0.95)
    picture *= (np.float32(0.80) + np.float32(0.22) * np.exp(-((side / np.float32(0.22)) ** 2)))[..., None]
    parts = [block((-0.15, 0.26, 0.05, 0.70), "#ffffff", 1.35)]
    for number in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
        x = -0.05 + number * 0.21 + (0.03 if number > 0 else -0.03)
        # nearer pictures hang larger
        grow = 0.02 * abs(number)
        border = ("#8c8a86", "#6f777d", "#a58f78", "#5d6468")[number % 4]
        inner = ("#c9c2b6", "#aab4ba", "#d8c8b0", "#8b969b")[number % 4]
        parts.append(block((x - 0.055, 0.34 - grow, x + 0.055, 0.53 + grow), border, 0.9, 0.75))
        parts.append(block((x - 0.04, 0.36 - grow, x + 0.04, 0.51 + grow), inner, 1.0, 0.8))
    picture = blocks(picture, rough, parts)
    floor = wash(rough, ((0.68, "#c9c3ba"), (0.85, "#b5aea4"), (1.0, "#9b948a")))
    floor += (np.float32(0.28) * bell(rough.x, -0.05, 0.07) * smoothstep(1.0, 0.7, rough.y))[..., None]
    skirting = rough.y - np.float32(0.70) - np.float32(0.16) * np.maximum(side - np.float32(0.10), 0)
    picture = over(picture, floor, smoothstep(-0.004, 0.012, skirting))
    lamps = [block((x - 0.02, 0.05, x + 0.02, 0.066), "#ffffff", 1.8) for x in np.arange(-9, 10) * 0.16]
    return fitted(defocus(blocks(picture, rough, lamps), rough, 0.022), frame)


def living_room(frame: Frame) -> Linear:
    """A warm room with a curtained window at one side, a lamp and a plant."""
    rough = frame.resized(ROUGH)
    x, y = rough.x, rough.y
    picture = wash(rough, ((0.0, "#a89680"), (0.5, "#bfae97"), (1.0, "#8f7d69")))
    picture *= np.exp(-np.clip(x + np.float32(0.15), 0, 1.2))[..., None]
    opening = smoothstep(-0.13, -0.14, x) * smoothstep(0.08, 0.09, y) * smoothstep(0.72, 0.71, y)
    picture = over(picture, _view(rough, 1), opening)
    sashes = [block((at - 0.006, 0.08, at + 0.006, 0.72), "#e6e1d8", 0.8) for at in (-0.14, -0.33, -0.52, -0.71)]
    picture = blocks(picture, rough, sashes)
    pleats = np.float32(0.85) + np.float32(0.16) * fractal_noise(rough, 5, 16.0, octaves=2, stretch=(1.0, 30.0))
    drawn = np.clip((bell(x, -0.12, 0.045) + bell(x, -0.70, 0.06)) * np.float32(1.3), 0, 0.92)
    curtain = wash(rough, ((0.0, "#f1eadf"), (1.0, "#d8cfc1"))) * pleats[..., None]
    picture = over(picture, curtain, drawn * smoothstep(0.93, 0.90, y))
    furniture = [
        block((0.10, 0.28, 0.27, 0.47), "#5d5348", 0.9),
        block((0.115, 0.295, 0.255, 0.455), "#b4a48e", 0.8),
        block((0.36, 0.24, 0.49, 0.42), "#4f4a44", 0.9),
        block((0.375, 0.255, 0.475, 0.405), "#8f9a98", 0.7),
        block((-0.08, 0.72, 0.75, 0.90), "#6d6a66", 0.85),
        block((-0.06, 0.64, 0.70, 0.75), "#7f7b75", 0.9),
        block((0.04, 0.66, 0.15, 0.75), "#b08a5c", 0.8),
        block((0.36, 0.67, 0.46, 0.76), "#56626a", 0.9),
    ]
    picture = blocks(picture, rough, furniture)
    picture = over(picture, wash(rough, ((0.88, "#6b5443"), (1.0, "#513f32"))), smoothstep(0.885, 0.90, y))
    leaf = foliage(rough, 8, ("#1b2718", "#3b5230", "#6f8455", "#a3b37f"), 13.0, 0.5)
    bush = 1 - ((x + np.float32(0.02)) / np.float32(0.10)) ** 2 - ((y - np.float32(0.56)) / np.float32(0.15)) ** 2
    bush += np.float32(0.45) * fractal_noise(rough, 10, 10.0, octaves=2)
    picture = over(picture, leaf, smoothstep(0.0, 0.7, bush) * np.float32(0.9))
    shade = bell(x, 0.315, 0.035) * bell(y, 0.50, 0.035)
    picture += shade[..., None] * np.array([1.6, 1.15, 0.70], np.float32)
    picture = glow(picture, rough, ((0.315, 0.50),), 0.09, ("#ffc98a", 0.5))
    picture = glow(picture, rough, ((-0.38, 0.36),), 0.38, ("#fffaf0", 0.16))
    return fitted(defocus(picture, rough, 0.022), frame)


DESIGNS = (
    entry("indoor", "office", "Office with a glass front", Scene(office), high_key=True),
    entry("indoor", "gallery", "White gallery", Scene(gallery), high_key=True),
    entry("indoor", "living-room", "Living room by a window", Scene(living_room)),
)
