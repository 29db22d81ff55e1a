"""`mirrorme styles`: the looks that there are."""

import json
from typing import Annotated

import typer


def styles(*, as_json: Annotated[bool, typer.Option("--json", help="One JSON line a style.")] = False) -> None:
    """List the built-in styles.

    With --json each is a line that can be saved as a file, changed, and given to `mirrorme edit --style FILE.json`. A
    file may name a .cube LUT beside it: "cube": "ours.cube".
    """
    from mirrorme.imaging import styles as built_in

    for style in built_in.styles():
        line = style.model_dump(mode="json", exclude_defaults=True)
        typer.echo(json.dumps(line) if as_json else f"{style.name:18s} {style.title}")
