"""EXIF blocks (CIPA DC-008): read what matters, and make one true again for an edited picture.

A block is edited in place, so that a camera's maker note, which points into the block by absolute offsets, stays whole.
"""

import struct
from datetime import datetime, timedelta, timezone
from typing import Literal

from mirrorme.imaging import ifd
from mirrorme.imaging.ifd import Directory

ORIENTATION, COPYRIGHT, DATE_TIME, XMP = 274, 33432, 306, 700
_WIDTH, _HEIGHT, _X_DPI, _Y_DPI, _DPI_UNIT = 256, 257, 282, 283, 296
_ORIGINAL, _DIGITIZED, _OFFSET_ORIGINAL = 36867, 36868, 36881
_COLOR_SPACE, _PIXEL_X, _PIXEL_Y, _INTEROP_INDEX, _MAKER_NOTE = 40961, 40962, 40963, 1, 37500
_SRGB = 1
_APP1_ROOM = 65_533 - len(b"Exif\0\0")

# what a file that is itself a TIFF (a scan, a camera RAW) says about the picture rather than about its storage
_DESCRIPTIVE = (270, 271, 272, _X_DPI, _Y_DPI, _DPI_UNIT, 305, DATE_TIME, 315, 18246, 18249, COPYRIGHT)


def orientation(block: bytes) -> int:
    """The orientation 1-8; 1 if the block has none or an invalid one."""
    first = ifd.first_directory(block)
    value = ifd.number(block, first, ORIENTATION) if first else None
    return int(value) if value is not None and value in range(1, 9) else 1


def names_adobe_rgb(block: bytes) -> bool:
    """Whether the block marks the pixels as Adobe RGB: uncalibrated, interoperability R03 (DCF 2.0)."""
    first = ifd.first_directory(block)
    exif = ifd.sub_directory(block, first, ifd.EXIF_IFD) if first else None
    interop = ifd.sub_directory(block, exif, ifd.INTEROP_IFD) if exif else None
    return interop is not None and ifd.text(block, interop, _INTEROP_INDEX) == "R03"


def copyright_notice(block: bytes) -> str | None:
    """The copyright notice."""
    first = ifd.first_directory(block)
    return ifd.text(block, first, COPYRIGHT) if first else None


def has_place(block: bytes) -> bool:
    """Whether the block has a GPS directory."""
    first = ifd.first_directory(block)
    return first is not None and ifd.GPS_IFD in first.entries


def resolution(block: bytes) -> tuple[float, float] | None:
    """Pixels per inch, across and down, where the block gives a sane one."""
    first = ifd.first_directory(block)
    if first is None:
        return None
    x, y = ifd.number(block, first, _X_DPI), ifd.number(block, first, _Y_DPI)
    unit = ifd.number(block, first, _DPI_UNIT) or 2
    if not x or not y or unit not in (2, 3):
        return None
    factor = 1.0 if unit == 2 else 2.54
    return x * factor, y * factor


