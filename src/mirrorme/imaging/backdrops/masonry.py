"""Brick walls and wooden boards, well out of focus."""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.backdrops import light
from mirrorme.imaging.backdrops.backdrop import entry
from mirrorme.imaging.backdrops.frame import Frame, Linear, fitted
from mirrorme.imaging.backdrops.noise import fractal_noise
from mirrorme.imaging.backdrops.texture import STONE, Texture
from mirrorme.imaging.backdrops.tone import colour, ramp, soften


@dataclass(frozen=True, slots=True)
class Brick:
    """A brick wall; codes: bricks from dark to light; mortar: its colour; course: height of a row; spread: of tones."""

    codes: tuple[str, ...]
    mortar: str
    course: float = 0.034
    spread: float = 0.10
    texture: Texture = STONE
    side: int = 600

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        wobble = np.float32(0.0011) * fractal_noise(frame, 1, 14.0, octaves=2)
        v = (frame.y + wobble) / np.float32(self.course)
        row = np.floor(v)
        u = (frame.x + wobble) / np.float32(self.course * 3.1) + np.float32(0.5) * np.mod(row, 2) + np.float32(50)
        brick = np.floor(u)
        own = frame.rng(2).standard_normal(1 << 12).astype(np.float32)
        number = (brick.astype(np.int64) * 733 + row.astype(np.int64) * 151) % own.size
        edge = np.minimum(np.minimum(v - row, row + 1 - v), 3.1 * np.minimum(u - brick, brick + 1 - u))
        joint = np.exp(-((edge / np.float32(0.13)) ** 2))
        cloud = fitted(fractal_noise(frame.resized(200), 3, 2.0, octaves=4), frame)
        tone = np.float32(0.5) + np.float32(self.spread) * own[number] + np.float32(0.05) * cloud
        tone += np.float32(0.05) * fractal_noise(frame, 4, 30.0, octaves=2)
        painted = ramp(tone, self.codes)
        painted += (colour(self.mortar) - painted) * joint[..., None]
        fall = light.pool(frame, (-0.4, 0.32), 1.15, 0.2)
        return soften(light.lit(painted, fall), 0.0050 * frame.height)


@dataclass(frozen=True, slots=True)
class Boards:
    """Upright wooden boards; codes: the wood from dark to light; width: of a board in heights."""

    codes: tuple[str, ...]
    width: float = 0.115
    texture: Texture = STONE
    side: int = 600

    def paint(self, frame: Frame) -> Linear:
        """See ``Painter``."""
        u = frame.x / np.float32(self.width) + np.float32(100.37)
        board = np.floor(u)
        own = frame.rng(1).standard_normal((256, 2)).astype(np.float32)
        number = board.astype(np.int64) % 256
        shift = (np.float32(0.3) * own[number, 1], np.float32(5) * own[number, 0])
        grain = fractal_noise(frame, 2, 26.0, octaves=3, gain=0.65, stretch=(1.0, 16.0), warp=shift)
        figure = fractal_noise(frame, 3, 5.0, octaves=2, stretch=(1.0, 5.0), warp=shift)
        tone = (
            np.float32(0.5) + np.float32(0.11) * own[number, 0] + np.float32(0.065) * grain + np.float32(0.07) * figure
        )
        edge = np.minimum(u - board, board + 1 - u) * np.float32(self.width)
        groove = np.exp(-((edge / np.float32(0.0032)) ** 2))
        fall = light.pool(frame, (-0.3, 0.34), 1.0, 0.16) * (1 - np.float32(0.75) * groove)
        return soften(light.lit(ramp(tone, self.codes), fall), 0.0038 * frame.height)


DESIGNS = (
    entry(
        "wall",
        "brick-white",
        "White brick wall",
        Brick(("#c9c6c1", "#dbd9d5", "#e6e4e1", "#efeeec"), mortar="#bab7b2"),
        high_key=True,
    ),
    entry("wall", "brick-red", "Red brick wall", Brick(("#4e2a20", "#7a4434", "#945a46", "#aa7660"), mortar="#a3968a")),
    entry("wall", "walnut-boards", "Walnut boards", Boards(("#1f130c", "#422a1b", "#63432d", "#876148"))),
)
