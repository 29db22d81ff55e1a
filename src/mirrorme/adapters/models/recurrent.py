"""Recurrent matting networks (Robust Video Matting, Lin et al. 2022) on a still picture."""

from collections.abc import Callable

import numpy as np

from mirrorme.imaging.network import Tensor

DOWNSAMPLE = 0.375
"""RVM's own ratio for pictures of about 1024 pixels: its coarse stage then sees 384."""


def feed_back(
    infer: Callable[[dict[str, Tensor]], list[Tensor]], names: list[str], picture: Tensor, passes: int
) -> list[Tensor]:
    """Show a still picture ``passes`` times, each time with the states that the last one left.

    Args:
        infer: runs the network once on named inputs; gives foreground, alpha, and the states, in this order.
        names: the network's inputs: the picture first, then the states, and ``downsample_ratio`` wherever it stands.
        picture: (1, 3, H, W).
        passes: 1 or more; the network settles within 3.

    Returns:
        The outputs of the last pass.
    """
    first, *rest = names
    states = {name: np.zeros((1, 1, 1, 1), np.float32) for name in rest if name != "downsample_ratio"}
    ratio = {"downsample_ratio": np.array([DOWNSAMPLE], np.float32)} if "downsample_ratio" in rest else {}
    outputs: list[Tensor] = []
    for _ in range(passes):
        outputs = infer({first: picture, **states, **ratio})
        states = dict(zip(states, outputs[-len(states) :], strict=True))
    return outputs
