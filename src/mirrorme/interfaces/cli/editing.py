"""What `edit`, `develop-recipe` and `samples` have in common."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from mirrorme.adapters.files.find import Found
from mirrorme.adapters.files.name import Names
from mirrorme.interfaces.cli import crew
from mirrorme.interfaces.cli.report import reporting
from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.order import Job, Order


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: what to do with which photos, on how many workers (None: as many as the machine bears)."""

    job: Job
    orders: list[Order]
    workers: int | None
    time_limit: float


def orders(found: Sequence[Found], names: Sequence[Names]) -> list[Order]:
    """An order for each photo."""
    return [
        Order(
            photo=str(photo.path),
            jpeg=str(name.jpeg),
            cutout=str(name.cutout) if name.cutout else None,
            alpha=str(name.alpha) if name.alpha else None,
        )
        for photo, name in zip(found, names, strict=True)
    ]


def check_out(out: Path) -> None:
    """Have the folder for the pictures, before any work is done.

    Raises:
        OrderError: it can't be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OrderError(f"can't make the folder {out}: {error.strerror}; choose another --out") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise OrderError(f"can't write into {out}: change its permissions or choose another --out")


def show(plan: Plan, *, as_json: bool) -> None:
    """Say what would be done."""
    for order in plan.orders:
        outputs = [name for name in (order.jpeg, order.cutout, order.alpha) if name]
        if as_json:
            typer.echo(json.dumps({"photo": order.photo, "outputs": outputs}))
        else:
            typer.echo(f"{order.photo} -> {', '.join(outputs)}".encode(errors="backslashreplace").decode())
    typer.echo(f"{len(plan.orders)} photos would be edited; nothing was done (--dry-run)", err=True)


def carry_out(plan: Plan, report: Path | None, *, as_json: bool, quiet: bool = False) -> int:
    """Do it, and tell how it went; gives the exit code."""
    if not plan.orders:
        typer.echo("no photos found", err=True)
        return 0
    if report is not None and report.exists() and any(report.samefile(order.photo) for order in plan.orders):
        raise OrderError(f"{report} is one of the photos: write the --report to another file")
    workers, threads = crew.count_workers(plan.workers, len(plan.orders))
    job = replace(plan.job, threads=threads)
    well = True
    try:
        with reporting(report, to_stdout=as_json) as write, crew.telling(len(plan.orders), quiet=quiet) as tell:
            for result in crew.carry_out(job, plan.orders, workers=workers, time_limit=plan.time_limit):
                write(result)
                tell(result)
                well = well and result.status in ("edited", "passed")
    except KeyboardInterrupt:
        typer.echo("mirrorme: stopped; what was written is whole", err=True)
        raise typer.Exit(130) from None
    return 0 if well else 1
