"""Decide how a photo's light is corrected."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mirrorme.imaging.colour import LUMINANCE
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light.correction import LightCorrection, balanced, shoulder_for
from mirrorme.imaging.light.exposure import exposure_of
from mirrorme.imaging.light.view import Box, monochrome, view_of
from mirrorme.imaging.light.white_balance import LOCUS, Cast, cast_of
from mirrorme.imaging.recipe import Light

# below this a correction is a rounding of the estimate
_LEAST_EV = 0.05


def measure_light(image: Image, alpha: Alpha, boxes: Sequence[Box], params: Light) -> LightCorrection:
    """Measure what a photo's light needs.

    A photo that is well exposed and balanced needs nothing: only strong evidence leads to a correction, and doubt makes
    it smaller. Measured exposure lies within -0.6 and 1.5 EV. A black-and-white photo keeps equal gains.

    Args:
        image: the photo.
        alpha: (H, W) uint8, the people.
        boxes: the faces' (x0, y0, x1, y1) in pixels; without any the picture and its subject have to tell.
        params: ``auto`` off leaves what was asked for by hand.

    Raises:
        ValueError: alpha of another size than the photo.
    """
    if alpha.shape != (image.height, image.width):
        raise ValueError(f"an alpha of {alpha.shape} doesn't fit a photo of {(image.height, image.width)}")
    if not params.auto and params.exposure_ev == 0 and params.warmth == 0:
        return LightCorrection()
    view = view_of(image, alpha, boxes)
    exposure = exposure_of(view)
    grey = monochrome(view)
    cast = Cast(0, 0, (0, 0)) if grey or not params.auto else cast_of(view)
    measured_ev = exposure.ev if params.auto and abs(exposure.ev) >= _LEAST_EV else 0.0
    ev = measured_ev + params.exposure_ev
    # daylight gets warmer and colder along its locus, on which green moves with it
    warmth, tint = cast.warmth - params.warmth, cast.tint - LOCUS * params.warmth
    return LightCorrection(
        exposure_ev=ev,
        gains=balanced(warmth, tint) if warmth or tint else (1.0, 1.0, 1.0),
        shoulder=shoulder_for(exposure.highlight, max(ev, 0)),
        measured={
            "exposure_ev": measured_ev,
            "highlight": exposure.highlight,
            "burnt": exposure.burnt,
            "warmth": cast.seen[0],
            "tint": cast.seen[1],
            "monochrome": float(grey),
        },
    )


def asked_anew(correction: LightCorrection, exposure_ev: float, warmer: float = 0.0) -> LightCorrection:
    """What ``measure_light`` would give for the same photo, had something else been asked for by hand.

    Args:
        correction: what it gave.
        exposure_ev: EV on top of what was measured.
        warmer: the warmth asked for now less the one asked for then, as in ``Light``.
    """
    ev = correction.measured.get("exposure_ev", 0.0) + exposure_ev
    shoulder = shoulder_for(correction.measured.get("highlight", 1.0), max(ev, 0))
    if not warmer:
        return replace(correction, exposure_ev=ev, shoulder=shoulder)
    gains = np.array(correction.gains) * np.array(balanced(-warmer, -LOCUS * warmer))
    red, green, blue = (gains / (gains @ np.array(LUMINANCE))).tolist()
    return replace(correction, exposure_ev=ev, shoulder=shoulder, gains=(red, green, blue))
