"""What the environment says of the editing engine: where things are kept, which mirrors, which licences."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import user_cache_path, user_config_path

from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.models.registry import Indexes
from mirrorme.adapters.models.selection import Policy
from mirrorme.pipeline.errors import SetupError


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    cache: for what can be fetched or made again (``MIRRORME_CACHE``). config: for what the user chose
    (``MIRRORME_CONFIG``). licences: ``strict`` leaves out weights whose licence is in doubt (``MIRRORME_LICENCES``).
    indexes: the package registries.
    """

    cache: Path
    config: Path
    licences: Policy
    indexes: Indexes

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read them.

        Raises:
            SetupError: a value that is none.
        """
        cache, config = environment.get("MIRRORME_CACHE"), environment.get("MIRRORME_CONFIG")
        policy = environment.get("MIRRORME_LICENCES", "any")
        if policy not in ("any", "strict"):
            raise SetupError(f"MIRRORME_LICENCES is 'any' or 'strict', not {policy!r}")
        return cls(
            cache=Path(cache) if cache else user_cache_path("mirrorme", appauthor=False),
            config=Path(config) if config else user_config_path("mirrorme", appauthor=False),
            licences="strict" if policy == "strict" else "any",
            indexes=Indexes.from_environment(environment),
        )

    @property
    def weights(self) -> Cache:
        """Where weights are kept."""
        return Cache(self.cache / "weights", self.indexes)

    @property
    def samples(self) -> Cache:
        """Where sample photos are kept."""
        return Cache(self.cache / "samples", self.indexes)

    @property
    def compiled(self) -> Path:
        """Where compiled networks are kept."""
        return self.cache / "compiled"
