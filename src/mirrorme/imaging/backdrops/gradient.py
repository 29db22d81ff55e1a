"""Studio gradients: one smooth surface between two or three tones, as two lamps or a graduated sheet make it."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import SMOOTH, Texture
from mirrorme.imaging.backdrops.tone import ramp


@dataclass(frozen=True, slots=True)
class Gradient:
    """Tones along a distance.

    codes: two or more colours, from the start to the end. centre: for a radial one, in half widths and heights;
    None for a linear one. angle: of a linear one, degrees from straight down, towards the right. reach: the
    length in heights in which the tones pass.
    """

    codes: tuple[str, ...]
    centre: tuple[float, float] | None = None
    angle: float = 0.0
    reach: float = 1.0
    texture: Texture = SMOOTH
    side: int = 384

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        place = self._linear(frame) if self.centre is None else self._radial(frame, self.centre)
        # no lamp is even: the lines of equal tone wander a little
        place = place + np.float32(0.018) * fractal_noise(frame, 1, 1.3, octaves=3)
        eased = place * place * (3 - 2 * place)
        return ramp(np.where((place > 0) & (place < 1), 0.5 * (place + eased), place), self.codes)

    def _linear(self, frame: Frame) -> Plane:
        turn = np.deg2rad(self.angle)
        along = (frame.y - np.float32(0.5)) * np.float32(np.cos(turn)) + frame.x * np.float32(np.sin(turn))
        return np.asarray(along / np.float32(self.reach) + np.float32(0.5), np.float32)

    def _radial(self, frame: Frame, centre: tuple[float, float]) -> Plane:
        wide = 0.55 + 0.45 * frame.aspect
        dx = (frame.across - np.float32(centre[0])) * np.float32(frame.aspect / 2 / wide)
        dy = frame.y - np.float32(centre[1])
        return np.asarray(np.sqrt(dx**2 + dy**2 + np.float32(0.004)) / np.float32(self.reach), np.float32)


DESIGNS = (
    entry(
        "gradient",
        "silver",
        "Silver gradient",
        Gradient(("#eceded", "#c3c5c8", "#8a8d92"), (0.0, 0.40), reach=1.0),
        high_key=True,
    ),
    entry(
        "gradient",
        "graphite",
        "Graphite gradient",
        Gradient(("#85888c", "#4b4e53", "#202226"), (0.0, 0.44), reach=0.95),
    ),
    entry(
        "gradient",
        "horizon-grey",
        "Grey gradient, light from below",
        Gradient(("#3b3e43", "#74787d", "#c2c4c6"), reach=1.15),
    ),
    entry(
        "gradient",
        "steel-blue",
        "Steel blue gradient",
        Gradient(("#9db2c6", "#56708c", "#1f3048"), (-0.1, 0.42), reach=0.95),
    ),
    entry(
        "gradient",
        "midnight",
        "Midnight gradient",
        Gradient(("#3d5378", "#1d2a45", "#0b101d"), (0.1, 0.46), reach=0.85),
    ),
    entry(
        "gradient", "rose-dusk", "Rose dusk gradient", Gradient(("#f0d3c9", "#d09a9b", "#8a6078"), angle=-14, reach=1.2)
    ),
    entry(
        "gradient",
        "warm-amber",
        "Warm amber gradient",
        Gradient(("#e3b57c", "#a86c3c", "#4a2a1a"), (-0.15, 0.42), reach=0.95),
    ),
    entry(
        "gradient",
        "sage-mist",
        "Sage mist gradient",
        Gradient(("#e9eee4", "#c0cbba", "#8a9a86"), angle=8, reach=1.2),
        high_key=True,
    ),
)
