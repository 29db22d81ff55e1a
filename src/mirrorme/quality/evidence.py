"""Evidence for people: the edit with a factor's heat laid over it, and boxes around what was found."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.pyramid import reduced
from mirrorme.quality.records import Factor
from mirrorme.quality.view import Plane, View

_COLOUR = (255, 64, 32)


def heat_layer(heat: Plane, side: int) -> NDArray[np.uint8]:
    """A factor's heat to be laid over the edit: (h, w, 4) uint8 RGBA, at most ``side`` long, clear where all is well.

    Args:
        heat: (h, w), 0 to 1, as ``Judged`` gives it.
        side: pixels.
    """
    strength = _strength(np.asarray(reduced(heat, side), np.float32))
    cover = np.rint(np.sqrt(strength) * (0.85 * 255)).astype(np.uint8)
    return np.dstack([_coloured(strength), cover])


def evidence(view: View, factor: Factor, heat: Plane) -> NDArray[np.uint8]:
    """The picture of a factor, (h, w, 3) uint8 RGB at measuring size: grey where all is well.

    Args:
        view: of the edit.
        factor: whose boxes are drawn.
        heat: (h, w), 0 to 1, as ``Judged`` gives it.
    """
    grey = cv2.cvtColor(np.rint(np.clip(view.result, 0, 1) * 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
    base = np.repeat(grey[..., np.newaxis], 3, 2).astype(np.float32) * 0.75
    strength = _strength(heat)
    colours = _coloured(strength).astype(np.float32)
    cover = np.sqrt(strength)[..., np.newaxis] * 0.85
    picture = np.rint(base * (1 - cover) + colours * cover).astype(np.uint8)
    for finding in factor.findings:
        if finding.box is not None:
            left, top, right, bottom = (round(edge / view.scale) for edge in finding.box)
            cv2.rectangle(picture, (left, top), (right - 1, bottom - 1), _COLOUR, max(1, view.long // 400))
    return np.asarray(picture, np.uint8)


def _strength(heat: Plane) -> Plane:
    return np.asarray(np.clip(cv2.GaussianBlur(heat, (0, 0), 1.5) * 1.6, 0, 1), np.float32)


def _coloured(strength: Plane) -> NDArray[np.uint8]:
    codes = np.rint(strength * 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(cv2.applyColorMap(codes, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB), np.uint8)
