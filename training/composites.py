"""Make training data for the refinement network: portraits, cut out, before other backgrounds, as segmentation sees them.

composites.py PORTRAITS --backdrops FOLDER --out FOLDER [--leave-out d002,d004] [--count 200] [--seed 3]

Portraits should have mattes that are right without a refiner: one person, a calm background. Look at OUT/portraits/*.png
first and leave out the others. Each sample is NAME.jpg, NAME.png (the true matte) and NAME.npz (what U2-Net and ISNet
say of the composite). Nothing of it is kept in this repository.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.imaging.compose import estimate_foreground
from mirrorme.imaging.image import Image
from mirrorme.imaging.matte import Segmenters, matte
from mirrorme.imaging.matte.segment import segment, shrink
from mirrorme.imaging.read import read
from mirrorme.settings import Settings
from mirrorme.wiring import segmenters

Plane = NDArray[np.float32]
SIDE = 1000
PAPERS = ((42, 40, 40), (150, 120, 110), (190, 175, 160), (225, 225, 225), (130, 130, 130), (60, 90, 120), (20, 20, 20))


@dataclass(frozen=True)
class Cut:
    """A subject: colours (H, W, 3) 0-255 and matte (H, W) 0-1."""

    colours: Plane
    alpha: Plane


def cut(path: Path, networks: Segmenters) -> Cut:
    """A portrait at the training size, with its own colours up to the edge."""
    image = Image(shrink(read(path.read_bytes()).image.pixels, SIDE))
    alpha = matte(image, networks, "best").alpha
    size = (image.width, image.height)
    subject = cv2.resize(estimate_foreground(image, alpha).subject, size, interpolation=cv2.INTER_LINEAR)
    solid = (alpha == 255)[..., np.newaxis]
    return Cut(np.where(solid, image.pixels, subject * 255).astype(np.float32), (alpha / 255).astype(np.float32))


def paper(rng: np.random.Generator, height: int, width: int) -> Plane:
    """A studio backdrop: one colour, mottled, lit unevenly, with grain."""
    ground = np.array(PAPERS[rng.integers(len(PAPERS))], np.float32) + rng.normal(0, 18, 3)
    mottle = np.zeros((height, width), np.float32)
    for cells, weight in ((3, 1.0), (8, 0.7), (25, 0.6), (80, 0.4)):
        if rng.random() < 0.8:
            rough = rng.standard_normal((max(2, cells * height // SIDE), max(2, cells * width // SIDE))).astype(
                np.float32
            )
            mottle += weight * cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    away = np.hypot(x - rng.uniform(0.2, 0.8) * width, y - rng.uniform(0.1, 0.7) * height) / max(height, width)
    lit = (ground + mottle[..., np.newaxis] * rng.uniform(0, 14)) * (1 + rng.uniform(-0.1, 0.4) * (0.5 - away))[
        ..., None
    ]
    return np.clip(lit + rng.normal(0, rng.uniform(0, 5), (height, width, 1)), 0, 255).astype(np.float32)


def place(rng: np.random.Generator, photo: Plane, height: int, width: int) -> Plane:
    """A part of a photo of a place, more or less out of focus."""
    scale = max(height / photo.shape[0], width / photo.shape[1]) * rng.uniform(1, 1.6)
    size = (max(width, round(photo.shape[1] * scale) + 1), max(height, round(photo.shape[0] * scale) + 1))
    large = cv2.resize(photo, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    top, left = rng.integers(size[1] - height + 1), rng.integers(size[0] - width + 1)
    part = large[top : top + height, left : left + width]
    blur = float(rng.choice([0, 2, 6, 14, 25]))
    return np.asarray(cv2.GaussianBlur(part, (0, 0), blur) if blur else part, np.float32)


def vary(rng: np.random.Generator, subject: Cut) -> Cut:
    """Mirror, crop, put on a wider canvas, change the tone; sometimes a plain smooth patch, like a mask or a card."""
    colours, alpha = subject.colours, subject.alpha
    if rng.random() < 0.5:
        colours, alpha = colours[:, ::-1], alpha[:, ::-1]
    height, width = alpha.shape
    if rng.random() < 0.45:
        part = rng.uniform(0.5, 0.95)
        h, w = round(height * part), round(width * part)
        top, left = rng.integers(height - h + 1), rng.integers(width - w + 1)
        colours, alpha = colours[top : top + h, left : left + w], alpha[top : top + h, left : left + w]
    if rng.random() < 0.6:
        colours, alpha = _on_canvas(rng, colours, alpha)
    scale = min(1.0, SIDE / max(alpha.shape))
    size = (round(alpha.shape[1] * scale), round(alpha.shape[0] * scale))
    colours = cv2.resize(np.ascontiguousarray(colours), size, interpolation=cv2.INTER_AREA)
    alpha = cv2.resize(np.ascontiguousarray(alpha), size, interpolation=cv2.INTER_AREA)
    if rng.random() < 0.3:
        colours = np.repeat(colours.mean(2, keepdims=True), 3, 2)
    gains = rng.uniform(0.7, 1.15, 3 if rng.random() < 0.4 else 1)
    colours = np.clip(255 * np.clip(colours / 255, 0, 1) ** rng.uniform(0.7, 1.5) * gains, 0, 255)
    if rng.random() < 0.4 and (alpha > 0.9).any():
        colours = _patched(rng, np.asarray(colours, np.float32), alpha)
    return Cut(np.asarray(colours, np.float32), np.asarray(alpha, np.float32))


def _on_canvas(rng: np.random.Generator, colours: Plane, alpha: Plane) -> tuple[Plane, Plane]:
    """On a canvas of another shape; an edge that cuts the subject stays at the edge."""
    height, width = alpha.shape
    cut_left, cut_right, cut_top, cut_bottom = (
        float((edge > 0.3).mean()) > 0.02 for edge in (alpha[:, 0], alpha[:, -1], alpha[0], alpha[-1])
    )
    aspect = float(rng.choice([2 / 3, 4 / 5, 1, 3 / 2, 3 / 2]))
    wide = width if cut_left and cut_right else max(width, round(height * aspect))
    tall = height if cut_top and cut_bottom else max(height, round(wide / aspect))
    left = 0 if cut_left else wide - width if cut_right else int(rng.integers(wide - width + 1))
    top = 0 if cut_top else tall - height
    around = (top, tall - height - top, left, wide - width - left)
    return (
        np.asarray(cv2.copyMakeBorder(np.ascontiguousarray(colours), *around, cv2.BORDER_CONSTANT), np.float32),
        np.asarray(cv2.copyMakeBorder(np.ascontiguousarray(alpha), *around, cv2.BORDER_CONSTANT), np.float32),
    )


def _patched(rng: np.random.Generator, colours: Plane, alpha: Plane) -> Plane:
    rows, columns = np.nonzero(alpha > 0.9)
    chosen, reach = rng.integers(len(rows)), max(alpha.shape)
    mask = np.zeros(alpha.shape, np.float32)
    axes = (int(reach * rng.uniform(0.03, 0.13)), int(reach * rng.uniform(0.04, 0.16)))
    centre = (int(columns[chosen]), int(rows[chosen]))
    cv2.ellipse(mask, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    soft = (cv2.GaussianBlur(mask, (0, 0), 2) * (alpha > 0.9))[..., np.newaxis]
    return np.asarray(colours * (1 - soft) + cv2.GaussianBlur(colours, (0, 0), reach * 0.03) * soft, np.float32)


def main() -> None:
    """Cut out the portraits, then write the composites."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("portraits", type=Path)
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    known = segmenters(Settings(), tier="best", threads=2)
    networks = Segmenters(known.broad, known.fine)
    if networks.fine is None:
        raise SystemExit("the refinement network is trained on what U2-Net and ISNet say: allow ISNet's licence")
    (given.out / "portraits").mkdir(parents=True, exist_ok=True)
    left_out = set(given.leave_out.split(","))
    paths = [p for p in sorted(given.portraits.iterdir()) if p.suffix != ".tsv" and p.stem not in left_out]
    subjects = {}
    for path in paths:
        subjects[path.stem] = cut(path, networks)
        cv2.imwrite(str(given.out / "portraits" / f"{path.stem}.png"), subjects[path.stem].alpha * 255)
    places = [p for p in (cv2.imread(str(f)) for f in sorted(given.backdrops.glob("*.*"))) if p is not None]
    names = sorted(subjects)
    for k in range(given.count):
        name = names[k % len(names)]
        subject = vary(rng, subjects[name])
        height, width = subject.alpha.shape
        chosen = places[rng.integers(len(places))][..., ::-1].astype(np.float32)
        behind = paper(rng, height, width) if rng.random() < 0.6 else place(rng, chosen, height, width)
        a = subject.alpha[..., np.newaxis]
        noise = rng.normal(0, rng.uniform(0, 3), behind.shape)
        mixed = np.clip(subject.colours * a + behind * (1 - a) + noise, 0, 255).astype(np.uint8)
        quality = int(rng.integers(80, 97))
        seen = cv2.imdecode(cv2.imencode(".jpg", mixed[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1)
        rgb = np.ascontiguousarray(seen[..., ::-1])
        stem = str(given.out / f"{given.seed}_{k:04d}_{name}")
        cv2.imwrite(f"{stem}.jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 98])
        cv2.imwrite(f"{stem}.png", np.round(subject.alpha * 255))
        maps = {"u": segment(rgb, networks.broad), "i": segment(rgb, networks.fine)}
        np.savez_compressed(f"{stem}.npz", **{key: value.astype(np.float16) for key, value in maps.items()})
        print(f"{k + 1} of {given.count}: {name}")


if __name__ == "__main__":
    main()
