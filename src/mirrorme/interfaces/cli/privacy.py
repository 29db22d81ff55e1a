"""`mirrorme privacy`: give a customer everything, or have everything of a customer gone."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mirrorme.interfaces.cli.connecting import Data, Franchise, Key, Url, connect, show_json

app = typer.Typer(no_args_is_help=True, help="A customer's rights: export, erase.")
Number = Annotated[int, typer.Argument(metavar="CUSTOMER", help="The customer's number.")]


@app.callback()
def _only_commands() -> None: ...


@app.command()
def erase(
    number: Number,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask: it can't be undone.")] = False,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Delete everything of a customer for good, and print the signed receipt (or how far it is)."""
    if not yes:
        typer.confirm(f"Delete all photos and data of customer {number} for good?", abort=True, err=True)
    with connect(url, key, data, franchise=franchise) as connection:
        done = connection.post(f"customers/{number}/erase")
    if done["receipt"] is None:
        typer.echo(f"all is deleted; it is swept again at {done['again_at']}, then the receipt is given", err=True)
    show_json(done["receipt"] or done)


@app.command()
def export(
    number: Number,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The ZIP archive to write.")],
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Write everything about a customer into a ZIP archive: pictures, and all records as JSON."""
    with connect(url, key, data, franchise=franchise) as connection:
        size = connection.download(f"customers/{number}/export", out)
    typer.echo(f"{out}: {size / 1e6:.1f} MB", err=True)


@app.command()
def check(
    receipt: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A receipt of `erase`.")],
    *,
    secret: Annotated[str, typer.Option(envvar="MIRRORME_SECRET", help="The service's.", show_default=False)],
) -> None:
    """See whether a receipt was given by the service that has this secret. Exit code 1 if not."""
    from mirrorme.domain.privacy import is_receipt
    from mirrorme.pipeline.errors import OrderError

    try:
        told = json.loads(receipt.read_text("utf-8"))
    except ValueError as error:
        raise OrderError(f"{receipt} is no receipt: {error}") from error
    good = isinstance(told, dict) and is_receipt(secret.encode(), told)
    typer.echo("good" if good else "not given by this service, or changed")
    if not good:
        raise typer.Exit(1)
