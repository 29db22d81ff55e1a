"""Refuse a matte that is plainly not the person in the photo: no picture is better than a wrong one."""

from collections.abc import Sequence

import numpy as np

from mirrorme.imaging.errors import ImagingError, Reason
from mirrorme.imaging.image import Alpha

LEAST_SUBJECT = 0.004
"""Part of the photo that a subject fills at least."""

Box = tuple[float, float, float, float]


class SubjectError(ImagingError):
    """The photo shows nobody whom we could find."""


def check_subject(alpha: Alpha, faces: Sequence[tuple[Box, float]]) -> None:
    """Look whether the matte holds a subject, and the faces.

    Args:
        alpha: (H, W) uint8.
        faces: boxes in pixels and their scores, 0-1.

    Raises:
        SubjectError: nobody was found, or the largest sure face is not part of the matte.
    """
    part = float((alpha > 127).mean())
    if part < LEAST_SUBJECT:
        raise SubjectError(
            Reason(
                "no_subject",
                "No person was found in this photo. Retake it with the person larger in the picture and a plainer"
                " background, or cut it out by hand.",
                round(part, 4),
                LEAST_SUBJECT,
            )
        )
    sure = [box for box, score in faces if score >= 0.8]
    if not sure:
        return
    left, top, right, bottom = max(sure, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    inner = alpha[_span(top, bottom, alpha.shape[0]), _span(left, right, alpha.shape[1])]
    covered = float((inner > 127).mean()) if inner.size else 1.0
    if covered < 0.5:
        raise SubjectError(
            Reason(
                "subject_missed",
                "A face was found, but the person could not be told from the background. Try the matte tier 'best', or"
                " retake the photo with more distance and contrast to the background.",
                round(covered, 3),
                0.5,
            )
        )


def _span(start: float, stop: float, length: int) -> slice:
    margin = 0.15 * (stop - start)
    return slice(int(np.clip(start + margin, 0, length)), int(np.clip(stop - margin, 0, length)))
