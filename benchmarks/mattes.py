"""Mattes against the truth, by tier: python benchmarks/mattes.py [--testdata DIR] [--tier standard].

Promise (x1000, lower is better): standard, studio: MAD mean <= 5.0, median <= 3.0, band <= 62; photos: mean <= 8,
band <= 90. best, studio: <= 4.0 / 2.5 / 58.
"""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
from measuring import TESTDATA, matte_error, median

from mirrorme.imaging.matte import matte
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Tier, portrait
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

PROMISES = {
    ("standard", "studio"): "mean <= 5.0, median <= 3.0, band <= 62",
    ("standard", "photos"): "mean <= 8, band <= 90",
    ("best", "studio"): "mean <= 4.0, median <= 2.5, band <= 58",
}


def measure(tier: Tier, folder: Path) -> None:
    """Print each photo's figures and the folder's."""
    job = Job(recipe=portrait(Compose(backdrop="none"), tier=tier), gate=None, threads=2)
    kit = make_bench(job, Settings.from_environment()).kit
    assert kit is not None
    rows, seconds = [], []
    for truth in sorted(folder.glob("*_alpha.png")):
        name = truth.name.removesuffix("_alpha.png")
        exact = cv2.imread(str(truth), cv2.IMREAD_GRAYSCALE)
        image = read((folder / f"{name}.jpg").read_bytes()).image
        began = time.perf_counter()
        found = matte(image, kit.segmenters, tier, threads=2)
        seconds.append(time.perf_counter() - began)
        assert exact is not None
        rows.append(matte_error(found.alpha, np.asarray(exact, np.uint8)))
        print(f"  {name:24s} MAD {rows[-1][0]:7.2f}  band {rows[-1][1]:7.1f}")
    mad, band = np.array(rows).T
    promise = PROMISES.get((tier, folder.name), "none")
    print(
        f"{tier} on {folder.name} (n {len(rows)}): MAD mean {mad.mean():.2f} median {np.median(mad):.2f} worst "
        f"{mad.max():.2f}, band {band.mean():.1f}; {median(seconds):.2f} s a photo. Promise: {promise}"
    )


def main() -> None:
    """Measure the tiers that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--tier", choices=["fast", "standard", "best"], action="append")
    given = parser.parse_args()
    for tier in given.tier or ["fast", "standard", "best"]:
        for folder in ("studio", "photos"):
            measure(tier, given.testdata / "mattes" / folder)


if __name__ == "__main__":
    main()
