"""LUTs and looks: python benchmarks/grade.py [--testdata DIR] [LUT.cube...].

Promise: 33^3 on 24 MP of 8 bits in <= 200 ms on one core; identity LUTs and the neutral style change nothing; one
table for a whole look is off by less than half a code in mild settings. Peer: Pillow's Color3DLUT (trilinear).
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from measuring import SIDES, TESTDATA, median
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageFilter

from mirrorme.imaging.cube import parse_cube
from mirrorme.imaging.grade import grade, shaped
from mirrorme.imaging.image import Image
from mirrorme.imaging.lut import Cube, Lut, apply_lut, evaluate
from mirrorme.imaging.recipe import Grade
from mirrorme.imaging.styles import styles

MILD = Grade(contrast=0.2, saturation=0.15)


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """Median of a few, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def grid(side: int) -> NDArray[np.float32]:
    """The identity cube."""
    line = np.linspace(0, 1, side, dtype=np.float32)
    blue, green, red = np.meshgrid(line, line, line, indexing="ij")
    return np.stack([red, green, blue], axis=-1)


def every_colour() -> Image:
    """All 8-bit mixtures of every fifth red, green and blue."""
    line = np.arange(0, 256, 5, dtype=np.uint8)
    blue, green, red = np.meshgrid(line, line, line, indexing="ij")
    return Image(np.stack([red, green, blue], axis=-1).reshape(len(line), -1, 3))


def speed(testdata: Path) -> None:
    """At 24 MP, with the noise of a real photo."""
    source = cv2.imread(str(testdata / "people" / "d009.jpg"))
    if source is None:
        raise SystemExit(f"no test photos under {testdata}; say where with --testdata")
    pixels = cv2.cvtColor(cv2.resize(source, SIDES, interpolation=cv2.INTER_CUBIC), cv2.COLOR_BGR2RGB).astype(np.int16)
    pixels += np.random.default_rng(0).integers(-2, 3, pixels.shape, np.int16)
    image = Image(np.clip(pixels, 0, 255).astype(np.uint8))
    deep = Image(image.pixels.astype(np.uint16) * 257)
    lut = Lut("", None, Cube(grid(33) ** np.float32(1.2)))
    peer = Pillow.fromarray(np.asarray(image.pixels))
    theirs = ImageFilter.Color3DLUT(33, (grid(33) ** np.float32(1.2)).reshape(-1).tolist())
    print(
        f"24 MP, LUT 33^3: {milliseconds(lambda: apply_lut(image, lut)):.0f} ms on one thread (promise <= 200), "
        f"{milliseconds(lambda: apply_lut(image, lut, threads=2)):.0f} on two; 16 bits "
        f"{milliseconds(lambda: apply_lut(deep, lut), 3):.0f}; "
        f"Pillow {milliseconds(lambda: peer.filter(theirs), 3):.0f}; "
        f"floor (copy) {milliseconds(image.pixels.copy):.0f}"
    )
    for name, params in (("warmth alone", Grade(temperature=0.2)), ("a whole look", MILD)):
        print(f"24 MP, {name}: {milliseconds(lambda params=params: grade(image, params)):.0f} ms on one thread")  # type: ignore[misc]


def truth(files: list[Path]) -> None:
    """Against interpolation in double precision."""
    image = every_colour()
    for file in files:
        began = time.perf_counter()
        lut = parse_cube(file.read_text("utf-8", errors="replace"))
        read = (time.perf_counter() - began) * 1000
        exact = np.clip(evaluate(lut, image.pixels / 255), 0, 1) * 255
        off = np.abs(apply_lut(image, lut).pixels - exact).max()
        own = np.abs(exact - image.pixels).max()
        print(f"  {file.name:62s} read in {read:3.0f} ms; off by {off:.2f} codes (0.5 is rounding); moves {own:5.1f}")
    whole = apply_lut(image, Lut("", None, Cube(grid(33))))
    print(
        f"identity 33^3 on {image.pixels.size // 3} colours: off by {np.ptp(whole.pixels - image.pixels)}. Promise: 0"
    )


def tables() -> None:
    """One table against every step by itself."""
    image = Image(every_colour().pixels.astype(np.uint16) * 257)
    print(f"the neutral style gives the same picture: {grade(image, Grade()) is image}")
    for style in styles()[1:]:
        params = style.grade
        warmed = grade(image, Grade(temperature=params.temperature, tint=params.tint)).pixels / 65535
        exact = shaped(warmed, params.contrast, params.saturation) * 255
        off = np.abs(grade(image, params).pixels / 257 - exact)
        print(
            f"  {style.name:16s} one table off by {np.median(off):.3f} codes in the median, "
            f"{np.percentile(off, 99):.2f} in 99 of 100 colours, {off.max():.1f} at most. Promise: < 0.5"
        )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("luts", type=Path, nargs="*")
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    speed(given.testdata)
    truth(given.luts or sorted((given.testdata / "luts").glob("*.cube")))
    tables()


if __name__ == "__main__":
    main()
