"""Read every file of the test data's defects and RAW folders: python benchmarks/defects_read.py [--testdata DIR].

Promise: a picture or a refusal with a reason, never another error; at most 20 s and 2 GB a file; no warning on the way.
Beside it: Pillow, which opens files by content too, and the colours of the converted copies against their reference.
"""

import argparse
import io
import multiprocessing
import resource
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import cv2
import numpy as np
from measuring import TESTDATA
from PIL import Image as Pillow

from mirrorme.imaging.colour import delta_e_2000, srgb_to_lab
from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.read import read

SECONDS, MEGABYTES = 20, 2000
PAIRS = (
    ("a_adobergb.jpg", "a_ref.jpg"),
    ("d_adobergb.jpg", "d_444.jpg"),
    ("d_prophoto16.tif", "d_444.jpg"),
    ("d_rgb16.png", "d_444.jpg"),
    ("d_rgba8.png", "d_444.jpg"),
    ("d_cmyk.jpg", "d_444.jpg"),
    ("d_trunc_noeoi.jpg", "d_444.jpg"),
    ("d_gps_orient6.jpg", "d_444.jpg"),
)


@dataclass(frozen=True)
class Outcome:
    """What became of one file: ``read``, a reason's code, or ``ERROR ...``."""

    what: str
    seconds: float
    megabytes: float


def _inside(work: Connection) -> None:
    """Read what comes, one file after the other."""
    warnings.simplefilter("error")
    while True:
        data = work.recv().read_bytes()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        try:
            photo = read(data)
            what = f"read {photo.image.width} x {photo.image.height} {photo.image.pixels.dtype}, {photo.source.profile}"
        except UnreadableError as error:
            what = error.reason.code
        except Exception as error:  # noqa: BLE001 - what may not happen is what is looked for
            what = f"ERROR {type(error).__name__}: {error}"
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work.send(Outcome(what, time.perf_counter() - began, max(after - before, 0) / 1024))


class Reader:
    """A process that reads files and may crash or hang; a new one takes its place then."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._work, theirs = spawn.Pipe()
        self._child = spawn.Process(target=_inside, args=(theirs,), daemon=True)
        self._child.start()
        theirs.close()

    def outcome(self, path: Path) -> Outcome:
        """What becomes of one file."""
        self._work.send(path)
        try:
            if self._work.poll(4 * SECONDS):
                found: Outcome = self._work.recv()
                return found
            what = "ERROR hangs"
        except EOFError:
            what = "ERROR crashed"
        self._child.kill()
        self._child.join()
        self._start()
        return Outcome(what, 4 * SECONDS, 0)


def by_pillow(path: Path) -> str:
    """What Pillow makes of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(path.read_bytes())) as image:
                image.load()
                return f"{image.format} {image.mode}"
    except Exception as error:  # noqa: BLE001 - Pillow raises nearly anything
        return type(error).__name__


def files(testdata: Path) -> Iterator[Path]:
    """All files to read."""
    for folder in ("defects", "raw"):
        yield from sorted(p for p in (testdata / folder).rglob("*") if p.is_file() and p.suffix != ".tsv")


def colour_difference(path: Path, reference: Path) -> tuple[float, float]:
    """Mean and 95th percentile of Delta E 2000 between two readings, brought to one size to leave codecs aside."""
    small = []
    for each in (path, reference):
        pixels = read(each.read_bytes()).image.pixels
        unit = pixels.astype(np.float32) / np.iinfo(pixels.dtype).max
        small.append(np.asarray(cv2.resize(unit, (140, 140), interpolation=cv2.INTER_AREA), np.float32))
    delta = delta_e_2000(srgb_to_lab(small[0]), srgb_to_lab(small[1]))
    return float(delta.mean()), float(np.percentile(delta, 95))


def main() -> None:
    """Print a line a file and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    testdata: Path = parser.parse_args().testdata
    reader = Reader()
    reader.outcome(testdata / "defects" / "derived" / "a_adobergb.jpg")  # loads the compiled kernels
    results = {path: reader.outcome(path) for path in files(testdata)}
    for path, found in results.items():
        print(
            f"{str(path.relative_to(testdata))[:64]:64} {found.what:44} {found.seconds:5.2f} s "
            f"{found.megabytes:5.0f} MB   Pillow: {by_pillow(path)}"
        )
    errors = [p.name for p, r in results.items() if r.what.startswith("ERROR")]
    slowest, hungriest = max(r.seconds for r in results.values()), max(r.megabytes for r in results.values())
    print(f"\n{len(results)} files, {sum(r.what.startswith('read') for r in results.values())} read")
    print(f"other errors: {len(errors)} {errors} (promise 0)")
    print(f"slowest {slowest:.2f} s (promise <= {SECONDS}), most memory {hungriest:.0f} MB (promise <= {MEGABYTES})")
    print("\ncolours beside the reference, Delta E 2000 mean and 95th percentile (promise <= 1, codecs included)")
    derived = testdata / "defects" / "derived"
    for name, reference in PAIRS:
        mean, high = colour_difference(derived / name, derived / reference)
        print(f"{name:24} {mean:5.2f} {high:5.2f}")


if __name__ == "__main__":
    main()
