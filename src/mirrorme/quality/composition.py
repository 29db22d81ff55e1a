"""Composition: head room, cut heads, cuts that float, place and size in the frame."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.view import Box, Mask, Plane, View

_CROWN = 0.42
"""What is at least between the brows' line (a face box's upper side) and the crown, in heights of the box."""
_NEAR = 0.004
_SOMEBODY_BEHIND = 1.3
"""Heights of the face box above it that are no longer this head: others stand behind it."""
_STANDING = 7.5
"""Heights of the face box that somebody who sits with the feet in the picture has at least."""
_SMALLEST = 36
"""Pixels of a face under which its head's outline says nothing."""


def composition_readings(view: View) -> list[Reading]:
    """Measure."""
    inside = np.asarray(view.alpha > 0.5, np.bool_)
    if not inside.any():
        return []
    return [
        _cut_head(view, inside),
        _head_room(inside),
        _off_centre(view, inside),
        _floating(view, inside),
        _missing(view),
    ]


def _main(view: View) -> list[Box]:
    """The faces that the picture is of: not bystanders."""
    if not view.faces:
        return []
    largest = view.faces[0][3] - view.faces[0][1]
    large = [face for face in view.faces if face[3] - face[1] > 0.6 * largest]
    return [face for face in large if _part(view.alpha, face) > 0.5]


def _part(alpha: Plane, face: Box) -> float:
    """How much of a face belongs to the subject."""
    left, top, right, bottom = (max(0, round(edge)) for edge in face)
    inner = alpha[top : max(top + 1, bottom), left : max(left + 1, right)]
    return float(inner.mean()) if inner.size else 0.0


def _missing(view: View) -> Reading:
    """People as large in the photo as those in the picture, but who are not in it; smaller ones stood behind."""
    if not view.composed or not view.faces:
        return Reading("composition", "missing", 0.0, lambda: Told("nobody is missing"))
    largest = max(view.faces[0][3] - view.faces[0][1], 1.0)
    lost: list[tuple[float, Box]] = []
    for face in view.faces:
        as_large = float(np.clip((face[3] - face[1]) / largest - 0.55, 0, 0.15)) / 0.15
        lost.append((as_large * float(np.clip(1 - 2 * _part(view.alpha, face), 0, 1)), face))
    value = sum(much for much, _ in lost)

    def tell() -> Told:
        heat = np.zeros(view.alpha.shape, np.float32)
        for much, face in lost:
            _around(heat, face)[:] = np.maximum(_around(heat, face), much)
        place = np.zeros(view.alpha.shape, np.bool_)
        _around(place, max(lost)[1])[:] = True
        return Told("somebody who was photographed is not in the picture", heat, place)

    return Reading("composition", "missing", value, tell)


def _around(plane: NDArray[Any], face: Box) -> NDArray[Any]:
    """The part of a plane with somebody's head and shoulders: boxes of faces themselves are not kept."""
    left, top, right, bottom = face
    wide, tall = right - left, bottom - top
    rows = slice(max(0, round(top - 0.7 * tall)), max(1, round(bottom + 1.1 * tall)))
    return plane[rows, max(0, round(left - 0.8 * wide)) : max(1, round(right + 0.8 * wide))]


def _crown(inside: Mask, face: Box) -> tuple[float, int]:
    """Heights of the face box from its upper side to where the head ends, and that row."""
    left, top, right, bottom = face
    wide, tall = right - left, max(bottom - top, 1.0)
    columns = slice(max(0, round(left + 0.2 * wide)), max(1, round(right - 0.2 * wide)))
    column = inside[: max(1, round((top + bottom) / 2)), columns].mean(1) > 0.25
    # upwards from the face, to where it ends for the first time: what is above that is not this head
    gap = np.flatnonzero(~column)
    end = int(gap[-1]) + 1 if gap.size else 0
    return (top - end) / tall, end


