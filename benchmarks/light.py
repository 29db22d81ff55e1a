"""What light does to real portraits: python benchmarks/light.py [--testdata DIR] [PHOTO...].

Promise: well exposed portraits keep their skin, and no group of skin tones is changed by more than 1 L* more or less
than another; no clipping is added. Printed beside: photos put into wrong light here, and how
much of the way back is found.

Skin tone is the individual typology angle (A. Chardon et al., 1991) of each face's middle, in six classes. It is
measured on the photo, so it holds the photo's light too: a light-skinned face in the shade counts as a darker one.
"""

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from measuring import SIDES, TESTDATA, median
from numpy.typing import NDArray

from mirrorme.imaging.colour import delta_e_2000, linear_table, linear_to_srgb, srgb_to_lab
from mirrorme.imaging.faces import faces
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light import Box, apply_light, measure_light
from mirrorme.imaging.matte import matte
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Compose, Light, portrait
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring import make_bench

SIDE = 1024
CLASSES = ((55.0, "very light"), (41.0, "light"), (28.0, "intermediate"), (10.0, "tan"), (-30.0, "brown"))
# gains of red, green and blue in linear light
WRONG = {
    "-2 EV": (0.25, 0.25, 0.25),
    "-1 EV": (0.5, 0.5, 0.5),
    "+1 EV": (2.0, 2.0, 2.0),
    "tungsten": (1.25, 1.0, 0.55),
    "warm": (1.13, 1.0, 0.75),
    "shade": (0.84, 1.0, 1.4),
}


@dataclass(frozen=True)
class Photo:
    """A photo at working size. skin: per face, the rows and columns of its middle. tones: its class, per face."""

    name: str
    image: Image
    alpha: Alpha
    boxes: list[Box]
    skin: list[tuple[slice, slice]]
    tones: list[str]


