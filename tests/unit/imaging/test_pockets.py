import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.matte.pockets import close_pockets


def torso(hole_colour: tuple[int, int, int]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A subject in red before a grey wall, with a hole in its map that shows a colour."""
    rng = np.random.default_rng(5)
    picture = np.full((240, 200, 3), 150, np.float32)
    picture[60:, 40:160] = (150, 40, 40)
    picture[120:180, 80:120] = hole_colour
    rough = np.zeros((240, 200), np.float32)
    rough[60:, 40:160] = 1
    rough[120:180, 80:120] = 0.05
    return np.clip(picture + rng.normal(0, 3, picture.shape), 0, 255).astype(np.uint8), rough


def test_a_white_shirt_that_looked_like_a_hole_is_closed() -> None:
    picture, rough = torso((240, 240, 245))
    assert close_pockets(picture, rough)[120:180, 80:120].min() == 1


def test_a_gap_that_shows_the_wall_stays_open() -> None:
    picture, rough = torso((150, 150, 150))
    assert np.array_equal(close_pockets(picture, rough), rough)


def test_a_wall_in_falling_light_still_counts_as_wall() -> None:
    picture, rough = torso((138, 138, 138))
    assert np.array_equal(close_pockets(picture, rough), rough)


def test_the_background_itself_is_never_closed() -> None:
    picture, rough = torso((150, 150, 150))
    rough[120:180, 80:120] = 1
    picture[:, :30] = (20, 200, 20)
    assert np.array_equal(close_pockets(picture, rough), rough)


def test_nothing_and_everything_come_back_as_they_are() -> None:
    picture, _ = torso((0, 0, 0))
    for value in (0.0, 1.0):
        flat = np.full((240, 200), value, np.float32)
        assert np.array_equal(close_pockets(picture, flat), flat)
