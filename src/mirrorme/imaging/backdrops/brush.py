"""Brushwork: strokes of a wide, half-dry brush laid over one another."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from mirrorme.imaging.backdrops.frame import Frame, Plane
from mirrorme.imaging.backdrops.noise import noise_at

_BRISTLES = 128


@dataclass(frozen=True, slots=True)
class Coat:
    """One coat of strokes.

    density: strokes on a square whose side is the picture's height. length, width: of a stroke, in heights.
    cover: how opaque, 0 to 1. spread: how much strokes differ in tone. turn: the mean direction in degrees
    from the horizontal. wander: spread of directions in degrees. dry: how much bristles leave bare, 0 to 1.
    """

    density: float
    length: float
    width: float
    cover: float
    spread: float
    turn: float = 0.0
    wander: float = 90.0
    dry: float = 0.5


def lay(tone: Plane, frame: Frame, coat: Coat, salt: int) -> Plane:
    """Lay a coat of strokes over a field of tones.

    Each stroke carries the tone that it starts on, changed by chance, so that the field below keeps its large forms.

    Args:
        tone: (h, w) float32.
        frame: where its pixels lie.
        coat: how to paint.
        salt: which of the frame's random streams.

    Returns:
        (h, w) float32.
    """
    strokes = _scatter(frame, coat, salt)
    out = tone.copy()
    rows = np.clip((strokes[:, 1] * frame.height).astype(np.int64), 0, frame.height - 1)
    columns = np.clip(((strokes[:, 0] / frame.aspect + 0.5) * frame.width).astype(np.int64), 0, frame.width - 1)
    strokes[:, 3] += tone[rows, columns]
    _paint(out, strokes, np.float32(frame.height), _bristles(frame.salt(salt + 1)), np.float32(coat.dry))
    return out


def _scatter(frame: Frame, coat: Coat, salt: int) -> Plane:
    # by square patches of the plane, each with its own stream: a wider picture has more patches, not other strokes
    patches = int(np.ceil(frame.aspect / 2 + coat.length))
    found = []
    for patch in range(-patches, patches):
        rng = frame.rng(salt * 1000 + patch + 500)
        n = round(coat.density * (1 + 2 * coat.length))
        place = rng.random((n, 2))
        turn = np.deg2rad(coat.turn + coat.wander * rng.uniform(-1, 1, n) + 180 * rng.integers(0, 2, n))
        columns = (
            patch + place[:, 0],
            place[:, 1] * (1 + 2 * coat.length) - coat.length,
            turn,
            coat.spread * rng.standard_normal(n),
            coat.length * rng.uniform(0.6, 1.3, n),
            coat.width * rng.uniform(0.6, 1.4, n),
            coat.cover * rng.uniform(0.5, 1.0, n),
            rng.uniform(-0.9, 0.9, n),
            rng.random(n),
        )
        found.append(np.stack(columns, axis=1))
    strokes = np.concatenate(found).astype(np.float32)
    reach = frame.aspect / 2 + coat.length
    return np.asarray(strokes[np.abs(strokes[:, 0]) < reach], np.float32)


def _bristles(seed: int) -> Plane:
    across, along = np.meshgrid(np.arange(_BRISTLES, dtype=np.float32), np.arange(_BRISTLES, dtype=np.float32))
    return noise_at(along / np.float32(_BRISTLES), across / np.float32(_BRISTLES), seed, (3.0, 14.0), 3, 0.6)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _span(start: np.float32, slope: np.float32, low: np.float32, high: np.float32) -> tuple[np.float32, np.float32]:
    # where start + slope * d lies between low and high
    if abs(slope) < 1e-6:
        return np.float32(-1e6), np.float32(1e6)
    a = (low - start) / slope
    b = (high - start) / slope
    return min(a, b), max(a, b)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _paint(out: Plane, strokes: Plane, scale: np.float32, bristles: Plane, dry: np.float32) -> None:
    height, width = out.shape
    one = np.float32(1)
    for s in range(strokes.shape[0]):
        cos = np.float32(np.cos(strokes[s, 2]))
        sin = np.float32(np.sin(strokes[s, 2]))
        tone = strokes[s, 3]
        half = strokes[s, 4] * scale * np.float32(0.5)
        wide = strokes[s, 5] * scale * np.float32(0.5)
        cover = strokes[s, 6]
        offset = strokes[s, 8] * np.float32(_BRISTLES)
        x0 = strokes[s, 0] * scale + np.float32(width) * np.float32(0.5)
        y0 = strokes[s, 1] * scale
        # the brush follows an arc
        sag = strokes[s, 7] * np.float32(0.25) * half
        lowest = -wide - max(sag, np.float32(0))
        highest = wide - min(sag, np.float32(0))
        reach = abs(sin) * half + abs(cos) * max(-lowest, highest)
        per_half = one / half
        per_wide = one / wide
        for r in range(max(int(y0 - reach), 0), min(int(y0 + reach) + 1, height)):
            dy = np.float32(r) - y0
            left, right = _span(dy * sin, cos, -half, half)
            near, far = _span(dy * cos, -sin, lowest, highest)
            first = max(int(max(left, near) + x0), 0)
            last = min(int(min(right, far) + x0) + 2, width)
            for c in range(first, last):
                dx = np.float32(c) - x0
                along = (dx * cos + dy * sin) * per_half
                across = (dy * cos - dx * sin + sag * along * along) * per_wide
                if abs(along) >= one or abs(across) >= one:
                    continue
                ends = one - along * along
                sides = one - across * across * across * across
                row = np.int32((across + one) * np.float32(63)) & 127
                column = np.int32((along + one) * np.float32(40) + offset) & 127
                # the paint runs out: bristles leave more bare towards the end
                bare = dry * (np.float32(0.6) + np.float32(0.4) * along)
                wet = min(max(one - bare * (one + bristles[column, row]), np.float32(0)), one)
                alpha = cover * sides * min(ends * np.float32(2.5), one) * wet
                out[r, c] += alpha * (tone - out[r, c])
