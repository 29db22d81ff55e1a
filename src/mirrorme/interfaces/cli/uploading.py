"""Carry an upload out, and tell how it goes."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer

from mirrorme.adapters.files.find import Found
from mirrorme.domain.photo import State
from mirrorme.interfaces.agent.choose import Skipped
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.follow import follow
from mirrorme.interfaces.agent.upload import Result, Uploader
from mirrorme.interfaces.cli.connecting import show_json, why

SHOWN = 20
_DONE = frozenset({State.PUBLISHED, State.DELIVERED, State.IN_REVIEW})
"""Nothing is wrong; what is in review waits for a person."""
Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How photos are sent, and what is told of it."""

    at_once: int
    wait: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Portion:
    """Photos for one session, which is as the service tells it."""

    session: dict[str, Any]
    photos: tuple[Found, ...]


def tell_skipped(skipped: Sequence[Skipped]) -> None:
    """Say what stays behind: the first few by name."""
    for one in skipped[:SHOWN]:
        typer.echo(f"left out {_text(one.within)}: {one.why}", err=True)
    if len(skipped) > SHOWN:
        typer.echo(f"left out {len(skipped) - SHOWN} more", err=True)


def carry_out(connection: Connection, portions: Sequence[Portion], plan: Plan) -> int:
    """Send all, follow them if asked; gives the exit code."""
    try:
        sent = [(one.session["id"], _send(connection, one, plan)) for one in portions]
        done = all(result.arrived for _, results in sent for result in results)
        if plan.wait:
            for session, results in sent:
                arrived = {result.photo["id"]: result.file for result in results if result.photo is not None}
                done = _follow(connection, session, arrived, as_json=plan.as_json) and done
    except KeyboardInterrupt:
        connection.stop.set()
        typer.echo("stopped; run the same again to send the rest", err=True)
        return 1
    return 0 if done else 1


def _send(connection: Connection, portion: Portion, plan: Plan) -> list[Result]:
    session, photos = portion.session, portion.photos
    typer.echo(f"session {session['id']} {session['name']!r} of {session['day']}, lane {session['lane']}", err=True)
    counts: Counter[str] = Counter()
    results: list[Result] = []
    with _bar(sum(map(_size, photos))) as (advance, terminal):
        uploader = Uploader(connection, session["id"], at_once=plan.at_once)
        for result in uploader.upload(photos, lambda _, arrived: advance(arrived)):
            results.append(result)
            counts[result.status] += 1
            if plan.as_json:
                show_json(result.to_json())
            if result.reason or not terminal:
                reason = f": {result.reason}" if result.reason else ""
                typer.echo(f"{len(results)}/{len(photos)} {result.file}: {result.status}{reason}", err=True)
    told = ", ".join(
        f"{counts[name]} {name}" for name in ("uploaded", "already there", "refused", "failed") if counts[name]
    )
    typer.echo(told, err=True)
    if counts["failed"]:
        typer.echo("run the same again to send what failed", err=True)
    return results


def _follow(connection: Connection, session: int, sent: dict[int, str], *, as_json: bool) -> bool:
    counts: Counter[str] = Counter()
    for photo in follow(connection, session, set(sent)):
        counts[photo["state"]] += 1
        if as_json:
            show_json({"file": sent[photo["id"]], **photo})
        reasons = why(photo)
        typer.echo(
            f"{counts.total()}/{len(sent)} {sent[photo['id']]}: {photo['state']}{': ' + reasons if reasons else ''}",
            err=True,
        )
    typer.echo(", ".join(f"{count} {state}" for state, count in counts.most_common()) or "nothing to follow", err=True)
    return counts.keys() <= _DONE


@contextmanager
def _bar(total: int) -> Iterator[tuple[Advance, bool]]:
    """A progress bar in bytes, if somebody looks."""
    if not sys.stderr.isatty():
        yield _nothing, False
        return
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns: tuple[Any, ...] = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    default = Progress.get_default_columns()[:2]
    with Progress(*default, *columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sending", total=total)
        yield lambda arrived: bar.update(task, advance=arrived), True


def _nothing(_: int) -> None:
    """Nobody looks."""


def _size(found: Found) -> int:
    """Bytes; 0 for a file that is gone, which its result tells."""
    try:
        return found.path.stat().st_size
    except OSError:
        return 0


def _text(name: str) -> str:
    return name.encode(errors="backslashreplace").decode()
