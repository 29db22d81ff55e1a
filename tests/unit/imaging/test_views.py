"""Pictures for screens: small enough, no larger than the photo, and without anything but pixels."""

import io

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.export import export_alpha_png
from mirrorme.imaging.image import Image
from mirrorme.imaging.views import (
    MOST_THUMB,
    SCREEN,
    THUMB,
    for_screen,
    layer_webp,
    matte_for_screen,
    read_matte,
    read_webp,
    screen_webp,
    thumb_webp,
)


def noise(height: int, width: int, dtype: type[np.uint8] | type[np.uint16] = np.uint8) -> Image:
    return Image(np.random.default_rng(1).integers(0, np.iinfo(dtype).max, (height, width, 3), dtype))


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 700), st.integers(1, 700))
def test_a_thumb_fits_whatever_is_on_it(height: int, width: int) -> None:
    data = thumb_webp(noise(height, width))
    small = read_webp(data)
    assert len(data) <= MOST_THUMB
    assert max(small.width, small.height) <= min(THUMB, max(height, width))


def test_a_thumb_of_a_calm_picture_keeps_its_size_and_its_colours() -> None:
    rows = np.linspace(30, 220, 1200)[:, np.newaxis, np.newaxis]
    calm = Image(np.rint(np.broadcast_to(rows, (1200, 900, 3))).astype(np.uint8))
    small = read_webp(thumb_webp(calm))
    assert (small.height, small.width) == (THUMB, 360)
    there = np.linspace(30, 220, THUMB)[:, np.newaxis, np.newaxis]
    assert np.abs(small.pixels.astype(float) - there).mean() < 2


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_screens_picture_has_at_most_2048_pixels_and_nothing_beside_them(
    dtype: type[np.uint8] | type[np.uint16],
) -> None:
    data = screen_webp(for_screen(noise(300, 2500, dtype)))
    with PIL.Image.open(io.BytesIO(data)) as found:
        assert found.size == (SCREEN, 246)
        assert not {"exif", "icc_profile", "xmp"} & set(found.info)
        assert not found.getexif()


def test_a_small_picture_is_not_enlarged() -> None:
    assert read_webp(screen_webp(for_screen(noise(40, 30)))).pixels.shape == (40, 30, 3)


def test_a_matte_loses_nothing() -> None:
    alpha = np.random.default_rng(2).integers(0, 256, (300, 200), np.uint8)
    assert (read_matte(export_alpha_png(matte_for_screen(alpha))) == alpha).all()


def test_a_layer_is_clear_where_it_was() -> None:
    layer = np.zeros((64, 64, 4), np.uint8)
    layer[:32] = (200, 40, 10, 255)
    with PIL.Image.open(io.BytesIO(layer_webp(layer))) as found:
        alpha = np.asarray(found)[..., 3]
    assert (alpha[:28] == 255).all()
    assert (alpha[36:] == 0).all()


def test_what_is_no_webp_is_refused() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        read_webp(export_alpha_png(np.zeros((5, 5), np.uint8)))
