"""The whole edit of a 24 MP JPEG beside its floor: python benchmarks/edit.py [--tier standard] [--runs 5].

Promise: <= 1.3 x (inference + decoding + encoding), measured in the same process; full-resolution stages without
inference, matting and codecs <= 400 ms; peak memory of the process <= 2 GB.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import simplejpeg
from measuring import TESTDATA, fresh, large_photo, median

import mirrorme.imaging.matte as matting
from mirrorme.imaging.develop import develop
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.faces import faces
from mirrorme.imaging.inspect import inspect
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.matte.closed_form import solve
from mirrorme.imaging.network import Network, NetworkSpec, Tensor
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Export, Grade, Tier, portrait
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

Clock = Counter[str]


class Timed:
    """A network whose time is added up."""

    def __init__(self, network: Network, clock: Clock) -> None:
        self._network, self._clock = network, clock

    @property
    def name(self) -> str:
        """As the network's."""
        return self._network.name

    @property
    def digest(self) -> str:
        """As the network's."""
        return self._network.digest

    @property
    def spec(self) -> NetworkSpec:
        """As the network's."""
        return self._network.spec

    def run(self, *inputs: Tensor) -> list[Tensor]:
        """As the network's."""
        answers: list[Tensor] = timed("inference", self._clock, self._network.run)(*inputs)
        return answers


def timed(kind: str, clock: Clock, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, its seconds added to the clock."""

    def run(*arguments: object) -> object:
        began = time.perf_counter()
        done = work(*arguments)
        clock[kind] += time.perf_counter() - began  # type: ignore[assignment]  # a Counter of seconds
        return done

    return run


def inside(path: Path, tier: Tier, runs: int, backdrop: str, threads: int = 2) -> None:
    """Edit the photo several times; print the medians."""
    recipe = portrait(Compose(backdrop=backdrop), tier=tier, grade=Grade(contrast=0.1, temperature=0.1))
    bench = make_bench(Job(recipe=recipe, gate=None, threads=threads), Settings.from_environment())
    assert bench.kit is not None
    clock: Clock = Counter()
    broad, fine = bench.kit.segmenters.broad, bench.kit.segmenters.fine
    own = Segmenters(Timed(broad, clock), Timed(fine, clock) if fine else None)
    kit = replace(bench.kit, segmenters=own)
    matting.__dict__["solve"] = timed("matting", clock, solve)
    data = path.read_bytes()
    rows: list[dict[str, float]] = []
    for _ in range(runs + 1):
        clock.clear()
        marks = [time.perf_counter()]
        photo = read(data)
        marks.append(time.perf_counter())
        found = faces(photo.image, bench.face)
        inspect(photo, found)
        marks.append(time.perf_counter())
        done = develop(photo, found, recipe, kit)
        marks.append(time.perf_counter())
        export_jpeg(done.image, photo.metadata, Export())
        marks.append(time.perf_counter())
        simplejpeg.decode_jpeg(data)
        marks.append(time.perf_counter())
        simplejpeg.encode_jpeg(np.ascontiguousarray(done.image.pixels), quality=95)
        marks.append(time.perf_counter())
        names = ("read", "gate", "develop", "export", "decode", "encode")
        row = dict(zip(names, np.diff(marks).tolist(), strict=True)) | {k: float(v) for k, v in clock.items()}
        row |= {f"step {step}": seconds for step, seconds in done.seconds.items()}
        row["whole"] = marks[4] - marks[0]
        row["full"] = row["develop"] - row["inference"] - row["matting"]
        rows.append(row)
    print(json.dumps({key: median([row[key] for row in rows[1:]]) for key in rows[0]}))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--tier", choices=["fast", "standard", "best"], action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--backdrop", default="canvas-slate")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photo = large_photo(given.testdata, Path(folder))
        for tier in given.tier or ["fast", "standard"]:
            run = fresh(__file__, str(photo), tier, str(given.runs), given.backdrop)
            r = run.result
            floor = r["inference"] + r["decode"] + r["encode"]
            print(json.dumps({key: round(value, 3) for key, value in r.items()}))
            print(
                f"{tier}: whole edit {r['whole']:.2f} s; floor {floor:.2f} s (inference {r['inference']:.2f}, decode "
                f"{r['decode']:.2f}, encode {r['encode']:.2f}): {r['whole'] / floor:.2f} x (<= 1.3); full-resolution "
                f"stages {1000 * r['full']:.0f} ms (<= 400); peak {run.megabytes:.0f} MB (<= 2000)",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5], *map(int, sys.argv[6:]))  # type: ignore[arg-type]  # a tier
    else:
        main()
