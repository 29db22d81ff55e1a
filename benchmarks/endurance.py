"""Two workers beside one, and memory over many edits: python benchmarks/endurance.py [--edits 500].

Promise: two workers at one thread each give >= 1.7 x one worker at one thread; memory grows <= 5 % over 500 edits.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from measuring import TESTDATA, fresh, large_photo, median

from mirrorme.imaging.recipe import Compose, portrait
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.order import Job, Order
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

NAMES = ("d009", "d014", "d021", "d038", "d041", "d061")


def inside(testdata: Path, edits: int, out: Path) -> None:
    """Edit so many photos in one process; print its memory early and late, MB."""
    photos = [str(testdata / "people" / f"{name}.jpg") for name in NAMES]
    recipe = portrait(Compose(backdrop="canvas-slate"), tier="fast")
    bench = make_bench(Job(recipe=recipe, gate=None, threads=2), Settings.from_environment())
    used: list[float] = []
    for k in range(edits):
        result = carry_out(Order(photos[k % len(photos)], str(out / f"{k % len(photos)}.jpg")), recipe, bench)
        assert result.status == "edited", result
        used.append(psutil.Process().memory_info().rss / 1e6)
    tenth = max(1, edits // 10)
    print(json.dumps({"early": median(used[tenth : 2 * tenth]), "late": median(used[-tenth:])}))


def workers(photo: Path, folder: Path, count: int, photos: int) -> float:
    """Photos a minute of the edit stage with so many processes of one thread each, start left out."""
    script = Path(__file__).with_name("edit.py")
    command = [sys.executable, str(script), "--inside", str(photo), "fast", str(photos), "canvas-slate", "1"]
    began = time.perf_counter()
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=folder) for _ in range(count)]
    whole: list[float] = [json.loads(child.communicate()[0].splitlines()[-1])["whole"] for child in children]
    assert time.perf_counter() - began > max(whole)
    return float(sum(60 / seconds for seconds in whole))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--photos", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = large_photo(given.testdata, folder)
        one, two, again = (workers(photo, folder, count, given.photos) for count in (1, 2, 1))
        ratio = two / median([one, again])
        print(f"24 MP, fast: one worker {one:.1f} photos a minute, two {two:.1f}: {ratio:.2f} x (>= 1.7)", flush=True)
        memory = fresh(__file__, str(given.testdata.resolve()), str(given.edits), name).result
    growth = memory["late"] / memory["early"] - 1
    print(f"memory over {given.edits} edits: {memory['early']:.0f} -> {memory['late']:.0f} MB, {growth:+.1%} (<= +5 %)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
