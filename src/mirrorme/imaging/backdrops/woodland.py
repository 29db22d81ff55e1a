"""Blurred trees close by: summer, autumn, blossom, evergreens."""

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import Lights, add_discs, defocus, scatter
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import clumps, foliage, glow, over, trunks, wash
from mirrorme.imaging.backdrops.tone import colour


def summer_leaves(frame: Frame) -> Linear:
    """Backlit trees in summer."""
    rough = frame.resized(ROUGH)
    leaves = foliage(rough, 1, ("#1f2c19", "#43582d", "#7b9150", "#bccb86"), 17.0, 0.62)
    leaves *= wash(rough, ((0.0, "#f8faee"), (0.5, "#d6dacb"), (1.0, "#9fa597")))
    picture = fitted(defocus(leaves, rough, 0.021), frame)
    leaf = Lights(2600, (0.017, 0.022), ("#8fa858", "#6d8a45", "#b3c07c"), 0.030, 0.6, 0.12)
    picture = add_discs(picture, frame, scatter(frame, 20, leaf, clumps(frame, 30, (-0.2, 1.0), 0.2)))
    sky = Lights(2000, (0.018, 0.0235), ("#f3f5e2", "#e8efd0", "#e6ece6"), 0.055, 1.0, 0.18)
    picture = add_discs(picture, frame, scatter(frame, 21, sky, clumps(frame, 31, (-0.2, 0.55), 0.55)))
    return picture + np.float32(0.012)


def autumn(frame: Frame) -> Linear:
    """Maples and beeches in October."""
    rough = frame.resized(ROUGH)
    leaves = foliage(rough, 1, ("#2b1a12", "#6e3a1c", "#b8702c", "#e8b75f"), 16.0, 0.58)
    hue = fractal_noise(rough, 6, 1.8, octaves=3)
    leaves *= np.stack([np.ones_like(hue), np.exp(np.float32(0.16) * hue), np.exp(np.float32(0.05) * hue)], axis=2)
    leaves *= wash(rough, ((0.0, "#fffaf0"), (0.5, "#d6cbbb"), (1.0, "#94897a")))
    stems = ((-0.22, 0.020), (0.29, 0.015), (-0.62, 0.024), (0.58, 0.020))
    picture = fitted(defocus(trunks(leaves, rough, 7, stems, "#2f2621", 0.75), rough, 0.021), frame)
    leaf = Lights(2200, (0.017, 0.022), ("#e59a3d", "#c9642a", "#f0c66a"), 0.038, 0.6, 0.12)
    picture = add_discs(picture, frame, scatter(frame, 20, leaf, clumps(frame, 30, (-0.2, 1.0), 0.2)))
    sky = Lights(1500, (0.018, 0.0235), ("#fff2d6", "#ffe3b0"), 0.055, 1.0, 0.18)
    picture = add_discs(picture, frame, scatter(frame, 21, sky, clumps(frame, 31, (-0.2, 0.55), 0.5)))
    return picture + np.float32(0.010)


def blossom(frame: Frame) -> Linear:
    """Cherry blossom before a pale sky."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#eef2f6"), (0.55, "#f4eeee"), (1.0, "#dfe3d2")))
    petals = foliage(rough, 1, ("#b98a94", "#dcb0b8", "#f0cdd2", "#fbe9ea"), 15.0, 0.30)
    bough = fractal_noise(rough, 4, 2.4, octaves=3, gain=0.6) + np.float32(0.5) - rough.y
    picture = over(picture, petals, smoothstep(-0.5, 0.9, bough) * np.float32(0.92))
    leaves = foliage(rough, 8, ("#7c8a63", "#a9b58d", "#d3dab8", "#eef0dc"), 12.0, 0.3)
    grass = rough.y + np.float32(0.16) * fractal_noise(rough, 10, 2.0, octaves=3)
    picture = over(picture, leaves, smoothstep(0.55, 1.25, grass) * np.float32(0.85))
    picture = fitted(defocus(picture, rough, 0.022), frame) * np.float32(0.93)
    petal = Lights(1900, (0.017, 0.0225), ("#ffe2e6", "#f7c9d2", "#ffffff"), 0.045, 0.6, 0.12)
    return add_discs(picture, frame, scatter(frame, 20, petal, clumps(frame, 30, (-0.2, 0.75), 0.2)))


def forest(frame: Frame) -> Linear:
    """Deep evergreen shade with a far clearing."""
    rough = frame.resized(ROUGH)
    leaves = foliage(rough, 1, ("#0f1613", "#22302a", "#3f5347", "#738876"), 14.0, 0.6)
    leaves *= wash(rough, ((0.0, "#c6cec6"), (0.4, "#e3e9e0"), (1.0, "#6c7770")))
    picture = glow(leaves, rough, ((-0.12, 0.36),), 0.30, ("#b9c9b4", 0.22))
    stems = ((-0.36, 0.020), (-0.20, 0.010), (0.13, 0.013), (0.31, 0.024), (0.52, 0.015), (-0.58, 0.02), (0.74, 0.02))
    picture = fitted(defocus(trunks(picture, rough, 7, stems, "#1b1d1b", 0.72), rough, 0.019), frame)
    sky = Lights(1100, (0.016, 0.021), ("#e6eede", "#c4d4bc"), 0.025, 1.1, 0.18)
    picture = add_discs(picture, frame, scatter(frame, 21, sky, clumps(frame, 31, (0.0, 0.55), 0.45)))
    return picture + np.float32(0.006)


def garden(frame: Frame) -> Linear:
    """A hedge with flowers in soft daylight."""
    rough = frame.resized(ROUGH)
    picture = foliage(rough, 1, ("#22301f", "#465c3a", "#7d9468", "#c0cda4"), 18.0, 0.5)
    picture *= wash(rough, ((0.0, "#f4f6f0"), (0.5, "#d3d7cd"), (1.0, "#a3a99d")))
    for number, code in enumerate(("#d98fa6", "#efe3dc", "#a792c6", "#e2b9c0")):
        # heads stand in drifts, more of them lower down
        drift = fractal_noise(rough, 20 + number, 2.6, octaves=2) + np.float32(1.5) * (rough.y - np.float32(0.75))
        heads = fractal_noise(rough, 30 + number, 24.0, octaves=2, gain=0.8)
        shade = np.exp(np.float32(0.25) * heads) * np.float32(0.75)
        picture = over(
            picture, colour(code) * shade[..., None], smoothstep(0.5, 1.3, heads) * smoothstep(0.0, 0.9, drift)
        )
    picture = fitted(defocus(picture, rough, 0.020), frame)
    sky = Lights(1100, (0.016, 0.021), ("#f3f6e6", "#e6eed6"), 0.05, 0.9, 0.18)
    picture = add_discs(picture, frame, scatter(frame, 25, sky, clumps(frame, 35, (-0.2, 0.40), 0.5)))
    return picture + np.float32(0.012)


DESIGNS = (
    entry("outdoor", "summer-leaves", "Summer leaves", Scene(summer_leaves)),
    entry("outdoor", "autumn", "Autumn leaves", Scene(autumn)),
    entry("outdoor", "blossom", "Cherry blossom", Scene(blossom), high_key=True),
    entry("outdoor", "forest", "Evergreen forest", Scene(forest)),
    entry("outdoor", "garden", "Garden in flower", Scene(garden)),
)
