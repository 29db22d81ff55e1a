"""Have photos edited or inspected by worker processes, and tell how it goes."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Protocol

import typer

from mirrorme.adapters.workers.child import Child, Lost, own_command
from mirrorme.adapters.workers.crew import Crew
from mirrorme.imaging.errors import Reason
from mirrorme.interfaces.cli.service import size
from mirrorme.pipeline.order import Job, Order
from mirrorme.pipeline.result import EditResult


def count_workers(asked: int | None, photos: int) -> tuple[int, int]:
    """How many workers, and threads for each: all cores, no more memory than there is, no more than photos."""
    from mirrorme.adapters.machine import cores

    workers = min(size.count_workers(asked), max(1, photos))
    return workers, max(1, cores() // workers)


def carry_out(job: Job, orders: Sequence[Order], *, workers: int, time_limit: float) -> Iterator[EditResult]:
    """The results as they come.

    Raises:
        SetupError: nothing can be edited as asked.
    """
    threads = str(job.threads)
    # libraries that would each start a thread per core; a worker has its share of them
    environment = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    hire = partial(Child, own_command("mirrorme.interfaces.worker"), environment, job.to_json())
    recipe = job.recipe.model_dump(mode="json") if job.recipe else {}
    with Crew(hire, size=workers, limit_s=time_limit) as crew:
        told: set[str] = set()
        for index, answer in crew.work([order.to_json() for order in orders]):
            for note in {note for child in crew.children for note in child.notes} - told:
                typer.echo(f"note: {note}", err=True)
                told.add(note)
            if isinstance(answer, Lost):
                reason = Reason(answer.code, answer.message)
                yield EditResult(orders[index].photo, "failed", (reason,), recipe=recipe)
            else:
                yield EditResult.from_json(answer)


class Teller(Protocol):
    """Tells people about each result."""

    def __call__(self, result: EditResult) -> None:
        """Tell."""


@contextmanager
def telling(total: int, *, quiet: bool) -> Iterator[Teller]:
    """Tell on standard error: a progress bar on a terminal, a line a photo elsewhere; reasons always; a sum at the end.

    quiet: only the sum.
    """
    counts: Counter[str] = Counter()
    devices: set[str] = set()
    began = time.perf_counter()
    terminal = sys.stderr.isatty() and not quiet

    def note(result: EditResult) -> None:
        counts[result.status] += 1
        devices.update({result.device} - {""})
        if not quiet and (result.reasons or not terminal):
            typer.echo(f"{counts.total()}/{total} {in_a_line(result)}", err=True)

    if terminal:
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (
            *Progress.get_default_columns()[:2],
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[last]}"),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("", total=total, last="starting")

            def advance(result: EditResult) -> None:
                note(result)
                bar.update(task, advance=1, last=result.photo)

            yield advance
    else:
        yield note
    told = ", ".join(
        f"{counts[status]} {status}" for status in ("edited", "passed", "rejected", "failed") if counts[status]
    )
    ran_on = f" on {' and '.join(sorted(devices))}" if devices else ""
    typer.echo(f"{told or 'nothing'} in {time.perf_counter() - began:.1f} s{ran_on}", err=True)


def in_a_line(result: EditResult) -> str:
    """A result for people."""
    name = result.photo.encode(errors="backslashreplace").decode()  # names that are no valid Unicode
    if result.reasons:
        return f"{name}: {result.status}\n" + "\n".join(f"    {reason.message}" for reason in result.reasons)
    score = result.measured.get("score")
    told = "" if score is None else f", {score['doubt']}" if score["doubt"] else f", score {score['value']:.0f}"
    return f"{name}: {result.status} in {sum(result.seconds.values()):.1f} s{told}"
