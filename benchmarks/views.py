"""What pictures for screens add to an edit of 24 MP: python benchmarks/views.py [--tier standard] [--runs 5].

Aim: at most 5 % of a standard edit's time. The whole order is carried out, scored and written to a folder, in turn with
and without views, in one process; beside it what the views cost by themselves, and their bytes beside the edit's.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from measuring import TESTDATA, fresh, large_photo, median

from mirrorme.domain.views import EXTENSIONS
from mirrorme.imaging.recipe import Compose, Frame, Grade, Tier, portrait
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.order import Job, Order
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench


def inside(path: Path, tier: Tier, runs: int) -> None:
    """Edit the photo several times; print the medians."""
    recipe = portrait(Compose(backdrop="canvas-slate"), tier=tier, grade=Grade(contrast=0.1), frame=Frame(aspect="4x6"))
    bench = make_bench(Job(recipe=recipe, gate={}, threads=2), Settings.from_environment())
    took: dict[str, list[float]] = {"with": [], "without": [], "views": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        views = {kind: str(folder / f"{kind}.{end}") for kind, end in EXTENSIONS.items()}
        plain = Order(str(path), str(folder / "edit.jpg"))
        orders = {"without": plain, "with": Order(plain.photo, plain.jpeg, views=views)}
        for run in range(runs + 1):
            for way in sorted(orders, reverse=run % 2 == 0):
                began = time.perf_counter()
                result = carry_out(orders[way], recipe, bench)
                seconds = time.perf_counter() - began
                if result.status != "edited":
                    raise SystemExit(f"the photo was not edited: {result.reasons}")
                if run:  # the first run loads what the others have
                    took[way].append(seconds)
                    took["views"] += [result.seconds["views"]] if way == "with" else []
        sizes = {file.name: file.stat().st_size for file in folder.iterdir()}
    print(json.dumps({way: median(all_) for way, all_ in took.items()} | sizes))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--tier", choices=["fast", "standard", "best"], action="append")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photo = large_photo(given.testdata, Path(folder))
        for tier in given.tier or ["fast", "standard"]:
            result = fresh(__file__, str(photo), tier, str(given.runs)).result
            took = {way: result.pop(way) for way in ("with", "without", "views")}
            sizes = dict(result)
            edit = sizes.pop("edit.jpg")
            print(
                f"{tier}: an edit takes {took['without']:.2f} s, with views {took['with']:.2f} s; views by themselves "
                f"{1000 * took['views']:.0f} ms, {took['views'] / took['without']:.1%} of it (<= 5 % of standard); "
                f"{sum(sizes.values()) / 1e6:.2f} MB beside {edit / 1e6:.2f} MB, {sum(sizes.values()) / edit:.1%}: "
                + ", ".join(f"{name} {size / 1e3:.0f} kB" for name, size in sorted(sizes.items())),
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))  # type: ignore[arg-type]  # a tier
    else:
        main()
