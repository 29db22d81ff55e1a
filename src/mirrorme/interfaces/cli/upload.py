"""`mirrorme upload`: photos and folders into a session."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.interfaces.cli.connecting import Data, Franchise, Key, Url

if TYPE_CHECKING:
    from mirrorme.interfaces.agent.access import For

Paths = Annotated[list[Path], typer.Argument(metavar="PHOTO|FOLDER...", help="Photos, and folders to search.")]


def upload(  # noqa: PLR0913 (what a booking says, and where the service is)
    paths: Paths,
    *,
    session: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The session; made if there is none.", show_default="as --by-code says"),
    ] = None,
    by_code: Annotated[
        bool,
        typer.Option("--by-code", help="Each photo of a session's code begins that session; so it is without a name."),
    ] = False,
    booking_type: Annotated[
        str | None, typer.Option(metavar="NAME", help="What was booked.", show_default="the only one there is")
    ] = None,
    customer: Annotated[str | None, typer.Option(metavar="NAME", help="Who is photographed.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the session.", show_default="today")
    ] = None,
    due: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"], help="Promised by."),
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, max=16, help="Files on their way at once.")] = 3,
    wait: Annotated[bool, typer.Option("--wait", help="Follow the photos until each is settled.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON line a file.")] = False,
    franchise: Franchise = None,
    url: Url = None,
    key: Key = None,
    data: Data = None,
) -> None:
    """Send photos to be edited. Run again, it sends only what is missing.

    Without --session, photos go into the session whose code was photographed before them; that picture is not sent.

    Exit code: 0 all are there (with --wait: published, or for people to look at), 1 some are not, 2 wrong usage.
    """
    from mirrorme.interfaces.agent.booking import Booking, open_session
    from mirrorme.interfaces.agent.choose import choose
    from mirrorme.interfaces.cli import sorting, uploading
    from mirrorme.interfaces.cli.connecting import connect

    booking = (
        None
        if session is None
        else Booking(
            name=session,
            booking_type=booking_type,
            customer=customer,
            day=day.date() if day else None,
            due=due.astimezone() if due else None,
            franchise=franchise,
        )
    )
    if booking is None and (booking_type or customer or day or due):
        typer.echo("mirrorme: what was booked is said of a session that --session names", err=True)
        raise typer.Exit(2)
    chosen = choose(paths)
    uploading.tell_skipped(chosen.skipped)
    if not chosen.photos:
        typer.echo("mirrorme: there is no photo in what was named", err=True)
        raise typer.Exit(2)
    purpose: For = "franchise" if wait or customer else "upload"
    plan = uploading.Plan(at_once, wait, as_json)
    with connect(url, key, data, purpose=purpose, franchise=franchise, patience_s=60.0) as connection:
        if booking is None or by_code:
            raise typer.Exit(sorting.carry_out_by_code(connection, chosen.photos, booking, franchise, plan))
        portion = uploading.Portion(open_session(connection, booking), chosen.photos)
        raise typer.Exit(uploading.carry_out(connection, [portion], plan))
