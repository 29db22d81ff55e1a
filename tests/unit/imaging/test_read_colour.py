import io
import struct
import zlib

import imagecodecs
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from mirrorme.imaging import exif
from mirrorme.imaging.read import Photo, read
from mirrorme.imaging.srgb_profile import srgb_profile
from tests.unit.imaging import encoding as files

# white point, primaries, gamma: Adobe RGB, Display P3 (gamma 2.2 here) and ProPhoto
SPACES = {
    "adobe": ((0.3127, 0.329), (0.64, 0.33, 0.21, 0.71, 0.15, 0.06), 2.19921875),
    "p3": ((0.3127, 0.329), (0.68, 0.32, 0.265, 0.69, 0.15, 0.06), 2.2),
    "prophoto": ((0.3457, 0.3585), (0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001), 1.8),
}


def profile(space: str) -> bytes:
    white, primaries, gamma = SPACES[space]
    return bytes(imagecodecs.cms_profile("rgb", whitepoint=(*white, 1), primaries=primaries, gamma=gamma))


def colours() -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (48, 48, 3), dtype=np.uint8)


def by_littlecms(pixels: np.ndarray, icc: bytes) -> np.ndarray:
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    transform = ImageCms.buildTransform(
        source, ImageCms.createProfile("sRGB"), "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    return np.asarray(ImageCms.applyTransform(Pillow.fromarray(pixels), transform))


@pytest.mark.parametrize("space", SPACES)
def test_8_bit_colours_come_out_as_littlecms_has_them(space: str) -> None:
    data = files.encoded(colours(), "PNG", icc_profile=profile(space))
    found = read(data)
    off = np.abs(found.image.pixels.astype(int) - by_littlecms(colours(), profile(space)))
    assert off.max() <= 2
    assert off.mean() < 0.1
    assert not found.source.assumed


@pytest.mark.parametrize("space", SPACES)
def test_16_bit_colours_keep_their_precision(space: str) -> None:
    deep = colours().astype(np.uint16) * 257
    found = read(files.deep_tiff(deep, photometric="rgb", iccprofile=profile(space))).image.pixels
    eight = read(files.encoded(colours(), "PNG", icc_profile=profile(space))).image.pixels
    assert np.abs(found / 257 - eight).max() <= 0.6
    ramp = np.repeat(np.arange(20000, 24096, dtype=np.uint16).reshape(64, 64)[..., None], 3, axis=2)
    fine = read(files.deep_tiff(ramp, photometric="rgb", iccprofile=profile(space))).image.pixels
    assert len(np.unique(fine[..., 1])) > 3000


def test_srgb_by_any_name_is_not_touched() -> None:
    pixels = colours()
    data = files.encoded(pixels, "PNG", icc_profile=srgb_profile())
    assert np.array_equal(read(data).image.pixels, pixels)
    assert read(data).source.profile == "sRGB IEC61966-2.1"
    assert not read(data).source.assumed


def test_without_a_profile_srgb_is_assumed_and_said() -> None:
    found = read(files.encoded(colours(), "PNG"))
    assert np.array_equal(found.image.pixels, colours())
    assert found.source.assumed


@pytest.mark.parametrize("broken", [b"x", bytes(200), srgb_profile()[:300], srgb_profile().replace(b"acsp", b"....")])
def test_a_broken_profile_is_not_fatal_and_said(broken: bytes) -> None:
    found = read(files.encoded(colours(), "PNG", icc_profile=broken))
    assert np.array_equal(found.image.pixels, colours())
    assert found.source.assumed
    assert found.source.notes


def test_a_profile_of_another_kind_is_not_applied() -> None:
    grey = bytes(imagecodecs.cms_profile("gray", gamma=2.2))
    found = read(files.encoded(colours(), "PNG", icc_profile=grey))
    assert np.array_equal(found.image.pixels, colours())
    assert found.source.assumed


def test_a_grey_profile_is_applied_to_grey() -> None:
    linear = bytes(imagecodecs.cms_profile("gray", gamma=1.0))
    ramp = np.tile(np.arange(256, dtype=np.uint8), (40, 1))
    found = read(files.encoded(np.dstack([ramp] * 3), "PNG", mode="L", icc_profile=linear)).image.pixels[0]
    light = np.arange(256) / 255
    expected = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    assert np.abs(found - expected[:, None]).max() <= 1.5


def test_cmyk_without_a_profile_is_the_browsers_simple_conversion() -> None:
    pixels = files.photo()
    cmyk = Pillow.fromarray(pixels).convert("CMYK")
    for kind, options in (("TIFF", {}), ("JPEG", {"quality": 100, "subsampling": 0})):
        out = io.BytesIO()
        cmyk.save(out, kind, **options)
        found = read(out.getvalue())
        assert np.abs(found.image.pixels.astype(int) - pixels).max() <= 4
        assert found.source.assumed


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_png_may_say_its_gamma_instead(mode: str) -> None:
    ramp = np.dstack([np.tile(np.arange(256, dtype=np.uint8), (40, 1))] * 3)

    def with_gamma(value: int) -> Photo:
        data = files.encoded(ramp, "PNG", mode=mode)
        body = b"gAMA" + value.to_bytes(4, "big")
        return read(data[:33] + (4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big") + data[33:])

    assert np.array_equal(with_gamma(45455).image.pixels, ramp)
    light = np.arange(256) / 255
    expected = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    assert np.abs(with_gamma(100_000).image.pixels[0] - expected[:, None]).max() <= 1.5


def test_exif_alone_can_say_adobe_rgb() -> None:
    interop_at_end = files.camera_exif()
    sub = {40961: (3, 1, struct.pack("<H", 65535)), 40965: (4, 1, struct.pack("<I", 0))}
    block = bytearray(exif.build({}, {34665: sub}))
    at = block.find(struct.pack("<HHI", 40965, 4, 1)) + 8
    block[at : at + 4] = struct.pack("<I", len(block))
    block += struct.pack("<HHHI4sI", 1, 1, 2, 4, b"R03\0", 0)
    marked = read(files.encoded(files.photo(), "JPEG", exif=b"Exif\0\0" + bytes(block)))
    plain = read(files.encoded(files.photo(), "JPEG", exif=b"Exif\0\0" + interop_at_end))
    assert marked.source.profile.startswith("Adobe RGB")
    assert plain.source.assumed
    assert not np.array_equal(marked.image.pixels, plain.image.pixels)
