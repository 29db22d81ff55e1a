"""When a score would only be a guess."""

from dataclasses import replace

import cv2
import numpy as np

from mirrorme.imaging.check import LEAST_SUBJECT
from mirrorme.quality.light import luminance
from mirrorme.quality.small import face_mask
from mirrorme.quality.view import View, blurred, luma

_LEAST = 96
"""Long side in pixels under which nothing can be said of edges."""
_STOPS, _FLOOR = 0.65, 0.004
"""Stops between a face's darker and lighter parts, at least: in 60 portraits, with faces of every skin tone, they are
0.9 and more; in burnt ones 0.1 to 0.4. A ratio, so that dark skin in soft light counts as light skin in it."""
_DROWNED = 0.03
"""Linear light that a face's lighter parts have at least; the darkest skin in those portraits has 0.2."""
_FLAT, _FLAT_SHARE = 2e-4, 0.5
"""Luma by which a pixel differs from those around it at least, and the part of a face that may differ by less."""
_FEW = 30


def doubt_of(view: View) -> str:
    """Why an edit can't be judged, for studio staff; empty if it can."""
    if view.long < _LEAST:
        return f"can't judge: with {view.long} pixels the picture is too small to see edges in"
    if float((view.alpha > 0.5).mean()) < LEAST_SUBJECT:
        return "can't judge: there is hardly anybody in the picture"
    if not view.faces:
        return "can't judge: no face was found, so head room, skin and light on it are unknown"
    return _of_face(view)


def _of_face(view: View) -> str:
    """What speaks against the largest face being a photographed one that a print can show."""
    inside = face_mask(replace(view, faces=view.faces[:1])) & view.solid
    if inside.sum() < _FEW:
        return ""
    left, top, wide, tall = cv2.boundingRect(inside.view(np.uint8))
    part = slice(top, top + tall), slice(left, left + wide)
    here, face = inside[part], view.result[part]
    dark, light = np.percentile(luminance(face[here]), [5, 95])
    if light < _DROWNED:
        return "can't judge: the face is nearly black"
    if np.log2((light + _FLOOR) / (dark + _FLOOR)) < _STOPS:
        return "can't judge: there is hardly any light and shade in the face"
    grey = luma(face)
    if float((np.abs(grey - blurred(grey, 1.5))[here] < _FLAT).mean()) > _FLAT_SHARE:
        return "can't judge: the face has no texture, as if it were drawn"
    return ""
