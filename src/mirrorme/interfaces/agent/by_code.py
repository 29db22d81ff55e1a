"""Sort a card's photos into sessions, by the codes that were photographed before them."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from mirrorme.adapters.files.find import Found
from mirrorme.domain.errors import InvalidError
from mirrorme.imaging.codes import glance, texts_in
from mirrorme.imaging.errors import UnreadableError
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import ApiError
from mirrorme.interfaces.agent.upload import shown
from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.session_code import Shot, session_of, stretches

_NAMED = "take it off the card, or name its session with --session"


@dataclass(frozen=True, slots=True)
class Sorted:
    """A card's photos. codes: pictures of codes, which are not sent. photos: by session; None before the first code."""

    codes: tuple[tuple[Found, int], ...]
    photos: tuple[tuple[int | None, tuple[Found, ...]], ...]


def sort_by_code(files: Sequence[Found]) -> Sorted:
    """Look at every photo for a session's code.

    Raises:
        OrderError: one can't be looked at, so that it might be a code; or it shows several.
    """
    with ThreadPoolExecutor(os.cpu_count(), "look") as pool:
        shots = list(pool.map(_look, files))
    found = stretches(shots)
    codes = tuple((files[at], one.session) for one in found for at in one.codes if one.session is not None)
    return Sorted(codes, tuple((one.session, tuple(files[at] for at in one.photos)) for one in found))


def sessions_of(connection: Connection, found: Sorted, franchise: str | None) -> dict[int, dict[str, Any]]:
    """The sessions that codes name, by number.

    Raises:
        OrderError: one is not there, is another franchise's, or is cancelled; says on which photo its code is.
    """
    known: dict[int, dict[str, Any]] = {}
    for file, number in found.codes:
        if number not in known:
            known[number] = _session(connection, shown(str(file.within)), number, franchise)
    return known


def _session(connection: Connection, file: str, number: int, franchise: str | None) -> dict[str, Any]:
    said = f"the code on {file} names session {number}"
    rest = "nothing was sent; name the right one with --session"
    try:
        session: dict[str, Any] = connection.get(f"sessions/{number}")
    except ApiError as error:
        if error.status != 404:
            raise
        raise OrderError(f"{said}, which is none of this franchise's: {rest}") from error
    if franchise is not None and session.get("franchise", franchise) != franchise:
        raise OrderError(f"{said}, which is franchise {session['franchise']}'s and not {franchise}'s: {rest}")
    if session.get("cancelled"):
        raise OrderError(f"{said}, which is cancelled: {rest}")
    return session


def _look(file: Found) -> Shot:
    name = shown(str(file.within))
    try:
        seen = glance(file.path.read_bytes())
        return Shot(name, seen.captured, session_of(texts_in(seen.grey)))
    except UnreadableError as error:
        raise OrderError(f"{name} can't be looked at for a session's code ({error}): {_NAMED}") from error
    except InvalidError as error:
        raise OrderError(f"{name}: {error} Nothing was sent.") from error
    except OSError as error:
        raise OrderError(f"can't read {name}: {error.strerror}; try again") from error
