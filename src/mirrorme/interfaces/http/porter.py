"""At the door: limits what comes in and how slowly, adds headers to what goes out, notes what nobody expected."""

import asyncio
import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mirrorme.interfaces.http.access_log import AccessLog
from mirrorme.interfaces.http.bodies import most_body
from mirrorme.interfaces.http.meter import Meter

MOST_BODY = 1024 * 1024
"""Bytes of a request; addresses in the store have limits of their own."""
PATIENCE_S = 30.0
"""So long a client may be silent in the middle of a request."""
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""Answers are data: nothing in them is ever to be run, whoever looks at them with a browser."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""For pages: what is ours is run and shown, and nobody else's. Swagger UI has styles in its elements."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_STRICT = {"strict-transport-security": "max-age=63072000; includeSubDomains"}
"""Two years: browsers come by https alone from then on (RFC 6797)."""
_log = logging.getLogger(__name__)


class Porter:
    """Around the whole app.

    access: where requests are noted; nowhere if None. meter: counts them. https: clients come encrypted.
    """

    def __init__(self, app: ASGIApp, access: AccessLog | None, meter: Meter | None = None, *, https: bool) -> None:
        self._app, self._access, self._meter = app, access, meter
        self._headers = {**_HEADERS, **_STRICT} if https else _HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        began, status = time.monotonic(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        limited = _Limited(
            receive, None if scope["path"].startswith("/store/") else most_body(scope["path"], MOST_BODY)
        )
        try:
            await self._app(scope, limited, answer)
        except Exception:  # noqa: BLE001 (it was answered; nobody else would note it)
            _log.exception("%s %s failed", scope["method"], scope["path"].encode("unicode_escape").decode())
        finally:
            seconds = time.monotonic() - began
            if self._access is not None:
                self._access.note(scope, status, seconds)
            if self._meter is not None:
                self._meter.note(scope["path"], status, seconds)


class _Limited:
    """What comes in, up to the limit, and not one byte at a time for ever. most: bytes; None for no limit here."""

    def __init__(self, receive: Receive, most: int | None) -> None:
        self._receive, self._left, self._most = receive, most, most
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:  # what comes now is that the client is gone, and may take its time
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), PATIENCE_S)
        except TimeoutError as error:
            raise HTTPException(408, f"Nothing came for {PATIENCE_S:.0f} seconds; send it again.") from error
        self._whole = not message.get("more_body", False)
        if self._left is not None:
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise HTTPException(413, f"A request to this address may have {self._most} bytes.")
        return message
