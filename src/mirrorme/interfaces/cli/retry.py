"""`mirrorme retry` and `mirrorme cancel`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.interfaces.cli.connecting import Data, Franchise, Key, Url, connect

if TYPE_CHECKING:
    from mirrorme.interfaces.agent.connection import Connection

Photos = Annotated[list[int] | None, typer.Argument(metavar="PHOTO...", help="Numbers of photos.", show_default=False)]
Session = Annotated[str | None, typer.Option(metavar="NAME|ID", help="All of a session.")]


def retry(
    photos: Photos = None,
    *,
    session: Session = None,
    everything: Annotated[bool, typer.Option("--all", help="All that failed.")] = False,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Have photos that failed edited again.

    Exit code: 0 done, 1 some could not be, 2 wrong usage.
    """
    from mirrorme.interfaces.agent.booking import find_session

    _check_one([bool(photos), session is not None, everything], "photos, --session or --all")
    with connect(url, key, data, franchise=franchise) as connection:
        if photos:
            raise typer.Exit(_each(connection, photos, "retry"))
        if session is not None:
            found = find_session(connection, session)
            answer = connection.post(f"sessions/{found['id']}/retry")
        else:
            answer = connection.post("retry", {"franchise": franchise} if franchise else {})
    typer.echo(f"{answer['retried']} edited again", err=True)


def cancel(
    photos: Photos = None,
    *,
    session: Session = None,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Cancel photos that are not edited yet, or a session with all of them.

    Exit code: 0 done, 1 some could not be, 2 wrong usage.
    """
    from mirrorme.interfaces.agent.booking import find_session

    _check_one([bool(photos), session is not None], "photos or --session")
    with connect(url, key, data, franchise=franchise) as connection:
        if photos:
            raise typer.Exit(_each(connection, photos, "cancel"))
        found = find_session(connection, str(session))
        connection.post(f"sessions/{found['id']}/cancel")
    typer.echo(f"session {found['id']} {found['name']!r} is cancelled", err=True)


def _check_one(given: Sequence[bool], what: str) -> None:
    if sum(given) != 1:
        raise typer.BadParameter(f"give one of: {what}")


def _each(connection: "Connection", photos: Sequence[int], verb: str) -> int:
    """Do it to each; what one of them is refused for is no matter to the others. Gives the exit code."""
    from mirrorme.interfaces.agent.errors import ApiError, KeyRefusedError

    refused = 0
    for photo in photos:
        try:
            answer = connection.post(f"photos/{photo}/{verb}")
        except KeyRefusedError:
            raise
        except ApiError as error:
            refused += 1
            typer.echo(f"photo {photo}: {error}", err=True)
        else:
            typer.echo(f"photo {photo}: {answer['state']}", err=True)
    return 1 if refused else 0
