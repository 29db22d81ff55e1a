import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.bands import in_bands
from mirrorme.imaging.curves import apply_curves
from mirrorme.imaging.image import Image


@settings(deadline=None)  # the first example compiles
@given(
    height=st.integers(1, 7),
    width=st.integers(1, 9),
    depth=st.sampled_from([np.uint8, np.uint16]),
    threads=st.integers(1, 3),
    seed=st.integers(0, 1000),
)
def test_every_value_becomes_what_its_channels_curve_says(
    height: int, width: int, depth: type[np.uint8] | type[np.uint16], threads: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    white = np.iinfo(depth).max
    pixels = rng.integers(0, white, (height, width, 3), depth, endpoint=True)
    curves = rng.integers(0, white, (3, white + 1), depth, endpoint=True)
    out = apply_curves(Image(pixels), curves, threads=threads).pixels
    assert out.dtype == depth
    np.testing.assert_array_equal(out, np.stack([curves[c][pixels[..., c]] for c in range(3)], axis=-1))


def test_pixels_that_lie_oddly_in_memory_are_mapped_too() -> None:
    buffer = np.arange(1 + 4 * 4 * 3, dtype=np.uint8)
    curves = np.tile(np.arange(255, -1, -1, dtype=np.uint8), (3, 1))
    image = Image(buffer[1:].reshape(4, 4, 3))
    np.testing.assert_array_equal(apply_curves(image, curves).pixels, 255 - image.pixels)


def test_curves_of_another_depth_are_refused() -> None:
    with pytest.raises(ValueError, match="don't fit"):
        apply_curves(Image(np.zeros((2, 2, 3), np.uint16)), np.zeros((3, 256), np.uint8))


@given(st.integers(0, 50), st.integers(1, 9))
def test_bands_cover_everything_once(length: int, threads: int) -> None:
    seen = np.zeros(length, int)

    def work(start: int, stop: int) -> None:
        seen[start:stop] += 1

    in_bands(work, length, threads)
    assert (seen == 1).all()


def test_an_error_in_a_band_is_raised() -> None:
    def work(start: int, stop: int) -> None:
        raise ArithmeticError(f"{start} {stop}")

    with pytest.raises(ArithmeticError):
        in_bands(work, 10, 2)
    with pytest.raises(ValueError, match="thread"):
        in_bands(work, 10, 0)
