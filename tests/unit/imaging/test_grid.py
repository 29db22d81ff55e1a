import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.grid import lay_grid


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 200), st.integers(0, 200))
def test_a_layer_lies_under_a_picture_as_a_bilinear_enlargement(h: int, w: int, more_y: int, more_x: int) -> None:
    layer = np.random.default_rng(h * 41 + w).random((h, w)).astype(np.float32)
    height, width = h + more_y, w + more_x
    grid = lay_grid((h, w), (height, width))
    column = np.repeat(np.arange(w), np.diff(grid.starts))
    right = np.minimum(column + 1, w - 1)
    u, v = grid.across, grid.down[:, np.newaxis]
    above = layer[grid.row][:, column] * (1 - u) + layer[grid.row][:, right] * u
    below = layer[grid.next_row][:, column] * (1 - u) + layer[grid.next_row][:, right] * u
    wanted = cv2.resize(layer, (width, height), interpolation=cv2.INTER_LINEAR)
    assert np.abs(above * (1 - v) + below * v - wanted).max() < 2e-3


@given(st.integers(1, 60), st.integers(1, 400))
def test_every_column_belongs_to_one_cell(w: int, width: int) -> None:
    grid = lay_grid((3, w), (9, width))
    assert grid.starts[0] == 0
    assert grid.starts[-1] == width
    assert (np.diff(grid.starts) >= 0).all()
