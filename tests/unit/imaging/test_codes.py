"""Codes are read as they are photographed, and nothing is read that is not there."""

import io

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mirrorme.imaging.codes import LONGEST, glance, texts_in
from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.read import Limits, raw
from mirrorme.pipeline.session_code import text_of
from tests.photographed import Scene, photographed
from tests.unit.imaging.test_read_raw import BLACK, WHITE, dng

SCENES = {
    "as it should be": Scene(),
    "a quarter turn": Scene(turn=90),
    "upside down": Scene(turn=180),
    "askew": Scene(turn=37),
    "from the side": Scene(tilt=0.3),
    "out of focus": Scene(blur=3.0),
    "in dim light": Scene(light=0.2),
    "at high sensitivity": Scene(noise=25),
    "a small part of the frame": Scene(side=0.1),
    "on a telephone": Scene(screen=True),
    "all at once": Scene(side=0.2, turn=12, tilt=0.2, blur=1.5, noise=12, light=0.4, screen=True),
}


@pytest.mark.parametrize("name", SCENES)
def test_at_least_nine_of_ten_photographed_codes_are_read_and_none_is_read_wrong(name: str) -> None:
    right = 0
    for seed in range(10):
        session = 17 + seed * 7919
        read = texts_in(glance(photographed(session, SCENES[name], seed)).grey)
        assert read <= {text_of(session)}
        right += text_of(session) in read
    assert right >= 9


def test_a_code_in_a_corner_of_24_megapixels_is_read() -> None:
    file = photographed(4711, Scene(size=(4000, 6000), side=0.1, turn=90, blur=1.5))
    seen = glance(file)
    assert max(seen.grey.shape) <= LONGEST
    assert texts_in(seen.grey) == {text_of(4711)}


def test_other_formats_are_looked_at_too() -> None:
    picture = Image.open(io.BytesIO(photographed(8)))
    for kind in ("PNG", "WEBP", "TIFF"):
        out = io.BytesIO()
        picture.save(out, kind)
        assert texts_in(glance(out.getvalue()).grey) == {text_of(8)}, kind


def _raw(session: int) -> bytes:
    """A RAW without a preview, whose sensor saw a code."""
    seen = cv2.imdecode(np.frombuffer(photographed(session), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    linear = (seen.astype(np.float64) / 255) ** 2.2
    return dng(np.asarray(linear[:1332] * (WHITE - BLACK) * 0.9 + BLACK, np.uint16))


def test_the_code_of_a_camera_raw_is_read_where_it_has_no_preview() -> None:
    assert texts_in(glance(_raw(9)).grey) == {text_of(9)}


@pytest.mark.parametrize(("width", "session"), [(1616, 10), (160, 9)])
def test_a_preview_of_the_camera_is_looked_at_if_it_is_large_enough(
    monkeypatch: pytest.MonkeyPatch, width: int, session: int
) -> None:
    preview = photographed(10, Scene(size=(width * 2 // 3, width)))
    monkeypatch.setattr(raw, "camera_preview", lambda _: (preview, Metadata()))
    assert texts_in(glance(_raw(9)).grey) == {text_of(session)}


def test_a_photo_without_a_code_says_nothing() -> None:
    for seed in range(10):
        assert texts_in(glance(photographed("", seed=seed)).grey) == frozenset()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.sampled_from([2, 8, 256]))
def test_whatever_the_pattern_nothing_is_read_that_is_not_there(seed: int, grain: int, levels: int) -> None:
    rng = np.random.default_rng(seed)
    small = rng.integers(0, levels, (300 // grain + 1, 400 // grain + 1)) * (255 // (levels - 1))
    grey = cv2.resize(small.astype(np.uint8), (400, 300), interpolation=cv2.INTER_NEAREST)
    assert texts_in(np.asarray(grey, np.uint8)) == frozenset()


def test_what_is_too_large_or_no_photo_is_refused_before_it_is_decoded() -> None:
    file = photographed(1)
    for limits in (Limits(max_bytes=100), Limits(max_pixels=1000)):
        with pytest.raises(UnreadableError):
            glance(file, limits)
    with pytest.raises(UnreadableError):
        glance(b"%PDF-1.7 named .jpg")
