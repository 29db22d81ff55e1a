"""What stood around somebody and came along, and who did not."""

from dataclasses import replace

import cv2
import numpy as np

from mirrorme.imaging.image import Image
from mirrorme.quality.making import Making
from mirrorme.quality.records import Score
from tests.unit.quality.edits import HEIGHT, WIDTH, face, making, score, value


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


def test_soft_hair_around_the_head_is_no_ghost() -> None:
    soft = np.zeros_like(making().alpha)
    cv2.ellipse(soft, (WIDTH // 2, int(0.36 * HEIGHT)), (int(0.2 * WIDTH), int(0.24 * HEIGHT)), 0, 0, 360, 120, -1)
    found = score(with_alpha(soft).view())
    edges = next(part for part in found.factors if part.name == "edges")
    assert edges.measured["ghost"] == 0


def test_a_thing_that_lies_apart_is_found_though_it_looks_like_nothing_around_it() -> None:
    red = making().before.pixels.copy()
    piece = np.zeros_like(making().alpha)
    cv2.circle(piece, (WIDTH - 22, 60), 18, 255, -1)
    red[piece > 0] = (200, 30, 30)
    found = score(replace(with_alpha(piece), before=Image(red)).view())
    assert "island" in codes(found)
    assert found.decision != "publish"


def test_somebody_who_was_photographed_and_is_not_in_the_picture_is_missed() -> None:
    twice = replace(
        making(),
        before=Image(np.concatenate([making().before.pixels] * 2, 1)),
        alpha=np.concatenate([making().alpha, np.zeros_like(making().alpha)], 1),
        backdrop=Image(np.concatenate([making().backdrop.pixels] * 2, 1)),
        faces=(face(), replace(face(), x0=face().x0 + WIDTH, x1=face().x1 + WIDTH)),
    )
    found = score(twice.view())
    assert "missing" in codes(found)
    assert found.decision != "publish"


def test_a_small_face_in_the_background_is_not_missed() -> None:
    small = replace(face(), x0=10.0, y0=20.0, x1=30.0, y1=45.0)
    found = score(replace(making(), faces=(face(), small)).view())
    assert "missing" not in codes(found)
    assert value(found, "composition") == value(score(making().view()), "composition")
