"""Find faces, for head room, focus and exposure. They live in memory only: no file, report or log holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import cv2
import numpy as np

from mirrorme.imaging.blazeface import SIDE, Boxes, Bytes, Cut, detect, merge
from mirrorme.imaging.image import Image
from mirrorme.imaging.network import Network
from mirrorme.imaging.pyramid import reduced

# A face as large as _CLOSE of the picture's long side ends the search: others beside it are found in the same look.
_CLOSE = 0.2
# One face alone that is larger than _SMALL of it has no neighbours that were missed: the same squares would show them.
_SMALL = 0.08
_BASE = 8 * SIDE
# scores: of a first look, of one look that is enough, of the mean of two, of a second look at all
_CANDIDATE, _CERTAIN, _BOTH, _FAINT = 0.5, 0.6, 0.55, 0.3
# how much of the network's view a face fills in its second look, and where its neighbours are looked for
_FACE_OF_VIEW, _NEIGHBOUR_OF_VIEW = 0.35, 0.25
_REACH = 2.5  # in faces: how far above and below the known ones others of a group are looked for
_MOST_FACES, _MOST_TILES = 60, 48
_DETAIL = 6.0  # standard deviation in 8-bit values, under which a square shows a plain backdrop


@dataclass(frozen=True, slots=True)
class Face:
    """A face, in pixels of its image.

    x0, y0, x1, y1: the box, from about the brows to the chin and from ear to ear. eyes: (x, y) of the eye on the
    picture's left, then of the other. score: 0-1.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    eyes: tuple[tuple[float, float], tuple[float, float]]
    score: float

    @property
    def size(self) -> float:
        """The longer side of the box, pixels."""
        return max(self.x1 - self.x0, self.y1 - self.y0)


def faces(image: Image, network: Network) -> tuple[Face, ...]:
    """Find the faces of an image with BlazeFace (short range), largest first.

    The picture is searched as a whole, then in squares of a half and, if there is still nothing, of a quarter of its
    long side. Every find is looked at a second time, cut out so that it fills the network's view as in its training:
    that refuses most false ones and places the box better. Then the others of a group are looked for at the same zoom.
    """
    small = reduced(image.pixels, _BASE)
    picture = np.asarray(small if small.dtype == np.uint8 else cv2.convertScaleAbs(small, alpha=1 / 257), np.uint8)
    height, width = picture.shape[:2]
    long = max(height, width)
    whole: Cut = ((width - long) / 2, (height - long) / 2, long)
    found = merge(detect(picture, [whole], network, _CANDIDATE))
    for squares in (2, 4):
        if _largest(found) < _CLOSE * long and (squares == 2 or not len(found)):
            found = _more(found, detect(picture, _tiles(picture, long / squares), network, _CANDIDATE))
    sure = _second_look(picture, found[:_MOST_FACES], network)
    group = len(sure) > 1 or 0 < _largest(sure) < _SMALL * long
    if group and _largest(sure) < _CLOSE * long:
        sure = _more(sure, detect(picture, _neighbourhood(picture, sure), network, _CERTAIN))
    centre = (sure[:, :2] + sure[:, 2:4]) / 2
    sure = sure[((centre >= 0) & (centre < (width, height))).all(axis=1)]
    zoom = max(image.width, image.height) / long
    return tuple(sorted((_face(box, zoom) for box in sure), key=lambda f: -f.size))


def _tiles(picture: Bytes, side: float, first: float = 0.0, last: float = 1.0) -> Iterator[Cut]:
    """Squares that overlap by at least a third, over the rows between two shares of the height; none without detail."""
    height, width = picture.shape[:2]
    for top in _starts(height * (last - first), side) + height * first:
        for left in _starts(width, side):
            part = picture[max(int(top), 0) : int(top + side), max(int(left), 0) : int(left + side)]
            if part.size and part[::4, ::4].std(axis=(0, 1)).max() > _DETAIL:
                yield float(left), float(top), side


def _neighbourhood(picture: Bytes, found: Boxes) -> Iterator[Cut]:
    size = float(np.median(found[:, 2] - found[:, 0]))
    height = picture.shape[0]
    first = max(float(found[:, 1].min()) - _REACH * size, 0) / height
    last = min(float(found[:, 3].max()) + _REACH * size, height) / height
    return islice(_tiles(picture, size / _NEIGHBOUR_OF_VIEW, first, last), _MOST_TILES)


def _starts(length: int, side: float) -> Boxes:
    if length <= side:
        return np.array([(length - side) / 2])
    return np.linspace(0, length - side, int(np.ceil((length - side) / (side * 2 / 3))) + 1)


def _second_look(picture: Bytes, found: Boxes, network: Network) -> Boxes:
    """The finds that hold when each is looked at alone, with the boxes of that look."""
    sure, doubtful = [], []
    for box in found:
        side = float(max(box[2] - box[0], box[3] - box[1])) / _FACE_OF_VIEW
        centre = (box[:2] + box[2:4]) / 2
        cut = float(centre[0]) - side / 2, float(centre[1]) - side / 2, side
        look = merge(detect(picture, [cut], network, _FAINT))
        if len(look):
            away = np.linalg.norm((look[:, :2] + look[:, 2:4]) / 2 - centre, axis=1)
            nearest = look[away.argmin()]
            if nearest[8] >= _CERTAIN:
                sure.append(nearest)
            elif nearest[8] + box[8] >= 2 * _BOTH:
                doubtful.append(nearest)
    # a blown-out face is seen better from afar; where there is any better one, it is none
    return merge(np.array(sure or doubtful).reshape(-1, 9))


def _more(found: Boxes, others: Boxes) -> Boxes:
    return merge(np.concatenate([found, others]))


def _largest(found: Boxes) -> float:
    return float((found[:, 2] - found[:, 0]).max()) if len(found) else 0.0


def _face(box: Boxes, zoom: float) -> Face:
    x0, y0, x1, y1, rx, ry, lx, ly = (float(v) * zoom for v in box[:8])
    return Face(x0, y0, x1, y1, ((rx, ry), (lx, ly)), float(box[8]))
