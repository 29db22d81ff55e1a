"""What every engine needs before it may run weights: that they are here and that they are the right ones."""

from dataclasses import dataclass
from pathlib import Path

from mirrorme.adapters.models.download import sha256_of
from mirrorme.imaging.network import NetworkSpec, Tensor
from mirrorme.pipeline.errors import SetupError


class WeightsError(SetupError):
    """Weights that are missing, altered, or none that the engine understands."""


@dataclass(frozen=True, slots=True)
class Loadable:
    """Weights on disk and how they run.

    digest: the SHA-256 that they must have, in hex. outputs: those kept, in order; empty keeps all. remedy: what to
    do when the file is missing or another one, as the end of a sentence. passes: more than 1 for a recurrent network,
    which is run so many times on the same picture and given its own states back.
    """

    name: str
    path: Path
    digest: str
    spec: NetworkSpec
    outputs: tuple[int, ...]
    remedy: str
    passes: int = 1

    def keep(self, outputs: list[Tensor]) -> list[Tensor]:
        """The outputs that are kept, of all."""
        return [outputs[index] for index in self.outputs] or outputs


class Weighted:
    """What a network is called and how it is fed, by the weights that it runs."""

    def __init__(self, weights: Loadable) -> None:
        self._weights = weights

    @property
    def name(self) -> str:
        """Its name in the list of models."""
        return self._weights.name

    @property
    def digest(self) -> str:
        """SHA-256 of its weights, in hex."""
        return self._weights.digest

    @property
    def spec(self) -> NetworkSpec:
        """Its pre- and postprocessing."""
        return self._weights.spec


def check(weights: Loadable) -> None:
    """Read all of the weights and compare their digest. Each time: what was right yesterday may be altered today.

    Raises:
        WeightsError: they are missing or altered.
    """
    try:
        found = sha256_of(weights.path)
    except FileNotFoundError as error:
        raise WeightsError(f"the weights of {weights.name} are missing ({weights.path}); {weights.remedy}") from error
    except OSError as error:
        raise WeightsError(f"can't read the weights of {weights.name}: {error}; {weights.remedy}") from error
    if found != weights.digest:
        raise WeightsError(
            f"the weights of {weights.name} ({weights.path}) are altered: their SHA-256 is {found}, not "
            f"{weights.digest}; {weights.remedy}"
        )
