"""`mirrorme lanes`: what waits, and for how long; pause, resume, move."""

from typing import Annotated

import typer

from mirrorme.domain.lane import Lane
from mirrorme.interfaces.cli.connecting import Data, Json, Key, Url, connect, show_json, show_table

app = typer.Typer(help="Show the lanes; pause and resume them; move sessions.", invoke_without_command=True)
Name = Annotated[Lane, typer.Argument(metavar="LANE", help="vip, express, standard or bulk.")]


@app.callback()
def lanes(
    context: typer.Context, *, as_json: Json = False, url: Url = None, key: Key = None, data: Data = None
) -> None:
    """Show the lanes: what each promises, what waits, and what was missed today."""
    if context.invoked_subcommand is not None:
        return
    with connect(url, key, data) as connection:
        found = connection.get("lanes")
    if as_json:
        show_json(found)
        return
    show_table(
        ("lane", "promise", "waiting", "editing", "oldest deadline", "missed today", "published today", ""),
        [
            (
                one["name"],
                f"{one['promise_s'] / 60:g} min",
                one["waiting"],
                one["editing"],
                one["oldest_deadline"],
                one["missed_today"],
                one["published_today"],
                "paused" if one["paused"] else "",
            )
            for one in found
        ],
    )


@app.command()
def pause(name: Name, *, url: Url = None, key: Key = None, data: Data = None) -> None:
    """Take up no more photos of a lane; what is being edited is finished."""
    with connect(url, key, data, purpose="head_office") as connection:
        connection.post(f"lanes/{name}/pause")
    typer.echo(f"lane {name} is paused; `mirrorme lanes resume {name}` goes on", err=True)


@app.command()
def resume(name: Name, *, url: Url = None, key: Key = None, data: Data = None) -> None:
    """Go on with a lane."""
    with connect(url, key, data, purpose="head_office") as connection:
        connection.post(f"lanes/{name}/resume")
    typer.echo(f"lane {name} goes on", err=True)


@app.command()
def move(
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Its number or name.")],
    name: Name,
    *,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Move a session, and its photos that wait, to another lane."""
    from mirrorme.interfaces.agent.booking import find_session

    with connect(url, key, data) as connection:
        found = find_session(connection, session)
        connection.patch(f"sessions/{found['id']}", {"lane": str(name)})
    typer.echo(f"session {found['id']} {found['name']!r} is in lane {name}", err=True)
