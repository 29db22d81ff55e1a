"""What can't be judged is for people, never a confident score."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mirrorme.imaging.image import Image
from mirrorme.quality.making import Making
from tests.unit.quality.edits import HEIGHT, WIDTH, face, making, score


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
    wide = replace(
        making(),
        before=Image(np.concatenate([making().before.pixels] * 2, 1)),
        alpha=np.concatenate([making().alpha] * 2, 1),
        backdrop=Image(np.concatenate([making().backdrop.pixels] * 2, 1)),
        faces=(face(), replace(face(), x0=face().x0 + WIDTH, x1=face().x1 + WIDTH)),
    )
    assert score(wide.view()).decision == "publish"


def test_everything_as_subject_does_not_break_it() -> None:
    found = score(replace(making(), alpha=np.full_like(making().alpha, 255)).view())
    assert 0 <= found.value <= 100


def test_sixteen_bits_are_judged_as_eight() -> None:
    deep = replace(making(), before=Image(making().before.pixels.astype(np.uint16) * 257))
    deep = replace(deep, backdrop=Image(making().backdrop.pixels.astype(np.uint16) * 257))
    assert score(deep.view()).value == pytest.approx(score(making().view()).value, abs=1)
