"""A backdrop at any size."""

from functools import lru_cache

from mirrorme.imaging.backdrops.catalogue import design
from mirrorme.imaging.backdrops.enlarge import enlarge
from mirrorme.imaging.backdrops.frame import Linear, make_frame, stream_key
from mirrorme.imaging.backdrops.texture import tile
from mirrorme.imaging.backdrops.tone import encode
from mirrorme.imaging.image import Image


def render(name: str, width: int, height: int, *, seed: int = 0) -> Image:
    """Paint a backdrop.

    It is painted as a small float picture of the frame's aspect, which holds all but the surface's finest texture, and
    brought to size in one pass; so the picture doesn't depend on its resolution, and 24 MP cost little more than
    writing them. The last few small pictures are kept.

    Args:
        name: a name out of ``names()``, or ``brand:#rrggbb``.
        width: columns wanted, 1 or more.
        height: rows wanted, 1 or more.
        seed: another seed gives another piece of the same backdrop.

    Returns:
        An 8-bit image. The same name, size and seed give the same bytes.

    Raises:
        RecipeError: ``unknown_backdrop``.
        ValueError: a size below 1.
    """
    if width < 1 or height < 1:
        raise ValueError(f"a backdrop is at least 1x1, not {width}x{height}")
    texture, strength = tile(design(name).painter.texture, height)
    return Image(enlarge(paint_small(name, width / height, seed), width, height, texture, strength))


@lru_cache(maxsize=8)
def paint_small(name: str, aspect: float, seed: int) -> Linear:
    """All of a backdrop but its finest texture: (h, w, 3) float32, sRGB-coded, 0 to 255, read-only, kept."""
    found = design(name)
    frame = make_frame(aspect, found.painter.side, stream_key(found.backdrop.name, seed))
    small = encode(found.painter.paint(frame))
    small.flags.writeable = False
    return small
