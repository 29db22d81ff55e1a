"""The port through which imaging runs a neural network, whatever engine runs it."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """How pixels become a network's input and its output becomes a map.

    size: side of the square input, pixels. mean, std: per RGB channel, on values scaled to 0-1.
    scale: ``unit`` divides by 255; ``max`` divides by the picture's own maximum (U2-Net was trained so).
    output: index of the output that holds the map. stretch: the map is stretched to 0-1 by its own range.
    sigmoid: the network gives logits.
    """

    size: int
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    std: tuple[float, float, float] = (1.0, 1.0, 1.0)
    scale: Literal["unit", "max"] = "unit"
    output: int = 0
    stretch: bool = False
    sigmoid: bool = False


class Network(Protocol):
    """A loaded network."""

    @property
    def name(self) -> str:
        """Its name in the list of models."""

    @property
    def digest(self) -> str:
        """SHA-256 of its weights, in hex."""

    @property
    def spec(self) -> NetworkSpec:
        """Its pre- and postprocessing."""

    def run(self, *inputs: Tensor) -> list[Tensor]:
        """Run once on float32 inputs, NCHW; gives every output as float32."""
