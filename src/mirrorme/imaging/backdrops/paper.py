"""Seamless paper: a lit roll that runs out onto the floor without a horizon."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops import light
from mirrorme.imaging.backdrops.backdrop import Backdrop, Design, entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, smoothstep
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import PAPER, Texture
from mirrorme.imaging.backdrops.tone import colour


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll of one colour under one background light.

    code: the colour where the light is full. centre: the pool's, in half widths and heights. radius: its size in
    heights. floor: the light that is left far from it. tilt: how much more light the left side gets from the key.
    bend: how much darker it is where the roll curves onto the floor.
    """

    code: str
    centre: tuple[float, float] = (-0.05, 0.42)
    radius: float = 1.05
    floor: float = 0.14
    tilt: float = 0.05
    bend: float = 0.08
    texture: Texture = PAPER
    side: int = 384

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        fall = light.pool(frame, self.centre, self.radius, self.floor) * light.sweep(frame, self.bend)
        fall *= 1 - np.float32(self.tilt) * frame.across
        # a roll hangs in long, very shallow waves, and its pulp is never quite even
        fall *= 1 + np.float32(0.006) * fractal_noise(frame, 1, 2.2, octaves=2, stretch=(1.0, 5.0))
        fall *= 1 + np.float32(0.004) * fractal_noise(frame, 2, 5.0, octaves=3)
        return light.lit(colour(self.code), fall)


@dataclass(frozen=True, slots=True)
class Brand:
    """A roll whose mean is ``code``."""

    code: str
    texture: Texture = PAPER
    side: int = 384

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        wanted = colour(self.code)
        # a colour with a channel near full has no room for a hot spot: it gets a flatter light
        depth = 1 - 0.8 * smoothstep(0.45, 1.0, wanted.max(keepdims=True)).item()
        painted = Paper(self.code, radius=1.05 / depth, floor=1 - 0.86 * depth, tilt=0.05 * depth).paint(frame)
        return np.asarray(painted * (wanted / np.maximum(painted.mean(axis=(0, 1)), 1e-6)), np.float32)


def _bright(code: str) -> bool:
    # Y of CIE XYZ over 0.5: such a paper takes up most of the picture's light
    return bool(colour(code) @ np.array([0.2126, 0.7152, 0.0722]) > 0.5)


def brand(code: str) -> Design:
    """Paper in a brand's own colour: lit so that the picture's mean is that colour, not its brightest place."""
    return Design(Backdrop(f"brand:{code}", f"Brand colour {code.upper()}", "brand", _bright(code)), Brand(code))


DESIGNS = (
    entry(
        "paper",
        "white",
        "Pure white paper",
        Paper("#ffffff", radius=3.0, floor=0.60, tilt=0.006, bend=0.025),
        high_key=True,
    ),
    entry(
        "paper",
        "soft-white",
        "Soft white paper",
        Paper("#f4f3f1", radius=1.7, floor=0.35, tilt=0.03, bend=0.05),
        high_key=True,
    ),
    entry("paper", "ivory", "Ivory paper", Paper("#f2ebdc", radius=1.6, floor=0.35), high_key=True),
    entry("paper", "pearl-grey", "Pearl grey paper", Paper("#cfd0d1", radius=1.4, floor=0.25), high_key=True),
    entry("paper", "dove-grey", "Dove grey paper", Paper("#a9aaab")),
    entry("paper", "mid-grey", "Mid grey paper", Paper("#8a8b8d", radius=0.95)),
    entry("paper", "slate-grey", "Slate grey paper", Paper("#68707a", radius=0.9)),
    entry("paper", "charcoal", "Charcoal paper", Paper("#515256", radius=0.85)),
    entry("paper", "black", "Black paper", Paper("#232325", radius=0.75)),
    entry("paper", "blush", "Blush paper", Paper("#ebc8c2", radius=1.4, floor=0.28), high_key=True),
    entry("paper", "powder-blue", "Powder blue paper", Paper("#bcd3e6", radius=1.4, floor=0.28), high_key=True),
    entry("paper", "mint", "Mint paper", Paper("#c3dfd0", radius=1.4, floor=0.28), high_key=True),
    entry("paper", "lavender", "Lavender paper", Paper("#cdc4e2", radius=1.4, floor=0.28), high_key=True),
    entry("paper", "butter", "Butter paper", Paper("#f3e2ae", radius=1.4, floor=0.28), high_key=True),
    entry("paper", "sand", "Sand paper", Paper("#d3bd9e", radius=1.3)),
    entry("paper", "mustard", "Mustard paper", Paper("#d0a03c")),
    entry("paper", "terracotta", "Terracotta paper", Paper("#b8694c")),
    entry("paper", "crimson", "Crimson paper", Paper("#a3262f")),
    entry("paper", "plum", "Plum paper", Paper("#5f3550", radius=1.0)),
    entry("paper", "royal-blue", "Royal blue paper", Paper("#2f57a8")),
    entry("paper", "navy", "Navy paper", Paper("#27385a", radius=0.95)),
    entry("paper", "teal", "Teal paper", Paper("#1f7378")),
    entry("paper", "forest", "Forest green paper", Paper("#2f5b43", radius=1.0)),
    entry("paper", "cocoa", "Cocoa paper", Paper("#6b5142", radius=1.0)),
)
