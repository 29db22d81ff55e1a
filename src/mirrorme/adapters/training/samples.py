"""Samples: edits of the engine's own making with one fault or none, as the network is shown them, and what is true."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.adapters.training.portraits import Portrait
from mirrorme.imaging.backdrops import find, names, render
from mirrorme.imaging.recipe import Compose
from mirrorme.quality.degrade import FAULTS, Spoilt
from mirrorme.quality.making import Making
from mirrorme.quality.opinion import CHANNELS, SIDE, TILES, tiles_of
from mirrorme.quality.records import WEIGHTS
from mirrorme.quality.view import View, view_of

FAR = frozenset({"indoor", "outdoor"})
LOOKS = TILES + 2
_CLEAN = 0.2
_GRAIN = 0.012
_FACTORS = tuple(WEIGHTS)
_TAUGHT = tuple(fault for fault in FAULTS if fault.name != "remains")
"""Remains are left to the measurement: a network was never better at mattes, and what was trained stays repeatable."""
_EDITS, TURNS = 12, 4
"""Edits made of one portrait before one backdrop, and how often the looks go round each of them."""
_PER_PLACE = _EDITS * TURNS


@dataclass(frozen=True, slots=True)
class Samples:
    """tiles: (n, LOOKS, CHANNELS, SIDE, SIDE) uint8, on disk. severities: (n, 5) float32 by factor."""

    tiles: NDArray[np.uint8]
    severities: NDArray[np.float32]


def making_of(portrait: Portrait, backdrop: str, grain: float = 1.0) -> Making:
    """A portrait before a backdrop."""
    image = portrait.image
    ground = render(backdrop, image.width, image.height)
    wall = find(backdrop).family not in FAR
    return Making(image, portrait.alpha, portrait.faces, ground, Compose(backdrop=backdrop, grain=grain), wall)


def make_samples(people: Sequence[Portrait], number: int, seed: int, folder: Path, workers: int) -> Samples:
    """Make a number of rounds of looks; the same ones for the same people, number and seed."""
    folder.mkdir(parents=True, exist_ok=True)
    places = -(-number // _PER_PLACE)
    tiles = np.lib.format.open_memmap(folder / "tiles.npy", "w+", np.uint8, (number, LOOKS, CHANNELS, SIDE, SIDE))
    severities = np.zeros((number, len(_FACTORS)), np.float32)
    # a forked process would share locks of the numeric libraries' threads, which are not there
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, fresh, initializer=_begin, initargs=(tuple(people),)) as pool:
        for place, (some, true) in enumerate(pool.map(_place, [(seed, i) for i in range(places)])):
            rows = slice(place * _PER_PLACE, min(number, (place + 1) * _PER_PLACE))
            tiles[rows], severities[rows] = some[: rows.stop - rows.start], true[: rows.stop - rows.start]
    tiles.flush()
    np.save(folder / "severities.npy", severities)
    return Samples(tiles, severities)


def _as_expected(spoilt: Spoilt, picture: NDArray[np.float32]) -> View:
    """The view of an edit that was put together as its spoilt source says."""
    seen = spoilt.making.seen()
    bare = view_of(spoilt.result, replace(seen, backdrop=None), lambda image: image)
    return replace(bare, result=picture, expected=picture, composed=True)


_people: tuple[Portrait, ...] = ()


def _begin(people: tuple[Portrait, ...]) -> None:
    global _people  # noqa: PLW0603 (a worker process is given its portraits once)
    _people = people
    cv2.setNumThreads(1)


def _place(task: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    random = np.random.default_rng(task)
    backdrops = names()
    person = _people[int(random.integers(len(_people)))]
    making = making_of(person, backdrops[int(random.integers(len(backdrops)))], grain=0.0)
    tiles = np.zeros((_PER_PLACE, LOOKS, CHANNELS, SIDE, SIDE), np.uint8)
    true = np.zeros((_PER_PLACE, len(_FACTORS)), np.float32)
    clean = making.view()
    for edit in range(_EDITS):
        view, rows = clean, slice(edit * TURNS, (edit + 1) * TURNS)
        if random.random() > _CLEAN:
            fault = _TAUGHT[int(random.integers(len(_TAUGHT)))]
            strength = float(random.uniform(0.02, 1))
            spoilt = fault.plant(making, strength, random)
            if spoilt is not None:
                # in the picture, a fault leaves what is expected as it was; in the source, nothing is unexpected
                picture = np.asarray(spoilt.result.pixels, np.float32) / np.float32(spoilt.result.white)
                view = replace(clean, result=picture) if fault.where == "picture" else _as_expected(spoilt, picture)
                true[rows, _FACTORS.index(fault.factor)] = strength
        for row in range(rows.start, rows.stop):
            looks = tiles_of(view, float(random.uniform(0, 0.999)))
            # grain, which the result has and what is expected has not
            looks[:, :3] += random.normal(0, random.uniform(0, _GRAIN), looks[:, :3].shape).astype(np.float32)
            tiles[row] = np.rint(255 * np.clip(looks, 0, 1)).astype(np.uint8)
    return tiles, true
