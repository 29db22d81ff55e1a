"""`mirrorme samples`: try it on photos that anybody may use."""

from pathlib import Path
from typing import Annotated

import typer

BACKDROP = "paper-dove-grey"


def samples(
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the edited pictures.")] = Path("out"),
    backdrop: Annotated[str, typer.Option(metavar="NAME|FILE|none", help="Backdrop.")] = BACKDROP,
) -> None:
    """Fetch two portraits in the public domain and edit them.

    They are smaller than Gate 1 lets through, so its size limit is lowered for them.
    """
    from mirrorme.adapters.files.find import Found
    from mirrorme.adapters.files.name import name_outputs
    from mirrorme.adapters.samples import SAMPLES
    from mirrorme.imaging.recipe import Compose, Export, portrait
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.interfaces.cli.fetching import fetch
    from mirrorme.pipeline.order import Job
    from mirrorme.settings import Settings

    cache = Settings.from_environment().samples
    fetch(cache, [sample.asset for sample in SAMPLES])
    name, digest, file = choices.backdrop(backdrop)
    scene = Compose(backdrop=name, digest=digest)
    recipe = portrait(scene, export=Export(cutout=True, alpha=True))
    # under the names that they are known by, not those in the cache
    found = [Found(cache.path(sample.asset), Path(sample.asset.file)) for sample in SAMPLES]
    names = name_outputs(found, out, cutout=True, alpha=True)
    for sample in SAMPLES:
        typer.echo(f"{sample.asset.file}: {sample.credit}", err=True)
    typer.echo("These photos are small: Gate 1 asks for 512x512 here, not for 2000x3000.", err=True)
    editing.check_out(out)
    job = Job(recipe, {"min_short": 512, "min_long": 512}, backdrop=str(file) if file else None)
    code = editing.carry_out(editing.Plan(job, editing.orders(found, names), None, 300.0), None, as_json=False)
    for written in (path for one in names for path in one.all() if path.exists()):
        typer.echo(written)
    raise typer.Exit(code)
