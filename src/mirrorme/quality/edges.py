"""Edge quality: how well the matte follows what is in the photo."""

from functools import cache, partial

import cv2
import numpy as np

from mirrorme.quality.colour_line import Opinion, opinion_of
from mirrorme.quality.contour import Contour, contour_of, smoothed
from mirrorme.quality.ghosts import ghost_reading
from mirrorme.quality.pieces import floating, piece_readings
from mirrorme.quality.places import where, worst
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.remains import remains_reading
from mirrorme.quality.view import Plane, View, averaged, blurred

_EDGE = 0.05
"""Encoded difference that an edge has at least, from one side to the other, averaged along it."""


def edge_readings(view: View) -> list[Reading]:
    """Measure; what compares with the photo is left out where it isn't known, and all of it where nothing was cut."""
    if not view.cut:
        return []
    readings, loose = [_softness(view), ghost_reading(view)], floating(view)
    if view.before is None:
        return [*readings, *piece_readings(view, None, loose)]
    opinion = opinion_of(view.before, view)
    contour = contour_of(view.before, view)
    readings += [*_against_colour(view, opinion), *_jagged(view, opinion), _unsupported(view, contour)]
    return [*readings, *piece_readings(view, contour, loose), remains_reading(view.before, view, contour, loose)]


def _softness(view: View) -> Reading:
    """Entropy of the matte in its band, 0-1: where a matte doesn't know, it is grey."""
    doubt = np.asarray(4 * view.alpha * (1 - view.alpha), np.float32)
    value = float(doubt[view.band].mean()) if view.band.any() else 0.0

    def tell() -> Told:
        return _told(view, np.asarray(averaged(doubt, 9) * view.band, np.float32), "soft, undecided edge")

    return Reading("edges", "undecided", value, tell)


def _told(view: View, heat: Plane, words: str) -> Told:
    """What is along the edge, and where it is worst."""
    place = worst(view, heat, among=view.band)
    return Told(f"{words} {where(view, place)}", heat, place)


def _against_colour(view: View, opinion: Opinion) -> list[Reading]:
    """Where the colours say something else than the matte; too much and too little apart."""
    off = np.asarray(view.alpha - opinion.alpha, np.float32)
    calm = blurred(off, 1.0)
    weight = opinion.weight**2 * view.band
    total = float(weight.sum()) + 1e-6
    mean = float((np.abs(off) * weight).sum()) / total

    def tell(words: str, signed: Plane) -> Told:
        return _told(view, np.asarray(np.clip(signed, 0, 1) * opinion.weight * view.band, np.float32), words)

    readings = []
    for code, signed, words in (
        ("old_background", calm, "a seam of the old background"),
        ("cut_into", -calm, "the cut goes into the subject"),
    ):
        value = float((np.clip(signed - 0.1, 0, 1) * weight).sum()) / total
        readings.append(Reading("edges", code, value, partial(tell, words, signed)))
    words = "the matte and the colours disagree"
    return [*readings, Reading("edges", "off_colour", mean, partial(tell, words, np.abs(calm)))]


def _jagged(view: View, opinion: Opinion) -> list[Reading]:
    """How restless the outline is beyond what the photo's own edge is: hair is restless in both, stairs only in one.

    Restlessness is one less the coherence of the structure tensor (J. Bigun and G. Granlund, 1987).
    """
    trusted = opinion.weight**2
    calm = blurred(opinion.alpha, 1.0)
    (x, y), (other_x, other_y) = _slopes(view.alpha), _slopes(calm)
    differences = []
    for shrunk in (1, 2):
        own, unrest = _unrest(x, y, shrunk)
        seen, seen_unrest = _unrest(other_x, other_y, shrunk)
        here = _shrunk(trusted, shrunk) * (own > 1e-3)
        differences.append(_share(here * unrest, here * own) - _share(here * seen_unrest, here * seen))
    soft, soft_seen = _slopes(blurred(view.alpha, 1.5)), _slopes(blurred(calm, 1.0))
    across = np.abs(soft[0] * soft_seen[1] - soft[1] * soft_seen[0])
    both = cv2.magnitude(*soft) * cv2.magnitude(*soft_seen)
    steep = trusted * (cv2.magnitude(*soft) > 0.05)
    askew = np.asarray(steep * across, np.float32)

    @cache
    def tell() -> Told:
        heat = np.clip(2 * averaged(askew, 9) / (averaged(np.asarray(both, np.float32), 9) + 1e-3), 0, 1)
        return _told(view, np.asarray(heat, np.float32), "jagged edge")

    return [
        Reading("edges", "jagged", max(0.0, sum(differences) / 2), tell),
        Reading("edges", "askew", _share(askew, np.asarray(steep * both, np.float32)), tell),
    ]


def _slopes(plane: Plane) -> tuple[Plane, Plane]:
    x, y = (cv2.Sobel(plane, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _unrest(x: Plane, y: Plane, shrunk: int) -> tuple[Plane, Plane]:
    """The structure tensor's energy, and the part of it that follows no one direction, over 7 x ``shrunk`` pixels."""
    products = averaged(_shrunk(np.asarray(cv2.merge([x * x, x * y, y * y]), np.float32), shrunk), 7)
    along, mixed, across = products[..., 0], products[..., 1], products[..., 2]
    total = along + across
    return total, np.asarray(total - cv2.magnitude(along - across, 2 * mixed), np.float32)


def _shrunk(plane: Plane, by: int) -> Plane:
    if by == 1:
        return plane
    size = max(1, plane.shape[1] // by), max(1, plane.shape[0] // by)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _share(part: Plane, whole: Plane) -> float:
    return float(part.sum()) / (float(whole.sum()) + 1e-6)


def _unsupported(view: View, contour: Contour) -> Reading:
    """Share of the outline without any edge in the photo under it."""
    seen = smoothed(contour, view.alpha.shape, 0.008 * view.long)
    missing = np.clip(1 - seen / _EDGE, 0, 1)

    def tell() -> Told:
        heat = np.zeros(view.alpha.shape, np.float32)
        heat[contour.rows, contour.columns] = missing
        heat = np.asarray(cv2.dilate(heat, np.ones((7, 7), np.uint8)), np.float32)
        return _told(view, heat, "the cut follows no edge of the photo")

    return Reading("edges", "no_edge", float(missing.mean()) if missing.size else 0.0, tell)
