"""Blurred open places: a park in summer and winter, a meadow at golden hour, the sea."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, bell, fitted, smoothstep
from mirrorme.imaging.backdrops.lens import Lights, add_discs, defocus, scatter
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.scene import ROUGH, Scene
from mirrorme.imaging.backdrops.scenery import between, clumps, foliage, glow, over, trunks, wash


@dataclass(frozen=True, slots=True)
class Season:
    """What a park wears. leaves, ground: colours, from shade to sun and from far to near. trunk: of the trees.

    contrast: of light and shade in the leaves. shade: how much darker it is under the trees, 0 to 1.
    """

    leaves: tuple[str, ...]
    ground: tuple[str, str, str]
    trunk: str
    contrast: float
    shade: float


_SUMMER = Season(
    ("#26331f", "#4d6238", "#879a60", "#c9d3a0"), ("#a5b571", "#879d57", "#5f7642"), "#302d26", contrast=0.60, shade=1.0
)
_WINTER = Season(
    ("#6d7880", "#97a3ab", "#c4cdd4", "#eef2f5"),
    ("#f1f4f7", "#e9eef2", "#d3dbe3"),
    "#4e4a44",
    contrast=0.34,
    shade=0.16,
)


def _park(frame: Frame, season: Season) -> Linear:
    rough = frame.resized(ROUGH)
    trees = foliage(rough, 1, season.leaves, 13.0, season.contrast)
    under = wash(rough, ((0.0, "#ffffff"), (0.46, "#c3c8bd"), (0.74, "#7e8578")))
    trees *= 1 - np.float32(season.shade) * (1 - under)
    # gaps through to the sky
    gaps = smoothstep(0.55, 1.5, fractal_noise(rough, 5, 3.4, octaves=3, gain=0.6)) * smoothstep(0.46, 0.10, rough.y)
    picture = over(trees, wash(rough, ((0.0, "#f6fafc"), (1.0, "#f2f4e6")), 1.5), gaps)
    stems = ((-0.31, 0.017), (0.24, 0.026), (0.62, 0.020), (-0.71, 0.022))
    picture = trunks(picture, rough, 6, stems, season.trunk, 0.85, top=0.22)
    ground = wash(rough, ((0.70, season.ground[0]), (0.82, season.ground[1]), (1.0, season.ground[2])))
    patches = fractal_noise(rough, 8, 5.0, octaves=4, gain=0.7, stretch=(2.6, 1.0))
    ground *= np.exp(np.float32(0.05 + 0.29 * season.shade) * patches)[..., None]
    edge = rough.y + np.float32(0.020) * fractal_noise(rough, 9, 5.0, octaves=3)
    picture = over(picture, ground, smoothstep(0.68, 0.77, edge))
    picture = fitted(defocus(picture, rough, 0.019), frame)
    sky = Lights(1700, (0.016, 0.021), ("#f6f7e8", "#e9efd4", "#eef3f2"), 0.05, 1.0, 0.18)
    picture = add_discs(picture, frame, scatter(frame, 21, sky, clumps(frame, 31, (-0.2, 0.50), 0.5)))
    return picture + np.float32(0.012)


def park(frame: Frame) -> Linear:
    """A lawn before trees on a bright day."""
    return _park(frame, _SUMMER)


def winter_park(frame: Frame) -> Linear:
    """The same place on a white winter's day, hoarfrost on the trees."""
    return _park(frame, _WINTER)


