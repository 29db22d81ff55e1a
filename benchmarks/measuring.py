"""What the benchmarks share: a 24 MP photo, a fresh process with its peak memory, medians."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

TESTDATA = Path("../shared/testdata")
SIDES = (4000, 6000)
"""Width and height of the 24 MP photo."""


def large_photo(testdata: Path, folder: Path) -> Path:
    """A portrait of 24 MP as an upright JPEG: the largest head-and-shoulders of the test data, brought to that size."""
    source = cv2.imread(str(testdata / "people" / "d028.jpg"))
    if source is None:
        raise SystemExit(f"no test photos under {testdata}; say where with --testdata")
    width, height = SIDES
    scale = max(width / source.shape[1], height / source.shape[0])
    size = (round(source.shape[1] * scale), round(source.shape[0] * scale))
    enlarged = cv2.resize(source, size, interpolation=cv2.INTER_CUBIC)
    left = (enlarged.shape[1] - width) // 2
    path = folder / "portrait-24mp.jpg"
    cv2.imwrite(str(path), enlarged[:height, left : left + width], [cv2.IMWRITE_JPEG_QUALITY, 93])
    return path


@dataclass(frozen=True)
class Run:
    """One process: what it printed as its last line (JSON), wall seconds and peak memory in MB."""

    result: dict[str, float]
    seconds: float
    megabytes: float


def fresh(script: str, *arguments: str) -> Run:
    """Run a benchmark's own inner part in a process of its own; the last line of its output is JSON."""
    with tempfile.TemporaryFile("w+") as output:
        began = time.perf_counter()
        child = subprocess.Popen([sys.executable, script, "--inside", *arguments], stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        output.seek(0)
        lines = output.read().strip().splitlines()
    if status != 0 or not lines:
        raise SystemExit(f"the measured process failed (status {status})")
    return Run(json.loads(lines[-1]), seconds, usage.ru_maxrss / 1024)


def median(values: Sequence[float]) -> float:
    """The median."""
    return float(statistics.median(values))


def matte_error(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """MAD and MAD in the band around hair and edges, x1000, of uint8 mattes."""
    exact = truth.astype(np.float32) / 255
    error = np.abs(found.astype(np.float32) / 255 - exact) * 1000
    reach = 2 * max(3, round(0.006 * max(truth.shape))) + 1
    mixed = ((exact > 0.02) & (exact < 0.98)).astype(np.uint8)
    band = cv2.dilate(mixed, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    return float(error.mean()), float(error[band].mean())
