"""The client's commands as a program of its own, with the exit codes of `mirrorme`."""

import signal
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
    # what a shell starts in the background ignores Ctrl-C, and so would all that the tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        app()
    except SetupError as error:
        typer.echo(f"mirrorme: {error}", err=True)
        sys.exit(2 if isinstance(error, OrderError) else 1)
