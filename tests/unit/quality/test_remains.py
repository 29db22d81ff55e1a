"""What stood around somebody and came along, and who did not."""

from dataclasses import replace

import cv2
import numpy as np

from mirrorme.imaging.image import Image
from mirrorme.quality.degrade import BARELY, FAULTS, VISIBLE
from mirrorme.quality.making import Making
from mirrorme.quality.records import Score
from tests.unit.quality.edits import HEIGHT, WIDTH, beside_another, face, making, score, value


def codes(found: Score) -> set[str]:
    """Of everything that was found."""
    return {finding.code for part in found.factors for finding in part.findings}


def with_alpha(change: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Making:
    """The usual edit, its matte raised to another where that is higher."""
    return replace(making(), alpha=np.maximum(making().alpha, change))


def test_a_half_transparent_thing_before_the_body_is_no_clean_edge() -> None:
    ghost = np.zeros_like(making().alpha)
    cv2.rectangle(ghost, (8, HEIGHT - 110), (52, HEIGHT - 20), 110, -1)
    found = score(with_alpha(ghost).view())
    assert "ghost" in codes(found)
    assert found.decision != "publish"
    assert "half transparent" in next(part.sentence for part in found.factors if part.name == "edges")


def around_the_head(wider: float) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Half transparent around the matte, as wide as a part of the face's height."""
    size = 2 * round(wider * (face().y1 - face().y0)) + 1
    wide = cv2.dilate(making().alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    wide[int(face().y1) :] = 0
    return np.asarray(wide // 2, np.uint8)


def ghost(found: Score) -> float:
    """How much of one was measured."""
    return next(part.measured["ghost"] for part in found.factors if part.name == "edges")


def test_soft_hair_around_the_head_is_no_ghost() -> None:
    assert ghost(score(with_alpha(around_the_head(0.05)).view())) == 0


def test_what_is_half_transparent_beside_a_head_and_wider_than_hair_is_a_ghost() -> None:
    found = score(with_alpha(around_the_head(0.25)).view())
    assert ghost(found) > 0
    assert found.decision != "publish"


def shoulder_piece(radius: int) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.uint8]], int, int]:
    """A disc that sticks to the left shoulder, with the column and the row of its middle."""
    row = int(0.62 * HEIGHT)
    column = int(np.flatnonzero(making().alpha[row] > 127)[0]) - radius // 2
    piece = np.zeros_like(making().alpha)
    cv2.circle(piece, (column, row), radius, 255, -1)
    return piece, column, row


def measured(found: Score) -> float:
    """Of attached remains."""
    return next(part.measured["remains"] for part in found.factors if part.name == "edges")


def test_a_piece_of_the_old_wall_that_sticks_to_the_shoulder_is_found_and_named() -> None:
    piece, column, row = shoulder_piece(20)
    found = score(with_alpha(piece).view())
    edges = next(part for part in found.factors if part.name == "edges")
    finding = next(finding for finding in edges.findings if finding.code == "remains")
    assert found.decision != "publish"
    assert finding.sentence.startswith("a piece of the old background sticks to the subject")
    assert finding.box is not None
    left, top, right, bottom = finding.box
    assert left <= column <= right
    assert top <= row <= bottom


def test_an_arm_of_the_subjects_own_colour_is_no_remains() -> None:
    piece, _, _ = shoulder_piece(20)
    sleeve = making().before.pixels.copy()
    sleeve[piece > 0] = making().before.pixels[-40:, WIDTH // 2][:, np.newaxis].mean(0)
    found = score(replace(with_alpha(piece), before=Image(sleeve)).view())
    assert measured(found) == 0
    assert found.decision == "publish"


def test_a_pattern_with_spots_of_the_walls_colour_hides_no_piece_of_the_wall() -> None:
    piece, _, _ = shoulder_piece(20)
    spotted = making().before.pixels.copy()
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    spots = (rows % 24 < 5) & (columns % 24 < 5) & (making().alpha == 255) & (rows > 0.62 * HEIGHT)
    spotted[spots] = (120, 165, 120)
    found = score(replace(with_alpha(piece), before=Image(spotted)).view())
    assert measured(found) > 0
    assert found.decision != "publish"


def test_a_piece_that_hangs_on_half_a_hair_is_found() -> None:
    row = int(0.42 * HEIGHT)
    edge = int(np.flatnonzero(making().alpha[row] > 127)[0])
    apart = np.zeros_like(making().alpha)
    cv2.circle(apart, (edge - 30, row), 20, 255, -1)
    cv2.line(apart, (edge - 30, row), (edge + 3, row), 105, 3)
    assert "remains" in codes(score(with_alpha(apart).view()))


def test_a_small_planted_piece_is_a_part_of_a_large_one() -> None:
    plant = next(fault for fault in FAULTS if fault.name == "remains").plant
    for seed in range(5):
        small, large = (plant(making(), strength, np.random.default_rng(seed)) for strength in (BARELY, VISIBLE))
        assert small is not None
        assert large is not None
        before = making().alpha
        grown = cv2.dilate(large.making.alpha, np.ones((3, 3), np.uint8))
        assert ((small.making.alpha > 127) & (before <= 127)).any()
        assert ((small.making.alpha > 127) <= (grown > 127)).all()


def test_a_hand_of_a_colour_that_the_wall_has_not_is_no_remains() -> None:
    piece, _, _ = shoulder_piece(20)
    hand = making().before.pixels.copy()
    hand[piece > 0] = (190, 140, 115)
    assert measured(score(replace(with_alpha(piece), before=Image(hand)).view())) == 0


def test_a_dark_arm_before_a_dark_wall_is_not_called_remains() -> None:
    piece, _, _ = shoulder_piece(20)
    random = np.random.default_rng(2)
    wall = np.clip(random.normal((70, 80, 110), 6, making().before.pixels.shape), 0, 255)
    alpha = with_alpha(piece).alpha
    body = (alpha > 0)[..., np.newaxis] & (np.arange(HEIGHT) > 0.6 * HEIGHT)[:, np.newaxis, np.newaxis]
    dark = np.where((making().alpha > 0)[..., np.newaxis], making().before.pixels, wall)
    dark = np.where(body, wall, dark).astype(np.uint8)
    found = score(replace(with_alpha(piece), before=Image(dark)).view())
    assert "remains" not in codes(found)
    # the tails of the noise are rare in the body
    assert measured(found) < 0.003


def test_a_thing_that_lies_apart_is_found_though_it_looks_like_nothing_around_it() -> None:
    red = making().before.pixels.copy()
    piece = np.zeros_like(making().alpha)
    cv2.circle(piece, (WIDTH - 22, 60), 18, 255, -1)
    red[piece > 0] = (200, 30, 30)
    found = score(replace(with_alpha(piece), before=Image(red)).view())
    assert "island" in codes(found)
    assert found.decision != "publish"


def test_somebody_who_was_photographed_and_is_not_in_the_picture_is_missed() -> None:
    found = score(beside_another(cut_out=False).view())
    assert "missing" in codes(found)
    assert found.decision != "publish"


def test_a_small_face_in_the_background_is_not_missed() -> None:
    small = replace(face(), x0=10.0, y0=20.0, x1=30.0, y1=45.0)
    found = score(replace(making(), faces=(face(), small)).view())
    assert "missing" not in codes(found)
    assert value(found, "composition") == value(score(making().view()), "composition")
