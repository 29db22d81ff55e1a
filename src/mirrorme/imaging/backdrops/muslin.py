"""Muslin: dyed cotton, hung in soft folds, crushed and mottled."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops import light
from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, Plane, fitted
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import CLOTH, Texture
from mirrorme.imaging.backdrops.tone import ramp, soften


@dataclass(frozen=True, slots=True)
class Muslin:
    """A muslin drop.

    codes: its dyes from dark to light. folds: depth of the hanging folds. crush: depth of the creases.
    mottle: contrast of the dye. radius, floor: the light's pool (see ``light.pool``).
    """

    codes: tuple[str, ...]
    folds: float = 1.0
    crush: float = 1.0
    mottle: float = 1.0
    radius: float = 0.95
    floor: float = 0.14
    texture: Texture = CLOTH
    side: int = 560

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        rough = frame.resized(240)
        drift = tuple(fractal_noise(rough, salt, 1.6, octaves=3) for salt in (1, 2))
        warp = (0.05 * drift[0], 0.05 * drift[1])
        dye = 0.10 * fractal_noise(rough, 3, 2.4, octaves=4, gain=0.6, warp=warp)
        # dye pools in crumpled cloth: light blots with darker rims
        blots = np.abs(fractal_noise(rough, 4, 3.0, octaves=4, gain=0.55, warp=warp))
        tone = np.float32(0.5) + np.float32(self.mottle) * fitted(
            dye - np.float32(0.11) * (blots - np.float32(0.75)), frame
        )
        relief = self._relief(frame, tuple(fitted(np.float32(0.035) * d, frame) for d in drift))
        fall = light.pool(frame, (-0.1, 0.40), self.radius, self.floor) * np.clip(1 + relief, 0.35, 1.6)
        return soften(light.lit(ramp(tone, self.codes), fall), 0.0030 * frame.height)

    def _relief(self, frame: Frame, warp: tuple[Plane, ...]) -> Plane:
        # the cloth's height, lit from the upper left: light follows the slope
        across, down = warp
        bent = (across + np.float32(0.25) * (frame.y - np.float32(0.5)) * across, down)
        hang = fractal_noise(frame, 5, 2.6, octaves=2, gain=0.35, stretch=(1.0, 7.0), warp=bent)
        crease = np.sqrt(
            np.float32(0.02) + fractal_noise(frame, 6, 3.4, octaves=3, gain=0.42, stretch=(1.0, 1.3), warp=bent) ** 2
        )
        height = np.float32(0.020 * self.folds) * hang - np.float32(0.011 * self.crush) * crease
        slope_y, slope_x = np.gradient(height * np.float32(frame.height))
        return np.asarray(0.72 * slope_x + 0.42 * slope_y + 0.9 * height, np.float32)


DESIGNS = (
    entry("muslin", "cloud-grey", "Muslin, cloud grey", Muslin(("#4e5154", "#7c8083", "#a4a7a9", "#c6c8c8"))),
    entry(
        "muslin",
        "natural",
        "Muslin, natural cotton",
        Muslin(("#c4b9a5", "#d9d0bf", "#e8e1d3", "#f2ede3"), mottle=0.6, radius=1.4, floor=0.3),
        high_key=True,
    ),
    entry(
        "muslin",
        "old-masters",
        "Muslin, old masters brown",
        Muslin(("#241711", "#4a3325", "#6d4f3a", "#8f6f54"), mottle=1.2),
    ),
    entry("muslin", "blue-grey", "Muslin, blue grey", Muslin(("#2a333f", "#4c5968", "#6f7d8c", "#96a2ad"))),
    entry("muslin", "moss", "Muslin, moss", Muslin(("#1f261a", "#3b452f", "#5a6549", "#7e886a"))),
    entry("muslin", "dusty-rose", "Muslin, dusty rose", Muslin(("#6a4545", "#936866", "#b48b87", "#d0b0aa"))),
)
