"""Plant a known fault in an edit: how the judgement is trained, evaluated and tested.

A fault is planted where it comes from in practice: in the matte or the photo before both are put together (then the
judgement is told of the spoilt ones, as it would be), or in the finished picture. Sizes are parts of the long side.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Alpha, Image
from mirrorme.quality.making import Making
from mirrorme.quality.records import FactorName
from mirrorme.quality.view import Plane, disc

FaultName = Literal[
    "halo",
    "spill",
    "jagged",
    "hole",
    "island",
    "light",
    "cast",
    "cut_head",
    "blur",
    "ringing",
    "wide_matte",
    "thin_matte",
    "remains",
]
Random = np.random.Generator
BARELY, VISIBLE = 0.25, 0.75
"""Strengths: what somebody sees who looks for it, and what a customer sees."""


@dataclass(frozen=True, slots=True, eq=False)
class Spoilt:
    """A making with its picture after a fault was planted."""

    making: Making
    result: Image


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault.

    name: what it is. factor: the one that should see it. where: what it is planted in. plant: does it, by strength
    0 to 1; None where the picture offers no place for it (a head that is not there can't be cut).
    """

    name: FaultName
    factor: FactorName
    where: Literal["source", "picture"]
    plant: Callable[[Making, float, Random], Spoilt | None]


def _unit(image: Image) -> Plane:
    return np.asarray(image.pixels, np.float32) / np.float32(image.white)


def _image(plane: NDArray[Any], like: Image) -> Image:
    return Image(np.rint(np.clip(plane, 0, 1) * like.white).astype(like.pixels.dtype))


def _matte(alpha: Alpha) -> Plane:
    return np.asarray(alpha, np.float32) / np.float32(255)


def _long(making: Making) -> int:
    return int(max(making.alpha.shape))


def _made(making: Making) -> Spoilt:
    return Spoilt(making, making.put_together())


def _with_alpha(making: Making, alpha: NDArray[Any]) -> Spoilt:
    return _made(replace(making, alpha=np.clip(np.rint(alpha * 255), 0, 255).astype(np.uint8)))


def _ring(alpha: Plane, radius: float) -> Plane:
    """1 along the contour, falling to 0 within the radius on both sides."""
    inside = (alpha > 0.5).astype(np.uint8)
    away = np.minimum(
        np.where(inside > 0, cv2.distanceTransform(inside, cv2.DIST_L2, 3), np.inf),
        np.where(inside == 0, cv2.distanceTransform(1 - inside, cv2.DIST_L2, 3), np.inf),
    )
    return np.asarray(np.clip(1 - away / max(radius, 1.0), 0, 1), np.float32)


def _halo(making: Making, strength: float, random: Random) -> Spoilt:
    """A light or dark seam along the edge, as sharpening and a wrong own colour leave it."""
    result = making.put_together()
    picture, ring = _unit(result), _ring(_matte(making.alpha), (0.002 + 0.004 * strength) * _long(making))
    change = (0.06 + 0.34 * strength) * ring[..., np.newaxis]
    light = random.random() < 0.7
    return Spoilt(making, _image(picture + change * (1 - picture if light else -picture), result))


def _wide_matte(making: Making, strength: float, _: Random) -> Spoilt:
    """The matte is too wide: a seam of the old background comes along."""
    size = max(1, round((0.0008 + 0.0042 * strength) * _long(making)))
    return _with_alpha(making, _matte(np.asarray(cv2.dilate(making.alpha, disc(size)), np.uint8)))


def _thin_matte(making: Making, strength: float, _: Random) -> Spoilt:
    """The matte is too narrow, and cuts into the subject."""
    size = max(1, round((0.0008 + 0.0052 * strength) * _long(making)))
    return _with_alpha(making, _matte(np.asarray(cv2.erode(making.alpha, disc(size)), np.uint8)))


def _spill(making: Making, strength: float, random: Random) -> Spoilt:
    """The old background's colour shines on the subject's edge."""
    alpha = _matte(making.alpha)
    reach = _ring(alpha, (0.008 + 0.022 * strength) * _long(making)) * alpha
    colour = np.array([[0.1, 0.75, 0.15], [0.1, 0.3, 0.8], [0.8, 0.15, 0.1]], np.float32)[random.integers(3)]
    result = making.put_together()
    picture = _unit(result)
    mixed = picture + (0.06 + 0.34 * strength) * reach[..., np.newaxis] * (colour - picture)
    return Spoilt(making, _image(mixed, result))


