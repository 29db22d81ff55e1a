"""The refinement network: a photo and two rough mattes in, one matte and a map of what is still unknown out."""

import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCK = 4
"""Pixels are folded into channels by blocks of this side, so that the network sees the whole photo cheaply."""


def _convolution(inside: int, outside: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
    )


class Refiner(nn.Module):
    """A small U-Net (Ronneberger et al. 2015) on space-to-depth features, which predicts a residual in logit space.

    Input (N, 5, S, S): RGB scaled to -1..1, then two rough mattes 0-1; S a multiple of 32. Output (N, 2, S, S): the
    matte and the probability that a pixel is neither subject nor background alone, both 0-1.
    """

    def __init__(self, widths: tuple[int, int, int, int] = (48, 64, 96, 128)) -> None:
        super().__init__()
        a, b, c, d = widths
        folded = 5 * BLOCK * BLOCK
        self.stem = nn.Sequential(nn.PixelUnshuffle(BLOCK), _convolution(folded, a), _convolution(a, a))
        self.down1 = nn.Sequential(_convolution(a, b, 2), _convolution(b, b))
        self.down2 = nn.Sequential(_convolution(b, c, 2), _convolution(c, c))
        self.down3 = nn.Sequential(_convolution(c, d, 2), _convolution(d, d), _convolution(d, d))
        self.far = nn.Sequential(nn.Conv2d(d, d, 3, 1, 4, 4, bias=False), nn.BatchNorm2d(d), nn.ReLU(inplace=True))
        self.up2 = _convolution(d + c, c)
        self.up1 = _convolution(c + b, b)
        self.up0 = nn.Sequential(_convolution(b + a, a), _convolution(a, a))
        self.head = nn.Sequential(nn.Conv2d(a, 2 * BLOCK * BLOCK, 1), nn.PixelShuffle(BLOCK))
        nn.init.zeros_(self.head[0].weight)
        nn.init.zeros_(self.head[0].bias)

    def forward(self, x: Tensor) -> Tensor:
        """See the class."""
        rough = x[:, 3:].mean(1, keepdim=True).clamp(0.01, 0.99)
        s0 = self.stem(x)
        s1 = self.down1(s0)
        s2 = self.down2(s1)
        s3 = self.down3(s2)
        s3 = s3 + self.far(s3)
        y = self.up2(torch.cat([_double(s3), s2], 1))
        y = self.up1(torch.cat([_double(y), s1], 1))
        y = self.up0(torch.cat([_double(y), s0], 1))
        y = self.head(y)
        matte = torch.sigmoid(y[:, :1] + torch.logit(rough))
        unknown = torch.sigmoid(y[:, 1:] - 2)
        return torch.cat([matte, unknown], 1)


def _double(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
