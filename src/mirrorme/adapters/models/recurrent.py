"""Recurrent matting networks (Robust Video Matting, Lin et al. 2022) on a still picture."""

from collections.abc import Callable

import numpy as np

from mirrorme.imaging.network import Tensor

DOWNSAMPLE = 0.375
"""RVM's own ratio for pictures of about 1024 pixels: its coarse stage then sees 384."""

Infer = Callable[[dict[str, Tensor]], list[Tensor]]
"""Runs a network once on named inputs and gives all of its outputs."""


def feed_back(infer: Infer, names: list[str], picture: Tensor, passes: int) -> list[Tensor]:
    """Show a still picture ``passes`` times, each time with the states that the last one left.

    Args:
        infer: the network; its last outputs are the new states, in the order of its state inputs.
        names: its inputs: the picture first, then the states; ``downsample_ratio`` wherever it stands.
        picture: (1, 3, H, W).
        passes: 1 or more; RVM settles within 3.

    Returns:
        All outputs of the last pass.
    """
    first, *rest = names
    states = {name: np.zeros((1, 1, 1, 1), np.float32) for name in rest if name != "downsample_ratio"}
    fixed = {"downsample_ratio": np.array([DOWNSAMPLE], np.float32)} if "downsample_ratio" in rest else {}
    outputs: list[Tensor] = []
    for _ in range(passes):
        outputs = infer({first: picture, **states, **fixed})
        states = dict(zip(states, outputs[len(outputs) - len(states) :], strict=True))
    return outputs
