"""How long a built-in backdrop takes at 24 MP, family by family, beside what the machine can't go below.

Promise: at most 150 ms on one core with compiled kernels, the small picture at most 80 ms of it, under 350 MB extra.
"""

import argparse
import importlib
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from mirrorme.imaging.backdrops import catalogue, render

PROMISE_MS, SMALL_MS, EXTRA_MB = 150, 80, 350
_small = importlib.import_module("mirrorme.imaging.backdrops.render").paint_small


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Median time of this thread on its core after one run to warm up; what else the machine does doesn't count."""
    work()
    taken = []
    for _ in range(runs):
        start = time.thread_time()
        work()
        taken.append((time.thread_time() - start) * 1000)
    return statistics.median(taken)


def peak_extra_mb(work: Callable[[], object]) -> float | None:
    """Peak of resident memory over what was resident before, in MB; None where Linux's /proc is missing."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not reset.exists():
        return None
    reset.write_text("5")
    before = _status_mb(status, "VmRSS")
    work()
    return _status_mb(status, "VmHWM") - before


def _status_mb(status: Path, field: str) -> float:
    line = next(row for row in status.read_text().splitlines() if row.startswith(field))
    return int(line.split()[1]) / 1024


def anew(name: str, width: int, height: int) -> None:
    """Render without the small picture of the last call."""
    _small.cache_clear()
    render(name, width, height)


def main() -> None:
    """Print a line a family, of its last backdrop: anew, its small picture's share, with that kept, extra memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", help="not used: backdrops need no data")
    parser.add_argument("--size", type=int, nargs=2, default=(4000, 6000), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--each", action="store_true", help="every backdrop, not one per family")
    options = parser.parse_args()
    width, height = options.size
    cv2.setNumThreads(1)

    out = np.empty((height, width, 3), np.uint8)
    little = np.random.default_rng(0).integers(0, 255, (640, 427, 3), np.uint8)
    fresh = milliseconds(lambda: np.empty_like(out).fill(7), options.runs)
    copy = milliseconds(lambda: np.copyto(out, np.uint8(9)), options.runs)
    resize = milliseconds(lambda: cv2.resize(little, (width, height), interpolation=cv2.INTER_CUBIC), options.runs)
    print(f"{width}x{height}, one thread, medians of {options.runs}, ms")
    print(f"floors: fill new memory {fresh:.0f}, fill old memory {copy:.0f}, cv2.resize cubic {resize:.0f}")
    print("promise".rjust(28), f"{PROMISE_MS:6} {SMALL_MS:6}      - {EXTRA_MB:6}")
    print("backdrop".ljust(28), f"{'anew':>6} {'small':>6} {'kept':>6} {'MB':>6}")
    chosen = catalogue() if options.each else tuple({b.family: b for b in catalogue()}.values())
    for backdrop in chosen:
        name = backdrop.name
        kept = milliseconds(lambda name=name: render(name, width, height), options.runs)  # type: ignore[misc]
        whole = milliseconds(lambda name=name: anew(name, width, height), options.runs)  # type: ignore[misc]
        extra = peak_extra_mb(lambda name=name: anew(name, width, height))  # type: ignore[misc]
        memory = "n/a" if extra is None else f"{extra:.0f}"
        kept_promise = whole <= PROMISE_MS and whole - kept <= SMALL_MS and (extra is None or extra < EXTRA_MB)
        verdict = "kept" if kept_promise else "BROKEN"
        print(f"{name:28} {whole:6.0f} {whole - kept:6.0f} {kept:6.0f} {memory:>6}   {verdict}")


if __name__ == "__main__":
    main()
