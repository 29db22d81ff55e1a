"""The client's commands as a program of its own, with the exit codes of `mirrorme`."""

import sys

import typer

from mirrorme.interfaces.cli import lanes, retry, review, status, upload
from mirrorme.pipeline.errors import OrderError, SetupError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command("upload")(upload.upload)
app.command("status")(status.status)
app.command("review")(review.review)
app.command("retry")(retry.retry)
app.command("cancel")(retry.cancel)
app.add_typer(lanes.app, name="lanes")

if __name__ == "__main__":
    try:
        app()
    except SetupError as error:
        typer.echo(f"mirrorme: {error}", err=True)
        sys.exit(2 if isinstance(error, OrderError) else 1)
