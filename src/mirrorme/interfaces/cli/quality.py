"""`mirrorme quality`: why an edit has its score, and the model that gives it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.interfaces.cli.edit import Out

if TYPE_CHECKING:
    from mirrorme.quality import Score

app = typer.Typer(help="Scores of edits: explain, evaluate, train.", no_args_is_help=True)


@app.command()
def explain(
    photo: Annotated[Path, typer.Argument(metavar="PHOTO", help="A photo; it is edited for this.")],
    *,
    out: Out,
    backdrop: Annotated[
        str, typer.Option(metavar="NAME|FILE|none", help="Backdrop, as of `mirrorme edit`.")
    ] = "paper-dove-grey",
    style: Annotated[str, typer.Option(metavar="NAME|FILE.json", help="Look, see `mirrorme styles`.")] = "neutral",
) -> None:
    """Edit a photo and write what the score saw: the edit, a heat map a factor, score.json."""
    from mirrorme.adapters.files.write import write_whole
    from mirrorme.imaging.errors import ImagingError
    from mirrorme.imaging.recipe import portrait
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.explain import explain as explained
    from mirrorme.pipeline.order import Job
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.settings import Settings
    from mirrorme.wiring import make_bench

    name, digest, backdrop_file = choices.backdrop(backdrop)
    look, lut_file = choices.style(style)
    recipe = portrait(look.compose(name, digest), light=look.light(), grade=look.grade)
    job = Job(
        recipe=recipe,
        gate=None,
        backdrop=str(backdrop_file) if backdrop_file else None,
        lut=str(lut_file) if lut_file else None,
    )
    editing.check_out(out)
    bench = make_bench(job, Settings.from_environment())
    for note in bench.notes:
        typer.echo(f"note: {note}", err=True)
    try:
        found = explained(str(photo), recipe, bench)
        for end, data in found.files.items():
            write_whole(out / f"{photo.stem}-{end}", data)
    except (ImagingError, StorageError) as error:
        raise OrderError(f"{photo}: {error}") from error
    typer.echo(in_lines(found.score))


def in_lines(score: "Score") -> str:
    """A score for people."""
    from mirrorme.quality.records import WEIGHTS

    lines = [f"{score.value:5.1f}  {score.doubt or score.decision.replace('_', ' ')}"]
    for factor in score.factors:
        lines.append(f"{factor.value:5.1f}  {factor.name} ({WEIGHTS[factor.name]} %): {factor.sentence}")
        lines += [f"       {finding.sentence} {list(finding.box or ())}" for finding in factor.findings[1:4]]
    return "\n".join(lines)


@app.command()
def use(
    path: Annotated[
        Path, typer.Argument(metavar="FILE.json|default", help="A calibration, its network beside it as FILE.onnx.")
    ],
) -> None:
    """Score with another model from now on; the ones before it serve should its files be missing or altered."""
    from mirrorme.adapters.models.quality import choose
    from mirrorme.settings import Settings

    model = choose(Settings.from_environment().config, None if str(path) == "default" else path)
    typer.echo(f"{model.calibration.name} is in use, scores have the version {model.version}", err=True)
