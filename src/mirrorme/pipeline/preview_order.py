"""What a preview is asked for with. JSON between processes."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mirrorme.imaging.recipe import Recipe


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What a preview is made of.

    recipe: to be shown; its matte step is left out. original, matte: ``original-screen`` and the matte before any crop,
    as they were kept. light: the edit's measured correction, as it was noted. faces, middle: how many were found, and
    where their middle is, as a part of the width; None without any.
    """

    recipe: Recipe
    original: bytes = field(repr=False)
    matte: bytes = field(repr=False)
    light: Mapping[str, Any] | None = None
    faces: int = 0
    middle: float | None = None

    def to_json(self) -> str:
        """One line."""
        told = {"recipe": self.recipe.model_dump(mode="json"), "light": self.light, "middle": self.middle}
        pictures = {name: base64.b64encode(data).decode() for name, data in self._pictures.items()}
        return json.dumps(told | pictures | {"faces": self.faces})

    @staticmethod
    def from_json(line: str) -> "PreviewOrder":
        """The opposite of ``to_json``."""
        record: dict[str, Any] = json.loads(line)
        recipe = Recipe.model_validate(record.pop("recipe"))
        original, matte = (base64.b64decode(record.pop(name)) for name in ("original", "matte"))
        return PreviewOrder(recipe, original, matte, **record)

    @property
    def _pictures(self) -> dict[str, bytes]:
        return {"original": self.original, "matte": self.matte}