def _cut_head(view: View, inside: Mask) -> Reading:
    """What is missing of the crown, 0 to 1, and a little for a head that touches the upper edge."""
    value, place = 0.0, np.zeros(inside.shape, np.bool_)
    for face in _main(view):
        if face[3] - face[1] < _SMALLEST:
            continue
        crown, end = _crown(inside, face)
        if crown > _SOMEBODY_BEHIND:
            continue
        touches = end <= max(1, round(_NEAR * view.long))
        flat = _flat_top(inside, face, end)
        missing = float(np.clip((_CROWN - crown) / _CROWN, 0, 1.5))
        # hair that stands free above the crown tells that nothing is cut, whatever its height
        cut = missing if touches or flat > 0.5 else 0.3 * missing
        cut += 0.12 if touches else 0.45 * max(0.0, flat - 0.4)
        if cut > value:
            value = cut
            place = np.zeros(inside.shape, np.bool_)
            # along the cut, not around the face: boxes of faces are not kept
            beside = (face[2] - face[0]) / 2
            columns = slice(max(0, round(face[0] - beside)), max(1, round(face[2] + beside)))
            rows = slice(end, end + max(2, round(0.03 * view.long)))
            place[rows, columns] = inside[rows, columns]
    words = "the head is cut at the top"
    return Reading("composition", "cut_head", value, lambda: Told(words, place.astype(np.float32), place))


def _flat_top(inside: Mask, face: Box, end: int) -> float:
    """Share of the head's width that ends in one straight row."""
    left, _, right, _ = face
    columns = slice(max(0, round(left)), max(1, round(right)))
    if end <= 1 or end >= inside.shape[0]:
        return 0.0
    step = max(1, round(0.02 * (face[3] - face[1])))
    above, below = inside[max(0, end - 1 - step), columns], inside[min(end + step, inside.shape[0] - 1), columns]
    return float((below & ~above).mean())


def _head_room(inside: Mask) -> Reading:
    """Share of the height by which there is too much room above the head."""
    top = int(np.flatnonzero(inside.any(1))[0]) / inside.shape[0]
    value = max(0.0, top - 0.3)
    return Reading("composition", "head_room", value, lambda: Told("there is too much room above the head"))


def _off_centre(view: View, inside: Mask) -> Reading:
    """How far the subject stands beside the middle, in widths of the picture, beyond a third."""
    faces = _main(view)
    columns = np.nonzero(inside[::4, ::4])[1]
    middle = float(np.mean([(f[0] + f[2]) / 2 for f in faces])) if faces else 4 * float(columns.mean())
    off = abs(middle / inside.shape[1] - 0.5)
    side = "left" if middle < inside.shape[1] / 2 else "right"
    words = f"the subject stands far to the {side}"
    return Reading("composition", "off_centre", max(0.0, off - 0.17), lambda: Told(words))


def _floating(view: View, inside: Mask) -> Reading:
    """Share of the subject's width that ends in a straight cut inside of the picture, as a bust that floats."""
    if not view.composed:
        return Reading("composition", "floating", 0.0, lambda: Told("nothing floats"))
    rows = np.flatnonzero(inside.any(1))
    columns = np.flatnonzero(inside.any(0))
    last, height = int(rows[-1]), inside.shape[0]
    wide = max(1, int(columns[-1] - columns[0]))
    value, place = 0.0, np.zeros(inside.shape, np.bool_)
    step = max(1, round(_NEAR * view.long))
    if last < height - 1 - 2 * step:
        flat = inside[last - step] & ~inside[min(last + 1, height - 1)]
        value = float(flat.sum()) / wide
        place[max(0, last - 4 * step) : last + 1] = inside[max(0, last - 4 * step) : last + 1]
        bust = max((_bust(face, last) for face in _main(view)), default=0.0)
        value = max(value - 0.35, 0.8 * bust)
    words = "the body ends above the lower edge, as if it floated"
    return Reading("composition", "floating", max(0.0, value), lambda: Told(words, place.astype(np.float32), place))


def _bust(face: Box, last: int) -> float:
    """How sure it is that a body ends too soon to stand or sit on its own feet, 0 to 1."""
    return float(np.clip((_STANDING - (last - face[1]) / max(face[3] - face[1], 1.0)) / 3, 0, 1))
