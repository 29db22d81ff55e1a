"""Bring a decoded picture to the working space: relative colorimetric, out-of-gamut colours clipped, black point kept.

Matrix profiles (nearly all cameras and phones) are converted by our own kernels, all others by LittleCMS.
"""

from dataclasses import dataclass

import cv2
import imagecodecs
import numpy as np

from mirrorme.imaging.image import Pixels
from mirrorme.imaging.read import icc
from mirrorme.imaging.read.icc import MatrixProfile
from mirrorme.imaging.read.matrix import convert, decoding_curve, is_srgb
from mirrorme.imaging.read.records import Decoded, Samples
from mirrorme.imaging.srgb_profile import srgb_profile

_NAMES = {"RGB": "rgb", "GRAY": "grey", "CMYK": "cmyk"}
# lcms2.h; its optimisation samples a steep curve too coarsely
_RELATIVE_COLORIMETRIC, _BLACK_POINT_COMPENSATION, _NO_OPTIMISATION = 1, 0x2000, 0x0100
_BROKEN = "The embedded colour profile is broken or of another kind: sRGB was assumed."


@dataclass(frozen=True, slots=True, eq=False)
class Converted:
    """Pixels in the working space, and what their colours were taken for."""

    pixels: Pixels
    profile: str
    assumed: bool
    notes: tuple[str, ...] = ()


def to_srgb(decoded: Decoded) -> Converted:
    """Convert a decoded picture by its embedded profile, or by what its file names, or as sRGB.

    CMYK without a profile is converted as browsers do, R = (1 - C)(1 - K): no ink set is known, and it inverts the
    usual naive separation exactly.
    """
    if decoded.profile is None:
        return _untagged(decoded)
    if _NAMES.get(icc.colour_space(decoded.profile) or "") != decoded.model:
        fallback = _untagged(decoded)
        return Converted(fallback.pixels, fallback.profile, assumed=True, notes=(_BROKEN,))
    name = icc.description(decoded.profile)
    if decoded.model == "rgb":
        matrix = icc.matrix_profile(decoded.profile, 256 if decoded.samples.dtype == np.uint8 else 65536)
        if matrix:
            return Converted(_by_matrix(decoded.samples, matrix), name, assumed=False)
    try:
        return Converted(_by_lcms(decoded.samples, decoded.profile, decoded.model), name, assumed=False)
    except imagecodecs.CmsError:
        fallback = _untagged(decoded)
        return Converted(fallback.pixels, fallback.profile, assumed=True, notes=(_BROKEN,))


def _untagged(decoded: Decoded) -> Converted:
    samples = decoded.samples
    if decoded.model == "grey":
        return Converted(_three(samples), "grey, sRGB curve assumed", assumed=True)
    if decoded.model == "cmyk":
        return Converted(_naive_cmyk(samples), "CMYK without a profile", assumed=True)
    count = 256 if samples.dtype == np.uint8 else 65536
    if decoded.space == "adobe-rgb":
        # Adobe RGB (1998), section 4.3.4.2: gamma 2.19921875
        curves = np.tile(np.linspace(0, 1, count) ** (563 / 256), (3, 1))
        return Converted(
            _by_matrix(samples, MatrixProfile(curves, icc.ADOBE_RGB_TO_PCS)), "Adobe RGB (EXIF)", assumed=False
        )
    if decoded.space == "display-p3":
        curves = np.tile(decoding_curve(count), (3, 1))
        return Converted(
            _by_matrix(samples, MatrixProfile(curves, icc.DISPLAY_P3_TO_PCS)), "Display P3 (nclx)", assumed=False
        )
    return Converted(samples, "sRGB", assumed=decoded.space is None)


def _three(grey: Samples) -> Samples:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)


def _by_matrix(samples: Samples, profile: MatrixProfile) -> Pixels:
    return samples if is_srgb(profile) else convert(samples, profile)


def _naive_cmyk(samples: Samples) -> Samples:
    white = float(np.iinfo(samples.dtype).max)
    paper = cv2.bitwise_not(samples)
    return np.dstack([cv2.multiply(paper[..., i], paper[..., 3], scale=1 / white) for i in range(3)])


def _by_lcms(samples: Samples, profile: bytes, model: str) -> Pixels:
    """Convert through LittleCMS at the samples' own depth; of grey only its ramp, which is then a look-up table."""
    space = {"rgb": "rgb", "grey": "gray", "cmyk": "cmyk"}[model]
    ramp = np.linspace(0, 65535, int(np.iinfo(samples.dtype).max) + 1).astype(np.uint16)[None]
    converted: Pixels = imagecodecs.cms_transform(
        ramp if model == "grey" else samples,
        profile,
        srgb_profile(),
        colorspace=space,
        outcolorspace="rgb",
        intent=_RELATIVE_COLORIMETRIC,
        flags=_BLACK_POINT_COMPENSATION | (_NO_OPTIMISATION if model == "grey" else 0),
    )
    if model != "grey":
        return converted
    table = converted[0] if samples.dtype == np.uint16 else np.rint(converted[0] / 257).astype(np.uint8)
    return np.take(table, samples, axis=0)
