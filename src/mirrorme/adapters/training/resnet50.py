"""The ResNet-50 of the specification, for machines with a GPU. Imported only where torch is installed."""

from collections import OrderedDict

from torch import Tensor, nn, relu

STAGES = ((64, 3), (128, 4), (256, 6), (512, 3))
"""Width inside a stage's bottlenecks, and how many of them there are."""
EXPANSION = 4
STEM = 64
OUTSIDE = STAGES[-1][0] * EXPANSION
"""Channels that come out of the trunk."""


class Bottleneck(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """1x1, 3x3 and 1x1 convolutions beside a shortcut (K. He et al., "Deep Residual Learning", CVPR 2016, figure 5).

    As in the paper, it is the first convolution that strides.
    """

    def __init__(self, inside: int, width: int, stride: int) -> None:
        super().__init__()
        outside = width * EXPANSION
        self.body = nn.Sequential(
            nn.Conv2d(inside, width, 1, stride, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, 1, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, outside, 1, bias=False),
            nn.BatchNorm2d(outside),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inside != outside:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x: Tensor) -> Tensor:
        """(n, inside, h, w) to (n, 4 width, h / stride, w / stride)."""
        return relu(self.body(x) + self.shortcut(x))


def trunk(channels: int) -> nn.Module:
    """(n, channels, h, w) to (n, OUTSIDE, h / 32, w / 32): all of table 1's 50 layers but the last, which is the heads.

    Weights begin as random ones; nobody else's are loaded.
    """
    layers: OrderedDict[str, nn.Module] = OrderedDict(
        stem=nn.Sequential(
            nn.Conv2d(channels, STEM, 7, 2, 3, bias=False),
            nn.BatchNorm2d(STEM),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, 2, 1),
        )
    )
    inside = STEM
    for stage, (width, number) in enumerate(STAGES):
        blocks = []
        for block in range(number):
            blocks.append(Bottleneck(inside, width, 2 if stage > 0 and block == 0 else 1))
            inside = width * EXPANSION
        layers[f"stage{stage + 1}"] = nn.Sequential(*blocks)
    return nn.Sequential(layers)
