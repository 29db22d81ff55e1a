"""A JPEG's marker segments (ITU-T T.81, annex B), walked without decoding anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from mirrorme.imaging.read import refusal

_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_ARITHMETIC_OR_HUFFMAN = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}
_PROGRESSIVE, _HUFFMAN_SEQUENTIAL = {0xC2, 0xCA}, {0xC0, 0xC1}
_SOS, _EOI, _APP0, _APP1, _APP2, _APP13, _APP14, _COM = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE
_ICC, _EXIF, _PHOTOSHOP = b"ICC_PROFILE\0", b"Exif\0\0", b"Photoshop 3.0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame header: how the picture is coded."""

    width: int
    height: int
    components: int
    depth: int
    progressive: bool
    baseline: bool


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """What stands before the picture's data.

    core: the file without what decoding doesn't need (application segments, comments, junk between segments), so that
    what the decoder complains about is the picture itself. scan_at: where the first scan's data begin in ``core``.
    jfif_dpi: from JFIF. profile: the ICC profile, None if there is none, b"" if its parts don't make one.
    """

    frame: Frame
    core: bytes
    scan_at: int
    scan_components: int
    exif: bytes | None
    xmp: bytes | None
    photoshop: bytes | None
    profile: bytes | None
    jfif_dpi: tuple[float, float] | None


def segments(data: bytes) -> Segments:
    """Walk a JPEG's segments up to its first scan.

    Raises:
        UnreadableError: ``truncated`` or ``damaged`` if no frame and scan are found, ``unsupported_format`` for codings
            that no photo uses (lossless, hierarchical).
    """
    frame: Frame | None = None
    parts: list[bytes] = [data[:2]]
    found: dict[str, bytes] = {}
    chunks: list[bytes] = []
    for marker, start, body in _walk(data):
        if marker == _SOS:
            if frame is None or not body:
                raise refusal.damaged("its picture has no header")
            head = b"".join(parts) + data[start : start + 4 + len(body)]
            return Segments(
                frame,
                head + data[start + 4 + len(body) :],
                len(head),
                body[0],
                found.get("exif"),
                found.get("xmp"),
                found.get("photoshop"),
                _profile(chunks),
                _jfif_dpi(found.get("jfif", b"")),
            )
        if marker in _FRAMES:
            frame = _frame(marker, body)
        if marker == _APP2 and body.startswith(_ICC):
            chunks.append(body[len(_ICC) :])
        for name, mark, kind in (
            ("jfif", b"JFIF\0", _APP0),
            ("exif", _EXIF, _APP1),
            ("xmp", _XMP, _APP1),
            ("photoshop", _PHOTOSHOP, _APP13),
        ):
            if marker == kind and body.startswith(mark):
                found[name] = (
                    found.get(name, b"") + body[len(mark) :]
                    if name == "photoshop"
                    else found.get(name, body[len(mark) :])
                )
        if not (_APP1 <= marker <= 0xEF and marker != _APP14) and marker != _COM:
            parts.append(data[start : start + 4 + len(body)])
    raise refusal.truncated()


def _walk(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give (marker, where it starts, body) of every segment; junk between segments is passed over, as decoders do."""
    at = 2
    while True:
        at = data.find(b"\xff", at)
        while at >= 0 and data[at + 1 : at + 2] in (b"\xff", b"\0"):
            at = data.find(b"\xff", at + 1) if data[at + 1] == 0xFF else data.find(b"\xff", at + 2)
        if at < 0 or at + 4 > len(data):
            return
        marker = data[at + 1]
        if marker == _EOI:
            return
        if 0xD0 <= marker <= 0xD8 or marker == 1:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            raise refusal.damaged("a segment has no length")
        if at + 2 + size > len(data):
            return
        yield marker, at, data[at + 4 : at + 2 + size]
        at += 2 + size


def _frame(marker: int, body: bytes) -> Frame:
    if len(body) < 6:
        raise refusal.damaged("its header is too short")
    if marker not in _ARITHMETIC_OR_HUFFMAN:
        raise refusal.unsupported_format("a lossless or hierarchical JPEG")
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    if not height or not width:
        raise refusal.damaged("its header gives no size")
    return Frame(width, height, body[5], body[0], marker in _PROGRESSIVE, marker in _HUFFMAN_SEQUENTIAL)


def _profile(chunks: list[bytes]) -> bytes | None:
    """Join the parts of an ICC profile (ICC.1:2022, annex B.4): each begins with its number and the count of all."""
    if not chunks:
        return None
    numbered = sorted((c[0], c[2:]) for c in chunks if len(c) > 2)
    complete = [n for n, _ in numbered] == list(range(1, len(chunks) + 1)) and all(c[1] == len(chunks) for c in chunks)
    return b"".join(body for _, body in numbered) if complete else b""


def _jfif_dpi(body: bytes) -> tuple[float, float] | None:
    if len(body) < 7 or body[2] not in (1, 2):
        return None
    factor = 1.0 if body[2] == 1 else 2.54
    x, y = int.from_bytes(body[3:5], "big"), int.from_bytes(body[5:7], "big")
    return (x * factor, y * factor) if x and y else None
