"""Train: the same samples, seed and machine give the same network."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from mirrorme.adapters.training.network import QualityNetwork, export, joined
from mirrorme.adapters.training.samples import Samples

BATCH = 16
RATE = 2e-3
Tell = Callable[[str], None]


def train(samples: Samples, out: Path, *, seed: int, epochs: int, threads: int, tell: Tell) -> str:
    """Train and export; gives the SHA-256 of the ONNX file. A checkpoint is kept after each epoch.

    Args:
        samples: from ``make_samples``.
        out: the ONNX file.
        seed: of weights and order.
        epochs: passes over all samples.
        threads: of torch.
        tell: is told of progress.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    torch.set_num_threads(threads)
    network = QualityNetwork()
    number = len(samples.severities)
    steps = epochs * (number // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=max(steps, 2), pct_start=0.15)
    random = np.random.default_rng(seed)
    began, losses = time.perf_counter(), []
    for epoch in range(epochs):
        network.train()
        order = random.permutation(number)[: number // BATCH * BATCH]
        for step, rows in enumerate(order.reshape(-1, BATCH)):
            losses.append(_learn(network, samples, rows, optimiser, schedule, mirrored=bool(random.integers(2))))
            if step % 50 == 49:
                tell(f"epoch {epoch + 1}, step {step + 1}: loss {np.mean(losses[-50:]):.4f}, {_minutes(began)}")
        torch.save(network.state_dict(), out.with_suffix(".pt"))
    out.parent.mkdir(parents=True, exist_ok=True)
    export(network, str(out))
    return hashlib.sha256(out.read_bytes()).hexdigest()


def _minutes(began: float) -> str:
    return f"{(time.perf_counter() - began) / 60:.1f} min"


def _learn(
    network: QualityNetwork,
    samples: Samples,
    rows: np.ndarray[tuple[int], np.dtype[np.intp]],
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    *,
    mirrored: bool,
) -> float:
    tiles = torch.from_numpy(np.ascontiguousarray(samples.tiles[np.sort(rows)])).float() / 255
    true = torch.from_numpy(samples.severities[np.sort(rows)])
    if mirrored:
        tiles = tiles.flip(-1)
    found = joined(network(tiles.flatten(0, 1)).unflatten(0, tiles.shape[:2]))
    # a fault that is missed costs as much as one that is seen where none is, though there are fewer of them
    weight = 1 + 2 * (true > 0)
    loss = (weight * functional.smooth_l1_loss(found, true, beta=0.1, reduction="none")).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    schedule.step()
    return float(loss.detach())
