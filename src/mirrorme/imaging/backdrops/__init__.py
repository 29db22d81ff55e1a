"""Built-in studio backdrops, painted by us at any size, and own pictures as backdrops."""

from mirrorme.imaging.backdrops.backdrop import Backdrop
from mirrorme.imaging.backdrops.catalogue import FAR, catalogue, find, names
from mirrorme.imaging.backdrops.cover import cover
from mirrorme.imaging.backdrops.render import render

__all__ = ["FAR", "Backdrop", "catalogue", "cover", "find", "names", "render"]
