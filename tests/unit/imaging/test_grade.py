import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mirrorme.imaging.colour import LUMINANCE, Floats, srgb_to_lab, srgb_to_linear
from mirrorme.imaging.grade import grade, shaped
from mirrorme.imaging.image import Image
from mirrorme.imaging.lut import Cube, Curve, Lut, apply_lut, evaluate
from mirrorme.imaging.recipe import Grade

NAMED = "0" * 64
INVERTED = Lut("inverted", Curve(np.array([[1, 1, 1], [0, 0, 0]], np.float32)))
SLIDER = st.floats(-1, 1)
# encoded sRGB of skins from very light to very dark
SKINS = np.array([[0.84, 0.71, 0.65], [0.75, 0.61, 0.54], [0.64, 0.48, 0.40], [0.47, 0.34, 0.27], [0.32, 0.23, 0.19]])


def colours(depth: type[np.uint8] | type[np.uint16] = np.uint8) -> Image:
    """Every mixture of 16 reds, greens and blues, with black, white and greys."""
    line = np.linspace(0, np.iinfo(depth).max, 16)
    blue, green, red = np.meshgrid(line, line, line, indexing="ij")
    pixels = np.stack([red, green, blue], axis=-1).reshape(64, 64, 3)
    return Image(pixels.astype(np.uint8) if depth is np.uint8 else pixels.astype(np.uint16))


def hue(encoded: Floats) -> Floats:
    lab = srgb_to_lab(encoded)
    return np.asarray(np.degrees(np.arctan2(lab[..., 2], lab[..., 1])))


def test_neutral_gives_the_same_picture() -> None:
    image = colours()
    assert grade(image, Grade()) is image
    assert grade(image, Grade(lut=NAMED, lut_mix=0), INVERTED) is image


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@settings(deadline=None, max_examples=15)
@given(SLIDER, SLIDER, SLIDER, SLIDER)
def test_black_and_white_stay_and_greys_stay_grey_under_contrast_and_saturation(
    depth: type[np.uint8] | type[np.uint16], temperature: float, tint: float, contrast: float, saturation: float
) -> None:
    image = colours(depth)
    out = grade(image, Grade(contrast=contrast, saturation=saturation)).pixels
    grey = (image.pixels[..., :1] == image.pixels).all(axis=-1)
    assert np.ptp(out[grey].astype(np.int64), axis=-1).max() == 0
    everything = Grade(temperature=temperature, tint=tint, contrast=contrast, saturation=saturation)
    for looked in (out, grade(image, everything).pixels):
        np.testing.assert_array_equal(looked[0, 0], 0)
        np.testing.assert_array_equal(looked[-1, -1], image.white)


@given(st.floats(0.01, 1))
def test_sliders_do_what_they_say(amount: float) -> None:
    image = Image((SKINS * 65535).round().astype(np.uint16)[None])

    def change(params: Grade) -> NDArray[np.float64]:
        return grade(image, params).pixels / 65535 - image.pixels / 65535

    warm, magenta = change(Grade(temperature=amount)), change(Grade(tint=amount))
    assert (warm[..., 0] > warm[..., 2]).all()
    assert (magenta[..., 1] < magenta[..., 0]).all()
    assert (magenta[..., 1] < magenta[..., 2]).all()
    strong = shaped(SKINS, amount, 0)
    assert np.ptp(strong[:, 1]) > np.ptp(SKINS[:, 1])
    for saturation in (amount, -amount):
        before, after = np.ptp(SKINS, axis=1), np.ptp(shaped(SKINS, 0, saturation), axis=1)
        assert ((after > before) if saturation > 0 else (after < before)).all()


