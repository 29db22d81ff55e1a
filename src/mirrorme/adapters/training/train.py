"""Train: on a CPU the same samples, seed and machine give the same network."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from mirrorme.adapters.training.network import QualityNetwork, export, joined
from mirrorme.adapters.training.plan import NetworkName, Plan
from mirrorme.adapters.training.samples import Samples

BATCH = 16
RATE = 2e-3
Tell = Callable[[str], None]


def device_of(name: NetworkName) -> tuple[torch.device, str]:
    """Where a network is trained, and a sentence that says so: the GPU where torch sees one, the CPU elsewhere."""
    if torch.cuda.is_available():
        gpu = torch.cuda.get_device_name()
        return torch.device("cuda"), f"{name} is trained on {gpu}; two trainings may differ in their last bits there"
    slow = ", where it takes ten times as long as the compact one" if name is NetworkName.RESNET50 else ""
    return torch.device("cpu"), f"{name} is trained on the CPU, as torch sees no CUDA device{slow}"


def train(samples: Samples, out: Path, plan: Plan, tell: Tell) -> str:
    """Train and export; gives the SHA-256 of the ONNX file. A checkpoint is kept after each epoch.

    Args:
        samples: from ``make_samples``.
        out: the ONNX file.
        plan: the network, its seed, the passes.
        tell: is told of progress.
    """
    device, where = device_of(plan.network)
    tell(where)
    # cuBLAS is only the same each time with a workspace of its own; some other steps of a GPU never are
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(mode=True, warn_only=device.type == "cuda")
    torch.set_num_threads(plan.threads)
    out.parent.mkdir(parents=True, exist_ok=True)
    network = QualityNetwork(plan.network).to(device)
    number = len(samples.severities)
    steps = plan.epochs * (number // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=max(steps, 2), pct_start=0.15)
    random = np.random.default_rng(plan.seed)
    began, losses = time.perf_counter(), []
    for epoch in range(plan.epochs):
        network.train()
        order = random.permutation(number)[: number // BATCH * BATCH]
        for step, rows in enumerate(order.reshape(-1, BATCH)):
            losses.append(_learn(network, samples, rows, optimiser, schedule, mirrored=bool(random.integers(2))))
            if step % 50 == 49:
                tell(f"epoch {epoch + 1}, step {step + 1}: loss {np.mean(losses[-50:]):.4f}, {_minutes(began)}")
        torch.save(network.state_dict(), out.with_suffix(".pt"))
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
    device = next(network.parameters()).device
    tiles = torch.from_numpy(np.ascontiguousarray(samples.tiles[np.sort(rows)])).to(device).float() / 255
    true = torch.from_numpy(samples.severities[np.sort(rows)]).to(device)
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