def lab(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> NDArray[np.float32]:
    """CIELAB of pixels."""
    return np.asarray(srgb_to_lab(pixels.astype(np.float32) / np.iinfo(pixels.dtype).max), np.float32)


def tone(colour: NDArray[np.float32]) -> str:
    """The class of a skin colour in Lab."""
    angle = np.degrees(np.arctan2(colour[0] - 50, colour[2]))
    return next((name for least, name in CLASSES if angle > least), "dark")


def skin_of(image: Image, where: tuple[slice, slice]) -> NDArray[np.float32]:
    """The colour of a face's middle, without shadows and shine."""
    colours = lab(image.pixels[where]).reshape(-1, 3)
    low, high = np.percentile(colours[:, 0], [30, 90])
    kept = colours[(colours[:, 0] >= low) & (colours[:, 0] <= high)]
    return np.asarray(np.median(kept, axis=0), np.float32)


def opened(path: Path, bench_of: "Networks") -> Photo:
    """Read a photo, find its people and faces."""
    pixels = reduced(read(path.read_bytes()).image.pixels, SIDE)
    image = Image(pixels)
    boxes = [(f.x0, f.y0, f.x1, f.y1) for f in faces(image, bench_of.face)]
    alpha = matte(image, bench_of.segmenters, "fast").alpha
    skin = []
    for x0, y0, x1, y1 in boxes:
        wide, high = x1 - x0, y1 - y0
        where = (
            slice(max(0, int(y0 + 0.35 * high)), int(y0 + 0.75 * high)),
            slice(max(0, int(x0 + 0.2 * wide)), int(x0 + 0.8 * wide)),
        )
        if image.pixels[where].shape[0] >= 6 and image.pixels[where].shape[1] >= 6:
            skin.append(where)
    return Photo(path.stem, image, alpha, boxes, skin, [tone(skin_of(image, where)) for where in skin])


class Networks:
    """The networks that find faces and people."""

    def __init__(self) -> None:
        job = Job(recipe=portrait(Compose(backdrop="none"), tier="fast"), gate=None, threads=2)
        bench = make_bench(job, Settings.from_environment())
        assert bench.kit is not None
        self.face, self.segmenters = bench.face, bench.kit.segmenters


def corrected(photo: Photo, image: Image) -> Image:
    """In the light that is found right, faces and people as found in the photo itself."""
    return apply_light(image, measure_light(image, photo.alpha, photo.boxes, Light()))


def in_wrong_light(image: Image, gains: tuple[float, float, float]) -> Image:
    """As if taken in another light, clipped."""
    light = linear_table(image.white)[image.pixels] * np.array(gains, np.float32)
    encoded = np.rint(linear_to_srgb(np.clip(light, 0, 1)) * image.white)
    return Image(encoded.astype(np.uint8) if image.white == 255 else encoded.astype(np.uint16))


def clipped(image: Image) -> int:
    """Values at black or white."""
    return int(((image.pixels == 0) | (image.pixels == image.white)).sum())


def difference(first: Image, second: Image) -> float:
    """Mean CIEDE2000, of every fourth row and column."""
    return float(delta_e_2000(lab(first.pixels[::4, ::4]), lab(second.pixels[::4, ::4])).mean())


def by_tone(moved: dict[str, list[float]]) -> str:
    """Mean by class, and how far the classes are apart."""
    means = {name: float(np.mean(v)) for name, v in moved.items()}
    listed = ", ".join(
        f"{name} {means[name]:+.2f} (n {len(moved[name])})"
        for name in [*(n for _, n in CLASSES), "dark"]
        if name in means
    )
    return f"{listed}; groups apart by {max(means.values()) - min(means.values()):.2f} L*"


def originals(photos: list[Photo]) -> None:
    """What happens to photos that need nothing."""
    moved: dict[str, list[float]] = defaultdict(list)
    changes, added = [], 0
    for photo in photos:
        out = corrected(photo, photo.image)
        added += max(0, clipped(out) - clipped(photo.image))
        changes.append(0.0 if out is photo.image else difference(photo.image, out))
        if changes[-1] > 0:
            print(f"  {photo.name}: changed by Delta E {changes[-1]:.2f}")
        for where, name in zip(photo.skin, photo.tones, strict=True):
            moved[name].append(float(skin_of(out, where)[0] - skin_of(photo.image, where)[0]))
    untouched = sum(change == 0 for change in changes)
    print(f"{len(photos)} portraits as they are: {untouched} untouched, Delta E at most {max(changes):.2f}")
    print(f"  skin L* changed by {by_tone(moved)}. Promise: <= 1")
    print(f"  values clipped that were not before: {added}. Promise: 0")


def wrong_light(photos: list[Photo]) -> None:
    """What is found of the way back."""
    for name, gains in WRONG.items():
        before, after, again, added = [], [], [], 0
        moved: dict[str, list[float]] = defaultdict(list)
        for photo in photos:
            wrong = in_wrong_light(photo.image, gains)
            out = corrected(photo, wrong)
            added += max(0, clipped(out) - clipped(wrong))
            before.append(difference(wrong, photo.image))
            after.append(difference(out, photo.image))
            again.append(difference(corrected(photo, out), out))
            for where, skin in zip(photo.skin, photo.tones, strict=True):
                moved[skin].append(float(skin_of(out, where)[0] - skin_of(photo.image, where)[0]))
        pairs = list(zip(before, after, strict=True))
        better, worse = (sum(sign * (b - a) > 0.5 for b, a in pairs) for sign in (1, -1))
        print(
            f"{name:9s} Delta E to the photo {np.mean(before):5.2f} -> {np.mean(after):5.2f} (better {better}, worse "
            f"{worse}, of {len(pairs)}); a second correction moves {np.mean(again):.2f}; clipped anew {added}"
        )
        print(f"          skin L* from the photo's: {by_tone(moved)}")


def derived(folder: Path, networks: Networks) -> None:
    """The defects that have a reference."""
    for path in sorted(folder.glob("[ab]_*.jpg")):
        if "_ev" not in path.stem and "_wb" not in path.stem:
            continue
        photo, reference = opened(path, networks), read((folder / f"{path.stem[0]}_ref.jpg").read_bytes()).image
        wanted = Image(reduced(reference.pixels, SIDE))
        found = difference(corrected(photo, photo.image), wanted)
        print(f"  {path.stem:14s} Delta E to its reference {difference(photo.image, wanted):5.2f} -> {found:5.2f}")


def timing(photo: Photo) -> None:
    """At 24 MP, beside OpenCV's table."""
    large = Image(np.asarray(cv2.resize(photo.image.pixels, SIDES), np.uint8))
    alpha: Alpha = np.asarray(cv2.resize(photo.alpha, SIDES), np.uint8)
    zoom = large.width / photo.image.width
    boxes = [(x0 * zoom, y0 * zoom, x1 * zoom, y1 * zoom) for x0, y0, x1, y1 in photo.boxes]
    dark = in_wrong_light(large, WRONG["-2 EV"])
    correction = measure_light(dark, alpha, boxes, Light())
    table = np.arange(256, dtype=np.uint8)

    def milliseconds(work: int) -> float:
        began = time.perf_counter()
        if work == 0:
            measure_light(dark, alpha, boxes, Light())
        elif work < 3:
            apply_light(dark, correction, threads=work)
        else:
            cv2.LUT(dark.pixels, table)
        return (time.perf_counter() - began) * 1000

    measured, one, two, peer = (median([milliseconds(work) for _ in range(9)]) for work in (0, 1, 2, 3))
    applied = f"{one:.0f} ms on one thread, {two:.0f} on two"
    print(f"24 MP: measured in {measured:.0f} ms, applied in {applied}; beside it cv2.LUT {peer:.0f} ms")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path, nargs="*")
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    given = parser.parse_args()
    networks = Networks()
    paths = given.photos or sorted((given.testdata / "people").glob("d*.*"))
    photos = [opened(path, networks) for path in paths]
    originals(photos)
    wrong_light(photos)
    if not given.photos:
        derived(given.testdata / "defects" / "derived", networks)
    timing(next(photo for photo in photos if photo.image.white == 255))


if __name__ == "__main__":
    main()
