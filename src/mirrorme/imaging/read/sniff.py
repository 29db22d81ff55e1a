"""Tell a file's format by its first bytes, never by its name."""

import re

from mirrorme.imaging import ifd
from mirrorme.imaging.read import refusal
from mirrorme.imaging.read.records import Format

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_RAW_MAGICS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"\0MRM", b"FOVb", b"II\x1a\0\0\0HEAPCCDR")
# photometric interpretations of sensor data: CFA (TIFF/EP) and LinearRaw (DNG)
_SENSOR_DATA = {32803, 34892}
_DNG_VERSION, _SUBFILE_TYPE, _PHOTOMETRIC = 50706, 254, 262

_PICTURES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name)
    for pattern, name in (
        (rb"GIF8[79]a", "a GIF"),
        (rb"BM.{4}\0\0\0\0", "a BMP"),
        (rb"DDS ", "a DDS texture"),
        (rb"\x01\xda[\0\x01][\x01\x02]", "an SGI picture"),
        (rb"v/1\x01", "an OpenEXR picture"),
        (rb"8BPS", "a Photoshop document (PSD)"),
        (rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", "a JPEG 2000 picture"),
        (rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (rb"\0\0[\x01\x02]\0", "a Windows icon"),
        (rb"#\?R", "a Radiance HDR picture"),
        (rb"P[1-7][\s#]", "a Netpbm picture"),
        (rb"BLP[12]", "a BLP texture"),
        (rb"....[\x11\x12]\xaf", "an FLI animation"),
        (rb"gimp xcf", "a GIMP document"),
        (rb"II\xbc|II\x2b\0|MM\0\x2b", "a JPEG XR or BigTIFF picture"),
        (rb"....ftyp(qt  |mp4|isom|M4V|3gp|avc)", "a film"),
        (rb"\x1aE\xdf\xa3|RIFF....AVI ", "a film"),
    )
)
_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"%PDF", "a PDF document"),
        (rb"%!PS|\xc5\xd0\xd3\xc6", "a PostScript document"),
        (rb"\s*(<!doctype html|<html|<head|<body|<script)", "a web page"),
        (rb"\s*(<\?xml|<svg|<x:xmpmeta|<!doctype)", "an XML or SVG document"),
        (rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "an archive"),
        (rb"MZ|\x7fELF|#!", "a program"),
        (rb".{36}acsp", "a colour profile"),
        (rb"\s*[{\[]", "a JSON or text document"),
    )
)


def identify(data: bytes) -> Format:
    """Tell the format of a file's bytes.

    Raises:
        UnreadableError: ``empty_file``, ``unsupported_format`` or ``not_a_photo``, which says what it seems to be.
    """
    if not data:
        raise refusal.empty_file()
    if data[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(_RAW_MAGICS):
        return "raw"
    if data[4:8] == b"ftyp" and (found := _iso_media(data)):
        return found
    if data[:4] in (b"II*\0", b"MM\0*"):
        return "raw" if _is_sensor_data(data) else "tiff"
    raise _refuse(data)


def _iso_media(data: bytes) -> Format | None:
    size = int.from_bytes(data[:4], "big")
    brands = {data[8:12], *(data[i : i + 4] for i in range(16, min(size, 256), 4))}
    if data[8:12] == b"crx ":
        return "raw"
    if brands & _AVIF_BRANDS:
        return "avif"
    return "heif" if brands & _HEIF_BRANDS else None


def _is_sensor_data(data: bytes) -> bool:
    """Tell camera RAW, which is a TIFF whose picture is the sensor's, from a TIFF that holds a finished picture."""
    if data[8:11] == b"CR\x02":
        return True
    directories = list(ifd.all_directories(data))
    if any(_DNG_VERSION in d.entries or _SENSOR_DATA & set(ifd.numbers(data, d, _PHOTOMETRIC)) for d in directories):
        return True
    # A RAW cut short loses the directory of its sensor data: what is left are a camera's previews, never the picture.
    first = directories[0] if directories else None
    return first is not None and ifd.number(data, first, _SUBFILE_TYPE) == 1 and ifd.text(data, first, 271) is not None


def _refuse(data: bytes) -> Exception:
    for pattern, name in _PICTURES:
        if pattern.match(data):
            return refusal.unsupported_format(name)
    for pattern, name in _OTHERS:
        if pattern.match(data):
            return refusal.not_a_photo(name)
    head = data[:512]
    readable = sum(32 <= b < 127 or b in b"\t\r\n" for b in head) > 0.95 * len(head)
    return refusal.not_a_photo("a text" if readable and len(head) > 3 else "data of an unknown kind, or a damaged file")
