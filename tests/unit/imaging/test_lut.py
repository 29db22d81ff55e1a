from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mirrorme.imaging.image import Image
from mirrorme.imaging.lut import Cube, Curve, Lut, apply_lut, evaluate

DEPTHS = st.sampled_from([np.uint8, np.uint16])
Depth = type[np.uint8] | type[np.uint16]


def grid(size: int) -> NDArray[np.float32]:
    """The identity: entry [b, g, r] holds the colour (r, g, b)."""
    line = np.linspace(0, 1, size, dtype=np.float32)
    blue, green, red = np.meshgrid(line, line, line, indexing="ij")
    return np.stack([red, green, blue], axis=-1)


def noise(shape: tuple[int, int], depth: Depth, seed: int = 0) -> Image:
    white = np.iinfo(depth).max
    return Image(np.random.default_rng(seed).integers(0, white, (*shape, 3), depth, endpoint=True))


def slow(lut: Lut, colour: tuple[float, float, float]) -> list[float]:
    """One colour through a LUT by the book: walk from the cell's first corner to its last, largest fraction first."""
    value = list(colour)
    if lut.curve is not None:
        for c in range(3):
            low, high = lut.curve.domain[0][c], lut.curve.domain[1][c]
            at = min(max((value[c] - low) / (high - low), 0), 1) * (len(lut.curve.values) - 1)
            cell = min(int(at), len(lut.curve.values) - 2)
            a, b = float(lut.curve.values[cell, c]), float(lut.curve.values[cell + 1, c])
            value[c] = a + (b - a) * (at - cell)
    if lut.cube is None:
        return value
    n = len(lut.cube.values)
    corner, fraction = [], []
    for c in range(3):
        low, high = lut.cube.domain[0][c], lut.cube.domain[1][c]
        at = min(max((value[c] - low) / (high - low), 0), 1) * (n - 1)
        corner.append(min(int(at), n - 2))
        fraction.append(at - corner[c])
    r, g, b = corner
    out = [float(v) for v in lut.cube.values[b, g, r]]
    for c in sorted(range(3), key=lambda axis: -fraction[axis]):
        before = [float(v) for v in lut.cube.values[corner[2], corner[1], corner[0]]]
        corner[c] += 1
        after = [float(v) for v in lut.cube.values[corner[2], corner[1], corner[0]]]
        out = [o + fraction[c] * (y - x) for o, x, y in zip(out, before, after, strict=True)]
    return out


def wild(seed: int, *, curve: bool, size: int, spread: float) -> Lut:
    rng = np.random.default_rng(seed)
    low, high = -rng.random(3), 1 + rng.random(3)
    domain = ((low[0], low[1], low[2]), (high[0], high[1], high[2]))
    rows = Curve(rng.random((7, 3), np.float32) * 2 - 0.5, domain) if curve else None
    values = (rng.random((size, size, size, 3), np.float32) - 0.5) * np.float32(spread) + np.float32(0.5)
    return Lut("wild", rows, Cube(values, domain if rng.random() < 0.5 else ((0, 0, 0), (1, 1, 1))))


@pytest.mark.parametrize("size", [2, 17, 33, 65, 129])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_an_identity_cube_changes_no_pixel(size: int, depth: Depth) -> None:
    image = noise((40, 50), depth)
    np.testing.assert_array_equal(apply_lut(image, Lut("", None, Cube(grid(size)))).pixels, image.pixels)


@pytest.mark.parametrize("size", [4, 13, 33])
def test_a_smooth_cube_is_within_a_tenth_of_a_code(size: int) -> None:
    image = noise((40, 50), np.uint8)
    lut = Lut("", None, Cube(np.clip(grid(size) ** np.float32(1.4) * np.array([1.1, 1, 0.8], np.float32), 0, 1)))
    exact = evaluate(lut, image.pixels / 255) * 255
    np.testing.assert_allclose(apply_lut(image, lut).pixels, exact, atol=0.6)


