from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from mirrorme.imaging.blazeface import merge
from mirrorme.imaging.faces import faces
from mirrorme.imaging.image import Image
from mirrorme.imaging.network import NetworkSpec, Tensor

GREEN = (0, 255, 0)


@dataclass
class GreenSquares:
    """Stands in for BlazeFace: takes every large enough green square that it sees whole for a face."""

    smallest: float = 12.0
    calls: int = 0
    name: str = "green"
    digest: str = "0" * 64
    spec: NetworkSpec = NetworkSpec(size=128, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))  # noqa: RUF009 - frozen

    def run(self, *inputs: Tensor) -> list[Tensor]:
        self.calls += 1
        seen = ((inputs[0][0, 1] > 0.6) & (inputs[0][0, 0] < -0.4)).astype(np.uint8)
        regressors = np.zeros((1, 896, 16), np.float32)
        logits = np.full((1, 896, 1), -50, np.float32)
        _, _, stats, _ = cv2.connectedComponentsWithStats(seen)
        for x, y, w, h, _ in stats[1:]:
            if min(w, h) < self.smallest or x == 0 or y == 0 or x + w == 128 or y + h == 128:
                continue
            cx, cy = x + w / 2, y + h / 2
            column, row = min(int(cx / 8), 15), min(int(cy / 8), 15)
            anchor = (row * 16 + column) * 2  # the first layer: 16 x 16 cells of two anchors
            ax, ay = (column + 0.5) * 8, (row + 0.5) * 8
            eyes = (cx - w / 4 - ax, cy - h / 6 - ay, cx + w / 4 - ax, cy - h / 6 - ay)
            regressors[0, anchor, :8] = (cx - ax, cy - ay, w, h, *eyes)
            logits[0, anchor] = 4
        return [regressors, logits]


def picture(height: int, width: int, squares: list[tuple[int, int, int]]) -> Image:
    pixels = np.random.default_rng(1).integers(60, 110, (height, width, 3), dtype=np.uint8)
    for x, y, side in squares:
        pixels[y : y + side, x : x + side] = GREEN
    return Image(pixels)


@pytest.mark.parametrize(("height", "width"), [(600, 600), (400, 1200), (1500, 500), (97, 131)])
def test_a_face_is_found_where_it_is_whatever_the_shape(height: int, width: int) -> None:
    side = min(height, width) // 3
    found = faces(picture(height, width, [(width // 2, height // 2, side)]), GreenSquares())
    assert len(found) == 1
    face = found[0]
    assert face.x0 == pytest.approx(width // 2, abs=side * 0.06)
    assert face.y0 == pytest.approx(height // 2, abs=side * 0.06)
    assert face.size == pytest.approx(side, rel=0.1)
    (left, _), (right, _) = face.eyes
    assert face.x0 < left < right < face.x1


def test_a_large_face_needs_two_looks_only() -> None:
    network = GreenSquares()
    assert len(faces(picture(900, 600, [(200, 200, 250)]), network)) == 1
    assert network.calls == 2


def test_small_faces_of_a_group_are_all_found_once() -> None:
    squares = [(80 + 150 * i, 300 + 20 * (i % 3), 48) for i in range(10)]
    found = faces(picture(900, 1600, squares), GreenSquares())
    assert len(found) == 10
    centres = sorted((f.x0 + f.x1) / 2 for f in found)
    assert np.allclose(centres, [x + 24 for x, _, _ in squares], atol=4)


def test_faces_come_largest_first_and_16_bits_change_nothing() -> None:
    image = picture(800, 800, [(100, 100, 180), (450, 300, 260)])
    deep = Image(image.pixels.astype(np.uint16) * 257)
    found = faces(image, GreenSquares())
    assert [round(f.size, -1) for f in found] == [260, 180]
    assert faces(deep, GreenSquares()) == found


def test_a_picture_without_faces_has_none() -> None:
    assert faces(picture(300, 500, []), GreenSquares()) == ()
    assert faces(Image(np.zeros((40, 40, 3), np.uint8)), GreenSquares()) == ()


def test_boxes_of_one_face_become_one_and_neighbours_stay() -> None:
    def box(x: float, size: float, score: float) -> list[float]:
        return [x, 0, x + size, size, 0, 0, 0, 0, score]

    found = merge(np.array([box(0, 10, 0.9), box(1, 10, 0.6), box(2, 4, 0.5), box(30, 10, 0.7)]))
    assert len(found) == 2
    assert found[0, 0] == pytest.approx(0.4)
    assert found[0, 8] == 0.9
    assert merge(np.empty((0, 9))).shape == (0, 9)
