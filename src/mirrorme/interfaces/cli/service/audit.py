"""`mirrorme audit`: whether the history is what it was, and what is in it."""

import csv
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mirrorme.interfaces.cli.connecting import Data, Json, show_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mirrorme.domain.records import Event

app = typer.Typer(no_args_is_help=True, help="Verify and export the history of all that was done and seen.")
Day = typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="UTC.")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would carry out."""


@app.callback()
def _only_commands() -> None: ...


@app.command()
def verify(
    *,
    anchor: Annotated[
        str | None,
        typer.Option(metavar="SEAL:DIGEST", help="A seal as it was noted elsewhere, such as in the scheduler's log."),
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """See whether any line of the history was changed, taken out or put in since it was sealed. Exit code 1 if so."""
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.audit import seal_history, verify_history
    from mirrorme.pipeline.errors import OrderError

    noted = None if anchor is None else anchor.partition(":")
    if noted is not None and not (noted[0].isdigit() and noted[2]):
        raise OrderError("an anchor looks like 12:9f86d081...")
    with records(data) as all_records:
        seal_history(all_records)
        found = verify_history(all_records)
        with all_records.begin() as work:
            kept = {str(one.number): one.digest for one in work.audit.seals()} if noted else {}
    well = not found.flaws and (noted is None or kept.get(noted[0]) == noted[2])
    if as_json:
        newest = None if found.newest is None else {"number": found.newest.number, "digest": found.newest.digest}
        show_json({"well": well, **asdict(found), "newest": newest})
    for flaw in () if as_json else found.flaws:
        line = "" if flaw.line is None else f" at line {flaw.line}"
        typer.echo(f"seal {flaw.seal}{line}: {flaw.what}")
    if not as_json and noted is not None and kept.get(noted[0]) != noted[2]:
        typer.echo(f"seal {noted[0]} is not what was noted: the whole chain was made anew")
    if not as_json:
        last = "" if found.newest is None else f"; the newest is {found.newest.number}:{found.newest.digest}"
        typer.echo(f"{found.lines} lines in {found.seals} seals, {len(found.flaws)} wrong{last}", err=True)
    if not well:
        raise typer.Exit(1)


@app.command()
def export(
    *,
    since: Annotated[datetime | None, Day] = None,
    until: Annotated[datetime | None, Day] = None,
    franchise: Annotated[str | None, typer.Option(metavar="CODE", help="Of one franchise.")] = None,
    kind: Annotated[str | None, typer.Option(help="Such as photo, view.original, customer.changed.")] = None,
    who: Annotated[str | None, typer.Option(help="Such as `franchise:front desk`.")] = None,
    form: Annotated[Literal["jsonl", "csv"], typer.Option("--format", help="JSON lines, or for spreadsheets.")] = (
        "jsonl"
    ),
    data: Data = None,
) -> None:
    """Write lines of the history to standard output, the first first."""
    from mirrorme.adapters.postgres.lists import Asked, all_history
    from mirrorme.interfaces.cli.service.database import records

    utc = [None if moment is None else moment.replace(tzinfo=UTC) for moment in (since, until)]
    asked = Asked(franchise, kind=kind, who=who, since=utc[0], until=utc[1])
    with records(data) as all_records, all_records.begin() as work:
        write = _write_csv if form == "csv" else _write_json
        write(all_history(work.connection, asked))


def _write_json(events: "Iterable[Event]") -> None:
    for event in events:
        typer.echo(json.dumps(asdict(event) | {"at": event.at.isoformat()}, ensure_ascii=False))


def _write_csv(events: "Iterable[Event]") -> None:
    writer = csv.writer(sys.stdout)
    columns = ("id", "at", "franchise", "session", "photo", "kind", "who", "before", "after", "why", "data")
    writer.writerow(columns)
    for event in events:
        told = asdict(event) | {"at": event.at.isoformat(), "data": json.dumps(event.data, ensure_ascii=False)}
        writer.writerow([_harmless(told[column]) for column in columns])


def _harmless(value: object) -> object:
    """As text, where a spreadsheet would take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
