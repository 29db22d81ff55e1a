"""What commands that speak to a service have in common: where it is, which key, and how answers are shown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from mirrorme.interfaces.agent.access import For
    from mirrorme.interfaces.agent.connection import Connection

Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", envvar="MIRRORME_URL", help="The service.", show_default="this machine's"),
]
Key = Annotated[
    str | None,
    typer.Option("--key", metavar="KEY", envvar="MIRRORME_KEY", help="Your key.", show_default="this machine's"),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", envvar="MIRRORME_DATA", help="The folder of `mirrorme up`.", show_default="your own"
    ),
]
Franchise = Annotated[str | None, typer.Option("--franchise", metavar="CODE", help="Which franchise, if several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

SHORT_S = 5.0
"""So long a question that somebody waits for is repeated."""


def connect(
    url: str | None,
    key: str | None,
    data: Path | None,
    *,
    purpose: "For" = "overview",
    franchise: str | None = None,
    patience_s: float = SHORT_S,
) -> "Connection":
    """A connection to the service that was named, or runs on this machine.

    Raises:
        SetupError, OrderError: there is none, or no key to it; says what to do.
    """
    from platformdirs import user_data_path

    from mirrorme.interfaces.agent.access import find_access
    from mirrorme.interfaces.agent.connection import Connection

    place = data or user_data_path("mirrorme", appauthor=False)
    access = find_access(url, key, place, purpose, franchise)
    return Connection(access.url, access.key, patience_s=patience_s)


def show_json(what: Any) -> None:  # noqa: ANN401 (JSON is what it is)
    """Print it on standard output."""
    typer.echo(json.dumps(what, ensure_ascii=False))


def show_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print columns on standard output, as wide as they need."""
    lines = [list(heads), *([("" if cell is None else str(cell)) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def why(photo: dict[str, Any]) -> str:
    """A photo's reasons, in a line; what a person noted, where they asked for another photo."""
    return "; ".join(reason["message"] for reason in photo["reasons"]) or str(photo.get("note", ""))
