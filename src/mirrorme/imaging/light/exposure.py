"""How far a photo is under- or over-exposed, judged by its lights and never by how dark its middle is.

Skin reflects from 5 to 60 % of the light, so neither the mean nor the median of a face tells the exposure. The
brightest things do, whoever is in the picture: speculars, teeth, eye whites, shirts and walls lie near white in a photo
that is well exposed. Where even they are dark, light was missing; where a face has clipped, there was too much.
"""

from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.light.view import View

# luminance of the brightest things: below _DARK certainly under-exposed, above _FINE certainly not (all of 63 well
# exposed portraits reach _FINE; at -1 EV none does), and where a correction stops
_DARK, _FINE, _AIM = 0.36, 0.50, 0.68
_MOST_EV = 1.5
# share of a face with two channels clipped: seen in well exposed photos, and in ruined ones
_SPARKLE, _BURNT = 0.03, 0.15
# what has clipped comes back as an even grey, so little is gained by more
_LEAST_EV = -0.6
_CLIPPED = 250 / 255


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is missing.

    ev: to add, -0.6 to 1.5. highlight: luminance of the brightest things, 0 to 1. burnt: share of the faces, 0 to 1.
    """

    ev: float
    highlight: float
    burnt: float


def _top(view: View, share: float, *, where: str) -> float:
    mask = {"faces": view.faces, "subject": view.subject}.get(where)
    values = view.luminance if mask is None else view.luminance[mask]
    return float(np.percentile(values, 100 - share)) if values.size else 0.0


def exposure_of(view: View) -> Exposure:
    """Measure it by the brightest of picture, subject and faces: one well lit thing proves that light was there."""
    highlight = max(_top(view, 0.5, where="picture"), _top(view, 1, where="subject"), _top(view, 2, where="faces"))
    second = np.sort(view.encoded[view.faces], axis=1)[:, 1]
    burnt = float((second >= _CLIPPED).mean()) if second.size else 0.0
    missing = float(np.interp(highlight, [_DARK, _FINE], [1, 0]))
    spoilt = float(np.interp(burnt, [_SPARKLE, _BURNT], [0, 1]))
    ev = min(missing * np.log2(_AIM / max(highlight, 1e-3)), _MOST_EV) if missing > 0 else spoilt * _LEAST_EV
    return Exposure(float(ev), highlight, burnt)
