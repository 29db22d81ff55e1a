"""Bodies that are files, on the routes that take some: how large they may be, and how they are read."""

import re

from fastapi import Request
from starlette.requests import ClientDisconnect

from mirrorme.domain.errors import InvalidError

MIB = 1024 * 1024
_LARGER = (
    (re.compile(r"/v1/backdrops"), 96 * MIB),
    (re.compile(r"/v1/luts"), 16 * MIB),
    (re.compile(r"/v1/session-codes"), 2 * MIB),
    (re.compile(r"/v1/franchises/[0-9]{3}/logo"), 4 * MIB),
)


def most_body(path: str, usual: int) -> int:
    """Bytes that a request to this path may have. usual: where it is no file."""
    return next((most for pattern, most in _LARGER if pattern.fullmatch(path)), usual)


def a_file(*types: str) -> dict[str, object]:
    """How a route's description says that its body is a file."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}
    return {"requestBody": {"required": True, "content": content}}


async def whole_body(request: Request) -> bytes:
    """All of it; the limit is kept at the door.

    Raises:
        InvalidError: there is none, or the client is gone.
    """
    try:
        data = await request.body()
    except ClientDisconnect as error:
        raise InvalidError("cut_off", "The file ended before all of it was here.") from error
    if not data:
        raise InvalidError("empty_file", "The body has to be the file itself, and is empty.")
    return data
