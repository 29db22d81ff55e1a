import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mirrorme.imaging.image import Image
from mirrorme.imaging.matte import Segmenters, matte
from mirrorme.imaging.matte.closed_form import solve
from mirrorme.imaging.matte.enlarge import enlarge
from mirrorme.imaging.matte.segment import postprocess, preprocess, shrink
from mirrorme.imaging.matte.tidy import drop_islands
from mirrorme.imaging.matte.trimap import UNKNOWN, trimap_of_one, trimap_of_two
from mirrorme.imaging.network import NetworkSpec
from tests.unit.imaging.portraits import coarse_network, portrait, true_matte


def error(found: NDArray[np.uint8], truth: NDArray[np.uint8]) -> float:
    return float(np.abs(found.astype(float) - truth).mean() / 255)


@pytest.mark.parametrize("tier", ["fast", "standard", "best"])
def test_a_matte_is_far_better_than_the_segmentation_it_starts_from(tier: str) -> None:
    image, truth = portrait()
    coarse = coarse_network(truth, 64)
    found = matte(image, Segmenters(coarse, coarse_network(truth, 128)), tier)  # type: ignore[arg-type]
    rough = np.round(np.clip(np.kron(coarse.answer, np.ones((4, 4))), 0, 1) * 255)[: truth.shape[0], : truth.shape[1]]
    assert found.alpha.shape == truth.shape
    assert error(found.alpha, truth) < 0.012
    assert error(found.alpha, truth) < 0.3 * error(rough.astype(np.uint8), truth)


def test_the_same_photo_gives_the_same_matte() -> None:
    image, truth = portrait()
    segmenters = Segmenters(coarse_network(truth, 64), coarse_network(truth, 128))
    assert np.array_equal(matte(image, segmenters, "standard").alpha, matte(image, segmenters, "standard").alpha)


def test_threads_do_not_change_a_matte() -> None:
    image, truth = portrait(900, 700)
    segmenters = Segmenters(coarse_network(truth, 64))
    assert np.array_equal(
        matte(image, segmenters, "fast", threads=1).alpha, matte(image, segmenters, "fast", threads=3).alpha
    )


def test_what_is_known_stays_known() -> None:
    image, truth = portrait()
    trimap = trimap_of_one(np.asarray(truth / 255, np.float32), 6)
    solved = solve(np.asarray(image.pixels, np.uint8), trimap).alpha
    assert np.array_equal(solved[trimap == 1], trimap[trimap == 1])
    assert np.array_equal(solved[trimap == 0], trimap[trimap == 0])
    assert ((solved >= 0) & (solved <= 1)).all()


@pytest.mark.parametrize("fill", [0.0, 1.0, 0.5])
def test_a_trimap_without_both_sides_has_no_answer_and_comes_back(fill: float) -> None:
    trimap = np.full((20, 30), fill, np.float32)
    assert np.array_equal(solve(np.zeros((20, 30, 3), np.uint8), trimap).alpha, trimap)


def test_a_flat_picture_is_solved_without_failing_or_talking(capsys: pytest.CaptureFixture[str]) -> None:
    trimap = np.full((40, 40), UNKNOWN, np.float32)
    trimap[:5], trimap[-5:] = 1, 0
    solved = solve(np.full((40, 40, 3), 128, np.uint8), trimap).alpha
    assert np.isfinite(solved).all()
    assert (np.diff(solved[5:-5].mean(1)) <= 1e-3).all()
    assert capsys.readouterr() == ("", "")


def test_networks_that_disagree_leave_it_to_the_picture() -> None:
    broad = np.asarray(true_matte(120, 100) / 255, np.float32)
    fine = broad.copy()
    fine[90:110, 40:60] = 0
    assert (trimap_of_two(broad, fine, 4)[95:105, 45:55] == UNKNOWN).all()


def test_specks_go_and_a_second_person_stays() -> None:
    alpha = np.zeros((200, 300), np.float32)
    alpha[40:, 30:110] = 1
    alpha[60:, 180:250] = 1
    alpha[10:14, 280:284] = 1
    kept = drop_islands(alpha)
    assert kept[10:14, 280:284].max() == 0
    assert kept[100, 60] == 1
    assert kept[100, 200] == 1


def test_a_small_figure_goes_unless_it_has_a_face() -> None:
    alpha = np.zeros((200, 300), np.float32)
    alpha[40:, 30:110] = 1
    alpha[60:100, 200:240] = 1
    on_the_large, on_the_small = (70 / 300, 60 / 200), (220 / 300, 70 / 200)
    assert drop_islands(alpha)[70, 210] == 1
    assert drop_islands(alpha, [on_the_large])[70, 210] == 0
    assert drop_islands(alpha, [on_the_large, on_the_small])[70, 210] == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from([np.uint8, np.uint16]))
def test_any_size_and_depth_gets_a_matte_of_its_own_size(height: int, width: int, depth: type[np.uint8]) -> None:
    pixels = np.random.default_rng(height * 91 + width).integers(0, np.iinfo(depth).max, (height, width, 3), depth)
    found = matte(Image(pixels), Segmenters(coarse_network(true_matte(64, 64), 32)), "fast")
    assert found.alpha.shape == (height, width)


def test_enlarging_follows_the_edge_of_the_photo() -> None:
    image, truth = portrait(1200, 1000)
    small = shrink(image.pixels, 300)
    alpha = np.asarray(shrink(np.repeat(truth[..., np.newaxis], 3, 2), 300)[..., 0] / 255, np.float32)
    assert error(enlarge(alpha, small, image), truth) < 0.003


def test_a_flat_answer_is_not_stretched_into_a_subject() -> None:
    flat = np.full((1, 1, 8, 8), 0.02, np.float32) + np.linspace(0, 0.01, 64, dtype=np.float32).reshape(1, 1, 8, 8)
    assert postprocess(flat, NetworkSpec(size=8, stretch=True)).max() < 0.1


def test_preprocessing_follows_the_network() -> None:
    square = np.full((4, 4, 3), 100, np.uint8)
    assert np.allclose(preprocess(square, NetworkSpec(size=4, scale="max")), 1.0)
    unit = preprocess(square, NetworkSpec(size=4, mean=(0.5, 0.5, 0.5), std=(2.0, 2.0, 2.0)))
    assert np.allclose(unit, (100 / 255 - 0.5) / 2, atol=1e-6)
