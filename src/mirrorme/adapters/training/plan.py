"""What a training is determined by, beside its portraits."""

from dataclasses import dataclass
from enum import StrEnum


class NetworkName(StrEnum):
    """compact: the kind that is shipped, 1.6 MB. resnet50: 94 MB, for machines with a GPU; never shipped."""

    COMPACT = "compact"
    RESNET50 = "resnet50"


@dataclass(frozen=True, slots=True)
class Plan:
    """seed: of samples, weights and order. samples: looks at edits. epochs: passes. threads: also processes."""

    seed: int = 1
    samples: int = 50_000
    epochs: int = 2
    threads: int = 1
    network: NetworkName = NetworkName.COMPACT