def _jagged(making: Making, strength: float, random: Random) -> Spoilt:
    """Stairs, as of a small mask enlarged without care, or an edge torn by noise."""
    alpha, step = _matte(making.alpha), max(2, round((0.0015 + 0.0065 * strength) * _long(making)))
    height, width = alpha.shape
    few = max(2, width // step), max(2, height // step)
    if random.random() < 0.5:
        hard = (cv2.resize(alpha, few, interpolation=cv2.INTER_AREA) > 0.5).astype(np.float32)
        return _with_alpha(making, cv2.resize(hard, (width, height), interpolation=cv2.INTER_NEAREST))
    shifts = random.standard_normal((2, few[1], few[0])).astype(np.float32) * (0.35 * step)
    x, y = (cv2.resize(s, (width, height), interpolation=cv2.INTER_LINEAR) for s in shifts)
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return _with_alpha(
        making, cv2.remap(alpha, columns + x, rows + y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )


def _blob(shape: tuple[int, ...], centre: tuple[int, int], radius: float, random: Random) -> Plane:
    """A soft-edged, uneven ellipse."""
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    wide, tall = radius * random.uniform(0.8, 1.3), radius * random.uniform(0.8, 1.3)
    away = np.hypot((columns - centre[1]) / wide, (rows - centre[0]) / tall)
    return np.asarray(np.clip((1 - away) * radius / 1.5 + 0.5, 0, 1), np.float32)


def _place(allowed: NDArray[np.bool_], radius: float, random: Random) -> tuple[int, int] | None:
    """A place where a blob lies wholly inside what is allowed."""
    padded = np.pad(allowed, 1)  # the picture's own edge is none of it
    room = cv2.distanceTransform(padded.astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    rows, columns = np.nonzero(room > 1.6 * radius)
    if not rows.size:
        return None
    pick = int(random.integers(rows.size))
    return int(rows[pick]), int(columns[pick])


def _hole(making: Making, strength: float, random: Random) -> Spoilt | None:
    """The backdrop shows through the subject."""
    alpha, radius = _matte(making.alpha), (0.006 + 0.03 * strength) * _long(making)
    place = _place(alpha > 0.97, radius, random)
    if place is None:
        return None
    return _with_alpha(making, alpha * (1 - _blob(alpha.shape, place, radius, random)))


def _island(making: Making, strength: float, random: Random) -> Spoilt | None:
    """A piece of the old background floats beside the subject."""
    alpha, radius = _matte(making.alpha), (0.006 + 0.03 * strength) * _long(making)
    place = _place(alpha < 0.03, radius, random)
    if place is None:
        return None
    return _with_alpha(making, np.maximum(alpha, _blob(alpha.shape, place, radius, random)))


def _remains(making: Making, strength: float, random: Random) -> Spoilt | None:
    """A piece of the old background hangs on the subject; a weaker one is a part of a stronger one."""
    alpha, long = _matte(making.alpha), _long(making)
    radius, largest = (0.006 + 0.03 * strength) * long, 0.036 * long
    bare = (alpha <= 0.5).astype(np.uint8)
    away = cv2.distanceTransform(bare, cv2.DIST_L2, 5)
    beside = np.zeros(alpha.shape, np.bool_)
    rim = int(1.6 * largest) + 1  # so that the largest lies wholly in the picture, too
    inner = slice(rim, -rim), slice(rim, -rim)
    beside[inner] = (away[inner] > 0.5 * largest) & (away[inner] < 0.7 * largest)
    centres = np.argwhere(beside)
    if not centres.size:
        return None
    centre = centres[int(random.integers(len(centres)))]
    outline = np.argwhere((bare > 0) & (away < 1.5))
    foot = outline[int(np.hypot(*(outline - centre).T).argmin())]
    row, column = np.rint(foot + (centre - foot) * (radius / largest)).astype(int).tolist()
    return _with_alpha(making, np.maximum(alpha, _blob(alpha.shape, (row, column), radius, random)))


def _light(making: Making, strength: float, random: Random) -> Spoilt:
    """The subject stands in another light than was meant: brighter, darker, or lit from one side."""
    result = making.put_together()
    ev = (0.15 + 1.15 * strength) * (1 if random.random() < 0.5 else -1)
    stops = np.full(making.before.width, ev)
    columns = np.flatnonzero((making.alpha > 127).any(0))
    if random.random() < 0.4 and columns.size:
        stops = ev * np.interp(np.arange(making.before.width), [columns[0], columns[-1] + 1], [-1.2, 1.2])
    alpha = _matte(making.alpha)[..., np.newaxis]
    lit = _lit(_unit(result), (2.0**stops).astype(np.float32)[np.newaxis, :, np.newaxis])
    return Spoilt(making, _image(alpha * lit + (1 - alpha) * _unit(result), result))


def _lit(encoded: Plane, light: NDArray[Any]) -> Plane:
    return np.asarray(np.clip(encoded**2.2 * light, 0, 1) ** (1 / 2.2), np.float32)


def _cast(making: Making, strength: float, random: Random) -> Spoilt:
    """The subject has a colour cast."""
    result = making.put_together()
    way = (0.05 + 0.45 * strength) * np.array([[1, 0.1, -1], [-1, 0, 1], [-0.5, 1, -0.5], [0.5, -1, 0.5]])
    gains = 2.0 ** way[random.integers(4)].astype(np.float32)
    alpha = _matte(making.alpha)[..., np.newaxis]
    return Spoilt(making, _image(alpha * _lit(_unit(result), gains) + (1 - alpha) * _unit(result), result))


def _cut_head(making: Making, strength: float, random: Random) -> Spoilt | None:
    """The frame, or the matte, cuts the head."""
    if not making.faces:
        return None
    face = max(making.faces, key=lambda f: f.size)
    columns = slice(max(int(face.x0), 0), max(int(face.x1), 1))
    rows = np.flatnonzero((making.alpha[:, columns] > 127).any(1))
    if not rows.size or rows[0] >= face.y0:
        return None
    line = round(rows[0] + (0.12 + 0.78 * strength) * (face.y0 - rows[0]))
    if line < 2 or making.before.height - line < 32:
        return None
    if random.random() < 0.5:
        alpha = making.alpha.copy()
        alpha[:line] = 0
        return _made(replace(making, alpha=alpha))
    return _made(
        replace(
            making,
            before=Image(making.before.pixels[line:]),
            alpha=np.ascontiguousarray(making.alpha[line:]),
            backdrop=Image(making.backdrop.pixels[line:]),
            faces=tuple(_raised(f, line) for f in making.faces),
        )
    )


def _raised(face: Face, by: int) -> Face:
    (ax, ay), (bx, by_) = face.eyes
    return Face(face.x0, face.y0 - by, face.x1, face.y1 - by, ((ax, ay - by), (bx, by_ - by)), face.score)


def _blur(making: Making, strength: float, _: Random) -> Spoilt:
    """The subject lost its sharpness."""
    result = making.put_together()
    picture = _unit(result)
    soft = cv2.GaussianBlur(picture, (0, 0), (0.0005 + 0.0025 * strength) * _long(making))
    alpha = _matte(making.alpha)[..., np.newaxis]
    return Spoilt(making, _image(alpha * soft + (1 - alpha) * picture, result))


def _ringing(making: Making, strength: float, _: Random) -> Spoilt:
    """Sharpened until edges echo."""
    result = making.put_together()
    picture = _unit(result)
    soft = cv2.GaussianBlur(picture, (0, 0), 0.0018 * _long(making))
    return Spoilt(making, _image(picture + (0.3 + 2.2 * strength) * (picture - soft), result))


FAULTS: tuple[Fault, ...] = (
    Fault("halo", "artifacts", "picture", _halo),
    Fault("spill", "artifacts", "picture", _spill),
    Fault("jagged", "edges", "source", _jagged),
    Fault("hole", "edges", "source", _hole),
    Fault("island", "edges", "source", _island),
    Fault("light", "light", "picture", _light),
    Fault("cast", "colour", "picture", _cast),
    Fault("cut_head", "composition", "source", _cut_head),
    Fault("blur", "artifacts", "picture", _blur),
    Fault("ringing", "artifacts", "picture", _ringing),
    Fault("wide_matte", "edges", "source", _wide_matte),
    Fault("thin_matte", "edges", "source", _thin_matte),
    Fault("remains", "edges", "source", _remains),
)
BY_NAME: Mapping[FaultName, Fault] = {fault.name: fault for fault in FAULTS}
