"""`mirrorme status`: where everything is."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mirrorme.interfaces.cli.connecting import Data, Franchise, Json, Key, Url, connect, show_json, show_table, why

if TYPE_CHECKING:
    from mirrorme.interfaces.agent.connection import Connection

FAILED_SHOWN = 20


def status(
    *,
    session: Annotated[str | None, typer.Option(metavar="NAME|ID", help="Each photo of one session.")] = None,
    as_json: Json = False,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Show today's sessions, what failed and why, lanes and workers; with --session each of its photos.

    Exit code: 0, 1 if the service can't be asked, 2 wrong usage.
    """
    from mirrorme.interfaces.agent.booking import find_session

    with connect(url, key, data, franchise=franchise) as connection:
        if session is not None:
            found = find_session(connection, session)
            _show_session(found, list(connection.items(f"sessions/{found['id']}/photos")), as_json=as_json)
        else:
            _show_all(connection, franchise, as_json=as_json)


def _show_session(session: dict[str, Any], photos: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        show_json({"session": session, "photos": photos})
        return
    now = datetime.now(UTC)
    typer.echo(_line(session))
    show_table(
        ("photo", "no", "file", "state", "lane", "time left", "why"),
        [
            (one["id"], one["number"], one["filename"], one["state"], one["lane"], time_left(one, now), why(one))
            for one in photos
        ],
    )


def _show_all(connection: "Connection", franchise: str | None, *, as_json: bool) -> None:
    today = datetime.now().astimezone().date()
    sessions = sessions_of(connection, today, franchise)
    summary = connection.get("summary", franchise=franchise)
    failed = list(connection.items("photos", state="failed", franchise=franchise))
    if as_json:
        show_json({"sessions": sessions, "failed": failed, **summary})
        return
    typer.echo(f"sessions of {today}: {len(sessions)}")
    for one in sessions:
        typer.echo(f"  {_line(one)}")
    counts = ", ".join(f"{count} {state}" for state, count in summary["photos"].items() if count)
    typer.echo(f"photos: {counts or 'none yet'}")
    for one in failed[:FAILED_SHOWN]:
        typer.echo(f"  failed: photo {one['id']} {one['filename']} of session {one['session']}: {why(one)}")
    if len(failed) > FAILED_SHOWN:
        typer.echo(f"  and {len(failed) - FAILED_SHOWN} more that failed")
    if failed:
        typer.echo("  `mirrorme retry --all` has them edited again")
    waits, again = summary["photos"].get("in_review", 0), summary["photos"].get("retake", 0)
    typer.echo(f"review: {waits} in review, {again} to be taken again{'; see `mirrorme review`' if waits else ''}")
    for lane in summary["lanes"]:
        paused = ", paused" if lane["paused"] else ""
        typer.echo(f"lane {lane['name']}: {lane['waiting']} waiting, {lane['editing']} editing{paused}")
    typer.echo(f"workers: {len(summary['workers'])}")
    for worker in summary["workers"]:
        typer.echo(f"  {worker['name']}: {'busy' if worker['busy'] else 'idle'}, seen {worker['seen_at']}")


def sessions_of(connection: "Connection", day: date, franchise: str | None) -> list[dict[str, Any]]:
    """The sessions of a day."""
    found = connection.items("sessions", day=day.isoformat(), franchise=franchise)
    return [one for one in found if one["day"] == day.isoformat()]


def time_left(photo: dict[str, Any], now: datetime) -> str:
    """Until the promise: ``4 min``, ``12 s late``; empty once there is nothing to wait for."""
    from mirrorme.domain.photo import SETTLED

    if photo["deadline"] is None or photo["state"] in SETTLED:
        return "missed" if photo["missed_at"] else ""
    seconds = int((datetime.fromisoformat(photo["deadline"]) - now).total_seconds())
    late = " late" if seconds < 0 else ""
    seconds = abs(seconds)
    return (f"{seconds} s" if seconds < 120 else f"{seconds // 60} min") + late


def _line(session: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {state}" for state, count in session["counts"].items() if count)
    cancelled = " (cancelled)" if session["cancelled"] else ""
    return (
        f"session {session['id']} {session['name']!r} of {session['day']}, franchise {session['franchise']}, "
        f"lane {session['lane']}{cancelled}: {counts or 'no photos yet'}"
    )
