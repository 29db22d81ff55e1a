"""Send one file: only what is missing of it, and again if it arrived damaged."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import ApiError, FileError
from mirrorme.interfaces.agent.original import Original

AT_ONCE = 16
"""URLs that are asked for together; they are used long before they expire."""
_AGAIN = frozenset({"checksum_mismatch", "parts_missing", "upload_over", "no_upload"})
_EXPIRED = frozenset({400, 401, 403})
_THERE = frozenset({409, 412})
_GONE = 404
_NEW_URLS = 3

Told = Callable[[int], None]
"""Told how many bytes have arrived since the last time."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo that is with the service. photo: its record. was_there: before we sent a byte."""

    photo: dict[str, Any]
    was_there: bool


def send(connection: Connection, parts: Executor, session: int, name: str, original: Original, told: Told) -> Sent:
    """Have the service receive it.

    parts: threads that send parts. name: as people know it. A failure that may have been chance is tried once more.

    Raises:
        ApiError, UnreachableError, StoppedError, FileError: see there.
    """
    offer = {"filename": name, "size": original.size, "sha256": original.sha256}
    met: set[str] = set()
    while True:
        ticket = connection.post(f"sessions/{session}/uploads", offer)
        if ticket["upload"] is None:
            told(original.size)
            return Sent(ticket["photo"], was_there=not met)
        upload = ticket["upload"]["id"]
        try:
            _send_missing(connection, parts, upload, original, told)
            return Sent(connection.post(f"uploads/{upload}/complete"), was_there=False)
        except ApiError as error:
            original.check()
            if error.code not in _AGAIN or error.code in met:
                raise
            met.add(error.code)


def _send_missing(connection: Connection, parts: Executor, upload: str, original: Original, told: Told) -> None:
    state = connection.get(f"uploads/{upload}")
    missing: list[int] = state["missing"]
    size: int = state["part_size"]
    told(original.size - sum(min(size, original.size - (number - 1) * size) for number in missing))
    for first in range(0, len(missing), AT_ONCE):
        numbers = missing[first : first + AT_ONCE]
        urls = _urls(connection, upload, numbers)

        def send_one(number: int, urls: dict[int, dict[str, Any]] = urls) -> None:
            data = original.part(number, size)
            _put(connection, upload, number, urls[number], data)
            told(len(data))

        for done in [parts.submit(send_one, number) for number in numbers]:
            done.result()
    original.check()


def _urls(connection: Connection, upload: str, numbers: list[int]) -> dict[int, dict[str, Any]]:
    given = connection.post(f"uploads/{upload}/urls", {"parts": numbers})["urls"]
    return {one["part"]: one for one in given}


def _put(connection: Connection, upload: str, number: int, at: dict[str, Any], data: bytes) -> None:
    """Put one part; a URL that expired is replaced."""
    for _ in range(_NEW_URLS):
        status = connection.put(at["url"], data, at["headers"])
        if 200 <= status < 300 or status in _THERE:
            return
        if status == _GONE:
            raise ApiError(status, "no_upload", "The store has given this upload up.")
        if status not in _EXPIRED:
            break
        at = _urls(connection, upload, [number])[number]
    raise FileError("store_refused", f"The store doesn't take part {number} of it (status {status}); run this again.")