def golden_hour(frame: Frame) -> Linear:
    """A meadow with the low sun behind it."""
    rough = frame.resized(ROUGH)
    sun = (0.20 * min(frame.aspect / 0.66, 1.6), 0.26)
    sky = wash(rough, ((0.0, "#b99a86"), (0.30, "#e3bd94"), (0.50, "#e0b27c")))
    trees = foliage(rough, 1, ("#2e2414", "#5c4726", "#987945", "#d3b074"), 12.0, 0.55) * np.float32(0.75)
    ridge = rough.y - np.float32(0.34) - np.float32(0.055) * fractal_noise(rough, 4, 2.2, octaves=3)
    picture = over(sky, trees, smoothstep(-0.05, 0.06, ridge) * np.float32(0.93))
    field = wash(rough, ((0.55, "#c69f5a"), (0.75, "#967340"), (1.0, "#554024")))
    tufts = fractal_noise(rough, 6, 9.0, octaves=3, gain=0.7, stretch=(1.8, 1.0))
    field *= np.exp(np.float32(0.38) * tufts)[..., None]
    edge = rough.y + np.float32(0.02) * fractal_noise(rough, 7, 3.0, octaves=2)
    picture = over(picture, field, smoothstep(0.54, 0.66, edge))
    picture = glow(picture, rough, (sun,), 0.30, ("#ffce96", 0.60))
    picture = glow(picture, rough, (sun,), 0.09, ("#fff0d4", 0.9))
    picture = fitted(defocus(picture, rough, 0.021), frame)
    far = Lights(1300, (0.016, 0.021), ("#ffd894", "#ffc76e", "#fff0cd"), 0.075, 0.7, 0.16)
    picture = add_discs(picture, frame, scatter(frame, 21, far, clumps(frame, 31, (0.12, 0.62), 0.35)))
    near = Lights(700, (0.024, 0.034), ("#ffcf80", "#e9a94c"), 0.030, 0.6, 0.12)
    return add_discs(picture, frame, scatter(frame, 22, near, clumps(frame, 32, (0.62, 1.1), 0.2)))


def beach(frame: Frame) -> Linear:
    """Sea and sand under a light sky."""
    rough = frame.resized(ROUGH)
    picture = wash(rough, ((0.0, "#b3c6d4"), (0.30, "#d0dbe1"), (0.47, "#e9e9e4")))
    cloud = smoothstep(0.2, 1.7, fractal_noise(rough, 1, 2.0, octaves=4, stretch=(2.4, 1.0)))
    picture = over(picture, wash(rough, ((0.0, "#e3e8ea"), (1.0, "#f5f1eb"))), cloud * np.float32(0.6))
    sea = wash(rough, ((0.47, "#a3b7bc"), (0.54, "#89a3a9"), (0.66, "#97adae"), (0.74, "#b3c0ba")))
    waves = fractal_noise(rough, 2, 16.0, octaves=3, gain=0.7, stretch=(6.0, 1.0))
    sea *= np.exp(np.float32(0.22) * waves)[..., None]
    picture = over(picture, sea, smoothstep(0.466, 0.476, rough.y))
    shore = rough.y + np.float32(0.020) * fractal_noise(rough, 3, 2.2, octaves=3)
    foam = np.maximum(bell(shore, 0.735, 0.014), np.float32(0.6) * bell(shore, 0.685, 0.008))
    picture = over(picture, wash(rough, ((0.60, "#f1f1ec"), (0.80, "#ece8de"))), foam * np.float32(0.85))
    sand = wash(rough, ((0.74, "#b5a78f"), (0.79, "#d3c6ae"), (1.0, "#bfae93")))
    dunes = fractal_noise(rough, 4, 7.0, octaves=4, gain=0.75, stretch=(2.5, 1.0))
    sand *= np.exp(np.float32(0.13) * dunes)[..., None]
    picture = over(picture, sand, smoothstep(0.738, 0.752, shore))
    picture = glow(picture, rough, ((-0.25, 0.40),), 0.40, ("#fff3e0", 0.14))
    picture = fitted(defocus(picture, rough, 0.020), frame)
    glitter = Lights(2200, (0.0095, 0.0125), ("#ffffff", "#fff6e4"), 0.020, 1.2, 0.12)
    return add_discs(picture, frame, scatter(frame, 20, glitter, between(0.50, 0.66)))


DESIGNS = (
    entry("outdoor", "park", "Park lawn", Scene(park)),
    entry("outdoor", "winter-park", "Winter park", Scene(winter_park), high_key=True),
    entry("outdoor", "golden-hour", "Golden hour meadow", Scene(golden_hour)),
    entry("outdoor", "beach", "Beach", Scene(beach), high_key=True),
)
