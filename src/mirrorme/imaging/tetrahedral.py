"""Tetrahedral interpolation in a colour cube, for arrays of colours and, quickly, for whole pictures.

The cell of the cube is cut into six tetrahedra along its grey diagonal; a colour is mixed from the four corners of the
one that holds it (J. Kasson, W. Plouffe, S. Nin, "A tetrahedral interpolation technique for color space conversion",
SPIE 1909, 1993). Sorting the three fractions names the tetrahedron: the corners are the cell's first, the step along
the axis of the largest fraction, all steps but that of the smallest, and the cell's last. So greys stay on the
diagonal.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.image import Pixels

Places = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

# Three 21-bit fields share a 64-bit word, so that one multiplication weights all channels of a corner: a value takes
# 13 bits (32 steps per 8-bit code), a weight 8 bits, and 8160 * 256 < 2**21.
_FIELD = 21
_VALUE = 8160
# the last addition, of what is mixed, is in 1/64 of an 8-bit code
_FINE = 64
# a table that reaches further than this beyond black and white would get too few steps in a field
_PACKABLE = (-0.5, 1.5)

# An entry tells where a code lies along its axis: its weight above its stride above the offset of its cell, so that
# comparing entries compares weights and carries the strides along, and adding entries adds the offsets.
_STRIDE_AT = 32
_WEIGHT_AT = 47


class Packed(NamedTuple):
    """A cube for 8-bit pictures.

    entries: (3 * 256,) uint64, where every red, green and blue code lies, weights in 1/256. words: (n^3,) uint64, the
    corners. finish: (8192,) int16, what comes out by field value. keep: (256,) int16, what stays of the picture by
    code.
    """

    entries: NDArray[np.uint64]
    words: NDArray[np.uint64]
    finish: NDArray[np.int16]
    keep: NDArray[np.int16]


class Plain(NamedTuple):
    """A cube for any picture.

    entries: (3 * (white + 1),) uint64, weights in 1/65536. values: (n^3, 3) float32 in codes. mix: 0 to 1.
    """

    entries: NDArray[np.uint64]
    values: NDArray[np.float32]
    mix: float


def _cells(place: NDArray[np.floating[Any]], size: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    scaled = np.clip(place, 0, 1) * (size - 1)
    cell = np.minimum(scaled.astype(np.int64), size - 2)
    return cell, scaled - cell


def interpolate(values: NDArray[np.float32], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Interpolate colours in a cube.

    Args:
        values: (n, n, n, 3), indexed [blue, green, red].
        place: (..., 3) red, green, blue; 0 to 1 from the first to the last entry, clipped.

    Returns:
        (..., 3).
    """
    size = len(values)
    flat = values.reshape(-1, 3)
    cell, fraction = _cells(place, size)
    strides = np.array([1, size, size * size])
    order = np.argsort(-fraction, axis=-1, kind="stable")
    ranked = np.take_along_axis(fraction, order, axis=-1)
    corner = (cell * strides).sum(axis=-1)
    out: NDArray[np.float64] = (1 - ranked[..., :1]) * flat[corner]
    for rank in range(3):
        corner = corner + strides[order[..., rank]]
        smaller = ranked[..., rank + 1] if rank < 2 else 0.0
        out += (ranked[..., rank] - smaller)[..., None] * flat[corner]
    return out


def _entries(places: Places, size: int, one: int) -> NDArray[np.uint64]:
    if size**2 >= 1 << (_WEIGHT_AT - _STRIDE_AT):
        raise ValueError(f"a cube of {size} entries a side is too large")
    parts = []
    for place, stride in zip(places, (1, size, size * size), strict=True):
        cell, fraction = _cells(place, size)
        weight = np.rint(fraction * one).astype(np.uint64)
        parts.append(
            weight << np.uint64(_WEIGHT_AT) | np.uint64(stride << _STRIDE_AT) | (cell * stride).astype(np.uint64)
        )
    return np.concatenate(parts)


