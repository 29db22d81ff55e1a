import io

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from mirrorme.imaging import metadata
from mirrorme.imaging.export import export_alpha_png, export_cutout_png, export_jpeg
from mirrorme.imaging.image import Image
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Export
from mirrorme.imaging.srgb_profile import srgb_profile
from tests.unit.imaging import encoding as files
from tests.unit.imaging.test_metadata import IPTC, XMP

ABOUT = metadata.collect(files.camera_exif(6), IPTC, XMP)


def reopened(data: bytes) -> Pillow.Image:
    image = Pillow.open(io.BytesIO(data))
    image.load()
    return image


def test_the_jpeg_shows_the_picture_and_keeps_what_the_photo_said() -> None:
    data = export_jpeg(Image(files.photo()), ABOUT, Export())
    image = reopened(data)
    assert np.abs(np.asarray(image).astype(int) - files.photo()).mean() < 2
    assert image.info["dpi"] == (300, 300)
    assert image.info["icc_profile"] == srgb_profile()
    again = read(data)
    assert again.metadata.copyright == "(c) Studio Nord"
    assert again.metadata.captured == ABOUT.captured
    assert again.metadata.iptc == IPTC
    assert again.metadata.xmp is not None
    assert b"Studio Nord" in again.metadata.xmp
    assert again.source.orientation == 1
    assert again.source.profile == "sRGB IEC61966-2.1"


@pytest.mark.parametrize("keep", [True, False])
def test_the_place_is_delivered_only_when_asked_for(keep: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    jpeg = export_jpeg(Image(files.photo()), ABOUT, Export(keep_gps=keep))
    alpha = np.full((64, 96), 9, np.uint8)
    png = export_cutout_png(Image(files.photo()), alpha, ABOUT, keep_gps=keep)
    for data in (jpeg, png):
        assert (b"GPSVALUE" in data) is keep
        assert (b"GPSLatitude" in data) is keep
        assert read(data).metadata.has_place is keep


def test_a_photo_that_says_nothing_gets_a_plain_jpeg() -> None:
    image = reopened(export_jpeg(Image(files.photo()), metadata.Metadata(), Export()))
    assert "exif" not in image.info
    assert "dpi" not in image.info
    assert image.info["icc_profile"] == srgb_profile()


def test_16_bits_are_rounded_to_8() -> None:
    deep = Image(np.full((40, 40, 3), 128 * 257 + 127, np.uint16))
    assert np.asarray(reopened(export_jpeg(deep, metadata.Metadata(), Export(quality=100)))).max() == 128


def test_chroma_is_whole_above_quality_95() -> None:
    for quality, expected in ((95, "420"), (98, "444")):
        data = export_jpeg(Image(files.photo()), ABOUT, Export(quality=quality))
        assert simplejpeg.decode_jpeg_header(data)[3] == expected


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**31))
def test_the_cutout_has_the_subject_and_nothing_behind_it(height: int, width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    alpha = rng.choice(np.array([0, 0, 1, 128, 255], np.uint8), (height, width))
    found = np.asarray(reopened(export_cutout_png(Image(pixels), alpha, ABOUT)))
    assert np.array_equal(found[..., 3], alpha)
    assert np.array_equal(found[..., :3], pixels * (alpha[..., None] > 0))
    assert np.array_equal(np.asarray(reopened(export_alpha_png(alpha))), alpha)


def test_an_alpha_of_another_size_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="alpha"):
        export_cutout_png(Image(files.photo()), np.zeros((3, 3), np.uint8), ABOUT)


def test_the_embedded_profile_is_srgb() -> None:
    own = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(own).strip() == "sRGB IEC61966-2.1"
    colours = np.random.default_rng(3).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    transform = ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    through = np.asarray(ImageCms.applyTransform(Pillow.fromarray(colours), transform))
    assert np.abs(through.astype(int) - colours).max() <= 1


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert export_jpeg(Image(files.photo()), ABOUT, Export()) == export_jpeg(Image(files.photo()), ABOUT, Export())
