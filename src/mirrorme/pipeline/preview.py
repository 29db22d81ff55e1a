"""A quick preview: another recipe for a photo that was edited before, put together from what was kept for screens.

Nothing is decoded that came from outside, nobody is looked for and no network runs: matte and measured light are those
of the edit, and so is what differs between tiers of cutting out.
"""

import numpy as np

from mirrorme.imaging.backdrops import FAR, cover, find, render
from mirrorme.imaging.compose import Scene, compose, estimate_foreground
from mirrorme.imaging.cube import parse_cube
from mirrorme.imaging.export import export_alpha_png
from mirrorme.imaging.frame import crop, plan
from mirrorme.imaging.grade import grade
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light import LightCorrection, apply_light, asked_anew
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Frame, Grade, Light, portrait
from mirrorme.imaging.views import for_screen, read_matte, read_webp, screen_webp
from mirrorme.pipeline.preview_order import PreviewOrder

SIDE = 1280
"""Long side, pixels."""


def preview(order: PreviewOrder, *, threads: int = 1) -> bytes:
    """A WebP of at most 1280 on its long side, that looks like the real edit at that size.

    Raises:
        OSError: a kept picture that is none.
        ValueError: the file of its backdrop is missing.
        ImagingError: a backdrop or a LUT that can't be read.
    """
    image, alpha = _framed(order)
    image, alpha = for_screen(image, SIDE), np.asarray(reduced(alpha, SIDE), np.uint8)
    for step in order.recipe.steps:
        match step:
            case Light():
                image = apply_light(image, _correction(order, step), threads=threads)
            case Compose(backdrop=backdrop) if backdrop != "none":
                image = _composed(image, alpha, step, order.backdrop, threads)
            case Grade():
                lut = None if order.lut is None else parse_cube(order.lut.decode("utf-8", errors="replace"))
                image = grade(image, step, lut, threads=threads)
            case _:
                continue
    return screen_webp(image)


def _framed(order: PreviewOrder) -> tuple[Image, Alpha]:
    """Cropped while it is large, so that a small crop of a wide photo is not the poorer for it."""
    image, alpha = read_webp(order.original), read_matte(order.matte)
    if alpha.shape != (image.height, image.width):
        raise OSError(f"a matte of {alpha.shape} doesn't fit a photo of {(image.height, image.width)}")
    step = next((step for step in order.recipe.steps if isinstance(step, Frame)), Frame())
    if step.aspect == "none":
        return image, alpha
    middle = 0.5 if order.middle is None else order.middle * image.width
    faces = [] if order.middle is None else [(middle, 0.0, middle, 0.0)] * max(order.faces, 1)
    return crop(image, alpha, plan(alpha, faces, step.aspect))


def _correction(order: PreviewOrder, step: Light) -> LightCorrection:
    return asked_anew(LightCorrection(**(order.light or {})), step.exposure_ev, step.warmth - order.warmth)


def _composed(image: Image, alpha: Alpha, step: Compose, own: bytes | None, threads: int) -> Image:
    foreground = estimate_foreground(image, alpha)
    if step.backdrop == "file":
        if own is None:
            raise ValueError("the backdrop's file is missing")
        scene = Scene(cover(read(own).image, image.width, image.height), wall=False)
    else:
        scene = Scene(render(step.backdrop, image.width, image.height), find(step.backdrop).family not in FAR)
    # at this size grain averages out
    return compose(image, alpha, foreground, scene, step.model_copy(update={"grain": 0.0}), threads=threads)


def warm() -> None:
    """Have all ready that is loaded at its first use."""
    half = np.zeros((96, 64), np.uint8)
    half[48:, 16:48] = 255
    image = Image(np.full((96, 64, 3), 120, np.uint8))
    recipe = portrait(Compose(backdrop="paper-white"), light=Light(exposure_ev=0.5), grade=Grade(contrast=0.1))
    preview(PreviewOrder(recipe, screen_webp(image), export_alpha_png(half)))
