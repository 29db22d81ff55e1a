"""A dark wall with light thrown on it: spots, rims of light, coloured gels."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import STONE, Texture
from mirrorme.imaging.backdrops.tone import colour, expose


@dataclass(frozen=True, slots=True)
class Lamp:
    """One lamp on the wall.

    code: its colour on the wall where it is brightest. centre: in half widths and heights. size: radius of the
    beam in heights, across and down. edge: how soft its rim is, 0 to 1. spill: what it gives outside.
    """

    code: str
    centre: tuple[float, float]
    size: tuple[float, float]
    edge: float = 0.9
    spill: float = 0.10


@dataclass(frozen=True, slots=True)
class Spotlight:
    """Lamps on a wall; room: the colour of the wall where no lamp reaches; mottle: unevenness of its paint."""

    room: str
    lamps: tuple[Lamp, ...]
    mottle: float = 0.05
    texture: Texture = STONE
    side: int = 512

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        wall = 1 + np.float32(self.mottle) * fractal_noise(frame, 1, 2.6, octaves=5, gain=0.6)
        light = np.broadcast_to(colour(self.room), (*frame.x.shape, 3)).copy()
        for number, lamp in enumerate(self.lamps):
            light += colour(lamp.code) * _beam(frame, lamp, number)[..., None]
        return expose(light * wall[..., None])


def _beam(frame: Frame, lamp: Lamp, number: int) -> Plane:
    wide = 0.6 + 0.4 * max(frame.aspect, 0.66)
    dx = (frame.across - np.float32(lamp.centre[0])) * np.float32(frame.aspect / 2 / (lamp.size[0] * wide))
    dy = (frame.y - np.float32(lamp.centre[1])) / np.float32(lamp.size[1])
    bend = fractal_noise(frame, 10 + number, 1.2, octaves=2) * np.float32(0.035)
    d = np.sqrt(dx**2 + dy**2) * (1 + bend)
    # a fresnel's beam: even in the middle, gone without an edge; edge 0 is a hard one
    core = np.exp(-(d ** np.float32(2 / lamp.edge)))
    return np.asarray(np.float32(0.9) * core + np.float32(lamp.spill) / (1 + d**2), np.float32)


DESIGNS = (
    entry(
        "spotlight",
        "classic",
        "Classic grey spotlight",
        Spotlight("#131416", (Lamp("#8d8f92", (0.0, 0.42), (0.36, 0.40)),)),
    ),
    entry("spotlight", "warm", "Warm spotlight", Spotlight("#17110c", (Lamp("#a9825c", (-0.1, 0.40), (0.36, 0.40)),))),
    entry(
        "spotlight",
        "low-key",
        "Low-key rim of light",
        Spotlight("#0b0c0e", (Lamp("#5b6168", (0.55, 0.36), (0.40, 0.55), 1.0, 0.12),)),
    ),
    entry(
        "spotlight", "blue", "Deep blue spotlight", Spotlight("#070d18", (Lamp("#3f6ea8", (0.0, 0.44), (0.38, 0.42)),))
    ),
    entry(
        "spotlight",
        "magenta-cyan",
        "Magenta and cyan gels",
        Spotlight(
            "#0c0a14",
            (
                Lamp("#b0267a", (-1.05, 0.36), (0.36, 0.62), 1.0, 0.1),
                Lamp("#1583b5", (1.05, 0.52), (0.36, 0.66), 1.0, 0.1),
            ),
        ),
    ),
    entry(
        "spotlight",
        "amber-teal",
        "Amber and teal gels",
        Spotlight(
            "#0e0d0d",
            (
                Lamp("#c27a2e", (-1.05, 0.34), (0.36, 0.60), 1.0, 0.1),
                Lamp("#136a70", (1.05, 0.55), (0.38, 0.68), 1.0, 0.1),
            ),
        ),
    ),
)
