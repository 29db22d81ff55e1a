"""`mirrorme models`: which weights there are, whose they are, and which are in use."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(help="Model weights: list, fetch, verify, bring your own.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def _list_by_default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models()


@app.command("list")
def list_models(*, as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False) -> None:
    """Name, purpose, licence, size and digest of all weights, and whether they are here and in use."""
    from mirrorme.interfaces.cli.stock import stock

    for item in stock():
        if as_json:
            typer.echo(json.dumps(item.as_dict()))
        else:
            typer.echo(item.for_people())


@app.command()
def pull() -> None:
    """Fetch the weights that are in use and not here yet; prints where all of them are."""
    from mirrorme.adapters.models.selection import select
    from mirrorme.adapters.models.user import chosen
    from mirrorme.interfaces.cli.fetching import fetch
    from mirrorme.settings import Settings

    settings = Settings.from_environment()
    selection = select(settings.licences, chosen(settings.config))
    for weights in selection.left_out:
        typer.echo(f"left out by MIRRORME_LICENCES=strict: {weights.name} ({weights.licence.note})", err=True)
    assets = [weights.asset for weights in selection.known()]
    fetched = fetch(settings.weights, assets)
    if fetched.assets:
        typer.echo(f"fetched {', '.join(a.name for a in fetched.assets)}: {fetched.downloaded / 1e6:.0f} MB", err=True)
    for asset in assets:
        typer.echo(settings.weights.path(asset))


@app.command()
def verify() -> None:
    """Read all weights in use and compare their SHA-256; exit code 1 if one is missing or altered."""
    from mirrorme.interfaces.cli.stock import stock

    used = [item for item in stock() if item.in_use]
    for item in used:
        typer.echo(f"{item.name}: {item.state}")
    if any(item.state != "present" for item in used):
        typer.echo("run `mirrorme models pull`, or `mirrorme models use` for your own", err=True)
        raise typer.Exit(1)


@app.command()
def use(
    path: Annotated[Path, typer.Argument(metavar="PATH|default", help="An ONNX file, or default for MirrorMe's own.")],
    *,
    spec: Annotated[Path | None, typer.Option(metavar="FILE.json", help="Its preprocessing, see the docs.")] = None,
    preset: Annotated[
        Literal["birefnet", "isnet", "modnet", "rvm", "u2net"] | None, typer.Option(help="Preprocessing as published.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Its name in lists and reports.", show_default="the file's")] = None,
    licence: Annotated[str, typer.Option(help="What you know of its licence, for lists.")] = "not stated",
    fuse: Annotated[bool, typer.Option("--fuse", help="Together with ISNet, instead of alone.")] = False,
) -> None:
    """Use your own segmentation or matting network for the matte (role: matte)."""
    from mirrorme.adapters.models import user
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.settings import Settings

    config = Settings.from_environment().config
    if str(path) == "default":
        user.choose(config, None)
        typer.echo("MirrorMe's own models are in use", err=True)
        return
    if (spec is None) == (preset is None):
        raise OrderError("say how the network takes a picture: --spec FILE.json or --preset NAME, one of them")
    how = user.read_spec(spec) if spec else user.PRESETS[preset or ""]
    model = user.take(path, how, name=name, licence=licence, fuse=fuse)
    user.choose(config, model)
    typer.echo(f"{model.name} ({model.sha256[:12]}) is in use{' together with ISNet' if fuse else ''}", err=True)
