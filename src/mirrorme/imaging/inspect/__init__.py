"""Gate 1: is a photo worth editing? It judges the subject, not the backdrop, and says what to do otherwise."""

from collections.abc import Sequence

import cv2
import numpy as np

from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Alpha
from mirrorme.imaging.inspect import exposure, focus, reasons
from mirrorme.imaging.inspect.compression import jpeg_quality
from mirrorme.imaging.inspect.records import GateLimits, Inspection, Light
from mirrorme.imaging.inspect.region import Array, Mask, face_pixels, main_faces, subject_mask
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.read.records import Photo

__all__ = ["GateLimits", "Inspection", "Light", "inspect"]

_SMALL = 256


def inspect(
    photo: Photo,
    faces: Sequence[Face],
    limits: GateLimits = GateLimits(),  # noqa: B008 - frozen
    subject: Alpha | None = None,
) -> Inspection:
    """Judge a photo by its main faces; without any, by what stands before its backdrop.

    subject: (H, W) where the subject is, if a matte is known; it counts only without faces. The colour profile is
    reported and never a reason: reading converts them all.
    """
    image, judged = photo.image, main_faces(faces)
    if judged:
        light = exposure.measure(np.concatenate([face_pixels(image, f) for f in judged]), face=True)
        sharpness = focus.of_faces(image, judged)
        centre = (judged[0].x0 + judged[0].x1) / 2, (judged[0].y0 + judged[0].y1) / 2
    else:
        small = reduced(image.pixels, _SMALL)
        where = _subject(small, photo.alpha if subject is None else subject)
        light = exposure.measure(small[where], face=False)
        sharpness = focus.of_picture(image, where)
        centre = image.width / 2, image.height / 2
    quality = jpeg_quality(image, centre)
    found = (
        reasons.of_format(photo.source.format, limits),
        reasons.of_size(image, limits),
        reasons.of_light(light, limits),
        reasons.of_compression(quality, limits),
        reasons.of_focus(sharpness, limits),
    )
    return Inspection(
        image.width,
        image.height,
        light,
        sharpness,
        quality,
        photo.source.profile,
        len(judged),
        tuple(r for r in found if r is not None),
    )


def _subject(small: Array, known: Alpha | None) -> Mask:
    if known is not None:
        mask = cv2.resize(known, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_NEAREST) > 127
        if mask.any():
            return np.asarray(mask, np.bool_)
    eight = small if small.dtype == np.uint8 else cv2.convertScaleAbs(small, alpha=1 / 257)
    return subject_mask(np.asarray(eight, np.uint8))
