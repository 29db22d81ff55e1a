"""One curve per channel: the quickest change of a picture's tones, and one that never mixes channels."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mirrorme.imaging.bands import in_bands
from mirrorme.imaging.image import Image, Pixels

# the least common multiple of a pixel (3 bytes) and a machine word (4 bytes)
_BLOCK = 12


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _map_words(source: NDArray[np.uint32], table: NDArray[np.uint32], target: NDArray[np.uint32]) -> None:
    # four pixels in three words: a word costs one load and one store where its bytes cost four of each
    red, green, blue = table[0], table[1], table[2]
    for i in range(0, source.size - 2, 3):
        x, y, z = source[i], source[i + 1], source[i + 2]
        target[i] = (
            red[x & 255] | (green[(x >> 8) & 255] << 8) | (blue[(x >> 16) & 255] << 16) | (red[(x >> 24) & 255] << 24)
        )
        target[i + 1] = (
            green[y & 255] | (blue[(y >> 8) & 255] << 8) | (red[(y >> 16) & 255] << 16) | (green[(y >> 24) & 255] << 24)
        )
        target[i + 2] = (
            blue[z & 255] | (red[(z >> 8) & 255] << 8) | (green[(z >> 16) & 255] << 16) | (blue[(z >> 24) & 255] << 24)
        )


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba ships no types
def _map_values(source: Pixels, table: Pixels, target: Pixels) -> None:
    red, green, blue = table[0], table[1], table[2]
    for i in range(0, source.size - 2, 3):
        target[i] = red[source[i]]
        target[i + 1] = green[source[i + 1]]
        target[i + 2] = blue[source[i + 2]]


def apply_curves(image: Image, curves: Pixels, *, threads: int = 1) -> Image:
    """Replace every value by its channel's curve.

    Args:
        image: the picture.
        curves: (3, white + 1) of the picture's dtype: the new value of every red, green and blue value.
        threads: bands worked on at the same time.

    Returns:
        A new picture of the same size and depth.

    Raises:
        ValueError: curves of another shape or dtype.
    """
    if curves.shape != (3, image.white + 1) or curves.dtype != image.pixels.dtype:
        raise ValueError(f"curves of {curves.shape} {curves.dtype} don't fit a picture of {image.pixels.dtype}")
    target = np.empty_like(image.pixels)
    flat, out = image.pixels.reshape(-1), target.reshape(-1)
    blocks = flat.size // _BLOCK if flat.itemsize == 1 else 0
    words = curves.astype(np.uint32)

    def blocks_of(first: int, last: int) -> None:
        band = slice(first * _BLOCK, last * _BLOCK)
        _map_words(flat[band].view(np.uint32), words, out[band].view(np.uint32))

    def values_of(first: int, last: int) -> None:
        band = slice(blocks * _BLOCK + 3 * first, blocks * _BLOCK + 3 * last)
        _map_values(flat[band], curves, out[band])

    in_bands(blocks_of, blocks, threads)
    in_bands(values_of, (flat.size - blocks * _BLOCK) // 3, threads if blocks == 0 else 1)
    return Image(target)
