"""What is kept of pictures that a franchise brings."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.intake import LOGO_SIDE, LONGEST, PREVIEW, make_backdrop, make_logo
from mirrorme.imaging.read import header, read
from tests.integration.http.files import decoded, encoded


def test_a_backdrop_keeps_its_colours_and_loses_what_came_along() -> None:
    place = b"GPS: 42.36, -71.06"
    plain = encoded(".jpg", (20, 160, 60))
    comment = b"\xff\xfe" + (len(place) + 2).to_bytes(2, "big") + place
    made = make_backdrop(plain[:2] + comment + plain[2:])
    assert place not in made.jpeg
    assert np.abs(read(made.jpeg).image.pixels.reshape(-1, 3).mean(axis=0) - (20, 160, 60)).max() < 2
    assert decoded(made.preview).shape == (PREVIEW[1], PREVIEW[0], 3)


def test_a_backdrop_is_kept_no_larger_than_edits_need() -> None:
    made = make_backdrop(encoded(".jpg", (9, 9, 9), 7000, 700))
    assert (made.width, made.height) == (LONGEST, 600)
    assert header(made.jpeg).width == LONGEST


def test_a_busy_backdrop_has_a_small_picture_that_is_small() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (50, 40, 3), np.uint8)
    done, data = cv2.imencode(".png", cv2.resize(noise, (960, 1200), interpolation=cv2.INTER_CUBIC))
    assert done
    # at the quality of quiet ones it has 37 kB
    assert len(make_backdrop(data.tobytes()).preview) <= 30_000


def test_one_can_not_see_through_a_backdrop() -> None:
    with pytest.raises(UnreadableError, match="transparent"):
        make_backdrop(encoded(".png", (1, 2, 3, 254)))


@settings(max_examples=25, deadline=None)
@given(st.integers(16, 900), st.integers(16, 900), st.tuples(*[st.integers(0, 255)] * 3), st.integers(1, 255))
def test_a_logo_of_one_colour_stays_of_one_colour(
    width: int, height: int, colour: tuple[int, int, int], alpha: int
) -> None:
    pixels = decoded(make_logo(encoded(".png", (*colour, alpha), width, height)))
    assert max(pixels.shape[:2]) == min(LOGO_SIDE, max(width, height))
    if alpha == 255:
        assert pixels.shape[2] == 3
    else:
        assert (pixels[..., 3] == alpha).all()
    # under a thin layer a colour has few steps
    assert np.abs(pixels[..., :3].astype(int) - colour).max() <= 1
