import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.imaging.colour import (
    LUMINANCE,
    delta_e_2000,
    linear_table,
    linear_to_oklab,
    linear_to_srgb,
    oklab_to_linear,
    srgb_to_lab,
    srgb_to_linear,
)

Triple = tuple[float, float, float]
# pairs and their difference as published by Sharma, Wu and Dalal: hue around 180 and 0 degrees, greys, near and far
PUBLISHED = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0011, -2.4900), 4.7461),
    ((50.0, 2.5000, 0.0), (50.0, 0.0, -2.5000), 4.3065),
    ((50.0, 2.5000, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5000, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
UNIT = st.floats(0, 1)
COLOUR = st.tuples(UNIT, UNIT, UNIT)


@pytest.mark.parametrize(("first", "second", "difference"), PUBLISHED)
def test_ciede2000_gives_the_published_differences_both_ways(first: Triple, second: Triple, difference: float) -> None:
    a, b = np.array(first), np.array(second)
    assert delta_e_2000(a, b) == pytest.approx(difference, abs=1e-4)
    assert delta_e_2000(b, a) == pytest.approx(difference, abs=1e-4)


@given(COLOUR)
def test_a_colour_does_not_differ_from_itself(colour: Triple) -> None:
    lab = srgb_to_lab(np.array(colour))
    assert delta_e_2000(lab, lab) == 0


@given(st.floats(-2, 2))
def test_the_transfer_curve_comes_back(value: float) -> None:
    assert srgb_to_linear(linear_to_srgb(np.array([value])))[0] == pytest.approx(value, abs=1e-6)


@given(COLOUR)
def test_oklab_comes_back(colour: Triple) -> None:
    linear = np.array(colour)
    np.testing.assert_allclose(oklab_to_linear(linear_to_oklab(linear)), linear, atol=1e-9)


@pytest.mark.parametrize("white", [255, 65535])
def test_the_linear_table_runs_from_black_to_white_and_cannot_be_changed(white: int) -> None:
    table = linear_table(white)
    assert (table[0], table[-1], len(table)) == (0, 1, white + 1)
    assert (np.diff(table) > 0).all()
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 1


def test_greys_have_no_chroma_and_white_is_a_hundred() -> None:
    grey = np.repeat(np.linspace(0, 1, 11)[:, None], 3, axis=1)
    lab = srgb_to_lab(grey)
    np.testing.assert_allclose(lab[:, 1:], 0, atol=1e-3)
    assert lab[-1, 0] == pytest.approx(100)
    np.testing.assert_allclose(linear_to_oklab(grey)[:, 1:], 0, atol=1e-6)


def test_known_colours_have_their_known_lab() -> None:
    # sRGB red and blue under D65, as every colour calculator gives them
    np.testing.assert_allclose(srgb_to_lab(np.array([1.0, 0.0, 0.0])), [53.24, 80.09, 67.20], atol=0.02)
    np.testing.assert_allclose(srgb_to_lab(np.array([0.0, 0.0, 1.0])), [32.30, 79.19, -107.86], atol=0.02)
    assert sum(LUMINANCE) == pytest.approx(1, abs=1e-6)


def test_single_precision_stays_single() -> None:
    colour = np.full((2, 3), 0.5, np.float32)
    assert {f(colour).dtype for f in (srgb_to_linear, linear_to_srgb, srgb_to_lab, linear_to_oklab)} == {
        np.dtype(np.float32)
    }
