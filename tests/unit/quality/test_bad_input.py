"""What can't be judged is for people, never a confident score."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mirrorme.imaging.image import Image
from mirrorme.quality.making import Making
from tests.unit.quality.edits import HEIGHT, WIDTH, beside_another, making, score


def plain(subject: int, behind: int) -> Making:
    """A subject of one tone on a backdrop of one tone."""
    alpha = making().alpha
    a = alpha[..., np.newaxis].astype(np.float32) / 255
    photo = Image(np.repeat(subject * a + behind * (1 - a), 3, 2).astype(np.uint8))
    ground = Image(np.full((HEIGHT, WIDTH, 3), behind, np.uint8))
    return replace(making(), before=photo, backdrop=ground)


@pytest.mark.parametrize(("subject", "behind"), [(250, 252), (3, 2), (128, 128)])
def test_white_on_white_and_black_on_black_is_never_a_confident_95(subject: int, behind: int) -> None:
    found = score(plain(subject, behind).view())
    assert 0 <= found.value < 95
    assert any(part.findings for part in found.factors) or not found.sure


def relit(gain: float, lift: float) -> Making:
    """The usual portrait, its tones squeezed as by a wrong exposure."""
    pixels = making().before.pixels * gain + lift
    return replace(making(), before=Image(np.clip(pixels, 0, 255).astype(np.uint8)))


@pytest.mark.parametrize(
    ("gain", "lift", "doubt"), [(0.2, 204.0, "hardly any light and shade in the face"), (0.1, 0.0, "nearly black")]
)
def test_a_face_that_is_burnt_or_drowned_can_not_be_judged_however_well_it_was_cut(
    gain: float, lift: float, doubt: str
) -> None:
    found = score(relit(gain, lift).view())
    assert (found.sure, found.decision) == (False, "review")
    assert doubt in found.doubt


@pytest.mark.parametrize("skin", [(240, 205, 190), (150, 105, 80), (95, 65, 52), (68, 46, 38)])
def test_a_face_of_any_skin_tone_in_soft_light_is_judged(skin: tuple[int, int, int]) -> None:
    assert score(making(skin).view()).sure


def test_a_drawing_can_not_be_judged() -> None:
    flat = making().before.pixels.copy()
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    head = np.hypot((columns - WIDTH / 2) / 0.14, (rows - 0.42 * HEIGHT) / 0.16 * WIDTH / HEIGHT) < WIDTH
    flat[head] = (230, 190, 160)
    flat[head & (rows > 0.45 * HEIGHT)] = (150, 110, 90)
    found = score(replace(making(), before=Image(flat)).view())
    assert (found.sure, found.decision) == (False, "review")
    assert "drawn" in found.doubt


def test_nobody_in_the_picture_can_not_be_judged() -> None:
    empty = replace(making(), alpha=np.zeros_like(making().alpha), faces=())
    found = score(empty.view())
    assert (found.sure, found.decision) == (False, "review")
    assert found.doubt.startswith("can't judge")


def test_a_person_without_a_face_that_was_found_goes_to_people() -> None:
    found = score(replace(making(), faces=()).view())
    assert (found.sure, found.decision) == (False, "review")


@pytest.mark.parametrize("size", [(1, 1), (2, 90), (24, 18), (60, 50), (95, 80)])
def test_a_tiny_picture_can_not_be_judged(size: tuple[int, int]) -> None:
    tiny = replace(
        making(),
        before=Image(np.asarray(cv2.resize(making().before.pixels, size), np.uint8)),
        alpha=np.asarray(cv2.resize(making().alpha, size)),
        backdrop=Image(np.asarray(cv2.resize(making().backdrop.pixels, size), np.uint8)),
        faces=(),
    )
    found = score(tiny.view())
    assert (found.sure, found.decision) == (False, "review")
    assert 0 <= found.value <= 100


def test_a_grey_picture_is_judged_like_one_in_colour() -> None:
    grey = np.repeat(cv2.cvtColor(making().before.pixels, cv2.COLOR_RGB2GRAY)[..., np.newaxis], 3, 2)
    found = score(replace(making(), before=Image(np.asarray(grey, np.uint8))).view())
    assert found.decision == "publish"


def test_several_people_are_judged() -> None:
    assert score(beside_another(cut_out=True).view()).decision == "publish"


def test_everything_as_subject_does_not_break_it() -> None:
    found = score(replace(making(), alpha=np.full_like(making().alpha, 255)).view())
    assert 0 <= found.value <= 100


def test_sixteen_bits_are_judged_as_eight() -> None:
    deep = replace(making(), before=Image(making().before.pixels.astype(np.uint16) * 257))
    deep = replace(deep, backdrop=Image(making().backdrop.pixels.astype(np.uint16) * 257))
    assert score(deep.view()).value == pytest.approx(score(making().view()).value, abs=1)


def drawn(colour: tuple[int, int, int], shapes: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Making:
    """The usual edit, with something that belongs to the person drawn into photo and matte."""
    photo = making().before.pixels.astype(np.float32)
    a = shapes[..., np.newaxis].astype(np.float32) / 255
    mixed = np.rint(photo * (1 - a) + np.array(colour, np.float32) * a).astype(np.uint8)
    return replace(making(), before=Image(mixed), alpha=np.maximum(making().alpha, shapes))


def test_a_hat_is_part_of_its_wearer() -> None:
    hat = np.zeros_like(making().alpha)
    cv2.ellipse(hat, (WIDTH // 2, int(0.27 * HEIGHT)), (int(0.28 * WIDTH), int(0.04 * HEIGHT)), 0, 0, 360, 255, -1)
    cv2.ellipse(hat, (WIDTH // 2, int(0.24 * HEIGHT)), (int(0.17 * WIDTH), int(0.13 * HEIGHT)), 0, 180, 360, 255, -1)
    found = score(drawn((150, 40, 40), np.asarray(cv2.GaussianBlur(hat, (0, 0), 0.7), np.uint8)).view())
    assert (found.decision, found.sure) == ("publish", True)


def test_the_gaps_in_a_wheelchairs_wheels_are_no_holes() -> None:
    wheels = np.zeros_like(making().alpha)
    for x in (44, WIDTH - 44):
        cv2.circle(wheels, (x, HEIGHT - 70), 40, 255, 5, cv2.LINE_AA)
        for degrees in range(0, 180, 30):
            across = (round(40 * np.cos(np.radians(degrees))), round(40 * np.sin(np.radians(degrees))))
            middle = (x, HEIGHT - 70)
            ends = [(middle[0] + way * across[0], middle[1] + way * across[1]) for way in (-1, 1)]
            cv2.line(wheels, ends[0], ends[1], 255, 2, cv2.LINE_AA)
    found = score(drawn((40, 40, 45), wheels).view())
    assert found.sure
    assert "hole" not in {finding.code for part in found.factors for finding in part.findings}
    assert found.decision == "publish"


def test_what_can_not_be_judged_never_publishes_itself_whatever_its_value() -> None:
    nobody = replace(making(), alpha=np.zeros_like(making().alpha), faces=())
    # seen from the side or from behind, a face is not always found
    profile = replace(making(), faces=())
    for edit in (nobody, profile, plain(250, 252), plain(3, 2)):
        found = score(edit.view())
        assert found.decision != "publish"
        assert found.doubt.startswith("can't judge") or any(part.findings for part in found.factors)