def capture_time(block: bytes) -> datetime | None:
    """When the picture was taken, with its time zone if the camera wrote one."""
    first = ifd.first_directory(block)
    if first is None:
        return None
    exif = ifd.sub_directory(block, first, ifd.EXIF_IFD)
    stamps = [ifd.text(block, exif, tag) for tag in (_ORIGINAL, _DIGITIZED)] if exif else []
    stamp = next((s for s in (*stamps, ifd.text(block, first, DATE_TIME)) if s), None)
    if stamp is None:
        return None
    try:
        moment = datetime.strptime(stamp[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone is a tag of its own
    except ValueError:
        return None
    zone = _zone(ifd.text(block, exif, _OFFSET_ORIGINAL)) if exif else None
    return moment.replace(tzinfo=zone)


def _zone(offset: str | None) -> timezone | None:
    if offset is None or len(offset) != 6 or offset[0] not in "+-" or offset[3] != ":":
        return None
    hours, minutes = offset[1:3], offset[4:6]
    if not (hours.isdecimal() and minutes.isdecimal()) or int(hours) > 14 or int(minutes) > 59:
        return None
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-delta if offset[0] == "-" else delta)


def delivered(block: bytes, width: int, height: int, *, keep_gps: bool) -> bytes | None:
    """Make a block true for the edited picture, in place.

    Orientation becomes 1, the size and the colour space (sRGB) those of the picture; the thumbnail goes, which would
    show the unedited photo, and the GPS directory too unless it is kept. None if the block has no readable directory.
    """
    b = bytearray(block)
    first = ifd.first_directory(b)
    if first is None:
        return None
    _set(b, first, ORIENTATION, 1)
    _set(b, first, _WIDTH, width)
    _set(b, first, _HEIGHT, height)
    exif = ifd.sub_directory(b, first, ifd.EXIF_IFD)
    if exif:
        _set(b, exif, _COLOR_SPACE, _SRGB)
        _set(b, exif, _PIXEL_X, width)
        _set(b, exif, _PIXEL_Y, height)
        interop = ifd.sub_directory(b, exif, ifd.INTEROP_IFD)
        if interop and ifd.text(b, interop, _INTEROP_INDEX) == "R03":
            at = interop.entries[_INTEROP_INDEX].value_at
            b[at : at + 3] = b"R98"
    if not keep_gps:
        place = ifd.sub_directory(b, first, ifd.GPS_IFD)
        if place:
            _erase(b, place)
        _remove(b, first, ifd.GPS_IFD)
    _remove(b, first, XMP)  # delivered in its own segment
    _drop_thumbnail(b)
    if ifd.first_directory(b) is None:
        return None
    return bytes(b) if len(b) <= _APP1_ROOM else described(bytes(b))


def described(block: bytes) -> bytes | None:
    """Build an EXIF block from a TIFF's directories: what describes the picture, not what says where its strips are.

    The maker note is left out, since it would not survive the move. None if there is nothing to say.
    """
    first = ifd.first_directory(block)
    if first is None:
        return None
    main = _values(block, first, set(_DESCRIPTIVE))
    subs = {}
    for tag in (ifd.EXIF_IFD, ifd.GPS_IFD):
        found = ifd.sub_directory(block, first, tag)
        values = _values(block, found, set(found.entries) - {_MAKER_NOTE, ifd.INTEROP_IFD}) if found else {}
        if values:
            subs[tag] = values
    return build(main, subs, first.order) if main or subs else None


Values = dict[int, tuple[int, int, bytes]]


def build(main: Values, subs: dict[int, Values], order: ifd.Order = "<") -> bytes:
    """Serialise directories of ``tag: (type, count, value bytes)``; ``subs`` by the tag that points to each."""
    head: Literal[b"II*\0", b"MM\0*"] = b"II*\0" if order == "<" else b"MM\0*"
    pointers: Values = dict.fromkeys(subs, (4, 1, bytes(4)))
    first = _serialise({**main, **pointers}, 8, order)
    out = bytearray(head + struct.pack(order + "I", 8) + first)
    for tag, values in subs.items():
        at = len(out)
        out += _serialise(values, at, order)
        pointer = ifd.first_directory(out)
        assert pointer is not None  # noqa: S101 - written a few lines above
        struct.pack_into(order + "I", out, pointer.entries[tag].value_at, at)
    return bytes(out)


def _values(block: bytes, d: Directory, tags: set[int]) -> Values:
    found = ((tag, d.entries.get(tag), ifd.raw(block, d, tag)) for tag in sorted(tags))
    return {tag: (e.kind, e.count, value) for tag, e, value in found if e and value is not None and len(value) < 8192}


def _serialise(values: Values, at: int, order: ifd.Order) -> bytes:
    table, heap = bytearray(struct.pack(order + "H", len(values))), bytearray()
    heap_at = at + 2 + 12 * len(values) + 4
    for tag, (kind, count, value) in sorted(values.items()):
        table += struct.pack(order + "HHI", tag, kind, count)
        if len(value) <= 4:
            table += value.ljust(4, b"\0")
        else:
            table += struct.pack(order + "I", heap_at + len(heap))
            heap += value + b"\0" * (len(value) % 2)
    return bytes(table + b"\0\0\0\0" + heap)


def _set(b: bytearray, d: Directory, tag: int, value: int) -> None:
    e = d.entries.get(tag)
    if e and e.count == 1 and e.kind == 3 and value < 65536:
        struct.pack_into(d.order + "H", b, e.value_at, value)
    elif e and e.count == 1 and e.kind == 4:
        struct.pack_into(d.order + "I", b, e.value_at, value)


def _erase(b: bytearray, d: Directory) -> None:
    """Overwrite a directory and its values with zeros."""
    for e in d.entries.values():
        b[e.value_at : e.value_at + e.size] = bytes(e.size)
    b[d.at : min(d.end, len(b))] = bytes(min(d.end, len(b)) - d.at)


def _remove(b: bytearray, d: Directory, tag: int) -> None:
    """Take an entry out of a directory: the later ones and the link to the next directory move up by one place."""
    fresh = ifd.directory(b, d.at, d.order)
    e = fresh.entries.get(tag) if fresh else None
    if fresh is None or e is None:
        return
    end = min(fresh.end, len(b))
    b[e.at : end] = b[e.at + 12 : end] + bytes(12)
    struct.pack_into(d.order + "H", b, d.at, fresh.count - 1)


def _drop_thumbnail(b: bytearray) -> None:
    first = ifd.first_directory(b)
    if first is None or not first.next_at:
        return
    second = ifd.directory(b, first.next_at, first.order)
    b[first.end - 4 : first.end] = bytes(4)
    if second is None:
        return
    at, size = ifd.number(b, second, 513), ifd.number(b, second, 514)
    if at and size and at + size <= len(b):
        b[int(at) : int(at + size)] = bytes(int(size))
    _erase(b, second)
    # cameras write the thumbnail last: then the block may end before it
    del b[max(_last_used(b), 8) :]


def _last_used(b: bytearray) -> int:
    """The end of the last byte that a directory of the main picture uses."""
    first = ifd.first_directory(b)
    ends = [8]
    waiting = [first] if first else []
    for d in waiting:
        ends += [d.end, *(e.value_at + e.size for e in d.entries.values() if e.size > 4)]
        if len(waiting) < 16:
            waiting += [s for t in (ifd.EXIF_IFD, ifd.GPS_IFD, ifd.INTEROP_IFD) if (s := ifd.sub_directory(b, d, t))]
    return min(max(ends), len(b))
