import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.read import Limits, header, read
from tests.unit.imaging import encoding as files


def code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, limits or Limits())
    reason = caught.value.reason
    assert reason.message.rstrip().endswith((".", ")")) or ": " in reason.message
    return reason.code


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty_file"),
        (b"\0", "not_a_photo"),
        (b"<!doctype html><html>no photo</html>", "not_a_photo"),
        (b"%PDF-1.7 and so on", "not_a_photo"),
        (b"PK\x03\x04 zip", "not_a_photo"),
        (b"just some words, no picture at all", "not_a_photo"),
        (b"GIF89a\x01\0\x01\0", "unsupported_format"),
        (b"DDS |\0\0\0", "unsupported_format"),
        (b"v/1\x01\x02\0\0\0", "unsupported_format"),
        (b"8BPS\0\x01", "unsupported_format"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "unsupported_format"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0qt  ", "unsupported_format"),
        (b"II*\0\x08\0\0\0", "truncated"),
        (b"\xff\xd8\xff", "truncated"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
    ],
)
def test_what_is_no_photo_is_named(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_limits_hold_before_anything_is_decoded() -> None:
    data = files.encoded(files.photo(), "JPEG")
    assert code(data, Limits(max_bytes=100)) == "too_many_bytes"
    assert code(data, Limits(max_pixels=96 * 64 - 1)) == "too_many_pixels"
    assert code(data, Limits(min_side=65)) == "too_few_pixels"
    assert read(data, Limits(max_bytes=len(data), max_pixels=96 * 64, min_side=64)).image.width == 96


def test_a_bomb_is_refused_by_its_header() -> None:
    ihdr = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + ihdr + struct.pack(">I", zlib.crc32(b"IHDR" + ihdr))
    assert code(b"\x89PNG\r\n\x1a\n" + chunk + bytes(100)) == "too_many_pixels"


def test_a_text_bomb_in_a_png_costs_nothing_and_the_picture_is_read() -> None:
    data = files.encoded(files.photo(), "PNG")
    text = b"k\0\0" + zlib.compress(bytes(60_000_000), 1)
    bomb = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    assert read(data[:33] + bomb + data[33:]).image.width == 96


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 4}])
def test_a_jpeg_cut_anywhere_is_refused(options: dict[str, Any]) -> None:
    data = files.encoded(files.photo(128, 128), "JPEG", quality=92, **options)
    whole = read(data).image.digest()
    for length in range(2, len(data) - 2, 7):
        try:
            found = read(data[:length])
        except UnreadableError as error:
            assert error.reason.code in {"truncated", "damaged", "not_a_photo"}  # noqa: PT017 - most cuts raise
        else:
            assert found.image.digest() == whole


def test_a_jpeg_without_its_end_marker_is_read_and_noted() -> None:
    data = files.encoded(files.photo(), "JPEG")
    found = read(data[:-2])
    assert found.image.digest() == read(data).image.digest()
    assert found.source.notes
    assert code(files.encoded(files.photo(), "JPEG", progressive=True)[:-2]) == "truncated"


def test_a_png_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(files.encoded(files.photo(), "PNG"))
    data[data.find(b"IDAT") + 20] ^= 1
    assert code(bytes(data)) == "damaged"


def test_a_tiff_that_lost_its_profile_with_its_end_is_refused() -> None:
    image = Pillow.fromarray(files.photo())
    out = io.BytesIO()
    image.save(out, "TIFF", icc_profile=bytes(900))
    data = out.getvalue()
    at = data.find(bytes(900))
    cut = data[: at + 100]
    if len(cut) < len(data):
        assert code(cut) == "truncated"


def test_floating_point_is_refused_by_name() -> None:
    data = files.deep_tiff(np.zeros((64, 64), np.float32), photometric="minisblack")
    assert code(data) == "unsupported_format"


def test_a_header_is_read_without_the_picture_behind_it() -> None:
    assert header(files.encoded(files.photo(), "JPEG")[:700]).width == 96
