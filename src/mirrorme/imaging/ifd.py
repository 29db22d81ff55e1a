"""Image file directories: the tags of TIFF 6.0 (section 2), which TIFF, most camera RAW and EXIF share.

Everything here reads untrusted bytes: what points outside the block is left out, never followed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Order = Literal["<", ">"]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I"}
_MAX_ENTRIES = 1024
_MAX_VALUES = 1 << 20

SUB_IFDS, EXIF_IFD, GPS_IFD, INTEROP_IFD = 330, 34665, 34853, 40965


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag: its type and count, where its 12 bytes stand, and where its value stands in the block."""

    tag: int
    kind: int
    count: int
    at: int
    value_at: int

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return _SIZES[self.kind] * self.count


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: where it stands, its entries by tag, and where the next directory stands (0: none).

    count: of the entries as stored; ``entries`` holds the readable ones, the first of each tag. lost: the tags whose
    values would lie after the end of the block.
    """

    order: Order
    at: int
    count: int
    entries: dict[int, Entry]
    lost: frozenset[int]
    next_at: int

    @property
    def end(self) -> int:
        """The offset after its table (the values may stand elsewhere)."""
        return self.at + 2 + 12 * self.count + 4


def byte_order(block: bytes | bytearray) -> Order | None:
    """The byte order, or None if the block doesn't begin as a TIFF does (42, or the marks of Panasonic and Olympus)."""
    head = bytes(block[:4])
    if head in (b"II*\0", b"IIU\0", b"IIRO", b"IIRS"):
        return "<"
    return ">" if head in (b"MM\0*", b"MMOR") else None


def directory(block: bytes | bytearray, at: int, order: Order) -> Directory | None:
    """Read the directory at an offset; None if none can stand there."""
    if at < 8 or at + 2 > len(block):
        return None
    (count,) = struct.unpack_from(order + "H", block, at)
    if not 0 < count <= _MAX_ENTRIES or at + 2 + 12 * count > len(block):
        return None
    entries: dict[int, Entry] = {}
    lost = set()
    for i in range(count):
        where = at + 2 + 12 * i
        tag, kind, n = struct.unpack_from(order + "HHI", block, where)
        if kind not in _SIZES:
            continue
        size = _SIZES[kind] * n
        value_at = where + 8 if size <= 4 else struct.unpack_from(order + "I", block, where + 8)[0]
        if value_at + size <= len(block):
            entries.setdefault(tag, Entry(tag, kind, n, where, value_at))
        else:
            lost.add(tag)
    after = at + 2 + 12 * count
    next_at = struct.unpack_from(order + "I", block, after)[0] if after + 4 <= len(block) else 0
    return Directory(order, at, count, entries, frozenset(lost), next_at)


def first_directory(block: bytes | bytearray) -> Directory | None:
    """Read the first directory of a TIFF or EXIF block; None if there is none."""
    order = byte_order(block)
    if order is None or len(block) < 8:
        return None
    return directory(block, struct.unpack_from(order + "I", block, 4)[0], order)


def all_directories(block: bytes, limit: int = 64) -> Iterator[Directory]:
    """Walk the chain of directories and their sub-directories (SubIFDs), each once, ``limit`` at most."""
    first = first_directory(block)
    waiting = [first] if first else []
    seen: set[int] = set()
    while waiting and len(seen) < limit:
        d = waiting.pop(0)
        if d.at in seen:
            continue
        seen.add(d.at)
        yield d
        offsets = (d.next_at, *numbers(block, d, SUB_IFDS))
        waiting += [s for at in offsets if (s := directory(block, int(at), d.order)) is not None]


def sub_directory(block: bytes | bytearray, parent: Directory, tag: int) -> Directory | None:
    """Read the directory to which a tag of another one points; None if there is none."""
    at = number(block, parent, tag)
    return directory(block, int(at), parent.order) if at else None


def raw(block: bytes | bytearray, d: Directory, tag: int) -> bytes | None:
    """A tag's value as it is stored."""
    e = d.entries.get(tag)
    return bytes(block[e.value_at : e.value_at + e.size]) if e else None


def text(block: bytes | bytearray, d: Directory, tag: int) -> str | None:
    """A tag's ASCII value up to its first NUL (UTF-8 where it is so, Latin-1 otherwise); None if missing or empty."""
    value = raw(block, d, tag)
    if value is None:
        return None
    value = value.split(b"\0", 1)[0].strip()
    try:
        return value.decode() or None
    except UnicodeDecodeError:
        return value.decode("latin-1")


def numbers(block: bytes | bytearray, d: Directory, tag: int) -> tuple[float, ...]:
    """A tag's numbers; rationals as quotients, those by zero left out; empty if missing or of no integer type."""
    e = d.entries.get(tag)
    if e is None or e.count > _MAX_VALUES:
        return ()
    if e.kind in (5, 10):
        pair = struct.unpack_from(f"{d.order}{2 * e.count}{'I' if e.kind == 5 else 'i'}", block, e.value_at)
        return tuple(a / b for a, b in zip(pair[::2], pair[1::2], strict=True) if b)
    if e.kind not in _CODES:
        return ()
    return struct.unpack_from(f"{d.order}{e.count}{_CODES[e.kind]}", block, e.value_at)


def number(block: bytes | bytearray, d: Directory, tag: int) -> float | None:
    """A tag's first number, or None."""
    return next(iter(numbers(block, d, tag)), None)
