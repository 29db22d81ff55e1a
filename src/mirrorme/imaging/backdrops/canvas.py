"""Hand-painted canvas: thin coats of scumbled brushwork around one colour, as painted studio drops have."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops import light
from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.brush import Coat, lay
from mirrorme.imaging.backdrops.frame import Frame, Linear, fitted
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import CANVAS, Texture
from mirrorme.imaging.backdrops.tone import colour, ramp, soften

_WIDE = Coat(density=70, length=0.42, width=0.15, cover=0.45, spread=0.09, dry=0.25)
_COATS = (
    Coat(density=220, length=0.24, width=0.075, cover=0.42, spread=0.085, dry=0.45),
    Coat(density=430, length=0.13, width=0.040, cover=0.34, spread=0.085, dry=0.65),
)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A painted canvas.

    codes: its paints from dark to light. glaze: a thin last coat in places, of another colour.
    centre, radius, floor: the light's pool (see ``light.pool``).
    """

    codes: tuple[str, ...]
    glaze: str
    centre: tuple[float, float] = (-0.1, 0.40)
    radius: float = 0.95
    floor: float = 0.14
    texture: Texture = CANVAS
    side: int = 540

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        rough = frame.resized(240)
        drift = tuple(0.10 * fractal_noise(rough, salt, 1.7, octaves=3) for salt in (1, 2))
        cloud = fractal_noise(rough, 3, 2.1, octaves=4, gain=0.55, warp=(drift[0], drift[1]))
        # the widest brush leaves nothing that the rough frame can't hold
        tone = fitted(lay(np.float32(0.5) + np.float32(0.13) * cloud, rough, _WIDE, 40), frame)
        for number, coat in enumerate(_COATS):
            tone = lay(tone, frame, coat, 10 + 10 * number)
        painted = ramp(tone, self.codes)
        thin = fractal_noise(rough, 4, 2.6, octaves=5, gain=0.6, warp=(drift[1], drift[0]))
        glazed = fitted(np.clip(0.16 + 0.12 * thin, 0, 0.5), frame)
        painted += (colour(self.glaze) * (np.float32(0.5) + tone[..., None]) - painted) * glazed[..., None]
        fall = light.pool(frame, self.centre, self.radius, self.floor)
        return soften(light.lit(painted, fall), 0.0022 * frame.height)


DESIGNS = (
    entry(
        "canvas", "olive", "Hand-painted canvas, olive", Canvas(("#2f3021", "#5b5a3f", "#7f7b58", "#a39c78"), "#7d6a3e")
    ),
    entry(
        "canvas", "umber", "Hand-painted canvas, umber", Canvas(("#2a1f18", "#56402f", "#7b5f47", "#a08468"), "#6a6455")
    ),
    entry(
        "canvas", "slate", "Hand-painted canvas, slate", Canvas(("#262d34", "#4a5560", "#6c7883", "#939ea6"), "#6f6a66")
    ),
    entry(
        "canvas",
        "warm-grey",
        "Hand-painted canvas, warm grey",
        Canvas(("#5c5650", "#86807a", "#a59f98", "#c3beb6"), "#9a8f80"),
    ),
    entry(
        "canvas",
        "burgundy",
        "Hand-painted canvas, burgundy",
        Canvas(("#2a0f14", "#561e26", "#7a3238", "#985256"), "#5a3a3c"),
    ),
    entry(
        "canvas", "teal", "Hand-painted canvas, teal", Canvas(("#0f2a2d", "#24525a", "#41757a", "#6a989a"), "#4d6152")
    ),
    entry(
        "canvas", "ochre", "Hand-painted canvas, ochre", Canvas(("#4d3516", "#8a642c", "#b08a4a", "#cfae74"), "#8c6a4a")
    ),
    entry(
        "canvas",
        "indigo",
        "Hand-painted canvas, indigo",
        Canvas(("#161c33", "#2f3b60", "#4a5880", "#7280a3"), "#4f4a66"),
    ),
    entry(
        "canvas",
        "charcoal",
        "Hand-painted canvas, charcoal",
        Canvas(("#17181a", "#323436", "#4c4e50", "#6d6f70"), "#4a443e"),
    ),
    entry(
        "canvas",
        "oyster",
        "Hand-painted canvas, oyster",
        Canvas(("#b3aca2", "#d0cac0", "#e0dbd2", "#efebe4"), "#cfc6bd", radius=1.4, floor=0.3),
        high_key=True,
    ),
)
