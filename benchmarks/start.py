"""From the command to the first edited photo with a warm cache; and what an installation from nothing costs.

    python benchmarks/start.py [PHOTO] [--runs N]        start, by tier
    python benchmarks/start.py --install                 a fresh clone with empty caches, over the network

The floor that stands beside each figure is inference alone, measured in a process that has everything loaded.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROMISE_S = 6.0

FLOOR = """
import sys, time
import numpy as np
from mirrorme.imaging.recipe import Matte, Recipe
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring.networks import start_networks
import os
job = Job(Recipe(steps=(Matte(tier=sys.argv[1]),)), None, "cpu", len(os.sched_getaffinity(0)))
networks = [n for n in start_networks(job, Settings.from_environment()) if not n.name.startswith("face")]
inputs = [np.zeros((1, 3, n.spec.size, n.spec.size), np.float32) for n in networks]
seconds = []
for _ in range(4):
    began = time.perf_counter()
    for network, x in zip(networks, inputs):
        network.run(x)
    seconds.append(time.perf_counter() - began)
print(sorted(seconds[1:])[1])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photo", nargs="?", type=Path, help="default: a 24 MP photo out of the test data")
    parser.add_argument("--testdata", type=Path, default=ROOT.parent / "shared" / "testdata")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--install", action="store_true")
    arguments = parser.parse_args()
    if arguments.install:
        measure_install()
        return
    photo = arguments.photo or min((arguments.testdata / "people").glob("*.jpg"))
    print(f"{photo.name}, {photo.stat().st_size / 1e6:.1f} MB; medians of {arguments.runs} runs")
    help_s = [timed([sys.executable, "-m", "mirrorme.interfaces.cli", "--help"])[0] for _ in range(arguments.runs)]
    print(f"mirrorme --help: {statistics.median(help_s):.2f} s (promised: under 0.5 s)")
    for tier in ("fast", "standard"):
        floor = float(subprocess.run([sys.executable, "-c", FLOOR, tier], check=True, capture_output=True).stdout)
        seconds, editing = [], []
        for _ in range(arguments.runs):
            with tempfile.TemporaryDirectory() as out:
                command = [sys.executable, "-m", "mirrorme.interfaces.cli", "edit", str(photo), "--out", out, "--json"]
                took, printed = timed([*command, "--no-gate", "--backdrop", "paper-white", "--matte", tier])
            seconds.append(took)
            editing.append(sum(json.loads(printed)["seconds"].values()))
        print(
            f"{tier}: start to first edited photo {statistics.median(seconds):.2f} s (promised: {PROMISE_S:.0f} s), "
            f"of which the photo itself {statistics.median(editing):.2f} s; floor, inference alone: {floor:.2f} s"
        )


def timed(command: list[str]) -> tuple[float, str]:
    """Seconds and standard output."""
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - began, done.stdout


def measure_install() -> None:
    """Clone, install and edit the samples with empty caches."""
    with tempfile.TemporaryDirectory() as scratch:
        clone = Path(scratch) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        caches = {"UV_CACHE_DIR": f"{scratch}/uv", "MIRRORME_CACHE": f"{scratch}/cache", "PIP_NO_CACHE_DIR": "1"}
        for name in ("from nothing", "again"):
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, str(clone / "run")],
                env=os.environ | caches,
                check=True,
                capture_output=True,
                text=True,
            )
            print(f"./run {name}: {time.perf_counter() - began:.1f} s")
            print("\n".join(f"    {line}" for line in done.stderr.splitlines() if re.match("run: |.* MB$", line)))
        began = time.perf_counter()
        subprocess.run([sys.executable, str(clone / "run"), "--help"], env=os.environ | caches, check=True)
        print(f"./run --help, installed: {time.perf_counter() - began:.2f} s")
        for folder in (clone / ".venv", clone / ".uv", Path(caches["MIRRORME_CACHE"])):
            size = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
            print(f"    {folder.name}: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
