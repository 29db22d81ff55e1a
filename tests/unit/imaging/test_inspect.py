from dataclasses import replace

import cv2
import numpy as np
import pytest

from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Image
from mirrorme.imaging.inspect import GateLimits, Inspection, inspect
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.read import Photo, Source, read
from tests.unit.imaging import encoding as files

ANY_SIZE = GateLimits(min_short=1, min_long=1)
Pixels = np.ndarray


def drawn_face(size: int, skin: tuple[int, int, int] = (200, 150, 125)) -> Pixels:
    """A face with sharp brows, eyes, nose and mouth, drawn at four times its size."""
    s = size * 4
    big = np.full((s, s, 3), skin, np.float32)
    y = np.mgrid[0:s, 0:s][0] / s
    big *= (1.08 - 0.25 * y)[..., None]
    dark = [v * 0.25 for v in skin]
    for x in (0.3, 0.7):
        cv2.ellipse(big, (int(x * s), int(0.4 * s)), (int(0.09 * s), int(0.045 * s)), 0, 0, 360, (245, 245, 245), -1)
        cv2.circle(big, (int(x * s), int(0.4 * s)), int(0.04 * s), (30, 25, 20), -1)
        cv2.ellipse(big, (int(x * s), int(0.3 * s)), (int(0.12 * s), int(0.03 * s)), 0, 180, 360, dark, int(0.025 * s))
    nose = np.array([[0.5, 0.42], [0.43, 0.6], [0.57, 0.62]]) * s
    cv2.polylines(big, [nose.astype(np.int32)], False, dark, int(0.03 * s))
    cv2.ellipse(big, (s // 2, int(0.75 * s)), (int(0.16 * s), int(0.06 * s)), 0, 0, 180, (120, 40, 45), -1)
    cv2.ellipse(big, (s // 2, int(0.1 * s)), (int(0.5 * s), int(0.1 * s)), 0, 0, 360, dark, -1)
    small = cv2.resize(np.clip(big, 0, 255).astype(np.uint8), (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def portrait(face: Pixels, backdrop: int = 245) -> Photo:
    size = face.shape[0]
    pixels = np.full((3 * size, 2 * size, 3), backdrop, np.uint8)
    pixels[size // 2 : size // 2 + size, size // 2 : size // 2 + size] = face
    return as_photo(pixels)


def as_photo(pixels: Pixels) -> Photo:
    source = Source("jpeg", 8, "sRGB", assumed=False, width=pixels.shape[1], height=pixels.shape[0])
    return Photo(Image(pixels), None, Metadata(), source)


def where(face: Pixels) -> tuple[Face, ...]:
    n = face.shape[0]
    return (Face(n / 2, n / 2, n * 1.5, n * 1.5, ((n * 0.8, n * 0.9), (n * 1.2, n * 0.9)), 0.9),)


def judged(face: Pixels, backdrop: int = 245) -> Inspection:
    return inspect(portrait(face, backdrop), where(face), ANY_SIZE)


def codes(found: Inspection) -> list[str]:
    return [r.code for r in found.reasons]


def stops(face: Pixels, ev: float) -> Pixels:
    light = (face / 255) ** 2.2 * 2.0**ev
    return np.asarray(np.clip(light, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)


@pytest.mark.parametrize("size", [60, 300])
@pytest.mark.parametrize("backdrop", [0, 255])
@pytest.mark.parametrize("skin", [(235, 200, 180), (200, 150, 125), (110, 70, 55), (70, 45, 38)])
def test_a_sharp_well_lit_face_passes_at_any_size_before_any_backdrop_with_any_skin(
    size: int, backdrop: int, skin: tuple[int, int, int]
) -> None:
    found = judged(drawn_face(size, skin), backdrop)
    assert found.passed, found
    assert found.focus > 75


@pytest.mark.parametrize("size", [200, 350])
def test_the_focus_score_falls_with_blur(size: int) -> None:
    face = drawn_face(size)
    scores = [judged(cv2.GaussianBlur(face, (0, 0), size * s / 1000) if s else face).focus for s in (0, 3, 7, 15, 30)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 80
    assert scores[3] < 60


@pytest.mark.parametrize("angle", [0, 45, 90])
def test_motion_in_one_direction_is_seen(angle: int) -> None:
    face = drawn_face(400)
    kernel = np.zeros((33, 33), np.float32)
    kernel[16] = 1 / 33
    turn = cv2.getRotationMatrix2D((16, 16), angle, 1)
    turned = np.asarray(cv2.warpAffine(kernel, turn, (33, 33)))
    assert codes(judged(cv2.filter2D(face, -1, turned / turned.sum()))) == ["out_of_focus"]


def test_noise_is_no_sharpness_and_no_blur() -> None:
    rng = np.random.default_rng(2)

    def noisy(face: Pixels) -> Pixels:
        return np.clip(face + rng.normal(0, 10, face.shape), 0, 255).astype(np.uint8)

    face = drawn_face(400)
    assert judged(noisy(face)).passed
    assert codes(judged(noisy(cv2.GaussianBlur(face, (0, 0), 5)))) == ["out_of_focus"]


def test_darkness_and_glare_are_told_apart_and_say_what_to_do() -> None:
    dark, bright = judged(stops(drawn_face(300), -4)), judged(stops(drawn_face(300), 3))
    assert codes(dark) == ["too_dark"]
    assert codes(bright) == ["too_bright"]
    assert "Open up" in dark.reasons[0].message
    assert "Close" in bright.reasons[0].message
    assert dark.light.stops > 2
    assert judged(stops(drawn_face(300), -1.5)).passed


def test_a_picture_once_compressed_too_hard_is_refused_even_if_saved_well_since() -> None:
    texture = cv2.GaussianBlur(np.random.default_rng(4).normal(0, 60, (400, 400)), (0, 0), 2) * 2
    face = np.clip(drawn_face(400) + texture[..., None], 0, 255).astype(np.uint8)
    pixels = portrait(face).image.pixels

    def saved(quality: int, source: Pixels) -> Pixels:
        return read(files.encoded(np.asarray(source), "JPEG", quality=quality)).image.pixels

    for quality, expected in ((5, ["too_compressed"]), (10, ["too_compressed"]), (60, [])):
        once = saved(quality, pixels)
        for version in (once, saved(95, once)):
            found = inspect(as_photo(version), where(face), ANY_SIZE)
            assert [c for c in codes(found) if c == "too_compressed"] == expected
    assert inspect(as_photo(saved(5, pixels)), where(face), ANY_SIZE).jpeg_quality == pytest.approx(5, abs=1)


@pytest.mark.parametrize(("height", "width"), [(2000, 3000), (3000, 2000), (1999, 4000), (2999, 2500)])
def test_the_resolution_counts_in_either_orientation(height: int, width: int) -> None:
    found = inspect(as_photo(np.full((height, width, 3), 128, np.uint8)), ())
    enough = min(height, width) >= 2000 and max(height, width) >= 3000
    assert ("too_small" not in codes(found)) is enough


def test_formats_can_be_refused() -> None:
    limits = replace(ANY_SIZE, formats=frozenset({"raw", "png"}))
    face = drawn_face(100)
    found = inspect(portrait(face), where(face), limits)
    assert codes(found) == ["format_not_taken"]
    assert found.reasons[0].limit == "PNG, RAW"


def test_limits_are_parameters() -> None:
    face = drawn_face(300)
    assert codes(inspect(portrait(face), where(face), replace(ANY_SIZE, min_focus=101))) == ["out_of_focus"]
    dark = stops(face, -4)
    assert inspect(portrait(dark), where(dark), replace(ANY_SIZE, max_share=1.0)).passed


@pytest.mark.parametrize("backdrop", [0, 255])
def test_without_a_face_the_backdrop_still_does_not_count(backdrop: int) -> None:
    found = inspect(portrait(drawn_face(160), backdrop), (), ANY_SIZE)
    assert found.faces == 0
    assert found.passed, found
    assert codes(inspect(portrait(stops(drawn_face(160), -5), backdrop), (), ANY_SIZE)) == ["too_dark"]
    blurred = portrait(drawn_face(160), backdrop).image.pixels
    assert "out_of_focus" in codes(inspect(as_photo(cv2.GaussianBlur(blurred, (0, 0), 6)), (), ANY_SIZE))


def test_a_known_matte_says_where_the_subject_is() -> None:
    pixels = np.full((200, 300, 3), 128, np.uint8)
    pixels[:, 200:] = 5
    subject = np.zeros((200, 300), np.uint8)
    subject[:, 200:] = 255
    assert inspect(as_photo(pixels), (), ANY_SIZE, subject).light.shadows == 1
    assert inspect(as_photo(pixels), (), ANY_SIZE, 255 - subject).light.shadows == 0


def test_bystanders_do_not_count() -> None:
    photo = portrait(drawn_face(400))
    main = where(drawn_face(400))[0]
    nothing = Face(5, 900, 45, 940, ((15, 915), (35, 915)), 0.9)
    assert inspect(photo, (nothing, main), ANY_SIZE).faces == 1


def test_16_bits_are_judged_as_8() -> None:
    face = drawn_face(200)
    eight = judged(face)
    deep = inspect(as_photo(portrait(face).image.pixels.astype(np.uint16) * 257), where(face), ANY_SIZE)
    assert deep.focus == pytest.approx(eight.focus, abs=1)
    assert deep.light.shadows == pytest.approx(eight.light.shadows, abs=0.01)
