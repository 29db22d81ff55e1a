"""The residual networks: five severities for each look at an edit. Imported only where torch is installed."""

import torch
from torch import Tensor, nn

from mirrorme.adapters.training import resnet50
from mirrorme.adapters.training.plan import NetworkName
from mirrorme.quality.opinion import CHANNELS, SIDE, TILES

WIDTHS = (12, 24, 48, 96)
FACTORS = 5
SEEN = CHANNELS + 6
"""Channels that a trunk is given: those of a look, and what differs from the expected, plain and magnified."""


class Block(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Two 3x3 convolutions beside a shortcut (K. He et al., "Deep Residual Learning", CVPR 2016)."""

    def __init__(self, inside: int, outside: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inside, outside, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU(inplace=True),
            nn.Conv2d(outside, outside, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outside),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inside != outside:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x: Tensor) -> Tensor:
        """(n, inside, h, w) to (n, outside, h / stride, w / stride)."""
        return torch.relu(self.body(x) + self.shortcut(x))


class QualityNetwork(nn.Module):  # type: ignore[misc]  # as above
    """(n, CHANNELS, SIDE, SIDE), 0 to 1, to (n, 5) severities, 0 to 1.

    It is also given the difference between what is and what was expected, which it would have to learn otherwise.
    """

    def __init__(self, name: NetworkName = NetworkName.COMPACT) -> None:
        super().__init__()
        if name is NetworkName.RESNET50:
            self.trunk, outside = resnet50.trunk(SEEN), resnet50.OUTSIDE
        else:
            self.trunk, outside = _compact(), WIDTHS[-1]
        self.heads = nn.Linear(2 * outside, FACTORS)
        nn.init.constant_(self.heads.bias, -2.0)

    def forward(self, x: Tensor) -> Tensor:
        """See the class."""
        off = x[:, 0:3] - x[:, 3:6]
        seen = torch.cat([x - 0.5, 4 * off, 16 * off.clamp(-0.06, 0.06)], 1)
        features = self.trunk(seen)
        # the mean sees what is everywhere, the maximum what is in one place
        pooled = torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1)
        return torch.sigmoid(self.heads(pooled))


def _compact() -> nn.Module:
    layers: list[nn.Module] = [
        nn.Conv2d(SEEN, WIDTHS[0], 3, 2, 1, bias=False),
        nn.BatchNorm2d(WIDTHS[0]),
        nn.ReLU(inplace=True),
    ]
    inside = WIDTHS[0]
    for stage, width in enumerate(WIDTHS):
        layers += [Block(inside, width, 1 if stage == 0 else 2), Block(width, width, 1)]
        inside = width
    return nn.Sequential(*layers)


def joined(severities: Tensor) -> Tensor:
    """(n, looks, 5) to (n, 5): as ``quality.opinion`` joins the looks at an edit."""
    return (severities.amax(1) + severities.mean(1)) / 2


def export(network: QualityNetwork, path: str) -> None:
    """Write it as ONNX for one edit; it is on the CPU afterwards."""
    network.cpu().eval()
    example = torch.zeros(TILES + 2, CHANNELS, SIDE, SIDE)
    torch.onnx.export(
        network, (example,), path, input_names=["looks"], output_names=["severities"], dynamo=False, opset_version=17
    )
