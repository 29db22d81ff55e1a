"""`mirrorme backdrops`: what can stand behind a subject."""

import json
from pathlib import Path
from typing import Annotated

import typer


def backdrops(
    *,
    sheet: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Write a picture of all of them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """List the built-in backdrops; brand:#rrggbb gives seamless paper in a brand's colour."""
    from mirrorme.adapters.files.write import write_whole
    from mirrorme.imaging.backdrops import catalogue
    from mirrorme.interfaces.cli.sheet import contact_sheet
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.ports import StorageError

    if sheet is not None:
        try:
            write_whole(sheet, contact_sheet(catalogue()))
        except StorageError as error:
            raise OrderError(error.reason.message) from error
        typer.echo(f"wrote {sheet}", err=True)
        return
    for one in catalogue():
        if as_json:
            record = {"name": one.name, "title": one.title, "family": one.family, "light": one.light}
            typer.echo(json.dumps(record))
        else:
            typer.echo(f"{one.name:28} {one.title}")
