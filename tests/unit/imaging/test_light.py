"""Light is tried on painted portraits: a backdrop, a shirt, hair, skin, eyes and teeth, in the light that we choose."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.colour import LUMINANCE, linear_to_srgb, srgb_to_lab, srgb_to_linear
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light import Box, LightCorrection, apply_light, measure_light
from mirrorme.imaging.light.correction import balanced, tone_curve
from mirrorme.imaging.recipe import Light

HEIGHT, WIDTH = 320, 256
BOXES: list[Box] = [(88.0, 60.0, 168.0, 156.0)]
# linear reflectances of skin, from very light to very dark
SKINS = {
    "very light": (0.68, 0.47, 0.38),
    "light": (0.52, 0.33, 0.25),
    "tan": (0.36, 0.20, 0.13),
    "brown": (0.19, 0.095, 0.058),
    "dark": (0.085, 0.045, 0.030),
}
GREY, TUNGSTEN, SHADE = (1.0, 1.0, 1.0), (1.25, 1.0, 0.55), (0.8, 1.0, 1.45)
Triple = tuple[float, float, float]


def portrait(
    skin: Triple = SKINS["light"],
    *,
    light: Triple = GREY,
    ev: float = 0.0,
    shirt: Triple = (0.75, 0.75, 0.76),
    backdrop: Triple = (0.40, 0.40, 0.40),
) -> tuple[Image, Alpha]:
    scene = np.empty((HEIGHT, WIDTH, 3))
    scene[:] = np.array(backdrop) * np.linspace(1.1, 0.05, HEIGHT)[:, None, None]
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.ellipse(scene, (128, 320), (120, 130), 0, 180, 360, shirt, -1)
    cv2.ellipse(scene, (128, 100), (56, 70), 0, 0, 360, (0.02, 0.016, 0.013), -1)
    cv2.ellipse(scene, (128, 112), (42, 56), 0, 0, 360, skin, -1)
    cv2.ellipse(alpha, (128, 320), (120, 130), 0, 180, 360, (255,), -1)
    cv2.ellipse(alpha, (128, 100), (56, 70), 0, 0, 360, (255,), -1)
    scene[:, 44:212] *= np.linspace(1.2, 0.7, 168)[None, :, None]  # the light comes from one side
    for x in (110, 146):
        cv2.ellipse(scene, (x, 100), (8, 4), 0, 0, 360, (0.55, 0.55, 0.56), -1)
        cv2.circle(scene, (x, 100), 3, (0.03, 0.02, 0.02), -1)
    cv2.ellipse(scene, (128, 140), (12, 4), 0, 0, 360, (0.6, 0.58, 0.54), -1)
    # skin shines in the colour of the light
    shine = np.zeros((HEIGHT, WIDTH))
    for x, y in ((112, 76), (104, 118), (128, 122)):
        cv2.circle(shine, (x, y), 7, (0.6,), -1)
    scene += cv2.GaussianBlur(shine, (0, 0), 4)[..., None] * np.clip(0.9 - scene, 0, 1)
    texture = np.random.default_rng(1).normal(1, 0.02, scene.shape[:2])[..., None]
    lit = np.clip(scene * texture * np.array(light) * 2**ev, 0, 1)
    return Image(np.rint(linear_to_srgb(lit) * 255).astype(np.uint8)), alpha


def corrected(image: Image, alpha: Alpha, boxes: Sequence[Box] = BOXES) -> Image:
    return apply_light(image, measure_light(image, alpha, boxes, Light()))


def face_lightness(image: Image) -> float:
    cheek = image.pixels[112:128, 100:120] / 255
    return float(np.median(srgb_to_lab(cheek)[..., 0]))


def cast(image: Image) -> float:
    """log2(red / blue) of the backdrop, which is grey in grey light."""
    red, _, blue = np.median(srgb_to_linear(image.pixels[10:40, 10:60] / 255), axis=(0, 1))
    return float(np.log2(red / blue))


@pytest.mark.parametrize("skin", SKINS)
def test_a_well_lit_portrait_is_left_alone_whoever_is_in_it(skin: str) -> None:
    image, alpha = portrait(SKINS[skin])
    assert corrected(image, alpha) is image


@pytest.mark.parametrize("skin", SKINS)
def test_missing_light_is_given_back_and_every_skin_gets_the_same(skin: str) -> None:
    whole, alpha = portrait(SKINS[skin])
    dark, _ = portrait(SKINS[skin], ev=-2)
    light, _ = portrait(SKINS["light"], ev=-2)
    correction = measure_light(dark, alpha, BOXES, Light())
    assert 1 < correction.exposure_ev <= 1.5
    assert correction.exposure_ev == pytest.approx(measure_light(light, alpha, BOXES, Light()).exposure_ev, abs=0.1)
    lit = apply_light(dark, correction)
    assert face_lightness(dark) < face_lightness(lit) <= face_lightness(whole) + 1


def test_a_burnt_face_gets_less_light_and_a_bright_backdrop_does_not_count() -> None:
    burnt, alpha = portrait(SKINS["very light"], ev=1.3)
    assert -0.6 <= measure_light(burnt, alpha, BOXES, Light()).exposure_ev < 0
    bright, alpha = portrait(backdrop=(1.4, 1.4, 1.4))
    assert measure_light(bright, alpha, BOXES, Light()).exposure_ev == 0


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("light", [TUNGSTEN, SHADE], ids=["tungsten", "shade"])
def test_a_strong_cast_goes_and_most_of_it_for_every_skin(skin: str, light: Triple) -> None:
    image, alpha = portrait(SKINS[skin], light=light)
    before, after = cast(image), cast(corrected(image, alpha))
    assert abs(after) < 0.45 * abs(before)


def test_clothes_and_walls_in_colour_are_not_taken_for_light() -> None:
    for colours in (
        {"shirt": (0.80, 0.25, 0.03)},
        {"shirt": (0.75, 0.60, 0.02), "backdrop": (0.03, 0.03, 0.04)},
        {"backdrop": (0.30, 0.16, 0.09)},
        {"backdrop": (0.05, 0.20, 0.06)},
        {"backdrop": (0.28, 0.27, 0.60)},
    ):
        image, alpha = portrait(**colours)  # type: ignore[arg-type]
        gains = measure_light(image, alpha, BOXES, Light()).gains
        assert max(gains) / min(gains) < 1.1, colours


@pytest.mark.parametrize("ev", [-2, 0, 1.3])
def test_black_and_white_stays_black_and_white(ev: float) -> None:
    image, alpha = portrait(ev=ev)
    pixels = np.empty_like(image.pixels)
    pixels[:] = image.pixels[..., 1:2]
    grey = Image(pixels)
    correction = measure_light(grey, alpha, BOXES, Light())
    assert correction.gains == (1.0, 1.0, 1.0)
    out = apply_light(grey, correction).pixels
    np.testing.assert_array_equal(out[..., 0], out[..., 1])
    np.testing.assert_array_equal(out[..., 0], out[..., 2])


def test_a_toned_print_keeps_its_tone() -> None:
    image, alpha = portrait()
    grey = image.pixels[..., 1:2] / 255
    toned = np.concatenate([grey**0.8, grey, grey**1.3], axis=2)
    sepia = Image(np.rint(toned * 255).astype(np.uint8))
    assert measure_light(sepia, alpha, BOXES, Light()).gains == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(("light", "ev"), [(GREY, -2), (GREY, 1.3), (TUNGSTEN, 0), (SHADE, 0), (TUNGSTEN, -1.5)])
def test_a_second_correction_finds_little_to_do(light: Triple, ev: float) -> None:
    image, alpha = portrait(light=light, ev=ev)
    once = corrected(image, alpha)
    again = measure_light(once, alpha, BOXES, Light())
    assert abs(again.exposure_ev) <= 0.5
    assert max(again.gains) / min(again.gains) < 1.15


def test_no_face_and_no_subject_are_no_reason_to_fail() -> None:
    image, alpha = portrait(light=TUNGSTEN, ev=-2)
    for boxes in ([], [(-90.0, -90.0, -10.0, -10.0)], [(250.0, 310.0, 900.0, 900.0)]):
        assert measure_light(image, np.zeros_like(alpha), boxes, Light()).exposure_ev > 1
    for value in (0, 255):
        flat = Image(np.full((9, 7, 3), value, np.uint8))
        apply_light(flat, measure_light(flat, np.zeros((9, 7), np.uint8), [], Light()))


def test_what_is_asked_for_by_hand_comes_on_top_or_alone() -> None:
    image, alpha = portrait(ev=-2)
    measured = measure_light(image, alpha, BOXES, Light()).exposure_ev
    both = measure_light(image, alpha, BOXES, Light(exposure_ev=0.5))
    assert both.exposure_ev == pytest.approx(measured + 0.5)
    alone = measure_light(image, alpha, BOXES, Light(auto=False, exposure_ev=0.5))
    assert (alone.exposure_ev, alone.gains) == (0.5, (1.0, 1.0, 1.0))
    assert measure_light(image, alpha, BOXES, Light(auto=False)).neutral


def test_a_correction_is_json_and_tells_what_it_saw() -> None:
    image, alpha = portrait(light=TUNGSTEN)
    told = json.loads(json.dumps(asdict(measure_light(image, alpha, BOXES, Light()))))
    assert told["measured"]["warmth"] > 0.4
    assert set(told) == {"exposure_ev", "gains", "shoulder", "measured"}


def test_depth_does_not_matter() -> None:
    image, alpha = portrait(light=TUNGSTEN, ev=-1.5)
    deep = Image(image.pixels.astype(np.uint16) * 257)
    eight, sixteen = (measure_light(i, alpha, BOXES, Light()) for i in (image, deep))
    assert sixteen.exposure_ev == pytest.approx(eight.exposure_ev, abs=1e-3)
    np.testing.assert_allclose(sixteen.gains, eight.gains, atol=1e-3)
    lit = apply_light(deep, sixteen)
    assert lit.pixels.dtype == np.uint16
    np.testing.assert_allclose(lit.pixels / 257, apply_light(image, eight).pixels, atol=0.6)


def test_an_alpha_of_another_size_is_refused() -> None:
    image, _ = portrait()
    with pytest.raises(ValueError, match="doesn't fit"):
        measure_light(image, np.zeros((4, 4), np.uint8), [], Light())


GAIN = st.floats(0.1, 8)


@settings(deadline=None, max_examples=40)
@given(
    ev=st.floats(-4, 4),
    gains=st.tuples(GAIN, GAIN, GAIN),
    shoulder=st.floats(1.5, 6),
    depth=st.sampled_from([np.uint8, np.uint16]),
)
def test_no_clipping_is_added_and_darker_stays_darker(
    ev: float, gains: Triple, shoulder: float, depth: type[np.uint8] | type[np.uint16]
) -> None:
    white = np.iinfo(depth).max
    ramp = np.repeat(np.arange(white + 1)[None, :, None], 3, axis=2)
    image = Image(ramp.astype(np.uint8) if depth is np.uint8 else ramp.astype(np.uint16))
    out = apply_light(image, LightCorrection(ev, gains, shoulder)).pixels
    for edge in (0, white):
        assert ((out == edge) <= (image.pixels == edge)).all()
    assert (np.diff(out.astype(np.int64), axis=1) >= 0).all()


@given(GAIN, st.floats(1.5, 6), st.floats(0.001, 0.999))
def test_a_gain_and_its_inverse_leave_light_as_it_was(gain: float, shoulder: float, value: float) -> None:
    light = np.array([0.0, value, 1.0])
    # a darkening may take a softer shoulder, and only the same shoulder undoes it
    p = shoulder if gain >= 1 else min(shoulder, float(np.log(4) / -np.log(gain)))
    back = tone_curve(tone_curve(light, gain, p), 1 / gain, p)
    if gain < 1 or p <= np.log(4) / np.log(gain):
        np.testing.assert_allclose(back, light, atol=1e-6)
    curve = tone_curve(light, gain, shoulder)
    assert (curve[0], curve[2]) == (0, pytest.approx(1))
    assert 0 < curve[1] < 1


@given(st.floats(-2, 2), st.floats(-0.5, 0.5))
def test_balancing_keeps_a_greys_luminance_and_takes_the_cast(warmth: float, tint: float) -> None:
    red, green, blue = balanced(warmth, tint)
    assert np.dot((red, green, blue), LUMINANCE) == pytest.approx(1)
    assert np.log2(red / blue) == pytest.approx(-warmth, abs=1e-9)
    assert np.log2(green / np.sqrt(red * blue)) == pytest.approx(-tint, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.floats(-1, 1), st.floats(-1, 1))
def test_warmth_by_hand_moves_red_against_blue_and_keeps_the_level_of_greys(one: float, other: float) -> None:
    image, alpha = portrait()
    cold, warm = sorted((one, other))
    by_warmth = [measure_light(image, alpha, BOXES, Light(warmth=warmth)).gains for warmth in (cold, warm)]
    (red, _, blue), (redder, _, less_blue) = by_warmth
    assert np.log2(redder / less_blue) - np.log2(red / blue) == pytest.approx(warm - cold, abs=1e-9)
    for gains in by_warmth:
        assert np.dot(gains, LUMINANCE) == pytest.approx(1.0)


def test_without_warmth_light_is_corrected_bit_for_bit_as_before() -> None:
    for light in (GREY, TUNGSTEN, SHADE):
        image, alpha = portrait(light=light)
        old = Light.model_validate({"step": "light", "auto": True, "exposure_ev": 0.2})
        assert measure_light(image, alpha, BOXES, old) == measure_light(image, alpha, BOXES, Light(exposure_ev=0.2))
    neutral = measure_light(image, alpha, BOXES, Light(auto=False))
    assert neutral == LightCorrection()
    assert not measure_light(image, alpha, BOXES, Light(auto=False, warmth=0.3)).neutral
