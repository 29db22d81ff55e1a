"""All that stands ready for a photo."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mirrorme.imaging.develop import Kit
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.network import Network
from mirrorme.imaging.read import Limits, Photo
from mirrorme.pipeline.ports import Originals, Outputs
from mirrorme.pipeline.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Bench:
    """What stages work with.

    face: the network that finds faces. gate: Gate 1's limits, None to let everything through. kit: for the recipe's
    steps, None where photos are only inspected. device: tells what the networks run on, once they are loaded.
    scorer: judges edits; None leaves them unjudged. notes: what whoever asked should know. limits: what reading a photo
    may cost.
    """

    originals: Originals
    outputs: Outputs
    face: Network
    gate: GateLimits | None
    kit: Kit | None
    device: Callable[[], str] = str
    scorer: Scorer | None = None
    notes: tuple[str, ...] = ()
    limits: Limits = Limits()  # noqa: RUF009 (frozen, so one may be shared)


@dataclass(slots=True)
class Progress:
    """How far a photo has come: it is filled on the way, so that it holds even when a step fails.

    photo: once it could be read.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    measured: dict[str, Any] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    photo: Photo | None = None

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a step takes."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = round(time.perf_counter() - began, 4)
