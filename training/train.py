"""Train the refinement network on composites (see composites.py): train.py COMPOSITES --out refine.onnx.

Needs `pip install torch==2.13.0 onnx onnxscript`. Reproducible by --seed on one machine with the same thread count.
"""

import argparse
import random
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from network import Refiner
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

Array = NDArray[np.float32]


def load(stem: Path, side: int) -> Array:
    """One composite as (7, side, side): RGB -1..1, rough mattes U and I, true matte, band weight. Photos are squeezed."""
    rgb = cv2.cvtColor(cv2.imread(f"{stem}.jpg"), cv2.COLOR_BGR2RGB)
    truth = cv2.imread(f"{stem}.png", cv2.IMREAD_GRAYSCALE)
    maps = np.load(f"{stem}.npz")
    planes = [_fit(p, side) for p in (*np.moveaxis(rgb, 2, 0), maps["u"], maps["i"], truth)]
    stack = np.stack(planes).astype(np.float32)
    stack[:3] = stack[:3] / 127.5 - 1
    stack[5] /= 255
    return stack


def _fit(plane: NDArray[np.generic], side: int) -> Array:
    plane = plane.astype(np.float32)
    shrink = min(plane.shape) > side
    return cv2.resize(plane, (side, side), interpolation=cv2.INTER_AREA if shrink else cv2.INTER_LINEAR)


def _blob(rng: np.random.Generator, side: int) -> Array:
    """A soft random shape, 0-1."""
    cells = int(rng.integers(3, 9))
    field = cv2.resize(
        rng.standard_normal((cells, cells)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC
    )
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    away = np.hypot(x - rng.random(), y - rng.random()) / rng.uniform(0.05, 0.3)
    return np.clip((field * 0.5 + 1 - away) * rng.uniform(2, 10), 0, 1).astype(np.float32)


def disturb(stack: Array, rng: np.random.Generator, side: int) -> Array:
    """Vary a sample: crop, flip, tone; and faults as segmentation makes them: holes, islands, one network failing."""
    full = stack.shape[1]
    window = round(side * rng.uniform(1.0, min(1.45, full / side)))
    top, left = rng.integers(full - window + 1, size=2)
    stack = stack[:, top : top + window, left : left + window]
    stack = np.stack([cv2.resize(p, (side, side), interpolation=cv2.INTER_AREA) for p in stack])
    if rng.random() < 0.5:
        stack = stack[:, :, ::-1].copy()
    rgb = (stack[:3] + 1) / 2
    rgb = np.clip(rgb.clip(0, 1) ** rng.uniform(0.75, 1.35) * rng.uniform(0.85, 1.15, (3, 1, 1)), 0, 1)
    if rng.random() < 0.15:
        rgb[:] = rgb.mean(0, keepdims=True)
    stack[:3] = rgb * 2 - 1
    for k in (3, 4):
        roll = rng.random()
        if roll < 0.25:
            stack[k] *= 1 - _blob(rng, side) * rng.uniform(0.3, 1)
        elif roll < 0.45:
            stack[k] = np.maximum(stack[k], _blob(rng, side) * rng.uniform(0.3, 1))
        elif roll < 0.55:
            stack[k] = cv2.GaussianBlur(stack[k], (0, 0), rng.uniform(1, 5))
        elif roll < 0.6:
            stack[k] = stack[7 - k]
    if rng.random() < 0.06:
        stack[3] = stack[4] = stack[3:5].min(0)
    return np.ascontiguousarray(stack)


def loss(out: Tensor, truth: Tensor) -> Tensor:
    """L1 with the band counted more, gradient L1, and cross entropy of what is unknown."""
    mixed = ((truth > 0.03) & (truth < 0.97)).float()
    band = functional.max_pool2d(mixed, 9, 1, 4)
    near = functional.max_pool2d(mixed, 5, 1, 2)
    difference = (out[:, :1] - truth).abs()
    matte = (difference * (1 + 4 * band)).mean()
    squared = (difference.square()).mean()
    edge = _gradient(out[:, :1], truth)
    unknown = functional.binary_cross_entropy(out[:, 1:].float(), near, weight=1 + 3 * near)
    return matte + squared + 0.5 * edge + 0.25 * unknown


def _gradient(a: Tensor, b: Tensor) -> Tensor:
    d = a - b
    return (d[..., 1:] - d[..., :-1]).abs().mean() + (d[..., 1:, :] - d[..., :-1, :]).abs().mean()


def main() -> None:
    """Train, print the loss every 50 steps, export ONNX."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("composites", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=6)
    parser.add_argument("--side", type=int, default=576)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="state to go on from")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    rng = np.random.default_rng(given.seed)
    network = Refiner()
    if given.start:
        network.load_state_dict(torch.load(given.start))
    optimizer = torch.optim.AdamW(network.parameters(), lr=given.rate, weight_decay=1e-4)
    cache: dict[Path, NDArray[np.float16]] = {}
    began, total, step = time.monotonic(), 0.0, 0
    while step < given.steps and (part := (time.monotonic() - began) / (60 * given.minutes)) < 1:
        part = max(part, step / given.steps)
        for group in optimizer.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * part))
        stems = sorted(p.with_suffix("") for p in given.composites.glob("*.npz"))
        for stem in stems:
            if stem not in cache and stem.with_suffix(".png").exists():
                cache[stem] = load(stem, 768).astype(np.float16)
        chosen = rng.choice(len(cache), given.batch)
        have = list(cache.values())
        samples = np.stack([disturb(have[k].astype(np.float32), rng, given.side) for k in chosen])
        batch = torch.from_numpy(samples)
        network.train()
        value = loss(network(batch[:, :5]), batch[:, 5:6])
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        total += value.item()
        step += 1
        if step % 50 == 0:
            rough = (batch[:, 3:5].mean(1, keepdim=True) - batch[:, 5:6]).abs().mean().item()
            with torch.no_grad():
                fine = (network(batch[:, :5])[:, :1] - batch[:, 5:6]).abs().mean().item()
            print(
                f"step {step} of {len(cache)} composites, loss {total / 50:.4f}, MAD {rough:.4f} -> {fine:.4f}",
                flush=True,
            )
            total = 0.0
            torch.save(network.state_dict(), given.out.with_suffix(".pt"))
    torch.save(network.state_dict(), given.out.with_suffix(".pt"))
    network.eval()
    torch.onnx.export(
        network, (torch.zeros(1, 5, 768, 768),), given.out, input_names=["input"], output_names=["matte"], dynamo=False
    )


if __name__ == "__main__":
    main()
