"""ICC profiles (ICC.1:2022) of the matrix kind, read so that pixels can be converted fast and at 16 bits.

All others (look-up tables, CMYK, grey) are LittleCMS's work: see ``colour``.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# sRGB's primaries adapted to D50 by Bradford, as the ICC's sRGB profiles give them: linear sRGB to PCS XYZ
SRGB_TO_PCS: Floats = np.array(
    [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
)
DISPLAY_P3_TO_PCS: Floats = np.array(
    [[0.5151187, 0.2919778, 0.1571035], [0.2411892, 0.6922441, 0.0665668], [-0.0010505, 0.0418791, 0.7840713]]
)
ADOBE_RGB_TO_PCS: Floats = np.array(
    [[0.6097559, 0.2052401, 0.1492240], [0.3111242, 0.6256560, 0.0632197], [0.0194811, 0.0608902, 0.7448387]]
)
_MAX_PROFILE = 16_000_000


@dataclass(frozen=True, slots=True, eq=False)
class MatrixProfile:
    """A matrix/TRC profile. curves: (3, N) samples of each channel's decoding curve at 0-1; matrix: to PCS XYZ."""

    curves: Floats
    matrix: Floats


def colour_space(profile: bytes) -> str | None:
    """The data colour space's signature (``RGB``, ``CMYK``, ``GRAY``...); None if these bytes are no ICC profile."""
    if len(profile) < 132 or profile[36:40] != b"acsp" or len(profile) > _MAX_PROFILE:
        return None
    return profile[16:20].decode("ascii", "replace").strip()


def description(profile: bytes) -> str:
    """The profile's own name, or ``unnamed profile``."""
    body = _tags(profile).get(b"desc", b"")
    if body[:4] == b"desc" and len(body) > 12:
        return body[12 : 12 + int.from_bytes(body[8:12], "big")].split(b"\0")[0].decode("latin-1").strip() or "unnamed"
    if body[:4] == b"mluc" and len(body) >= 28:
        size, at = struct.unpack_from(">II", body, 20)
        return body[at : at + min(size, 400)].decode("utf-16-be", "replace").strip() or "unnamed"
    return "unnamed profile"


def matrix_profile(profile: bytes, samples: int) -> MatrixProfile | None:
    """Read an RGB matrix profile, its curves sampled at ``samples`` points; None if it is of another kind or broken."""
    tags = _tags(profile)
    if b"A2B0" in tags or b"A2B1" in tags or profile[20:24] != b"XYZ ":
        return None
    columns = [_xyz(tags.get(name, b"")) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    curves = [_curve(tags.get(name, b""), samples) for name in (b"rTRC", b"gTRC", b"bTRC")]
    if any(c is None for c in columns) or any(c is None for c in curves):
        return None
    found = MatrixProfile(np.array(curves, np.float64), np.array(columns, np.float64).T)
    return found if np.isfinite(found.curves).all() and abs(np.linalg.det(found.matrix)) > 1e-6 else None


def _tags(profile: bytes) -> dict[bytes, bytes]:
    if len(profile) < 132:
        return {}
    count = min(int.from_bytes(profile[128:132], "big"), 200)
    found = {}
    for i in range(count):
        entry = profile[132 + 12 * i : 144 + 12 * i]
        if len(entry) == 12:
            name, at, size = entry[:4], int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:], "big")
            found[name] = profile[at : at + size]
    return found


def _xyz(body: bytes) -> Floats | None:
    if body[:4] != b"XYZ " or len(body) < 20:
        return None
    return np.array(struct.unpack_from(">3i", body, 8)) / 65536


def _curve(body: bytes, samples: int) -> Floats | None:
    x = np.linspace(0, 1, samples)
    if body[:4] == b"curv" and len(body) >= 12:
        count = int.from_bytes(body[8:12], "big")
        if len(body) < 12 + 2 * count:
            return None
        values = np.frombuffer(body, ">u2", count, 12)
        if count == 0:
            return x
        if count == 1:
            power: Floats = x ** (float(values[0]) / 256)
            return power
        return np.interp(x, np.linspace(0, 1, count), values / 65535)
    if body[:4] == b"para" and len(body) >= 16:
        return _parametric(int.from_bytes(body[8:10], "big"), body[12:], x)
    return None


def _parametric(kind: int, body: bytes, x: Floats) -> Floats | None:
    """ICC.1:2022 section 10.18: Y = (aX + b)^g + e where X >= d, otherwise cX + f."""
    needed = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}.get(kind)
    if needed is None or len(body) < 4 * needed:
        return None
    p = [v / 65536 for v in struct.unpack_from(f">{needed}i", body)]
    g, a, b, c, d, e, f = p[0], 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    if kind in (1, 2):
        a, b, d = p[1], p[2], -p[2] / (p[1] or 1)
        e = f = p[3] if kind == 2 else 0.0
    elif kind in (3, 4):
        a, b, c, d = p[1:5]
        e, f = p[5:] if kind == 4 else (0.0, 0.0)
    if g <= 0:
        return None
    with np.errstate(over="ignore"):  # a broken profile's: clipped below
        curve: Floats = np.clip(np.where(x >= d, np.maximum(a * x + b, 0) ** g + e, c * x + f), 0, 1)
    return curve
