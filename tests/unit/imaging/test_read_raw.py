import struct

import numpy as np
import pytest

from mirrorme.imaging import exif
from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.read import header, read
from mirrorme.imaging.read.sensor import complaint
from tests.unit.imaging import encoding as files

WHITE, BLACK = 4095, 256


def mosaic(height: int = 96, width: int = 128) -> np.ndarray:
    """What a Bayer sensor (RGGB) sees of a grey scene that gets brighter to the right, with noise."""
    rng = np.random.default_rng(8)
    scene = np.tile(np.linspace(0.05, 0.6, width), (height, 1)) * np.linspace(0.8, 1, height)[:, None]
    noisy = scene * (WHITE - BLACK) + BLACK + rng.normal(0, 12, scene.shape)
    return np.clip(noisy, 0, WHITE).astype(np.uint16)


def dng(sensor: np.ndarray) -> bytes:
    """A digital negative, uncompressed (DNG 1.4)."""
    height, width = sensor.shape
    raw = sensor.astype("<u2").tobytes()

    def shorts(*values: int) -> tuple[int, int, bytes]:
        return 3, len(values), struct.pack(f"<{len(values)}H", *values)

    def longs(value: int) -> tuple[int, int, bytes]:
        return 4, 1, struct.pack("<I", value)

    def ratios(*values: float) -> tuple[int, int, bytes]:
        return 10, len(values), b"".join(struct.pack("<ii", round(v * 10000), 10000) for v in values)

    tags = {
        254: longs(0),
        256: longs(width),
        257: longs(height),
        258: shorts(16),
        259: shorts(1),
        262: shorts(32803),
        271: (2, 5, b"Test\0"),
        272: (2, 7, b"Camera\0"),
        273: longs(0),
        277: shorts(1),
        278: longs(height),
        279: longs(len(raw)),
        33421: shorts(2, 2),
        33422: (1, 4, bytes([0, 1, 1, 2])),
        50706: (1, 4, bytes([1, 4, 0, 0])),
        50708: (2, 12, b"Test Camera\0"),
        50714: shorts(BLACK),
        50717: shorts(WHITE),
        50721: ratios(3.24, -1.54, -0.5, -0.97, 1.88, 0.04, 0.06, -0.2, 1.06),
        50728: (5, 3, struct.pack("<6I", 1, 1, 1, 1, 1, 1)),
        50778: shorts(21),
    }
    block = bytearray(exif.build(tags, {}))
    entry = block.find(struct.pack("<HHI", 273, 4, 1)) + 8
    block[entry : entry + 4] = struct.pack("<I", len(block))
    return bytes(block) + raw


def test_a_digital_negative_is_developed_to_16_bits() -> None:
    data = dng(mosaic())
    photo = read(data)
    assert header(data).format == "raw"
    assert photo.source.format == "raw"
    assert photo.image.pixels.dtype == np.uint16
    assert photo.image.pixels.shape[:2] == (96, 128)
    rows = photo.image.pixels[40:60].mean(axis=(0, 2))
    assert rows[100] > 1.5 * rows[20]
    assert 20_000 < photo.image.pixels.mean() < 50_000


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_negative_cut_short_is_refused(share: float) -> None:
    data = dng(mosaic())
    with pytest.raises(UnreadableError) as caught:
        read(data[: int(len(data) * share)])
    assert caught.value.reason.code in {"truncated", "raw_undecodable"}


@pytest.mark.parametrize(
    ("sensor", "expected"),
    [
        (np.zeros((96, 128), np.uint16), "black or flat"),
        (np.full((96, 128), BLACK, np.uint16), "black or flat"),
        (np.random.default_rng(0).integers(0, WHITE, (96, 128)).astype(np.uint16), "noise"),
        (np.vstack([mosaic()[:60], np.zeros((36, 128), np.uint16)]), "missing"),
        (np.vstack([mosaic()[:60], np.full((36, 128), 900, np.uint16)]), "missing"),
    ],
)
def test_what_only_looks_developed_is_refused(sensor: np.ndarray, expected: str) -> None:
    assert expected in (complaint(sensor, BLACK) or "")
    with pytest.raises(UnreadableError) as caught:
        read(dng(sensor))
    assert caught.value.reason.code == "raw_undecodable"


def test_good_sensor_data_pass_bright_or_dark() -> None:
    for gain in (0.05, 1, 1.6):
        sensor = np.clip((mosaic().astype(float) - BLACK) * gain + BLACK, 0, WHITE).astype(np.uint16)
        assert complaint(sensor, BLACK) is None


def test_a_tiff_without_sensor_data_is_no_raw() -> None:
    assert header(files.encoded(files.photo(), "TIFF")).format == "tiff"
