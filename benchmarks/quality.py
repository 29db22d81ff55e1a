"""How good scores are: python benchmarks/quality.py [--testdata DIR] [--everybody] [--only-cost|--no-cost] [--alone].

Promise: the edge factor follows the true band error (Spearman >= 0.7); AUC >= 0.95 for each planted fault at visible
strength and >= 0.75 at barely visible; at most 10 % of clean edits go to review; 98 % of pairs in the right order;
score and light differ by at most 2 points over skin tones; scoring adds at most 15 % to an edit's time and 300 MB.
Printed beside: how long the edit itself takes in the same run, what scoring costs before it (the small views that the
edit keeps for it) included; with --alone, the same with measurements alone.

Only portraits that training did not take (see ``adapters/training/portraits.py``), unless --everybody. An edit is clean
when nothing was planted and somebody who looked at it, not at its score, saw no fault: ``FAULTY`` are the others.
Skin tone: see ``adapters/training/fairness.py``.
"""

import argparse
import json
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from measuring import TESTDATA, fresh, large_photo
from numpy.typing import NDArray

from mirrorme.adapters.training.evaluation import chosen, evaluate
from mirrorme.adapters.training.portraits import portraits
from mirrorme.imaging.develop import develop
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.faces import faces
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Export, portrait
from mirrorme.imaging.witness import witness
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

ROUNDS = 5
FAULTY = {
    "d012": "children without bodies, rags of shirts",
    "d014": "bricks beside the hair",
    "d015": "a lamp sticks to the ear",
    "d040": "rags of a building between the heads",
    "d046": "the body ends in a circle",
    "d048": "pieces of a chair behind the hair and beside the trousers",
    "d051": "somebody else's shoulder at the edge of the picture",
    "d052": "an arch and a wall left above and between the heads",
    "d057": "a piece of a flag at the edge of the picture",
    "d066": "torn hair, pieces of a building",
}
"""Edits in the standard tier on grey paper in which we see faults that nobody planted, of the portraits kept out."""


def bench_of(tier: str = "standard") -> Bench:
    """Networks, and the scorer in use."""
    recipe = portrait(Compose(backdrop="canvas-olive"), tier="fast" if tier == "fast" else "standard")
    return make_bench(Job(recipe=recipe, gate=None, threads=2), Settings.from_environment())


def inside(photo: str, tier: str, scored: str) -> None:
    """Edit one photo a few times, with or without scoring it, and print medians."""
    recipe = portrait(Compose(backdrop="canvas-olive"), tier="fast" if tier == "fast" else "standard")
    bench = bench_of(tier)
    assert bench.kit is not None
    assert bench.scorer is not None
    data = Path(photo).read_bytes()
    edits, scores = [], []
    for _ in range(ROUNDS + 1):
        began = clocks()
        opened = read(data)
        developed = develop(opened, faces(opened.image, bench.face), recipe, bench.kit)
        export_jpeg(developed.image, opened.metadata, Export())
        edits.append(clocks() - began)
        began = clocks()
        if scored == "yes":
            seen = developed.witness
            witness(developed.image, developed.alpha, seen.faces, developed.image, seen.layers)
            looked = clocks() - began
            bench.scorer.score(developed, recipe, bench.kit)
            # the edit made the small views once already, for the score
            edits[-1] -= looked
        scores.append(clocks() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # the first loads what the others have
    (edit, edit_cpu), (score, score_cpu) = (np.median(np.array(found[1:]), axis=0) for found in (edits, scores))
    found = {"edit": edit, "edit_cpu": edit_cpu, "score": score, "score_cpu": score_cpu, "peak": peak}
    print(json.dumps(found))


def clocks() -> NDArray[np.float64]:
    """Seconds on the wall, and of processor time in all threads."""
    return np.array([time.perf_counter(), time.process_time()])


def cost(testdata: Path) -> None:
    """What scoring adds to an edit."""
    with tempfile.TemporaryDirectory() as folder:
        photo = str(large_photo(testdata, Path(folder)))
        for tier in ("fast", "standard"):
            without, scored = (fresh(__file__, photo, tier, word).result for word in ("no", "yes"))
            share, cpu = (scored[f"score{of}"] / scored[f"edit{of}"] for of in ("", "_cpu"))
            print(
                f"24 MP, {tier}: edit {scored['edit']:.2f} s, score {scored['score']:.2f} s: {share:.1%} (<= 15 %), "
                f"of processor time {scored['edit_cpu']:.2f} and {scored['score_cpu']:.2f} s: {cpu:.1%}; "
                f"peak {without['peak']:.0f} MB without, {scored['peak']:.0f} MB with it (<= 300 MB more)"
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--everybody", action="store_true")
    parser.add_argument("--only-cost", action="store_true")
    parser.add_argument("--no-cost", action="store_true")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--inside", nargs=3)
    arguments = parser.parse_args()
    if arguments.inside:
        inside(*arguments.inside)
        return
    if not arguments.no_cost:
        cost(arguments.testdata)
    if arguments.only_cost:
        return
    settings = Settings.from_environment()
    cache = settings.cache / "training"
    bench = bench_of()
    assert bench.scorer is not None
    paths = chosen(sorted((arguments.testdata / "people").glob("d*")), only_held_out=not arguments.everybody)
    people = list(portraits(paths, bench, cache))
    scorers = {"measurements and network": bench.scorer}
    if arguments.alone and bench.scorer.network is not None and any(bench.scorer.calibration.network.values()):
        alone = replace(bench.scorer, network=None)
        scorers = {"measurements alone": alone, **scorers}
    for name, scorer in scorers.items():
        print(f"\n{name}, {len(people)} portraits")
        using = replace(bench, scorer=scorer)
        done = evaluate(
            people, arguments.testdata / "mattes", using, cache, lambda line: print(line, flush=True), frozenset(FAULTY)
        )
        print("\n".join(done.table()))


if __name__ == "__main__":
    main()
