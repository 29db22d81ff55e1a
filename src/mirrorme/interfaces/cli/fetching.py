"""Fetch files and show how far it is."""

import sys
from collections.abc import Iterable

import typer

from mirrorme.adapters.models.fetch import Cache, Fetched, OnProgress
from mirrorme.adapters.models.sources import Asset, Release

_STEP = 0.1


def fetch(cache: Cache, assets: Iterable[Asset]) -> Fetched:
    """Have these files, with a bar on a terminal and a line a tenth elsewhere; both on standard error.

    Raises:
        FetchError: one can't be had.
    """
    if not sys.stderr.isatty():
        return cache.fetch(assets, _lines())
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def show(release: Release, done: int) -> None:
            if release not in tasks:
                tasks[release] = bar.add_task(str(release), total=release.size)
            bar.update(tasks[release], completed=done)

        return cache.fetch(assets, show)


def _lines() -> OnProgress:
    told: dict[Release, float] = {}

    def show(release: Release, done: int) -> None:
        part = done / release.size
        if release not in told or part >= told[release] + _STEP or done == release.size:
            told[release] = part
            typer.echo(f"{release}: {done / 1e6:.0f} of {release.size / 1e6:.0f} MB", err=True)

    return show
