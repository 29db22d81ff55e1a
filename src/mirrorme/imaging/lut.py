"""Colour look-up tables: what they hold, what they give for a colour, and how they change a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.bands import in_bands
from mirrorme.imaging.colour import Floats
from mirrorme.imaging.curves import apply_curves
from mirrorme.imaging.image import Image
from mirrorme.imaging.tetrahedral import Places, interpolate, look_up, pack

Triple = tuple[float, float, float]
Domain = tuple[Triple, Triple]
UNIT: Domain = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
# entries a side that a cube is refined to
_FINEST = 24


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A 1D table per channel, linear between its rows.

    values: (n, 3) float32, n >= 2. domain: the inputs, (lowest, highest) per channel, of the first and last row.
    """

    values: NDArray[np.float32]
    domain: Domain = UNIT


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """A 3D table.

    values: (n, n, n, 3) float32, n >= 2, indexed [blue, green, red], as in the file. domain: as in a `Curve`.
    """

    values: NDArray[np.float32]
    domain: Domain = UNIT


@dataclass(frozen=True, slots=True, eq=False)
class Lut:
    """A look-up table on sRGB-encoded colours (0 to 1): a curve, a cube, or a curve that feeds a cube.

    Inputs outside of a table's domain take the value at its border; outputs outside of 0 to 1 are clipped in a picture.
    """

    title: str
    curve: Curve | None = None
    cube: Cube | None = None

    def __post_init__(self) -> None:
        if self.curve is None and self.cube is None:
            raise ValueError("a LUT needs a curve or a cube")


def _curved(curve: Curve, colours: Floats) -> NDArray[np.float64]:
    rows = len(curve.values)
    out = np.empty(colours.shape)
    for c, (low, high) in enumerate(zip(*curve.domain, strict=True)):
        out[..., c] = np.interp(colours[..., c], np.linspace(low, high, rows), curve.values[:, c])
    return out


def evaluate(lut: Lut, colours: Floats) -> NDArray[np.float64]:
    """What a LUT gives for colours, tetrahedrally interpolated, in double precision and not clipped.

    Args:
        lut: the table.
        colours: (..., 3), sRGB-encoded, 0 to 1.
    """
    out = np.asarray(colours, np.float64)
    if lut.curve is not None:
        out = _curved(lut.curve, out)
    if lut.cube is not None:
        low, high = (np.array(edge) for edge in lut.cube.domain)
        out = interpolate(lut.cube.values, (out - low) / (high - low))
    return out


def _refined(cube: Cube) -> Cube:
    # 8 bits of weight are coarse in a small cube's wide cells; cutting the cells by a whole number changes no colour,
    # as the smaller tetrahedra lie within the larger ones
    n = len(cube.values)
    times = -(-(_FINEST - 1) // (n - 1))
    if times == 1:
        return cube
    grid = np.linspace(0, 1, (n - 1) * times + 1)
    blue, green, red = np.meshgrid(grid, grid, grid, indexing="ij")
    return Cube(interpolate(cube.values, np.stack([red, green, blue], axis=-1)).astype(np.float32), cube.domain)


def _places(lut: Lut, cube: Cube, white: int) -> Places:
    # a picture has few values per channel: the curve and the domain cost nothing per pixel once they are tables
    codes = np.repeat((np.arange(white + 1) / white)[:, None], 3, axis=1)
    fed = codes if lut.curve is None else _curved(lut.curve, codes)
    low, high = (np.array(edge) for edge in cube.domain)
    place = (fed - low) / (high - low)
    return place[:, 0], place[:, 1], place[:, 2]


def apply_lut(image: Image, lut: Lut, mix: float = 1.0, *, threads: int = 1) -> Image:
    """Change every colour of a picture by a LUT.

    Args:
        image: the picture.
        lut: the table.
        mix: 0 leaves the picture as it is (the same object), 1 is the LUT alone.
        threads: row bands worked on at the same time.

    Returns:
        A picture of the same size and depth. Before rounding, 8-bit codes are within a tenth of a code of exact
        tetrahedral interpolation (smooth tables; 1/256 of the way between neighbouring entries in any), 16-bit codes
        within three.

    Raises:
        ValueError: mix outside of 0 to 1.
    """
    if not 0 <= mix <= 1:
        raise ValueError(f"a LUT is mixed by 0 to 1, not {mix}")
    if mix == 0:
        return image
    codes = np.arange(image.white + 1)
    if lut.cube is None:
        lone = np.clip(evaluate(lut, np.repeat(codes[:, None] / image.white, 3, axis=1)), 0, 1) * image.white
        curves = np.rint(lone.T * mix + codes * (1 - mix)).astype(image.pixels.dtype)
        return apply_curves(image, np.ascontiguousarray(curves), threads=threads)
    cube = _refined(lut.cube)
    table = pack(cube.values, _places(lut, cube, image.white), mix=mix)
    target = np.empty_like(image.pixels)

    def work(first: int, last: int) -> None:
        look_up(image.pixels[first:last], table, target[first:last])

    in_bands(work, image.height, threads)
    return Image(target)
