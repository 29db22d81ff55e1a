"""Carry out one order: the photo through Gate 1, developed by the recipe, exported and written."""

from dataclasses import replace

from mirrorme.imaging.develop import Developed, develop
from mirrorme.imaging.errors import ImagingError, Reason
from mirrorme.imaging.export import export_alpha_png, export_cutout_png, export_jpeg
from mirrorme.imaging.read import Photo
from mirrorme.imaging.recipe import Export, Matte, Recipe
from mirrorme.pipeline.bench import Bench, Progress
from mirrorme.pipeline.gate import RejectedError, admit
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.views import views_of, views_of_rejected


def carry_out(order: Order, recipe: Recipe | None, bench: Bench) -> EditResult:
    """Edit a photo, or without a recipe only inspect it. What is wrong with it, or with the disk, is in the result.

    Raises:
        SetupError: networks that can't be loaded.
    """
    progress = Progress()
    result = EditResult(
        order.photo,
        "passed",
        recipe=recipe.model_dump(mode="json") if recipe else {},
        models=_models(recipe, bench),
        seconds=progress.seconds,
        measured=progress.measured,
    )
    try:
        if recipe is None:
            admit(order.photo, bench, progress)
            return result
        _edit(order, recipe, bench, progress)
    except RejectedError as error:
        return _rejected(order, bench, progress, replace(result, reasons=error.reasons))
    except ImagingError as error:
        return _rejected(order, bench, progress, replace(result, reasons=(error.reason,)))
    except StorageError as error:
        return replace(result, status="failed", reasons=(error.reason,), outputs=tuple(progress.written))
    except MemoryError:
        message = "There was not enough memory for this photo. Use fewer --workers, or close other programs."
        return replace(result, status="failed", reasons=(Reason("out_of_memory", message),))
    return replace(result, status="edited", outputs=tuple(progress.written), device=bench.device())


def _edit(order: Order, recipe: Recipe, bench: Bench, progress: Progress) -> None:
    if bench.kit is None:
        raise ValueError("a recipe needs a kit")
    photo, found = admit(order.photo, bench, progress)
    developed = develop(photo, found, recipe, bench.kit)
    progress.seconds |= developed.seconds
    progress.measured |= developed.measured
    judged = None
    if bench.scorer is not None:
        with progress.timed("score"):
            judged = bench.scorer.score(developed, recipe, bench.kit)[1]
            progress.measured["score"] = judged.score.to_data()
    with progress.timed("export"):
        pictures = _export(order, recipe, photo, developed)
    if order.views is not None:
        if found:  # a preview crops by it
            middle = sum((face.x0 + face.x1) / 2 for face in found) / len(found)
            progress.measured["middle"] = round(middle / photo.image.width, 4)
        with progress.timed("views"):
            pictures += views_of(order.views, photo.image, developed, judged, threads=bench.kit.threads)
    with progress.timed("write"):
        for name, data in pictures:
            bench.outputs.write(name, data)
            progress.written.append(name)


def _rejected(order: Order, bench: Bench, progress: Progress, result: EditResult) -> EditResult:
    """With its views, as far as it could be read. A disk that is full keeps nobody from hearing of it."""
    gone = replace(result, status="rejected")
    if order.if_rejected is None or progress.photo is None:
        return gone
    try:
        for name, data in views_of_rejected(order.if_rejected, progress.photo.image):
            bench.outputs.write(name, data)
            progress.written.append(name)
    except StorageError as error:
        progress.measured["not_shown"] = error.reason.message
    return replace(gone, outputs=tuple(progress.written))


def _export(order: Order, recipe: Recipe, photo: Photo, developed: Developed) -> list[tuple[str, bytes]]:
    """The pictures that were ordered, encoded: all of them before the first is written."""
    step = next((s for s in recipe.steps if isinstance(s, Export)), Export())
    pictures = [(order.jpeg, export_jpeg(developed.image, photo.metadata, step))]
    if order.cutout is not None and developed.cutout is not None:
        png = export_cutout_png(developed.cutout, developed.alpha, photo.metadata, keep_gps=step.keep_gps)
        pictures.append((order.cutout, png))
    if order.alpha is not None:
        pictures.append((order.alpha, export_alpha_png(developed.matte)))
    return pictures


def _models(recipe: Recipe | None, bench: Bench) -> dict[str, str]:
    """The networks that take part: name to digest."""
    networks = [bench.face]
    if recipe is not None and bench.kit is not None and any(isinstance(step, Matte) for step in recipe.steps):
        segmenters = bench.kit.segmenters
        networks += [n for n in (segmenters.broad, segmenters.fine) if n is not None]
    return {network.name: network.digest for network in networks}
