"""`mirrorme inspect`: Gate 1 alone."""

import typer

from mirrorme.interfaces.cli.edit import Json, MinFocus, MinSize, Photos, Report, TimeLimit, Workers


def inspect(
    photos: Photos,
    *,
    min_size: MinSize = None,
    min_focus: MinFocus = None,
    workers: Workers = None,
    time_limit: TimeLimit = 60.0,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """Look whether photos are worth editing (Gate 1), without editing them.

    Exit code: 0 all passed, 1 some rejected or failed, 2 wrong usage.
    """
    from mirrorme.adapters.files.find import find
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.pipeline.order import Job, Order

    orders = [Order(str(photo.path), jpeg="") for photo in find(photos)]
    plan = editing.Plan(Job(None, choices.gate(min_size, min_focus)), orders, workers, time_limit)
    raise typer.Exit(editing.carry_out(plan, report, as_json=as_json))
