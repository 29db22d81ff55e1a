"""`mirrorme review`: what waits for people to look at."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from mirrorme.interfaces.cli.connecting import Data, Franchise, Json, Key, Url, connect, show_json, show_table


def review(
    *,
    session: Annotated[str | None, typer.Option(metavar="NAME|ID", help="Of one session.")] = None,
    as_json: Json = False,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """List the photos that people have to look at, by when that is promised, with what their score minds most.

    Exit code: 0, 1 if the service can't be asked, 2 wrong usage.
    """
    from mirrorme.interfaces.agent.booking import find_session

    with connect(url, key, data, franchise=franchise) as connection:
        number = None if session is None else find_session(connection, session)["id"]
        found = list(connection.items("review", franchise=franchise, session=number))
        figures = connection.get("review/figures", franchise=franchise)
    if as_json:
        show_json({"items": found, "figures": figures})
        return
    now = datetime.now(UTC)
    show_table(
        ("photo", "edit", "session", "score", "time left", "looked at by", "why"),
        [
            (
                one["photo"]["id"],
                one["edit"]["number"],
                one["session_name"],
                "" if one["score"] is None else f"{one['score']['value']:.0f}",
                _left(one["due_at"], now),
                one["claimed_by"],
                _why(one["score"]),
            )
            for one in found
        ],
    )
    rate = figures["auto_publish_rate"]
    without = "" if rate is None else f"; {rate:.0%} of all edits went out without a person"
    typer.echo(f"{figures['waiting']} in review, {figures['overdue']} overdue{without}", err=True)


def _left(due_at: str, now: datetime) -> str:
    minutes = int((datetime.fromisoformat(due_at) - now).total_seconds() // 60)
    return f"{minutes} min" if minutes >= 0 else f"{-minutes} min late"


def _why(score: dict[str, Any] | None) -> str:
    if score is None:
        return "nobody judged it"
    if not score["sure"]:
        return str(score["doubt"])
    return str(min(score["factors"], key=lambda factor: float(factor["value"]))["sentence"])
