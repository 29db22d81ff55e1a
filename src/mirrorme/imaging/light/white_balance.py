"""The colour of the light, as the most probable one given several weak witnesses.

Every witness is known to err (a beige wall passes for warm light), and how far, so each votes with its own spread and a
tail for when it is wrong, in the way of Bayesian colour constancy (G. Finlayson et al., "Color by correlation", PAMI
2001; P. Gehler et al., CVPR 2008). The prior is a photo that was balanced already: cameras and studios mostly are
right, and a golden hour should stay golden. Skin colour is no witness, so that no skin is pulled towards another's.

Casts are (warmth, tint): warmth is log2(red / blue) in linear light, tint is how far log2(green / sqrt(red * blue)) is
from the line along which daylight turns into tungsten.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.light.view import Light, Mask, View

Grid = NDArray[np.float64]

# Planck's locus in these coordinates, 3200 to 10000 K, as a straight line through daylight
LOCUS = 0.13
_STEP = 0.05
_WARMTHS = np.arange(-32, 45) * _STEP
_TINTS = np.arange(-8, 9) * _STEP
_WARMTH, _TINT = np.meshgrid(_WARMTHS, _TINTS, indexing="ij")
# the histogram of colours reaches further than the casts, by these many steps below and above
_MARGIN, _TINT_MARGIN = 20, 12

# spread of casts: of photos that were balanced (nine in ten), and of the others
_BALANCED, _CAST, _CAST_SHARE = (0.12, 0.06), (0.8, 0.08), 0.1
_FEWEST = 60
# a vote below this share of the picture says nothing, one above the other share no more
_NEUTRAL_FLOOR, _NEUTRAL_CEILING = 0.04, 0.5
# dead zone: casts below the first are left alone, above the second taken away in full
_LEFT_ALONE, _IN_FULL = 0.25, 0.4
# how much more a tint is seen than a warmth of the same size
_TINT_SEEN = 3.0


@dataclass(frozen=True, slots=True)
class _Witness:
    """mean, spread: of (warmth, tint) in balanced photos. weight: below 1 as witnesses overlap. wrong: how often."""

    mean: tuple[float, float]
    spread: tuple[float, float]
    weight: float
    wrong: float


# from 60 balanced portraits, the spread widened by a tenth
_GREY_WORLD = _Witness((0.08, -0.05), (0.24, 0.14), 0.5, 0.12)
_GREY_EDGE = _Witness((0.08, -0.05), (0.28, 0.14), 0.5, 0.12)
_BRIGHTEST = _Witness((0.04, 0.01), (0.24, 0.10), 0.5, 0.12)
_FACE_SHINE = _Witness((0.94, -0.25), (0.46, 0.13), 0.7, 0.10)
_FACE_COOLEST = _Witness((0.73, -0.20), (0.50, 0.13), 0.7, 0.10)


@dataclass(frozen=True, slots=True)
class Cast:
    """The light's colour.

    warmth, tint: the cast to take away, zero in the dead zone. seen: (warmth, tint) as estimated.
    """

    warmth: float
    tint: float
    seen: tuple[float, float]


def _colour(light: NDArray[np.float64]) -> tuple[float, float]:
    red, green, blue = np.log2(np.maximum(light, 1e-6))
    warmth = float(red - blue)
    return warmth, float(green - (red + blue) / 2 - LOCUS * warmth)


def _colours(view: View) -> tuple[Light, Light]:
    log: Light = np.log2(np.maximum(view.linear, np.float32(2e-4)))
    warmth: Light = log[..., 0] - log[..., 2]
    tint: Light = log[..., 1] - (log[..., 0] + log[..., 2]) / np.float32(2) - np.float32(LOCUS) * warmth
    return warmth, tint


def _heard(witness: _Witness, said: tuple[float, float]) -> Grid:
    a = (said[0] - _WARMTH - witness.mean[0]) / witness.spread[0]
    b = (said[1] - _TINT - witness.mean[1]) / witness.spread[1]
    right = np.exp(-0.5 * (a * a + b * b))
    return np.asarray(witness.weight * np.log((1 - witness.wrong) * right + witness.wrong * 0.05))


def _fifth_norm(light: Light) -> NDArray[np.float64]:
    squared = light * light
    total: NDArray[np.float64] = np.einsum("ij->j", squared * squared * light, dtype=np.float64)
    mean: NDArray[np.float64] = (total / len(light)) ** 0.2
    return mean


def _background(view: View, warmth: Light, tint: Light) -> Grid:
    """What lies around the faces: shades of grey and grey edge with p = 5, and the brightest things."""
    where = view.around & view.sound
    total: Grid = np.zeros_like(_WARMTH)
    if where.sum() < _FEWEST:
        return total
    total += _heard(_GREY_WORLD, _colour(_fifth_norm(view.linear[where])))
    bright = where & (view.luminance >= np.percentile(view.luminance[where], 97))
    total += _heard(_BRIGHTEST, (float(np.median(warmth[bright])), float(np.median(tint[bright]))))
    smooth = cv2.GaussianBlur(view.linear, (0, 0), 1.5)
    edges = np.hypot(cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1))
    inner = (cv2.erode(view.sound.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0) & view.around
    if inner.sum() >= _FEWEST:
        total += _heard(_GREY_EDGE, _colour(_fifth_norm(edges[inner])))
    return total


def _face(view: View, warmth: Light, tint: Light) -> Grid:
    """What is in faces but is no skin colour: the shine on it, and the coolest light parts (eyes, teeth)."""
    total: Grid = np.zeros_like(_WARMTH)
    face = view.faces & view.sound
    if face.sum() < _FEWEST:
        return total
    middle, high = np.percentile(view.luminance[face], [40, 95])
    shine = face & (view.luminance >= high)
    total += _heard(_FACE_SHINE, (float(np.median(warmth[shine])), float(np.median(tint[shine]))))
    light = face & (view.luminance >= middle)
    cool = float(np.percentile(warmth[light], 5))
    total += _heard(_FACE_COOLEST, (cool, float(np.median(tint[light & (warmth <= cool)]))))
    return total


def _votes(view: View, warmth: Light, tint: Light) -> Grid:
    """How much of the picture would be grey under each cast: greys gather at one place, whatever they belong to."""
    where: Mask = view.around & view.sound & (view.luminance > 0.008)
    rows, columns = len(_WARMTHS) + 2 * _MARGIN, len(_TINTS) + 2 * _TINT_MARGIN
    row = np.rint(warmth[where] / _STEP - _WARMTHS[0] / _STEP).astype(np.int64) + _MARGIN
    column = np.rint(tint[where] / _STEP - _TINTS[0] / _STEP).astype(np.int64) + _TINT_MARGIN
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    counts = np.bincount(row[inside] * columns + column[inside], minlength=rows * columns).reshape(rows, columns)
    share = counts / max(1, int(view.sound.sum()))
    # a Gaussian window of 0.10 by 0.05 whose middle counts in full
    near = cv2.GaussianBlur(share, (0, 0), sigmaX=1.0, sigmaY=2.0, borderType=cv2.BORDER_CONSTANT) * (4 * np.pi)
    near = near[_MARGIN:-_MARGIN, _TINT_MARGIN:-_TINT_MARGIN]
    return np.asarray(np.log(_NEUTRAL_FLOOR + np.minimum(near, _NEUTRAL_CEILING)))


def _prior() -> Grid:
    def bell(spread: tuple[float, float]) -> Grid:
        a, b = _WARMTH / spread[0], _TINT / spread[1]
        return np.asarray(np.exp(-0.5 * (a * a + b * b)) / (spread[0] * spread[1]))

    return np.log((1 - _CAST_SHARE) * bell(_BALANCED) + _CAST_SHARE * bell(_CAST))


def cast_of(view: View) -> Cast:
    """Measure the cast: the posterior's mean, so that doubt makes a correction smaller."""
    warmth, tint = _colours(view)
    log = _prior() + _background(view, warmth, tint) + _face(view, warmth, tint) + _votes(view, warmth, tint)
    probability = np.exp(log - log.max())
    probability /= probability.sum()
    seen = float((probability * _WARMTH).sum()), float((probability * _TINT).sum())
    strength = np.hypot(seen[0], _TINT_SEEN * seen[1])
    share = float(np.interp(strength, [_LEFT_ALONE, _IN_FULL], [0, 1]))
    return Cast(share * seen[0], share * (seen[1] + LOCUS * seen[0]), seen)
