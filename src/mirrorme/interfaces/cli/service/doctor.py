"""`mirrorme doctor`: what is wrong with this installation, and what to do."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

_MARKS = {"well": "ok  ", "warning": "warn", "wrong": "FAIL"}


def doctor(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", envvar="MIRRORME_DATA", help="Where `mirrorme up` keeps all.", show_default="your own"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Check the installation: machine, weights, database, store, service. Exit code 1 if something is wrong.

    With DATABASE_URL set it looks at that database and STORAGE_URL, else at what `mirrorme up` runs on this machine.
    Nothing is changed, and no service has to run.
    """
    from platformdirs import user_data_path

    from mirrorme.interfaces.cli.service.checks import examine

    place = (data or user_data_path("mirrorme", appauthor=False)).absolute()
    bad = False
    for finding in examine(place):
        bad |= finding.state == "wrong"
        if as_json:
            typer.echo(json.dumps(asdict(finding)))
            continue
        typer.echo(f"{_MARKS[finding.state]}  {finding.what}: {finding.found}")
        if finding.fix:
            typer.echo(f"      {finding.fix}")
    if bad:
        raise typer.Exit(1)
