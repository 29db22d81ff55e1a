"""Previews of retouching: python benchmarks/preview.py [--runs 20] [PHOTO...].

Promise: median <= 1 s. Real portraits are edited once; previews with other backdrops, exposure, warmth, styles and
crops are asked of the process that the API has, over its pipe. Beside it: decoding and encoding the same picture alone,
which is the floor, and how far a preview is from the real edit with the same changes (CIE 1976, at its size).
"""

import argparse
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import psutil
from measuring import TESTDATA

from mirrorme.adapters.workers.child import Child, own_command, own_environment
from mirrorme.adapters.workers.previews import Previews
from mirrorme.domain.views import EXTENSIONS, WHOLE_MATTE
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.recipe import Recipe
from mirrorme.imaging.views import for_screen, read_webp, screen_webp
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.look import Adjustments, Look, recipe_of
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.preview import SIDE
from mirrorme.pipeline.preview_order import PreviewOrder
from mirrorme.pipeline.result import EditResult
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

LOOK = {"matte": "fast"}
CHANGES = (
    Adjustments(),
    Adjustments(exposure=0.6, warmth=30),
    Adjustments(backdrop="canvas-slate", exposure=-0.4),
    Adjustments(backdrop="brand:#204060", style="cool-corporate", crop="4x6"),
    Adjustments(style="high-key", crop="square", warmth=-40),
)
PEOPLE = ("d001.jpg", "d005.jpg", "d019.jpg", "d028.jpg")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--runs", type=int, default=20)
    given = parser.parse_args()
    photos = given.photos or [given.testdata / "people" / name for name in PEOPLE]
    hired: list[Child] = []

    def hire() -> Child:
        hired.append(Child(own_command("mirrorme.interfaces.worker.previewing"), own_environment(2), ""))
        return hired[-1]

    previews = Previews(hire)
    began = time.perf_counter()
    took: list[float] = []
    floor: list[float] = []
    far: list[tuple[float, float]] = []
    try:
        for photo in photos:
            folder = Path(tempfile.mkdtemp(prefix="mirrorme-"))
            before = edit(photo, recipe_of(Look.model_validate(LOOK)), folder / "before")
            for change in CHANGES:
                order, real = made(photo, before, change, folder)
                first = not took
                data = previews.render("benchmark", order)
                if first:
                    print(f"the process is ready and has rendered its first after {time.perf_counter() - began:.1f} s")
                for _ in range(max(1, given.runs // len(CHANGES))):
                    took.append(timed(partial(previews.render, "benchmark", order)))
                    floor.append(timed(partial(alone, order.original)))
                far.append(difference(data, real))
            memory = psutil.Process(hired[-1].pid).memory_info().rss / 1e6
    finally:
        previews.close()
    print(
        f"{len(took)} previews of {len(photos)} portraits: median {statistics.median(took):.2f} s, p95 "
        f"{statistics.quantiles(took, n=20)[-1]:.2f} s (promise 1 s); decoding and encoding alone "
        f"{statistics.median(floor):.2f} s; memory of the process {memory:.0f} MB"
    )
    means, worst = zip(*far, strict=True)
    print(
        f"from the real edit: mean Delta E {statistics.mean(means):.2f} (most {max(means):.2f}), 99th {max(worst):.1f}"
    )


def made(photo: Path, before: EditResult, change: Adjustments, folder: Path) -> tuple[PreviewOrder, Path]:
    """A preview's order from an edit without changes, and the real edit with them, as a file."""
    recipe = recipe_of(Look.model_validate(LOOK), change)
    edit(photo, recipe, folder / "after")
    whole = folder / f"before-{WHOLE_MATTE}.png"
    measured = before.measured
    order = PreviewOrder(
        recipe,
        (folder / "before-original-screen.webp").read_bytes(),
        (whole if whole.exists() else folder / "before-matte.png").read_bytes(),
        measured["light"],
        measured["faces"],
        measured.get("middle"),
    )
    return order, folder / "after.jpg"


def edit(photo: Path, recipe: Recipe, to: Path) -> EditResult:
    """A real edit."""
    bench = make_bench(Job(recipe=recipe, gate=None, threads=2), Settings.from_environment())
    views = {kind: f"{to}-{kind}.{end}" for kind, end in EXTENSIONS.items()}
    result = carry_out(Order(str(photo), f"{to}.jpg", views=views), recipe, bench)
    if result.status != "edited":
        raise SystemExit(f"{photo} was not edited: {result.reasons}")
    return result


def alone(original: bytes) -> bytes:
    """Decoding and encoding at a preview's size, and nothing between."""
    return screen_webp(for_screen(read_webp(original), SIDE))


def timed(do: "partial[bytes]") -> float:
    """Seconds."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def difference(data: bytes, real: Path) -> tuple[float, float]:
    """Mean and 99th percentile of the colour difference, a little out of focus."""
    shown = read_webp(data).pixels
    picture = reduced(cv2.cvtColor(cv2.imread(str(real)), cv2.COLOR_BGR2RGB), SIDE)  # type: ignore[arg-type]  # written just now
    picture = cv2.resize(picture, (shown.shape[1], shown.shape[0]), interpolation=cv2.INTER_AREA)
    labs = [cv2.cvtColor(np.asarray(one, np.float32) / 255, cv2.COLOR_RGB2LAB) for one in (shown, picture)]
    apart = np.linalg.norm(cv2.GaussianBlur(labs[0], (0, 0), 1) - cv2.GaussianBlur(labs[1], (0, 0), 1), axis=2)
    return float(apart.mean()), float(np.quantile(apart, 0.99))


if __name__ == "__main__":
    main()
