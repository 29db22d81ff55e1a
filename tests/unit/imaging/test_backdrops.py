import importlib
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.backdrops import Backdrop, catalogue, cover, find, names, render
from mirrorme.imaging.backdrops.texture import CANVAS, CLOTH, PAPER, SMOOTH, STONE, Texture, tile
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.image import Image, Pixels

ALL = catalogue()
ONE_OF_EACH = [next(b.name for b in ALL if b.family == family) for family in dict.fromkeys(b.family for b in ALL)]


def repainted(name: str, width: int, height: int, seed: int = 0) -> Image:
    # without what the last call left behind
    importlib.import_module("mirrorme.imaging.backdrops.render").paint_small.cache_clear()
    return render(name, width, height, seed=seed)


def test_there_are_more_than_fifty_backdrops_with_names_of_their_own() -> None:
    assert len(names()) > 50
    assert names() == tuple(b.name for b in ALL)
    assert len({b.title for b in ALL}) == len(ALL)
    assert all(find(name).name == name for name in names())


@pytest.mark.parametrize("backdrop", ALL, ids=lambda b: b.name)
def test_each_is_a_picture_and_as_light_as_its_entry_says(backdrop: Backdrop) -> None:
    pixels = render(backdrop.name, 34, 51).pixels
    assert pixels.shape == (51, 34, 3)
    assert pixels.dtype == np.uint8
    assert (pixels.mean() > 185) == backdrop.light
    # lit unevenly, as anything before a camera is
    assert pixels.reshape(-1, 3).std(axis=0).max() > 1


@pytest.mark.parametrize("name", [*ONE_OF_EACH, "brand:#1f6feb"])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (17, 31), (48, 9), (1, 40), (50, 1)])
def test_odd_sizes_are_painted_too(name: str, width: int, height: int) -> None:
    assert render(name, width, height).pixels.shape == (height, width, 3)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_the_same_name_size_and_seed_give_the_same_bytes(name: str) -> None:
    first = repainted(name, 90, 61, seed=3)
    assert repainted(name, 90, 61, seed=3).digest() == first.digest()
    assert repainted(name, 90, 61, seed=4).digest() != first.digest()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_larger_size_shows_the_same_picture(name: str) -> None:
    large = render(name, 1200, 1800).pixels.astype(np.float32)
    small = render(name, 120, 180).pixels.astype(np.float32)
    # 3x3 takes the small one's dither out; 4 of 255 can't be told side by side
    difference = cv2.blur(cv2.resize(large, (120, 180), interpolation=cv2.INTER_AREA) - small, (3, 3))
    assert np.abs(difference).mean() < 0.6
    assert np.abs(difference).max() < 4


@pytest.mark.parametrize(
    "name", ["gradient-midnight", "gradient-silver", "paper-mid-grey", "paper-black", "spotlight-blue"]
)
def test_gradients_show_no_bands(name: str) -> None:
    pixels = render(name, 600, 900).pixels
    # a band is a patch of one level, with an edge at its end
    patches = pixels[:896, :592].reshape(112, 8, 74, 8, 3)
    assert np.all(patches.max(axis=(1, 3)) > patches.min(axis=(1, 3)))
    assert not np.any(np.all(pixels[1:] == pixels[:-1], axis=(1, 2)))
    # and what the eye averages passes through the levels between two codes: patches don't gather at whole codes
    means = patches.mean(axis=(1, 3))
    assert 0.15 < np.abs(means - np.rint(means)).mean() < 0.35


@pytest.mark.parametrize("texture", [SMOOTH, PAPER, CLOTH, CANVAS, STONE])
def test_no_lump_of_the_repeated_texture_is_large_enough_to_be_recognised(texture: Texture) -> None:
    field, _ = tile(texture, 6000)
    power = np.abs(np.fft.fft2(field.astype(np.float32))) ** 2
    cycles = np.abs(np.fft.fftfreq(field.shape[0], 1 / field.shape[0]))
    large = np.hypot(cycles[:, None], cycles[None, :]) < 10
    assert power[large].sum() < 0.01 * power.sum()


@pytest.mark.parametrize("texture", [PAPER, CANVAS, STONE])
def test_texture_keeps_its_size_on_the_surface_and_fades_in_small_pictures(texture: Texture) -> None:
    (large, strong), (small, weak) = tile(texture, 6000), tile(texture, 3000)
    assert abs(large.shape[0] / small.shape[0] - 2) < 0.05
    assert 0 < weak < strong
    assert tile(texture, 40)[1] < 0.2 * strong


@given(code=st.integers(0, 0xFFFFFF), aspect=st.sampled_from([(40, 60), (60, 40), (50, 50)]))
@settings(deadline=None, max_examples=40)
def test_a_brand_colour_is_what_the_picture_averages_to(code: int, aspect: tuple[int, int]) -> None:
    name = f"brand:#{code:06x}"
    asked = np.array([code >> 16, (code >> 8) & 255, code & 255])
    assert np.abs(render(name, *aspect).pixels.reshape(-1, 3).mean(axis=0) - asked).max() < 2.5
    assert find(name).family == "brand"


def test_a_brand_colour_may_be_written_in_capitals_or_without_the_hash() -> None:
    assert find("brand:1F6FEB") == find("brand:#1f6feb")
    assert not find("brand:#1f6feb").light
    assert find("brand:#f5f0e0").light


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("canvas-oliv", "canvas-olive"),
        ("Paper-White", "paper-white"),
        ("olive", "canvas-olive"),
        ("brand:blue", "brand:#rrggbb"),
        ("", "mirrorme backdrops"),
        ("qqqqqqqqq", "mirrorme backdrops"),
    ],
)
@pytest.mark.parametrize("use", [find, lambda name: render(name, 4, 4)])
def test_an_unknown_name_is_answered_with_the_closest_ones(
    use: Callable[[str], object], wrong: str, advice: str
) -> None:
    with pytest.raises(RecipeError, match=advice) as caught:
        use(wrong)
    assert caught.value.reason.code == "unknown_backdrop"
    assert caught.value.reason.measured == wrong


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (-1, 5)])
def test_nothing_smaller_than_a_pixel_is_painted(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="at least 1x1"):
        render("paper-white", width, height)
    with pytest.raises(ValueError, match="at least 1x1"):
        cover(Image(np.zeros((4, 4, 3), np.uint8)), width, height)


sides = st.integers(1, 40)


@given(width=sides, height=sides, to_width=sides, to_height=sides, deep=st.booleans())
@settings(deadline=None)
def test_an_own_picture_fills_any_frame_and_keeps_its_depth(
    width: int, height: int, to_width: int, to_height: int, *, deep: bool
) -> None:
    grey: Pixels = np.full((height, width, 3), 77, np.uint8)
    out = cover(Image(grey.astype(np.uint16) if deep else grey), to_width, to_height).pixels
    assert out.shape == (to_height, to_width, 3)
    assert out.dtype == (np.uint16 if deep else np.uint8)
    assert np.all(out == 77)


def test_an_own_picture_is_cut_evenly_on_both_sides() -> None:
    wide = np.zeros((20, 60, 3), np.uint8)
    wide[:, 20:40] = 200
    out = cover(Image(wide), 40, 40).pixels
    assert np.all(out[:, 2:-2] == 200)
    tall = np.ascontiguousarray(wide.transpose(1, 0, 2))
    assert np.all(cover(Image(tall), 10, 10).pixels[1:-1] == 200)


def test_an_own_picture_of_the_right_size_stays_as_it_is() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (12, 9, 3), np.uint8)
    np.testing.assert_array_equal(cover(Image(pixels), 9, 12).pixels, pixels)
