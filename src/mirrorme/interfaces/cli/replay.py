"""`mirrorme develop-recipe`: carry out a stored recipe again, to the same bytes."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mirrorme.interfaces.cli.edit import Json, Out, Report

if TYPE_CHECKING:
    from mirrorme.imaging.recipe import Recipe


def develop_recipe(
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE.json", help="A recipe, or a report of `mirrorme edit`.")],
    photo: Annotated[Path, typer.Argument(metavar="PHOTO", help="The photo that it was made for, or another.")],
    *,
    out: Out,
    backdrop: Annotated[Path | None, typer.Option(help="The backdrop file, if the recipe used one.")] = None,
    lut: Annotated[Path | None, typer.Option(help="The .cube file, if the recipe used one.")] = None,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """Edit a photo by a stored recipe.

    The same photo, recipe and models give the same bytes on the same machine. A report of several photos is searched
    for this photo. If the report names models, they must be the ones in use.
    """
    from mirrorme.adapters.files.find import Found
    from mirrorme.adapters.files.name import name_outputs
    from mirrorme.imaging.recipe import Compose, Export, Grade
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.order import Job

    stored, models, device = _stored(recipe, photo)
    if not photo.is_file():
        raise OrderError(f"there is no photo {photo}")
    step = next((s for s in stored.steps if isinstance(s, Export)), Export())
    for part in stored.steps:
        if isinstance(part, Compose):
            choices.check_file(backdrop, part.digest, "--backdrop")
        if isinstance(part, Grade):
            choices.check_file(lut, part.lut, "--lut")
    found = [Found(photo, Path(photo.name))]
    names = name_outputs(found, out, cutout=step.cutout, alpha=step.alpha)
    job = Job(
        recipe=stored,
        gate=None,
        device="cuda" if device == "cuda" else "cpu",
        backdrop=str(backdrop) if backdrop else None,
        lut=str(lut) if lut else None,
        models=models,
    )
    editing.check_out(out)
    plan = editing.Plan(job, editing.orders(found, names), workers=1, time_limit=600.0)
    raise typer.Exit(editing.carry_out(plan, report, as_json=as_json))


def _stored(path: Path, photo: Path) -> "tuple[Recipe, dict[str, str] | None, str]":
    """The recipe in a file, the models that it was carried out with, and on which device."""
    from pydantic import ValidationError

    from mirrorme.imaging.recipe import Recipe
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.validation import in_words

    try:
        record = _record(path.read_text(encoding="utf-8"), photo)
        if "recipe" in record:
            return Recipe.model_validate(record["recipe"]), record.get("models"), str(record.get("device", ""))
        return Recipe.model_validate(record), None, ""
    except OSError as error:
        raise OrderError(f"can't read {path}: {error.strerror}") from error
    except ValidationError as error:
        raise OrderError(f"{path} holds no recipe that this version knows: {in_words(error)}") from error
    except (ValueError, TypeError) as error:
        raise OrderError(f"{path} is no recipe and no report: {error}") from error


def _record(text: str, photo: Path) -> Any:  # noqa: ANN401 (JSON)
    """One JSON object, or of a report's lines the one of this photo."""
    try:
        return json.loads(text)
    except ValueError:
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    same = [line for line in lines if Path(line["photo"]).name == photo.name]
    exact = [line for line in same if line["photo"] == str(photo)] or same
    if not exact:
        raise ValueError(f"it has no line for {photo.name}")
    return exact[-1]
