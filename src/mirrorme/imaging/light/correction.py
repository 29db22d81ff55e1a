"""What light is corrected by, and the correction itself: one smooth curve per channel."""

from dataclasses import dataclass, field

import numpy as np

from mirrorme.imaging.colour import LUMINANCE, Floats, linear_table, linear_to_srgb
from mirrorme.imaging.curves import apply_curves
from mirrorme.imaging.image import Image, Pixels

# how steep a darkened channel may end below white, where it has to rise back to it
_STEEPEST = 4.0
_SHOULDERS = (1.5, 6.0)


@dataclass(frozen=True, slots=True)
class LightCorrection:
    """A correction of light.

    exposure_ev: EV, measured and asked for together. gains: of red, green and blue in linear light; a grey keeps its
    luminance. shoulder: from 1.5 (highlights give way early, softly) to 6 (late); see `tone_curve`.
    measured: what it was decided from; JSON values.
    """

    exposure_ev: float = 0.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    shoulder: float = _SHOULDERS[1]
    measured: dict[str, float] = field(default_factory=dict)

    @property
    def neutral(self) -> bool:
        """Whether it changes nothing."""
        return self.exposure_ev == 0 and self.gains == (1.0, 1.0, 1.0)


def balanced(warmth: float, tint: float) -> tuple[float, float, float]:
    """The gains that take a cast away and leave the luminance of greys alone.

    Args:
        warmth: the cast's log2(red / blue) in linear light.
        tint: its log2(green / sqrt(red * blue)).
    """
    log = np.array([-warmth / 2 + tint / 3, -2 * tint / 3, warmth / 2 + tint / 3])
    gains = 2.0**log
    red, green, blue = (gains / (gains @ np.array(LUMINANCE))).tolist()
    return red, green, blue


def tone_curve(light: Floats, gain: float, shoulder: float) -> Floats:
    """Multiply light by a gain, with an end that stays at white.

    y = g x / (1 + (g**p - 1) x**p) ** (1 / p): slope g in the shadows, white stays white, strictly rising, never beyond
    0 to 1. In the odds x**p / (1 - x**p) it is a multiplication: gains add up, and their inverse undoes them.

    Args:
        light: linear light, 0 to 1.
        gain: above 0.
        shoulder: p. A darkening takes a softer one where p would end too steeply.
    """
    p = shoulder if gain >= 1 else min(shoulder, np.log(_STEEPEST) / -np.log(gain))
    curve: Floats = gain * light / (1 + (gain**p - 1) * light**p) ** (1 / p)
    return curve


def shoulder_for(highlight: float, exposure_ev: float) -> float:
    """The shoulder for a picture.

    Args:
        highlight: the brightest light that matters in it, 0 to 1: it should pass the curve nearly unbent.
        exposure_ev: what it is brightened by.
    """
    # 0.6 times white and below has room for a late, firm shoulder; what would reach white needs an early, soft one
    reach = highlight * 2.0**exposure_ev
    soft, firm = _SHOULDERS
    return float(np.interp(reach, [0.6, 1.0], [firm, soft]))


def _codes(correction: LightCorrection, white: int) -> Pixels:
    light = linear_table(white).astype(np.float64)
    dtype = np.uint8 if white == 255 else np.uint16
    curves = np.empty((3, white + 1), dtype)
    exposure = 2.0**correction.exposure_ev
    for channel, gain in enumerate(correction.gains):
        # Less light makes clipped parts grey, as in a camera. Held at white, the one clipped channel of a burnt face
        # would stay while the others fall, and turn it orange.
        lit = tone_curve(light, gain * max(exposure, 1), correction.shoulder) * min(exposure, 1)
        curves[channel] = np.rint(linear_to_srgb(lit) * white)
    # rounding must not push into black or white what was not there
    curves[:, 1:-1] = np.clip(curves[:, 1:-1], 1, white - 1)
    return curves


def apply_light(image: Image, correction: LightCorrection, *, threads: int = 1) -> Image:
    """Correct a picture's light.

    No pixel is black or white that was not before, no channel depends on another, darker stays darker, and a neutral
    correction gives the same picture.

    Args:
        image: the picture.
        correction: from `measure_light`, for this picture or another of its session.
        threads: bands worked on at the same time.

    Returns:
        A picture of the same size and depth.
    """
    if correction.neutral:
        return image
    return apply_curves(image, _codes(correction, image.white), threads=threads)
