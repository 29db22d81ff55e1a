import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.frame import HEAD_ROOM, RATIOS, crop, plan, subject_of
from mirrorme.imaging.image import Image
from mirrorme.imaging.recipe import ratio_of_print
from tests.unit.imaging.portraits import true_matte

ASPECTS = ("4x6", "5x7", "8x10", "square", "mm:89x64", "mm:215.9x279.4")


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("size", [(600, 400), (400, 600), (500, 500)])
def test_a_head_and_shoulders_get_the_format_and_room_above_the_head(aspect: str, size: tuple[int, int]) -> None:
    alpha = true_matte(*size)
    window = plan(alpha, [], aspect)
    wide, tall = window.right - window.left, window.bottom - window.top
    assert wide / tall == pytest.approx(RATIOS.get(aspect) or ratio_of_print(aspect), rel=0.02)
    room = (subject_of(alpha).top - window.top) / tall
    assert 0.5 * HEAD_ROOM <= room <= 0.3
    assert window.bottom <= size[0], "shoulders that the photo cuts must not float"


def test_none_keeps_the_photo() -> None:
    image = Image(np.zeros((40, 30, 3), np.uint8))
    alpha = true_matte(40, 30)
    window = plan(alpha, [], "none")
    same, matte = crop(image, alpha, window)
    assert same.pixels.shape == image.pixels.shape
    assert np.array_equal(matte, alpha)


def test_a_face_off_centre_pulls_the_window_to_it() -> None:
    alpha = np.zeros((600, 900), np.uint8)
    alpha[150:, 100:400] = 255
    window = plan(alpha, [(200.0, 160.0, 300.0, 260.0)], "4x6")
    assert abs((window.left + window.right) / 2 - 250) < 5


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_cut_edge_is_ever_shown(data: st.DataObject) -> None:
    height, width = data.draw(st.integers(80, 300)), data.draw(st.integers(80, 300))
    left, right = data.draw(st.integers(0, width - 30)), 0
    right = data.draw(st.integers(left + 20, width))
    top = data.draw(st.integers(0, height - 30))
    alpha = np.zeros((height, width), np.uint8)
    alpha[top:, left:right] = 255
    window = plan(alpha, [], data.draw(st.sampled_from(ASPECTS)))
    subject = subject_of(alpha)
    assert not (subject.cut_left and window.left < 0)
    assert not (subject.cut_right and window.right > width)
    assert window.bottom <= height


@settings(max_examples=40, deadline=None)
@given(st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 90), st.integers(1, 90))
def test_beyond_the_photo_the_matte_is_empty(left: int, top: int, wide: int, tall: int) -> None:
    from mirrorme.imaging.frame import Window  # noqa: PLC0415 - used here alone

    image, alpha = Image(np.full((50, 50, 3), 9, np.uint8)), np.full((50, 50), 255, np.uint8)
    window = Window(left, top, left + wide, top + tall)
    if left >= 50 or top >= 50 or left + wide <= 0 or top + tall <= 0:
        return
    cut, matte = crop(image, alpha, window)
    assert cut.pixels.shape == (tall, wide, 3)
    inside = max(0, min(left + wide, 50) - max(left, 0)) * max(0, min(top + tall, 50) - max(top, 0))
    assert int((matte == 255).sum()) == inside
