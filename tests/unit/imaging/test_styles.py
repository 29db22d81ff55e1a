import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.imaging.colour import delta_e_2000, srgb_to_lab
from mirrorme.imaging.errors import RecipeError
from mirrorme.imaging.grade import grade
from mirrorme.imaging.image import Image
from mirrorme.imaging.styles import Style, find_style, parse_style, styles

# very light to very dark
SKIN = Image(np.array([[[250, 214, 190], [224, 172, 140], [164, 112, 82], [141, 85, 54], [84, 50, 36]]], np.uint8))
COLOURS = Image(np.random.default_rng(2).integers(0, 256, (64, 64, 3), np.uint8))


def test_there_are_about_ten_styles_and_each_is_found_by_its_name() -> None:
    assert len(styles()) >= 10
    assert len({style.name for style in styles()}) == len(styles())
    for style in styles():
        assert find_style(style.name) is style
        assert style.title


def test_the_neutral_style_changes_nothing() -> None:
    neutral = find_style("neutral")
    assert grade(COLOURS, neutral.grade) is COLOURS
    assert neutral.light().exposure_ev == 0


def test_black_and_white_is() -> None:
    out = grade(COLOURS, find_style("black-and-white").grade).pixels
    assert np.ptp(out.astype(np.int64), axis=2).max() == 0


@pytest.mark.parametrize("style", [style for style in styles() if style.grade.saturation > -1], ids=lambda s: s.name)
def test_no_style_does_more_to_one_skin_than_to_another(style: Style) -> None:
    before, after = (srgb_to_lab(image.pixels[0] / 255) for image in (SKIN, grade(SKIN, style.grade)))
    moved = delta_e_2000(before, after)
    assert moved.max() < 8
    assert np.ptp(moved) < 6
    # darker skin stays the darker one
    assert (np.diff(after[:, 0]) < 0).all()


def test_every_style_reads_back_from_its_own_json() -> None:
    for style in styles():
        assert parse_style(json.dumps(style.model_dump(mode="json", exclude_defaults=True))) == style


def test_a_style_file_is_read() -> None:
    style = parse_style('{"name": "ours", "grade": {"temperature": 0.2}, "cube": "looks/ours.cube", "shadow": 0.1}')
    assert (style.grade.temperature, style.cube, style.shadow) == (0.2, "looks/ours.cube", 0.1)
    scene = style.compose("paper-white", None)
    assert (scene.backdrop, scene.shadow, scene.wrap) == ("paper-white", 0.1, 0.5)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "the file"),
        ("[]", "the file"),
        ("{}", "name"),
        ('{"name": "x", "grade": {"contrast": 3}}', "grade.contrast"),
        ('{"name": "x", "grade": {"warmth": 1}}', "grade.warmth"),
        ('{"name": "x", "vignette": 1}', "vignette"),
        ('{"name": "X Y"}', "name"),
        ('{"name": "x", "grade": {"contrast": NaN}}', "grade.contrast|the file"),
        ('{"name": "x", "shadow": 2, "wrap": -1}', "shadow.*wrap"),
        ('{"name": "x", "cube": "../other.cube"}', "cube"),
        ('{"name": "x", "cube": "a/../../other.cube"}', "cube"),
        ('{"name": "x", "cube": "/etc/other.cube"}', "cube"),
        ('{"name": "x", "cube": "C:/other.cube"}', "cube"),
        ('{"name": "x", "cube": "a\\\\other.cube"}', "cube"),
        ('{"name": "x", "cube": "passwords.txt"}', "cube"),
        (json.dumps({"name": "x", "grade": {"lut": "0" * 64}}), "by the path"),
    ],
)
def test_a_style_that_can_not_be_used_says_where(text: str, where: str) -> None:
    with pytest.raises(RecipeError, match=where):
        parse_style(text)


@given(st.text(max_size=60))
def test_any_text_is_a_style_or_refused(text: str) -> None:
    with pytest.raises(RecipeError):
        parse_style(text)


def test_an_unknown_style_names_those_that_are_close() -> None:
    with pytest.raises(RecipeError, match="warm-portrait"):
        find_style("warm-portrat")
