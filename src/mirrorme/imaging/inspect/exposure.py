"""How the subject is exposed, whatever the backdrop and the colour of the skin."""

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.inspect.records import Light
from mirrorme.imaging.inspect.region import Array

Floats = NDArray[np.float64]

# Relative luminance (0-1). Well exposed, even the darkest skin has a gloss, an eye's white or a tooth of _LIT: a dark
# face without any of them got no light. Lighter skin in the same light lies above _SHADOW anyway.
_SHADOW, _LIT, _LIT_PERCENTILE = 0.08, 0.10, 98
# A pixel is blown where two channels are at their end: one alone (red on skin) still has its form in the others.
_BLOWN = 250 / 255
_UNLIT = 0.6  # share of a face's pixels that are not its lit part, even in flat light
_USUAL = 0.45  # the luminance of a face's brightest tenth, in the middle of many good portraits


def measure(pixels: Array, *, face: bool) -> Light:
    """Measure the light on a subject's (N, 3) sRGB pixels, uint8 or uint16.

    face: whether they are a face's, whose darker part (hair, brows, shade) says nothing about highlights; of any other
    subject all pixels count.
    """
    codes = pixels.astype(np.float64) / np.iinfo(pixels.dtype).max
    luminance = _linear(codes) @ np.array([0.2126, 0.7152, 0.0722])
    lit = float(np.percentile(luminance, _LIT_PERCENTILE))
    shadows = float((luminance < _SHADOW).mean()) if lit < _LIT else 0.0
    blown = np.sort(codes, axis=1)[:, 1] >= _BLOWN
    judged = blown[luminance >= np.quantile(luminance, _UNLIT)] if face else blown
    bright = max(float(np.percentile(luminance, 90)), 1e-4)
    stops = float(np.log2(_USUAL / bright))
    # how far blown pixels lie above white can't be seen: the more of them, the further, by experience
    return Light(shadows, float(judged.mean()), stops - 2 * float(blown.mean()))


def _linear(codes: Floats) -> Floats:
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
