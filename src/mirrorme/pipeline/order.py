"""What is asked for: of a whole run, and of one photo. JSON between processes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from mirrorme.imaging.recipe import Recipe, Step

Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class Job:
    """What all photos of a run have in common.

    recipe: None only inspects. gate: the limits of Gate 1 that
    the user set, by name; None lets everything through. threads: of each worker. backdrop, lut: the files
    that the recipe's digests stand for. models: those of a stored edit, name to digest, which must be in use.
    store: URL of the object store where photos and pictures are; None where they are files.
    """

    recipe: Recipe | None
    gate: dict[str, Any] | None
    device: Device = "auto"
    threads: int = 1
    backdrop: str | None = None
    lut: str | None = None
    models: dict[str, str] | None = None
    store: str | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The recipe's steps; none if photos are only inspected."""
        return self.recipe.steps if self.recipe else ()

    def to_json(self) -> str:
        """One line."""
        recipe = None if self.recipe is None else self.recipe.model_dump(mode="json")
        return json.dumps(asdict(self) | {"recipe": recipe})

    @staticmethod
    def from_json(line: str) -> "Job":
        """The opposite of ``to_json``."""
        record = json.loads(line)
        recipe = record.pop("recipe")
        recipe = None if recipe is None else Recipe.model_validate(recipe)
        return Job(**record, recipe=recipe)


@dataclass(frozen=True, slots=True)
class Order:
    """One photo: where it is, and where the pictures go.

    recipe: its own, instead of the job's. gate: limits of Gate 1 that are its own, by name, beside the job's.
    only_look: carry out no recipe, ask Gate 1 alone. inspected: Gate 1 has let it through before. keys: what photo and
    pictures are encrypted with, for this order alone; None where nothing is. backdrop, lut: objects in the store that
    its recipe's digests stand for, instead of the job's files. views, if_rejected: where pictures for screens go, by
    kind, of the edit and of a photo that is turned away; None to make none.
    """

    photo: str
    jpeg: str
    cutout: str | None = None
    alpha: str | None = None
    recipe: Recipe | None = None
    gate: dict[str, Any] | None = None
    only_look: bool = False
    inspected: bool = False
    keys: Mapping[str, str] | None = field(default=None, repr=False)
    backdrop: str | None = None
    lut: str | None = None
    views: Mapping[str, str] | None = None
    if_rejected: Mapping[str, str] | None = None

    @property
    def writes(self) -> tuple[str, ...]:
        """All that may come of it, by name."""
        pictures = [name for name in (self.jpeg, self.cutout, self.alpha) if name]
        return (*pictures, *(self.views or {}).values(), *(self.if_rejected or {}).values())

    def recipe_in(self, job: Job) -> Recipe | None:
        """What is to be carried out; None to ask Gate 1 alone."""
        return None if self.only_look else self.recipe or job.recipe

    def to_json(self) -> str:
        """One line."""
        recipe = None if self.recipe is None else self.recipe.model_dump(mode="json")
        return json.dumps(asdict(self) | {"recipe": recipe})

    @staticmethod
    def from_json(line: str) -> "Order":
        """The opposite of ``to_json``."""
        record: dict[str, Any] = json.loads(line)
        recipe = record.pop("recipe")
        return Order(**record, recipe=None if recipe is None else Recipe.model_validate(recipe))
