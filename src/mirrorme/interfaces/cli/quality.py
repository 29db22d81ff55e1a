"""`mirrorme quality`: why an edit has its score, and the model that gives it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.adapters.training.plan import NetworkName, Plan
from mirrorme.interfaces.cli import learning
from mirrorme.interfaces.cli.edit import Backdrop, Crop, Matte, Out, Style

if TYPE_CHECKING:
    from mirrorme.pipeline.bench import Bench
    from mirrorme.pipeline.explain import Explained
    from mirrorme.settings import Settings

app = typer.Typer(help="Scores of edits: explain, evaluate, train, learn from ratings.", no_args_is_help=True)
app.command()(learning.retrain)
app.command()(learning.models)
app.command()(learning.promote)
app.command("roll-back")(learning.roll_back)
app.command()(learning.register)
app.command()(learning.accuracy)
app.command()(learning.rehearse)


@app.command()
def explain(
    photo: Annotated[Path, typer.Argument(metavar="PHOTO", help="A photo; it is edited for this.")],
    *,
    out: Out,
    backdrop: Backdrop = "paper-dove-grey",
    style: Style = "neutral",
    crop: Crop = "none",
    matte: Matte = "standard",
    replace: Annotated[bool, typer.Option("--replace", help="Replace what was explained before.")] = False,
) -> None:
    """Edit a photo and write what the score saw: the edit, a heat map a factor, and all that was measured.

    Writes NAME-explained.jpg (small), NAME-explained-edges.jpg ... and NAME-explained-score.json. Name the backdrop,
    style, crop and matte of your edit, or another one is explained.
    """
    from mirrorme.adapters.files.write import write_whole
    from mirrorme.imaging.errors import ImagingError
    from mirrorme.imaging.recipe import Frame, portrait
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.explain import ENDS
    from mirrorme.pipeline.explain import explain as explained
    from mirrorme.pipeline.order import Job
    from mirrorme.pipeline.ports import StorageError
    from mirrorme.settings import Settings
    from mirrorme.wiring import make_bench

    name, digest, backdrop_file = choices.backdrop(backdrop)
    look, lut_file = choices.style(style)
    frame = Frame(aspect=crop)
    recipe = portrait(look.compose(name, digest), tier=matte, light=look.light(), frame=frame, grade=look.grade)
    job = Job(
        recipe=recipe,
        gate=None,
        backdrop=str(backdrop_file) if backdrop_file else None,
        lut=str(lut_file) if lut_file else None,
    )
    editing.check_out(out)
    names = {end: out / f"{photo.stem}-{end}" for end in ENDS}
    if not replace and (there := next((path for path in names.values() if path.exists()), None)):
        raise OrderError(f"{there} is there already: choose another --out, or say --replace")
    bench = make_bench(job, Settings.from_environment())
    for note in bench.notes:
        typer.echo(f"note: {note}", err=True)
    try:
        found = explained(str(photo), recipe, bench)
        for end, data in found.files.items():
            write_whole(names[end], data)
    except (ImagingError, StorageError) as error:
        raise OrderError(f"{photo}: {error}") from error
    typer.echo(in_lines(found))


def in_lines(found: "Explained") -> str:
    """A score for people: what was found, gravest first, and where."""
    from mirrorme.quality.records import WEIGHTS

    score, (width, height) = found.score, found.size
    lines = [
        f"{score.value:5.1f}  {score.doubt or score.decision.replace('_', ' ')}",
        f"       boxes are left, top, right, bottom in the edit's {width} x {height} pixels",
    ]
    for factor in score.factors:
        told = "" if factor.findings else f": {factor.sentence}"
        lines.append(f"{factor.value:5.1f}  {factor.name} ({WEIGHTS[factor.name]} %){told}")
        lines += [f"       {one.sentence} {list(one.box) if one.box else '(everywhere)'}" for one in factor.findings]
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


Photos = Annotated[list[Path], typer.Argument(metavar="PHOTO|FOLDER...", help="Portraits.")]


@app.command()
def evaluate(
    photos: Photos,
    *,
    mattes: Annotated[
        Path | None, typer.Option(metavar="DIR", help="NAME.jpg with NAME_alpha.png: mattes whose truth is known.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Also portraits that training took; figures flatter then.")
    ] = False,
) -> None:
    """Print how good the scores are, on portraits that were kept out of training: half a minute a portrait."""
    from mirrorme.adapters.training.evaluation import chosen
    from mirrorme.adapters.training.evaluation import evaluate as evaluated
    from mirrorme.adapters.training.portraits import portraits
    from mirrorme.settings import Settings

    settings = Settings.from_environment()
    cache = settings.cache / "training"
    paths = chosen(_found(photos), only_held_out=not everybody)
    bench = _bench(settings)
    people = portraits(paths, bench, cache)
    done = evaluated(people, mattes, bench, cache, lambda line: typer.echo(line, err=True))
    for line in done.table():
        typer.echo(line)


@app.command()
def train(
    photos: Photos,
    *,
    out: Annotated[
        Path, typer.Option(metavar="FILE.onnx", help="The network; FILE.json beside it is its calibration.")
    ],
    seed: Annotated[int, typer.Option(help="The same seed, photos and machine give the same network.")] = 1,
    samples: Annotated[int, typer.Option(min=128, help="Looks at spoilt and clean edits.")] = 50_000,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over them.")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="Threads and processes.")] = 1,
    network: Annotated[
        NetworkName, typer.Option(help="compact is the kind that is shipped; resnet50 is for machines with a GPU.")
    ] = NetworkName.COMPACT,
) -> None:
    """Train the quality network on composites with known faults (needs torch: the extra `train`).

    A third of the portraits is kept out, for `mirrorme quality evaluate`. Takes ten gigabytes of disk beside the cache.
    A GPU is taken where torch sees one; the first line about the network says which.
    """
    from importlib.util import find_spec

    from mirrorme.pipeline.errors import SetupError

    if find_spec("torch") is None or find_spec("onnx") is None:
        raise SetupError("training needs torch, which is not installed: pip install 'mirrorme[train]'")
    from mirrorme.adapters.training.run import run
    from mirrorme.settings import Settings

    settings = Settings.from_environment()
    plan = Plan(seed, samples, epochs, threads, network)
    looks = run(_found(photos), out, _bench(settings), settings.cache / "training", plan)
    for line in looks:
        typer.echo(line, err=True)


def _found(photos: list[Path]) -> list[Path]:
    from mirrorme.adapters.files.find import find

    return [found.path for found in find(photos)]


def _bench(settings: "Settings") -> "Bench":
    from mirrorme.imaging.recipe import Compose, portrait
    from mirrorme.pipeline.order import Job
    from mirrorme.wiring import make_bench

    return make_bench(Job(recipe=portrait(Compose(backdrop="none")), gate=None), settings)
