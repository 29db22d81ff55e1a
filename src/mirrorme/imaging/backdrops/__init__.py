"""Built-in studio backdrops, painted by us at any size, and own pictures as backdrops."""

from mirrorme.imaging.backdrops.backdrop import Backdrop
from mirrorme.imaging.backdrops.catalogue import catalogue, find, names
from mirrorme.imaging.backdrops.cover import cover
from mirrorme.imaging.backdrops.render import render

__all__ = ["Backdrop", "catalogue", "cover", "find", "names", "render"]
