import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.colour import delta_e_2000, srgb_to_lab
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.grade import grade
from mirrorme.imaging.image import Image
from mirrorme.imaging.lut import Cube, Lut, apply_lut
from mirrorme.imaging.recipe import Grade
from mirrorme.imaging.styles import find_style, parse_style, styles

STRENGTH = st.floats(-1, 1)
RAMP = Image(np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis, :, np.newaxis], 3, axis=2))
COLOURS = Image(np.random.default_rng(2).integers(0, 256, (64, 64, 3), np.uint8))


def inverting() -> Lut:
    steps = np.linspace(1, 0, 17)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    return Lut("negative", cube=Cube(np.stack([red, green, blue], -1).astype(np.float32)))


def test_the_neutral_style_changes_nothing() -> None:
    assert grade(COLOURS, find_style("neutral").grade, None) is COLOURS


@settings(max_examples=30, deadline=None)
@given(STRENGTH, STRENGTH, STRENGTH, STRENGTH)
def test_black_and_white_stay_and_greys_keep_their_order(t: float, i: float, c: float, s: float) -> None:
    done = grade(RAMP, Grade(temperature=t, tint=i, contrast=c, saturation=s), None).pixels[0].astype(int)
    assert abs(done[0]).max() <= 1
    assert abs(done[255] - 255).max() <= 1
    assert (np.diff(done.sum(1)) >= -3).all()


@settings(max_examples=20, deadline=None)
@given(STRENGTH)
def test_saturation_keeps_greys_grey(amount: float) -> None:
    assert np.ptp(grade(RAMP, Grade(saturation=amount), None).pixels.astype(int), axis=2).max() <= 1


def test_no_saturation_is_black_and_white() -> None:
    assert np.ptp(grade(COLOURS, find_style("black-and-white").grade, None).pixels.astype(int), axis=2).max() <= 2


def test_warmth_makes_greys_warmer_and_cold_colder() -> None:
    warm = grade(RAMP, Grade(temperature=0.3), None).pixels[0, 128].astype(int)
    cold = grade(RAMP, Grade(temperature=-0.3), None).pixels[0, 128].astype(int)
    assert warm[0] > 128 > warm[2]
    assert cold[0] < 128 < cold[2]


def test_more_saturation_never_turns_the_hue_of_skin() -> None:
    skin = Image(np.array([[[224, 172, 140], [141, 85, 54], [84, 50, 36], [250, 214, 190]]], np.uint8))
    before = srgb_to_lab(skin.pixels / 255.0)
    after = srgb_to_lab(grade(skin, Grade(saturation=0.3), None).pixels / 255.0)
    hue = [np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) for lab in (before, after)]
    assert np.abs(hue[0] - hue[1]).max() < 4


def test_a_lut_alone_is_that_lut() -> None:
    assert np.array_equal(grade(COLOURS, Grade(), inverting()).pixels, apply_lut(COLOURS, inverting()).pixels)


def test_look_and_lut_in_one_pass_are_as_good_as_one_after_the_other() -> None:
    step = Grade(temperature=0.2, contrast=0.2, saturation=0.2)
    apart = apply_lut(grade(COLOURS, step, None), inverting())
    together = grade(COLOURS, step, inverting())
    difference = delta_e_2000(srgb_to_lab(apart.pixels / 255.0), srgb_to_lab(together.pixels / 255.0))
    assert float(np.quantile(difference, 0.99)) < 1.5


def test_deep_pictures_stay_deep() -> None:
    deep = Image(COLOURS.pixels.astype(np.uint16) * 257)
    done = grade(deep, Grade(contrast=0.3, saturation=0.2), None)
    assert done.pixels.dtype == np.uint16
    shallow = grade(COLOURS, Grade(contrast=0.3, saturation=0.2), None)
    assert np.abs(done.pixels / 257 - shallow.pixels).max() < 1.5


def test_every_style_is_mild_enough_for_skin() -> None:
    skin = Image(np.array([[[224, 172, 140], [141, 85, 54], [84, 50, 36]]], np.uint8))
    for style in styles():
        if style.name != "black-and-white":
            done = grade(skin, style.grade, None)
            moved = delta_e_2000(srgb_to_lab(skin.pixels / 255.0), srgb_to_lab(done.pixels / 255.0))
            assert float(moved.max()) < 9, style.name


def test_an_unknown_style_names_those_that_are_close() -> None:
    with pytest.raises(RecipeError, match="warm-portrait"):
        find_style("warm-portrat")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "the file"),
        ('{"name": "x", "grade": {"contrast": 3}}', "grade.contrast"),
        ('{"name": "x", "grade": {"warmth": 1}}', "grade.warmth"),
        ('{"name": "X Y"}', "name"),
        ('{"name": "x", "grade": {"contrast": NaN}}', "the file|grade"),
    ],
)
def test_a_style_that_can_not_be_used_says_where(text: str, where: str) -> None:
    with pytest.raises(RecipeError, match=where):
        parse_style(text)


def test_a_style_file_is_read() -> None:
    style = parse_style('{"name": "ours", "grade": {"temperature": 0.2}, "cube": "ours.cube", "shadow": 0.1}')
    assert (style.grade.temperature, style.cube, style.shadow) == (0.2, "ours.cube", 0.1)
