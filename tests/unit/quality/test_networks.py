"""Both networks are trained by the same steps and exported to the same shape. Skipped where torch is not installed."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirrorme.adapters.training.plan import NetworkName, Plan
from mirrorme.adapters.training.samples import LOOKS, Samples
from mirrorme.quality.opinion import CHANNELS, SIDE

torch = pytest.importorskip("torch", reason="training is not tested: pip install 'mirrorme[train]'")
pytest.importorskip("onnx", reason="training is not tested: pip install 'mirrorme[train]'")


def test_the_resnet_has_the_layers_and_weights_of_the_published_one() -> None:
    from mirrorme.adapters.training.resnet50 import trunk  # noqa: PLC0415 (takes torch)

    made = trunk(3)
    # 25,557,032 are published for three channels and 1000 classes, whose layer has 2,049,000 of them
    assert sum(weights.numel() for weights in made.parameters()) == 25_557_032 - 2_049_000
    assert made(torch.zeros(1, 3, 64, 64)).shape == (1, 2048, 2, 2)
    convolutions = [layer for name, layer in made.named_modules() if isinstance(layer, torch.nn.Conv2d)]
    assert len(convolutions) == 49 + 4  # and the heads are the fiftieth layer; four are shortcuts


# torch says of its own exporter, and of what that calls, that they will change
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", list(NetworkName))
def test_one_step_of_training_gives_a_file_that_judges_an_edit(name: NetworkName, tmp_path: Path) -> None:
    from mirrorme.adapters.training.train import train  # noqa: PLC0415 (takes torch)

    random = np.random.default_rng(1)
    tiles = random.integers(0, 256, (16, LOOKS, CHANNELS, SIDE, SIDE)).astype(np.uint8)
    true = random.uniform(0, 1, (16, 5)).astype(np.float32)
    said: list[str] = []
    out = tmp_path / "new" / "network.onnx"
    digest = train(Samples(tiles, true), out, Plan(epochs=1, network=name), said.append)
    assert digest == hashlib.sha256(out.read_bytes()).hexdigest()
    device = "trained on the CPU" if not torch.cuda.is_available() else torch.cuda.get_device_name()
    assert str(name) in said[0]
    assert device in said[0]
    reader = cv2.dnn.readNetFromONNX(str(out))
    reader.setInput(tiles[0].astype(np.float32) / 255)
    found = reader.forward()
    assert found.shape == (LOOKS, 5)
    assert np.isfinite(found).all()
    assert 0 <= found.min() < found.max() <= 1
