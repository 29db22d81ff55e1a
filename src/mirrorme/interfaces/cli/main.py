"""The command line: `mirrorme`."""

import sys
from typing import Annotated

import typer

from mirrorme.interfaces.cli import (
    backdrops,
    edit,
    inspect,
    lanes,
    models,
    privacy,
    quality,
    replay,
    retry,
    review,
    samples,
    scheduler,
    status,
    styles,
    upload,
    warm,
    worker,
)
from mirrorme.interfaces.cli.service import admin, api, audit, doctor, keys, migrate, openapi, retention, up
from mirrorme.pipeline.errors import OrderError, SetupError

app = typer.Typer(
    name="mirrorme",
    help="Edit studios' portraits: upload, check, cut out, light, compose, grade, publish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would take longer to load than all else that --help needs
)
app.command("up")(up.up)
app.command("upload")(upload.upload)
app.command("status")(status.status)
app.add_typer(lanes.app, name="lanes")
app.command("review")(review.review)
app.command("retry")(retry.retry)
app.command("cancel")(retry.cancel)
app.command("doctor")(doctor.doctor)
app.command("api")(api.api)
app.command("worker")(worker.worker)
app.command("scheduler")(scheduler.scheduler)
app.command("migrate")(migrate.migrate)
app.command("openapi")(openapi.openapi)
app.add_typer(admin.app, name="admin")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.add_typer(privacy.app, name="privacy")
app.add_typer(retention.app, name="retention")
app.command("edit")(edit.edit)
app.command("inspect")(inspect.inspect)
app.command("backdrops")(backdrops.backdrops)
app.command("styles")(styles.styles)
app.command("develop-recipe")(replay.develop_recipe)
app.command("samples")(samples.samples)
app.command("warm", hidden=True)(warm.warm)
app.add_typer(models.app, name="models")
app.add_typer(quality.app, name="quality")


def _show_version(wanted: bool) -> None:  # noqa: FBT001 (a callback is called so)
    from importlib.metadata import version

    if wanted:
        typer.echo(f"mirrorme {version('mirrorme')}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None: ...


def main() -> None:
    """Run; exit 0 if all went well, 1 if something could not be done, 2 if it was asked for wrongly."""
    try:
        app()
    except SetupError as error:
        typer.echo(f"mirrorme: {error}", err=True)
        sys.exit(2 if isinstance(error, OrderError) else 1)
