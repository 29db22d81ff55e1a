"""`mirrorme retention`: how long what is kept, what is due, and what the buckets are told."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table

if TYPE_CHECKING:
    from mirrorme.pipeline.retention import Line

app = typer.Typer(help="Move and delete photos by their age, as each franchise's rules have it.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")]
WHO = "admin"


@app.callback(invoke_without_command=True)
def retention(context: typer.Context, *, dry_run: DryRun = False, as_json: Json = False, data: Data = None) -> None:
    """With --dry-run: tell what a run would do. The scheduler does it once an hour by itself."""
    from mirrorme.pipeline.errors import OrderError

    if context.invoked_subcommand is not None:
        return
    if not dry_run:
        raise OrderError("say `mirrorme retention --dry-run`, or one of show, run, apply (see --help)")
    run(dry_run=True, as_json=as_json, data=data)


@app.command()
def show(*, as_json: Json = False, data: Data = None) -> None:
    """Show each franchise's rules: days until cold storage, archive, deletion."""
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.retention import policy_of

    with records(data) as all_records, all_records.begin() as work:
        found = [
            {"franchise": one.code, **asdict(rule), "own": rule.kind in policy.overridden}
            for one in work.retention.franchises()
            for policy in [policy_of(work, one.code)]
            for rule in policy.rules
        ]
    if as_json:
        show_json(found)
        return
    heads = ("franchise", "kind", "cold after", "archived after", "deleted after", "own rule")
    show_table(heads, [[_told(cell) for cell in one.values()] for one in found])


@app.command()
def run(*, dry_run: DryRun = False, as_json: Json = False, data: Data = None) -> None:
    """Do now what is due, and print a report; it is kept in the history too."""
    from mirrorme.interfaces.cli.service.store import records_and_store
    from mirrorme.pipeline.retention import keep_by_age

    with records_and_store(data) as (all_records, shelves):
        lines = keep_by_age(all_records, shelves, who=WHO, dry=dry_run, note_all=True)
    if as_json:
        show_json([{**asdict(line), "oldest": line.oldest.isoformat()} for line in lines])
        return
    _show(lines)
    typer.echo("nothing was changed: this was a dry run" if dry_run else "done", err=True)


@app.command()
def apply(*, as_json: Json = False, data: Data = None) -> None:
    """Tell the buckets in S3 each franchise's rules; a folder needs none, since the scheduler does all of it there."""
    from mirrorme.adapters.objects.folder import FolderObjects
    from mirrorme.adapters.objects.s3 import S3Objects
    from mirrorme.domain.keys import bucket_of
    from mirrorme.interfaces.cli.service.store import records_and_store
    from mirrorme.pipeline.retention import policy_of

    with records_and_store(data) as (all_records, shelves):
        if isinstance(shelves, FolderObjects):
            typer.echo("the store is a folder: there is nothing to tell it; the scheduler moves and deletes", err=True)
        if not isinstance(shelves, S3Objects):
            return
        with all_records.begin() as work:
            policies = {one.code: policy_of(work, one.code) for one in work.retention.franchises()}
        left = {code: shelves.apply(bucket_of(code), policy) for code, policy in policies.items()}
        with all_records.begin() as work:
            for code, lacking in left.items():
                why = "the bucket was told its rules"
                work.history.note("retention.applied", who=WHO, why=why, franchise=code, data={"left_out": lacking})
    if as_json:
        show_json(left)
        return
    for code, lacking in left.items():
        typer.echo(f"{bucket_of(code)}: told")
        for what in lacking:
            typer.echo(f"  {what}")


def _show(lines: "list[Line]") -> None:
    heads = ("franchise", "kind", "action", "objects", "MB", "oldest", "but")
    rows = [
        (
            line.franchise,
            line.kind,
            line.action,
            line.objects,
            f"{line.size / 1e6:.1f}",
            f"{line.oldest:%Y-%m-%d}",
            line.but,
        )
        for line in lines
    ]
    show_table(heads, rows)


def _told(cell: object) -> object:
    if cell is None:
        return "never"
    return {True: "yes", False: ""}[cell] if isinstance(cell, bool) else cell