def pack(values: NDArray[np.float32], places: Places, *, mix: float) -> Packed | Plain:
    """Lay out a cube for `look_up`.

    Args:
        values: (n, n, n, 3), n <= 181, indexed [blue, green, red], sRGB-encoded, 0 to 1 and beyond.
        places: where the codes of red, green and blue lie along their axes, (white + 1,) each; 0 to 1 from the first to
            the last entry, clipped.
        mix: share of the cube in what comes out, 0 to 1; the rest is the picture itself.
    """
    white, size = len(places[0]) - 1, len(values)
    flat = values.reshape(-1, 3)
    low, high = min(float(flat.min()), 0.0), max(float(flat.max()), 1.0)
    if white != 255 or low < _PACKABLE[0] or high > _PACKABLE[1]:
        return Plain(_entries(places, size, 1 << 16), flat * np.float32(white), mix)
    fields = np.rint((flat.astype(np.float64) - low) * (_VALUE / (high - low))).astype(np.uint64)
    words = fields[:, 0] | fields[:, 1] << np.uint64(_FIELD) | fields[:, 2] << np.uint64(2 * _FIELD)
    # as long as the mask of a field is wide, so that no index needs a check
    unit = np.clip(low + np.arange(1 << 13) * ((high - low) / _VALUE), 0, 1)
    finish = np.rint(unit * (mix * white * _FINE)).astype(np.int16)
    keep = (np.rint(np.arange(white + 1) * ((1 - mix) * _FINE)) + _FINE // 2).astype(np.int16)
    return Packed(_entries(places, size, 1 << 8), words, finish, keep)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _look_up_packed(source: Pixels, table: Packed, target: Pixels) -> None:
    # every constant has the words' type: numba would turn a mix of signed and unsigned into floating point
    entries, words, finish, keep = table.entries, table.words, table.finish, table.keep
    to_stride, stride, to_weight = np.uint64(32), np.uint64(0x7FFF), np.uint64(47)
    green_at, blue_at = np.uint64(256), np.uint64(512)
    value, weight, green_field, blue_field = np.uint64(0x1FFF), np.uint64(8), np.uint64(29), np.uint64(50)
    half = np.uint64(128 | 128 << 21 | 128 << 42)
    ahead = (entries[0] >> to_stride) & stride
    ahead += (entries[green_at] >> to_stride) & stride
    ahead += (entries[blue_at] >> to_stride) & stride
    for i in range(len(source)):
        r, g, b = source[i, 0], source[i, 1], source[i, 2]
        x, y, z = entries[np.uint64(r)], entries[green_at + g], entries[blue_at + b]
        # no branches: the tetrahedra of neighbouring pixels can't be predicted
        high, low = max(x, y), min(x, y)
        most, middle, least = max(high, z), max(low, min(high, z)), min(low, z)
        at = np.uint64(np.uint32(x + y + z))
        first, last = words[at], words[at + ahead]
        second, third = (
            words[at + ((most >> to_stride) & stride)],
            words[at + (ahead - ((least >> to_stride) & stride))],
        )
        # differences may borrow across fields: the sum gives it back, in arithmetic modulo 2**64
        mixed = (first << weight) + (most >> to_weight) * (second - first) + half
        mixed += (middle >> to_weight) * (third - second) + (least >> to_weight) * (last - third)
        target[i, 0] = (finish[(mixed >> weight) & value] + keep[r]) >> 6
        target[i, 1] = (finish[(mixed >> green_field) & value] + keep[g]) >> 6
        target[i, 2] = (finish[(mixed >> blue_field) & value] + keep[b]) >> 6


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _look_up_plain(source: Pixels, table: Plain, target: Pixels) -> None:
    entries, values, mix = table.entries, table.values, np.float32(table.mix)
    to_stride, stride, to_weight = np.uint64(32), np.uint64(0x7FFF), np.uint64(47)
    green_at = np.uint64(len(entries) // 3)
    blue_at = green_at + green_at
    rest, half, zero, white = np.float32(1) - mix, np.float32(0.5), np.float32(0), np.float32(len(entries) // 3 - 1)
    unit = np.float32(1 / 65536)
    ahead = (entries[0] >> to_stride) & stride
    ahead += (entries[green_at] >> to_stride) & stride
    ahead += (entries[blue_at] >> to_stride) & stride
    for i in range(len(source)):
        x, y, z = entries[np.uint64(source[i, 0])], entries[green_at + source[i, 1]], entries[blue_at + source[i, 2]]
        high, low = max(x, y), min(x, y)
        most, middle, least = max(high, z), max(low, min(high, z)), min(low, z)
        first = np.uint64(np.uint32(x + y + z))
        second, third = first + ((most >> to_stride) & stride), first + (ahead - ((least >> to_stride) & stride))
        last = first + ahead
        w, v, u = np.float32(most >> to_weight), np.float32(middle >> to_weight), np.float32(least >> to_weight)
        w, v, u = w * unit, v * unit, u * unit
        for c in range(3):
            mixed = values[first, c] * (np.float32(1) - w) + values[second, c] * (w - v)
            mixed += values[third, c] * (v - u) + values[last, c] * u
            mixed = min(max(mixed, zero), white)
            target[i, c] = int(mixed * mix + source[i, c] * rest + half)


def look_up(source: Pixels, table: Packed | Plain, target: Pixels) -> None:
    """Write what a cube gives for every pixel.

    Args:
        source: (H, W, 3), C-contiguous.
        table: the cube, laid out by `pack` for the source's depth.
        target: (H, W, 3) of the source's dtype, C-contiguous, written.
    """
    kernel = _look_up_packed if isinstance(table, Packed) else _look_up_plain
    kernel(source.reshape(-1, 3), table, target.reshape(-1, 3))
