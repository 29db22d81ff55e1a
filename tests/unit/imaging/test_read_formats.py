import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image as Pillow

from mirrorme.imaging.read import Limits, header, read
from tests.unit.imaging import encoding as files

ORIENTED = ["JPEG", "PNG", "WEBP", "TIFF"]
SAMPLES = files.samples_of_every_format()


def difference(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(found.astype(float) - expected.astype(float)).mean())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_comes_out_as_it_was_drawn(name: str) -> None:
    read_photo = read(SAMPLES[name])
    expected = files.photo()
    if "grey" in name:
        expected = np.asarray(Pillow.fromarray(expected).convert("L").convert("RGB"))
    white = read_photo.image.white
    assert difference(read_photo.image.pixels / (white / 255), expected) < (20 if "palette" in name else 3)
    assert read_photo.source.format == name.split(maxsplit=1)[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_header_alone_tells_format_and_size(name: str) -> None:
    head = header(SAMPLES[name])
    assert (head.format, head.width, head.height) == (name.split(maxsplit=1)[0], 96, 64)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ORIENTED)
def test_a_photo_comes_out_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    stored = files.stored(files.corners(), orientation)
    options = {"tiffinfo": {274: orientation}} if kind == "TIFF" else {"exif": files.camera_exif(orientation)}
    if kind in ("JPEG", "PNG", "WEBP"):
        options = {"exif": b"Exif\0\0" + files.camera_exif(orientation)}
    pixels = read(files.encoded(stored, kind, **options)).image.pixels
    assert pixels.shape == (64, 96, 3)
    for (y, x), colour in {
        (8, 8): files.RED,
        (8, 88): files.GREEN,
        (56, 8): files.BLUE,
        (56, 88): files.WHITE,
    }.items():
        assert np.abs(pixels[y, x].astype(int) - colour).max() < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_16_bit_tiff_comes_out_upright(orientation: int) -> None:
    stored = files.stored(files.corners(), orientation).astype(np.uint16) * 257
    data = files.deep_tiff(stored, photometric="rgb", extratags=[(274, "H", 1, orientation, False)])
    assert np.array_equal(read(data).image.pixels, files.corners().astype(np.uint16) * 257)


def test_16_bits_stay_16_bits() -> None:
    ramp = np.tile(np.arange(4096, dtype=np.uint16)[None] * 16, (32, 1))
    colours = np.repeat(ramp[..., None], 3, axis=2)
    for data in (files.deep_tiff(colours, photometric="rgb"), files.deep_tiff(ramp, photometric="minisblack")):
        found = read(data)
        assert found.image.pixels.dtype == np.uint16
        assert np.array_equal(found.image.pixels, colours)
        assert found.source.depth == 16


def test_planes_stored_one_by_one_are_put_together() -> None:
    samples = files.photo().astype(np.uint16) * 257
    data = files.deep_tiff(np.moveaxis(samples, -1, 0).copy(), photometric="rgb", planarconfig="separate")
    assert np.array_equal(read(data).image.pixels, samples)


def test_a_16_bit_png_keeps_its_depth_and_its_alpha() -> None:
    samples = np.dstack([files.photo().astype(np.uint16) * 257, np.full((64, 96), 1000, np.uint16)])
    found = read(bytes(imagecodecs.png_encode(samples)))
    assert np.array_equal(found.image.pixels, samples[..., :3])
    assert found.alpha is not None
    assert found.alpha.dtype == np.uint8
    assert set(np.unique(found.alpha)) == {4}


def test_transparency_is_given_only_where_there_is_some() -> None:
    rgba = np.dstack([files.photo(), np.full((64, 96), 255, np.uint8)])
    opaque = Pillow.fromarray(rgba)
    half = rgba.copy()
    half[:32, :, 3] = 0
    assert read(files.encoded(rgba[..., :3], "PNG")).alpha is None
    for image, expected in ((opaque, None), (Pillow.fromarray(half), half[..., 3])):
        for kind in ("PNG", "TIFF", "WEBP"):
            out = io.BytesIO()
            image.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
            alpha = read(out.getvalue()).alpha
            if expected is None:
                assert alpha is None
            else:
                assert alpha is not None
                assert np.array_equal(alpha, expected)


def test_a_file_is_known_by_its_content_and_may_carry_more_behind_it() -> None:
    data = SAMPLES["jpeg"] + b"PK\x03\x04 an archive behind the picture"
    assert read(data).image.digest() == read(SAMPLES["jpeg"]).image.digest()


def test_the_same_bytes_give_the_same_pixels() -> None:
    for name, data in SAMPLES.items():
        first = read(data).image
        others = [read(data, Limits()).image for _ in range(4)]  # which may use memory that the first still shows
        assert {image.digest() for image in (first, *others)} == {first.digest()}, name
