"""How sharp the subject is: the width of its sharpest edges, in each direction.

A blurred edge hardly changes when it is blurred again, a sharp one does: the ratio of its gradients before and after
gives the width of the blur (Zhuo and Sim, "Defocus map estimation from a single image", Pattern Recognition 2011). We
take the ratio of summed gradient energies over the strongest edges of each of four directions, less what noise adds to
them, and keep the two widest directions: motion blurs one and its neighbours. Faces are judged at one size, so that
neither the resolution of the photo nor the smoothness of the skin counts.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Image
from mirrorme.imaging.inspect.region import Mask, luma8
from mirrorme.imaging.pyramid import reduced

Floats = NDArray[np.float32]

_FACE_SIDE, _PICTURE_SIDE = 256, 1024
_FINE, _COARSE = 0.7, 2.0  # sigma of the two blurs, pixels
_EDGES = 0.02  # share of the area that counts as edges, per direction
_ALIGNED = 0.9  # cosine between an edge's gradient and the direction that it is counted for
_DIRECTIONS = tuple((float(np.cos(a)), float(np.sin(a))) for a in np.arange(4) * np.pi / 4)
_TILE, _MOST_TILES, _SHARPEST = 128, 16, 12
_FAINT = 3.0  # 8-bit values per pixel: gradients under this are no edges to judge by
# The score is 100 up to _SHARP, 60 at _SOFT and 0 from 2.8 px on. At _SOFT a face of 256 px looks soft beside a sharp
# one; of 63 sharp portraits the softest has 1.2.
_SHARP, _SOFT = 0.4, 1.35


def of_faces(image: Image, faces: tuple[Face, ...]) -> float:
    """The focus score 0-100 of the sharpest of some faces."""
    return max(_score(_face_blur(image, face)) for face in faces)


def of_picture(image: Image, subject: Mask) -> float:
    """The focus score 0-100 of a picture without faces: that of the sharpest of the subject's detailed tiles.

    subject: (h, w), at any scale. 0 where there is no detail at all.
    """
    grey = luma8(reduced(image.pixels, _PICTURE_SIDE))
    where = cv2.resize(subject.astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    blurs = [blur for tile, mask in _detailed(grey, where) if (blur := _blur(tile, mask, _FAINT)) is not None]
    return _score(float(np.percentile(blurs, _SHARPEST))) if blurs else 0.0


def _score(blur: float) -> float:
    return float(np.clip(100 - 40 * (blur - _SHARP) / (_SOFT - _SHARP), 0, 100))


def _face_blur(image: Image, face: Face) -> float:
    margin = 0.05 * face.size
    x0, y0 = max(int(face.x0 - margin), 0), max(int(face.y0 - margin), 0)
    part = image.pixels[y0 : int(face.y1 + margin) + 1, x0 : int(face.x1 + margin) + 1]
    grey = luma8(reduced(part, round(_FACE_SIDE * 1.1)))
    height, width = grey.shape
    y, x = np.ogrid[:height, :width]
    inside = ((x - width / 2) / (width / 2)) ** 2 + ((y - height / 2) / (height / 2)) ** 2 <= 1
    return _blur(grey, inside, 0.0) or 0.0


def _detailed(grey: Floats, where: Mask) -> Iterator[tuple[Floats, Mask]]:
    """The tiles of the subject with the most detail."""
    gradient = cv2.magnitude(*_gradients(grey, _COARSE)) * where
    tiles = []
    for y in range(0, max(grey.shape[0] - _TILE // 2, 1), _TILE // 2):
        for x in range(0, max(grey.shape[1] - _TILE // 2, 1), _TILE // 2):
            at = np.s_[y : y + _TILE, x : x + _TILE]
            if min(grey[at].shape) >= _TILE // 2:
                tiles.append((float((gradient[at] ** 2).sum()), y, x))
    for _, y, x in sorted(tiles, reverse=True)[:_MOST_TILES]:
        at = np.s_[y : y + _TILE, x : x + _TILE]
        yield grey[at], where[at]


def _gradients(grey: Floats, sigma: float) -> tuple[Floats, Floats]:
    blurred = cv2.GaussianBlur(grey, (0, 0), sigma)
    kernel = np.array([[-0.5, 0, 0.5]], np.float32)
    x, y = cv2.filter2D(blurred, -1, kernel), cv2.filter2D(blurred, -1, kernel.T)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _noise_gain(sigma: float) -> float:
    """Energy of a gradient's kernel: what white noise of unit variance becomes in it."""
    spike = np.zeros((33, 33), np.float32)
    spike[16, 16] = 1
    return float((_gradients(spike, sigma)[0] ** 2).sum())


_FINE_GAIN, _COARSE_GAIN = _noise_gain(_FINE), _noise_gain(_COARSE)


def _noise_variance(grey: Floats) -> float:
    """Variance of the noise (Immerkaer 1996), by the median, since most of a face is smooth."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    return float((np.median(np.abs(cv2.filter2D(grey, -1, kernel))) / 0.6745 / 6) ** 2)


def _blur(grey: Floats, inside: Mask, faint: float) -> float | None:
    """Sigma of the blur in pixels, mean of the two directions where it is widest; None where none has edges."""
    (fine_x, fine_y), (coarse_x, coarse_y) = _gradients(grey, _FINE), _gradients(grey, _COARSE)
    magnitude = cv2.magnitude(coarse_x, coarse_y)
    noise = _noise_variance(grey)
    count = max(int(_EDGES * inside.sum()), 8)
    widths, strengths = [], []
    for x, y in _DIRECTIONS:
        along = np.abs(coarse_x * x + coarse_y * y)
        aligned = np.where(inside & (along >= _ALIGNED * magnitude), along, 0)
        strength = float(np.partition(aligned, aligned.size - count, axis=None)[-count])
        edges = cv2.dilate((aligned >= max(strength, 1e-3)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        total = edges.sum()
        fine = float(((fine_x * x + fine_y * y)[edges] ** 2).sum()) - total * noise * _FINE_GAIN
        coarse = float((along[edges] ** 2).sum()) - total * noise * _COARSE_GAIN
        widths.append(_width(fine / coarse if coarse > 0 else 1.0))
        strengths.append(strength)
    seen = sorted((w for w, s in zip(widths, strengths, strict=True) if s > faint), reverse=True)
    return sum(seen[:2]) / len(seen[:2]) if seen else None


def _width(ratio: float) -> float:
    """The blur of an edge whose gradient energies at the two scales have this ratio."""
    q = max(ratio, 1.0001) ** 2
    return float(np.sqrt(max((_COARSE**2 - q * _FINE**2) / (q - 1), 0)))
