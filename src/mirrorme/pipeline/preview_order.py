"""What a preview is asked for with. JSON between processes."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mirrorme.imaging.recipe import Recipe

_PICTURES = ("original", "matte", "backdrop", "lut")


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What a preview is made of.

    recipe: to be shown; its matte step is left out. original, matte: ``original-screen`` and the matte before any crop,
    as they were kept. light: the edit's measured correction, as it was noted. faces, middle: how many were found, and
    where their middle is, as a part of the width; None without any. warmth: what the edit was asked for by hand.
    backdrop, lut: the files that the recipe's digests stand for.
    """

    recipe: Recipe
    original: bytes = field(repr=False)
    matte: bytes = field(repr=False)
    light: Mapping[str, Any] | None = None
    faces: int = 0
    middle: float | None = None
    warmth: float = 0.0
    backdrop: bytes | None = field(default=None, repr=False)
    lut: bytes | None = field(default=None, repr=False)

    def to_json(self) -> str:
        """One line."""
        told = {"recipe": self.recipe.model_dump(mode="json"), "light": self.light, "middle": self.middle}
        told |= {"warmth": self.warmth}
        pictures = {name: base64.b64encode(data).decode() for name, data in self._pictures.items()}
        return json.dumps(told | pictures | {"faces": self.faces})

    @staticmethod
    def from_json(line: str) -> "PreviewOrder":
        """The opposite of ``to_json``."""
        record: dict[str, Any] = json.loads(line)
        recipe = Recipe.model_validate(record.pop("recipe"))
        record |= {name: base64.b64decode(record[name]) for name in _PICTURES if name in record}
        return PreviewOrder(recipe=recipe, **record)

    @property
    def _pictures(self) -> dict[str, bytes]:
        found = {name: getattr(self, name) for name in _PICTURES}
        return {name: data for name, data in found.items() if data is not None}