def test_every_8_bit_colour_passes_an_identity_cube_unchanged() -> None:
    # a Hald identity: all reds and greens for every seventh blue
    axis = np.arange(256, dtype=np.uint8)
    blue, green, red = np.meshgrid(axis[::7], axis, axis, indexing="ij")
    image = Image(np.stack([red, green, blue], axis=-1).reshape(-1, 256, 3))
    np.testing.assert_array_equal(apply_lut(image, Lut("", None, Cube(grid(33)))).pixels, image.pixels)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.booleans(), st.integers(2, 26), st.sampled_from([0.5, 1, 1.8, 9]))
def test_a_colour_becomes_what_the_book_says(seed: int, curve: bool, size: int, spread: float) -> None:  # noqa: FBT001
    lut = wild(seed, curve=curve, size=size, spread=spread)
    for depth in (np.uint8, np.uint16):
        image = noise((2, 3), depth, seed)
        colours = image.pixels / image.white
        exact = np.array([slow(lut, tuple(c)) for c in colours.reshape(-1, 3)]).reshape(2, 3, 3)
        np.testing.assert_allclose(evaluate(lut, colours), exact, atol=1e-6)
        # half a code of rounding, and what weights of 1/256 (1/65536) can miss between corners as far apart as these
        allowed = 0.5 + (1.5 * spread if depth is np.uint8 else 3 * spread)
        np.testing.assert_allclose(apply_lut(image, lut).pixels, np.clip(exact, 0, 1) * image.white, atol=allowed)


@settings(deadline=None, max_examples=30)
@given(mix=st.floats(0, 1), depth=DEPTHS, lone=st.booleans())
def test_mixing_lies_between_the_picture_and_the_lut(mix: float, depth: Depth, lone: bool) -> None:  # noqa: FBT001
    image = noise((8, 9), depth)
    lut = wild(3, curve=True, size=5, spread=1.2)
    lut = Lut("", lut.curve) if lone else lut
    full = np.clip(evaluate(lut, image.pixels / image.white), 0, 1) * image.white
    expected = image.pixels * (1 - mix) + full * mix
    allowed = 0.6 if depth is np.uint8 else 7
    np.testing.assert_allclose(apply_lut(image, lut, mix).pixels, expected, atol=allowed)


def test_no_mix_gives_the_same_picture() -> None:
    image = noise((3, 3), np.uint8)
    assert apply_lut(image, wild(1, curve=False, size=4, spread=1), 0) is image
    with pytest.raises(ValueError, match="mixed by 0 to 1"):
        apply_lut(image, wild(1, curve=False, size=4, spread=1), 1.1)


@pytest.mark.parametrize(("depth", "spread"), list(product([np.uint8, np.uint16], [1.0, 9.0])))
def test_threads_give_the_same_bytes(depth: Depth, spread: float) -> None:
    image = noise((31, 17), depth)
    lut = wild(5, curve=True, size=9, spread=spread)
    one = apply_lut(image, lut)
    assert one.digest() == apply_lut(image, lut, threads=3).digest()
    assert one.pixels.shape == image.pixels.shape


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_lone_curve_is_a_curve_per_channel(depth: Depth) -> None:
    image = noise((9, 9), depth)
    rows = np.array([[1, 0, 0], [0, 1, 0.25]], np.float32)
    out = apply_lut(image, Lut("", Curve(rows))).pixels
    np.testing.assert_array_equal(out[..., 0], image.white - image.pixels[..., 0])
    np.testing.assert_array_equal(out[..., 1], image.pixels[..., 1])
    np.testing.assert_allclose(out[..., 2], image.pixels[..., 2] / 4, atol=0.51)


@given(st.integers(0, 255), st.integers(0, 1000))
@settings(deadline=None)
def test_a_cube_that_keeps_its_greys_keeps_the_pictures(grey: int, seed: int) -> None:
    values = np.random.default_rng(seed).random((9, 9, 9, 3), np.float32)
    for i in range(9):
        values[i, i, i] = values[i, i, i, 0]
    out = apply_lut(Image(np.full((1, 1, 3), grey, np.uint8)), Lut("", None, Cube(values))).pixels
    assert out.min() == out.max()


def test_a_lut_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="curve or a cube"):
        Lut("empty")
