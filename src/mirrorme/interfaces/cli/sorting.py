"""Send a card's photos into the sessions whose codes were photographed before them."""

from collections.abc import Sequence

import typer

from mirrorme.adapters.files.find import Found
from mirrorme.interfaces.agent.booking import Booking, open_session
from mirrorme.interfaces.agent.by_code import sessions_of, sort_by_code
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.upload import shown
from mirrorme.interfaces.cli.connecting import show_json
from mirrorme.interfaces.cli.uploading import SHOWN, Plan, Portion, carry_out
from mirrorme.pipeline.errors import OrderError

_WHAT_TO_DO = "send these with --session NAME, or photograph the session's code first"


def carry_out_by_code(
    connection: Connection, files: Sequence[Found], named: Booking | None, franchise: str | None, plan: Plan
) -> int:
    """Look for codes, check all sessions, then send; gives the exit code.

    named: whose the photos before the first code are; they are left if nobody says so.

    Raises:
        OrderError: no photo shows a code and no session is named, or a code leads nowhere; then nothing was sent.
    """
    typer.echo(f"looking for session codes on {len(files)} photos", err=True)
    found = sort_by_code(files)
    if not found.codes and named is None:
        raise OrderError(f"no photo shows a session's code, and no session is named: {_WHAT_TO_DO}")
    sessions = sessions_of(connection, found, franchise)
    for file, number in found.codes:
        _tell(file, f"code of session {number}, not sent", "session_code", number, plan)
    portions: list[Portion] = []
    left: tuple[Found, ...] = ()
    for whose, photos in found.photos:
        if whose is not None:
            portions.append(Portion(sessions[whose], photos))
        elif named is not None and photos:
            portions.append(Portion(open_session(connection, named), photos))
        else:
            left = photos
    for file in left[: len(left) if plan.as_json else SHOWN]:
        _tell(file, "refused: it was taken before the first code", "before_first_code", None, plan)
    if left:
        typer.echo(f"{len(left)} left out before the first code: {_WHAT_TO_DO}", err=True)
    return max(carry_out(connection, [one for one in portions if one.photos], plan), 1 if left else 0)


def _tell(file: Found, text: str, code: str, session: int | None, plan: Plan) -> None:
    name = shown(str(file.within))
    typer.echo(f"{name}: {text}", err=True)
    if plan.as_json:
        show_json({"file": name, "status": "left out", "code": code, "session": session})
