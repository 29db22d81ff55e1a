"""Portraits to plant faults in: read, matted and lit once, then kept beside the other things that can be made again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirrorme.imaging.check import check_subject
from mirrorme.imaging.errors import ImagingError
from mirrorme.imaging.faces import Face, faces
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.light import apply_light, measure_light
from mirrorme.imaging.matte import matte
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.read import read
from mirrorme.imaging.recipe import Light, Tier
from mirrorme.imaging.witness import SIDE
from mirrorme.pipeline.bench import Bench

_MATTED_AT = 1400
"""Long side in pixels at which mattes are found: enough for a view of ``SIDE``."""
_PARTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A portrait at measuring size, in its corrected light. name: of its file, without the ending."""

    name: str
    image: Image
    alpha: Alpha
    faces: tuple[Face, ...]


def held_out(name: str) -> bool:
    """Whether a portrait is kept out of training: a third of them, by the digest of their names."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % _PARTS == 0


def portraits(paths: Sequence[Path], bench: Bench, cache: Path, tier: Tier = "standard") -> Iterator[Portrait]:
    """Have them ready, one after the other; photos in which nobody is found are left out."""
    cache.mkdir(parents=True, exist_ok=True)
    for path in paths:
        data = path.read_bytes()
        kept = cache / f"{hashlib.sha256(data).hexdigest()[:24]}-{tier}.npz"
        if not kept.exists():
            try:
                _prepare(data, bench, kept, tier)
            except ImagingError:
                continue
        yield _load(path.stem, kept)


def _prepare(data: bytes, bench: Bench, kept: Path, tier: Tier) -> None:
    if bench.kit is None:
        raise ValueError("mattes take a kit")
    image = Image(reduced(read(data).image.pixels, _MATTED_AT))
    found = faces(image, bench.face)
    centres = [((f.x0 + f.x1) / 2 / image.width, (f.y0 + f.y1) / 2 / image.height) for f in found]
    alpha = matte(image, bench.kit.segmenters, tier, faces=centres).alpha
    check_subject(alpha, [((f.x0, f.y0, f.x1, f.y1), f.score) for f in found])
    keep(kept, image, alpha, found)


def keep(kept: Path, image: Image, alpha: Alpha, found: Sequence[Face]) -> None:
    """Correct the light and keep it at measuring size."""
    boxes = [(f.x0, f.y0, f.x1, f.y1) for f in found]
    lit = apply_light(image, measure_light(image, alpha, boxes, Light()))
    small, thin = reduced(lit.pixels, SIDE), reduced(alpha, SIDE)
    scale = small.shape[1] / image.width
    rows = [[f.x0, f.y0, f.x1, f.y1, *f.eyes[0], *f.eyes[1], f.score / scale] for f in found]
    part = kept.with_suffix(".part.npz")
    np.savez_compressed(part, pixels=small, alpha=thin, faces=np.array(rows, np.float64).reshape(-1, 9) * scale)
    part.replace(kept)


def _load(name: str, kept: Path) -> Portrait:
    with np.load(kept) as arrays:
        found = tuple(
            Face(x0, y0, x1, y1, ((ax, ay), (bx, by)), score)
            for x0, y0, x1, y1, ax, ay, bx, by, score in arrays["faces"].tolist()
        )
        return Portrait(name, Image(arrays["pixels"]), np.asarray(arrays["alpha"], np.uint8), found)
