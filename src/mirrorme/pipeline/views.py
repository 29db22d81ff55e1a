"""The views stage: pictures for screens of an edit, and of a photo that was turned away."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from mirrorme.domain.views import WHOLE_MATTE
from mirrorme.imaging.develop import Developed
from mirrorme.imaging.export import export_alpha_png
from mirrorme.imaging.image import Image
from mirrorme.imaging.views import HEAT, for_screen, layer_webp, matte_for_screen, screen_webp, thumb_webp
from mirrorme.quality import Judged
from mirrorme.quality.evidence import heat_layer
from mirrorme.quality.view import Plane

Named = list[tuple[str, bytes]]


def views_of(
    names: Mapping[str, str], original: Image, developed: Developed, judged: Judged | None, *, threads: int = 1
) -> Named:
    """The views of an edit, encoded, by name.

    Args:
        names: by kind; ``heat-...`` is made where that factor found something, ``whole-matte`` where there is a crop.
        original: the photo, upright, in the working space.
        developed: what was made of it.
        judged: how it was judged, if it was.
        threads: encoders at work at the same time.
    """
    make: dict[str, Callable[[], bytes]] = {}
    for prefix, image in (("original-", original), ("", developed.image)):
        make |= _of_picture(prefix, image)
    make["matte"] = lambda: export_alpha_png(matte_for_screen(developed.alpha))
    if developed.alpha is not developed.matte:
        make[WHOLE_MATTE] = lambda: export_alpha_png(matte_for_screen(developed.matte))
    if judged is not None:
        for factor in judged.score.factors:
            if factor.findings and judged.heat[factor.name].any():
                make[f"heat-{factor.name}"] = partial(_heat, judged.heat[factor.name])
    return _made(names, make, threads)


def views_of_rejected(names: Mapping[str, str], original: Image) -> Named:
    """The views of a photo that was turned away, encoded, by name."""
    return _made(names, _of_picture("original-", original), 1)


def _of_picture(prefix: str, image: Image) -> dict[str, Callable[[], bytes]]:
    small = for_screen(image)
    return {f"{prefix}screen": lambda: screen_webp(small), f"{prefix}thumb": lambda: thumb_webp(small)}


def _heat(heat: Plane) -> bytes:
    return layer_webp(heat_layer(heat, HEAT))


def _made(names: Mapping[str, str], make: Mapping[str, Callable[[], bytes]], threads: int) -> Named:
    """The encoders let other threads run meanwhile."""
    with ThreadPoolExecutor(threads, "views") as pool:
        done = {kind: pool.submit(one) for kind, one in make.items()}
        return [(names[kind], one.result()) for kind, one in done.items()]