@given(SLIDER, SLIDER)
def test_skin_of_every_tone_keeps_its_hue(contrast: float, saturation: float) -> None:
    out = shaped(SKINS, contrast, max(saturation, -0.9))
    assert np.abs(hue(out) - hue(SKINS)).max() < 3


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), SLIDER, SLIDER)
def test_no_colour_leaves_the_gamut_or_is_turned_into_its_opposite(
    colour: tuple[float, float, float], contrast: float, saturation: float
) -> None:
    before = np.array([colour])
    after = shaped(before, contrast, saturation)
    assert after.min() >= 0
    assert after.max() <= 1
    assert (np.diff(after[0, np.argsort(before[0])]) >= -1e-9).all()


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_no_saturation_is_black_and_white_of_the_same_luminance(depth: type[np.uint8] | type[np.uint16]) -> None:
    image = colours(depth)
    out = grade(image, Grade(saturation=-1)).pixels
    assert np.ptp(out.astype(np.int64), axis=-1).max() == 0
    wanted = srgb_to_linear(image.pixels / image.white) @ np.array(LUMINANCE)
    lightness = srgb_to_lab(out / image.white)[..., 0]
    grey = np.repeat(np.clip(wanted, 0, 1)[..., None], 3, axis=-1)
    expected = 116 * np.cbrt(grey[..., 0]) - 16
    bright = wanted > 0.01
    np.testing.assert_allclose(lightness[bright], expected[bright], atol=0.6)


@pytest.mark.parametrize(
    "params",
    [
        Grade(contrast=0.3),
        Grade(saturation=0.2),
        Grade(saturation=-0.5),
        Grade(temperature=0.2, tint=0.1, contrast=0.2, saturation=-0.1),
    ],
)
def test_one_table_is_as_good_as_every_step_by_itself(params: Grade) -> None:
    pixels = np.random.default_rng(0).integers(0, 65535, (100, 100, 3), np.uint16, endpoint=True)
    warmed = grade(Image(pixels), Grade(temperature=params.temperature, tint=params.tint)).pixels / 65535
    exact = shaped(warmed, params.contrast, params.saturation) * 255
    off = np.abs(grade(Image(pixels), params).pixels / 257 - exact)
    assert np.percentile(off, 99) < 0.5
    assert np.median(off) < 0.05


def test_a_lut_comes_last_and_by_its_share() -> None:
    image = colours()
    alone = Grade(lut=NAMED, lut_mix=0.25)
    assert grade(image, alone, INVERTED).digest() == apply_lut(image, INVERTED, 0.25).digest()
    params = Grade(contrast=0.5, lut=NAMED, lut_mix=0.5)
    bent = shaped(image.pixels / 255, 0.5, 0)
    exact = (bent + evaluate(INVERTED, bent)) / 2 * 255
    np.testing.assert_allclose(grade(image, params, INVERTED).pixels, exact, atol=0.7)


def test_a_lut_beyond_white_is_clipped_before_it_is_mixed() -> None:
    bright = Lut("bright", None, Cube(np.full((2, 2, 2, 3), 3, np.float32)))
    image = Image(np.zeros((2, 2, 3), np.uint8))
    for params in (Grade(lut=NAMED, lut_mix=0.5), Grade(contrast=0.1, lut=NAMED, lut_mix=0.5)):
        np.testing.assert_allclose(grade(image, params, bright).pixels, 127.5, atol=0.5)


def test_a_lut_that_is_missing_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs the LUT"):
        grade(colours(), Grade(lut=NAMED))


@settings(max_examples=20, deadline=None)
@given(SLIDER, SLIDER, SLIDER, SLIDER)
def test_a_brighter_grey_stays_the_brighter_one(t: float, i: float, c: float, s: float) -> None:
    ramp = Image(np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2))
    done = grade(ramp, Grade(temperature=t, tint=i, contrast=c, saturation=s)).pixels[0].astype(np.int64)
    assert (np.diff(done.sum(axis=1)) >= -1).all()


def test_both_depths_look_the_same() -> None:
    params = Grade(contrast=0.3, saturation=0.2)
    deep = grade(Image(colours().pixels.astype(np.uint16) * 257), params)
    assert deep.pixels.dtype == np.uint16
    np.testing.assert_allclose(deep.pixels / 257, grade(colours(), params).pixels, atol=0.7)


def test_threads_and_repetition_give_the_same_bytes() -> None:
    params = Grade(temperature=0.3, contrast=-0.2, saturation=0.4)
    first = grade(colours(), params)
    assert first.digest() == grade(colours(), params, threads=3).digest() == grade(colours(), params).digest()
