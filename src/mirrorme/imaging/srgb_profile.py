"""The sRGB profile that every delivered picture embeds: built here, so that it is small and the same in every build.

Version 2.1 of the format (ICC.1:1998-09), which old printers' software reads too.
"""

import struct
from functools import cache

import numpy as np

# sRGB's primaries adapted to D50 by Bradford, and the D50 white point, as the ICC's own sRGB profiles give them
_COLORANTS = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_D50 = (0.9642, 1.0, 0.8249)
_D65 = (0.9505, 1.0, 1.0891)
_NAME, _COPYRIGHT = b"sRGB IEC61966-2.1", b"CC0"
_POINTS = 1024


@cache
def srgb_profile() -> bytes:
    """Build the profile, about 2.6 kB."""
    x = np.linspace(0, 1, _POINTS)
    linear = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    curve = b"curv" + bytes(4) + struct.pack(">I", _POINTS) + np.rint(linear * 65535).astype(">u2").tobytes()
    name = _NAME + b"\0"
    # textDescriptionType: ASCII, then empty Unicode and ScriptCode parts
    desc = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    bodies = {
        b"desc": desc,
        b"cprt": b"text" + bytes(4) + _COPYRIGHT + b"\0",
        b"wtpt": _xyz(_D65),
        **{tag: _xyz(value) for tag, value in _COLORANTS.items()},
        b"rTRC": curve,
    }
    at = 128 + 4 + 12 * (len(bodies) + 2)
    places: dict[bytes, tuple[int, int]] = {}
    heap = bytearray()
    for tag, body in bodies.items():
        places[tag] = (at + len(heap), len(body))
        heap += body + bytes(-len(body) % 4)
    places[b"gTRC"] = places[b"bTRC"] = places[b"rTRC"]
    table = struct.pack(">I", len(places))
    table += b"".join(tag + struct.pack(">II", *place) for tag, place in places.items())
    return _header(128 + len(table) + len(heap)) + table + bytes(heap)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in value))


def _header(size: int) -> bytes:
    """128 bytes: a display profile, RGB to XYZ, made at a fixed date so that its bytes never change."""
    return struct.pack(
        ">I4s4s4s4s4s6H4s4sI4s4sQI12s4s44x",
        size,
        bytes(4),
        bytes([2, 0x10, 0, 0]),
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2025, 1, 1, 0, 0, 0),
        b"acsp",
        bytes(4),
        0,
        bytes(4),
        b"sRGB",
        0,
        0,
        struct.pack(">3i", *(round(v * 65536) for v in _D50)),
        bytes(4),
    )
