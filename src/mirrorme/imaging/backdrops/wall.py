"""Walls under soft light: limewash, plaster, concrete."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops import light
from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.brush import Coat, lay
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, bell, fitted
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import STONE, Texture
from mirrorme.imaging.backdrops.tone import ramp, soften

_LIMEWASH = (
    Coat(density=90, length=0.30, width=0.12, cover=0.42, spread=0.14, dry=0.30),
    Coat(density=360, length=0.14, width=0.055, cover=0.42, spread=0.16, dry=0.55),
)
_TROWEL = (
    Coat(density=60, length=0.50, width=0.11, cover=0.45, spread=0.10, turn=-25, wander=35, dry=0.15),
    Coat(density=220, length=0.30, width=0.035, cover=0.35, spread=0.14, turn=-20, wander=50, dry=0.75),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A brushed or trowelled wall.

    codes: its tones from dark to light. coats: how it was worked. cloud: contrast of its large patches.
    relief: how much light from the side picks the marks out. blur: of the lens, in heights.
    centre, radius, floor: the light's pool (see ``light.pool``).
    """

    codes: tuple[str, ...]
    coats: tuple[Coat, ...] = _LIMEWASH
    cloud: float = 0.10
    relief: float = 0.0
    blur: float = 0.0026
    centre: tuple[float, float] = (-0.35, 0.32)
    radius: float = 1.2
    floor: float = 0.22
    texture: Texture = STONE
    side: int = 540

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        rough = frame.resized(240)
        tone = fitted(0.5 + self.cloud * fractal_noise(rough, 1, 2.0, octaves=5, gain=0.58), frame)
        for number, coat in enumerate(self.coats):
            tone = lay(tone, frame, coat, 10 + 10 * number)
        fall = light.pool(frame, self.centre, self.radius, self.floor)
        if self.relief:
            slope_y, slope_x = np.gradient(tone * np.float32(0.01 * frame.height))
            fall *= np.clip(1 + np.float32(self.relief) * (slope_x + slope_y), 0.7, 1.3)
        return soften(light.lit(ramp(tone, self.codes), fall), self.blur * frame.height)


@dataclass(frozen=True, slots=True)
class Concrete:
    """Cast concrete with the faint joints of its shuttering; panel: their distance in heights."""

    codes: tuple[str, ...] = ("#6d6c69", "#8d8c88", "#a5a39f", "#bab8b4")
    panel: float = 0.62
    texture: Texture = STONE
    side: int = 540

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        rough = frame.resized(240)
        cloud = fractal_noise(rough, 1, 1.8, octaves=4, gain=0.6)
        streaks = fractal_noise(rough, 2, 9.0, octaves=3, gain=0.6, stretch=(1.0, 9.0))
        tone = fitted(0.5 + 0.10 * cloud + 0.035 * streaks, frame)
        tone += np.float32(0.030) * fractal_noise(frame, 3, 26.0, octaves=3, gain=0.8)
        pores = fractal_noise(frame, 4, 60.0, octaves=1) * fractal_noise(frame, 5, 7.0, octaves=2)
        tone -= np.float32(0.10) * np.clip(pores - 1.1, 0, 1.5)
        joint = _joint(frame.x + np.float32(0.36), self.panel * 1.55, 0.0028) + _joint(
            frame.y + np.float32(0.33), self.panel, 0.0028
        )
        fall = light.pool(frame, (-0.4, 0.30), 1.15, 0.22) * (1 - np.float32(0.20) * np.clip(joint, 0, 1))
        return soften(light.lit(ramp(tone, self.codes), fall), 0.0030 * frame.height)


def _joint(place: Plane, step: float, width: float) -> Plane:
    return bell(np.mod(place, np.float32(step)) - np.float32(step / 2), 0.0, width)


DESIGNS = (
    entry(
        "wall",
        "limewash-white",
        "White limewash wall",
        Rendered(("#c9c5bd", "#dedad3", "#eae7e1", "#f4f2ee"), radius=1.6, floor=0.3),
        high_key=True,
    ),
    entry("wall", "limewash-clay", "Clay limewash wall", Rendered(("#8a6450", "#ab826b", "#c39c85", "#d7b8a4"))),
    entry("wall", "limewash-sage", "Sage limewash wall", Rendered(("#66705f", "#868f7d", "#9fa796", "#bbc1b2"))),
    entry(
        "wall",
        "plaster",
        "Trowelled plaster wall",
        Rendered(("#9a948c", "#b9b3ab", "#cbc6be", "#dcd8d1"), coats=_TROWEL, relief=1.3, blur=0.0040),
    ),
    entry(
        "wall",
        "plaster-dark",
        "Dark trowelled plaster wall",
        Rendered(("#24282b", "#3b4145", "#50575b", "#6b7276"), coats=_TROWEL, relief=1.3, blur=0.0040),
    ),
    entry("wall", "concrete", "Concrete wall", Concrete()),
)
