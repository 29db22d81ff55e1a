"""At the door: limits what comes in, adds headers to what goes out, and notes what nobody expected."""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mirrorme.interfaces.http.access_log import AccessLog

MOST_BODY = 1024 * 1024
"""Bytes of a request; addresses in the store have limits of their own."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
}
_log = logging.getLogger(__name__)


class Porter:
    """Around the whole app. access: where requests are noted; nowhere if left out."""

    def __init__(self, app: ASGIApp, access: AccessLog | None = None) -> None:
        self._app, self._access = app, access

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
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        limited = receive if scope["path"].startswith("/store/") else _Limited(receive)
        try:
            await self._app(scope, limited, answer)
        except Exception:  # noqa: BLE001 (it was answered; nobody else would note it)
            _log.exception("%s %s failed", scope["method"], scope["path"])
        finally:
            if self._access is not None:
                self._access.note(scope, status, time.monotonic() - began)


class _Limited:
    """What comes in, up to the limit."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, MOST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413, f"A request may have {MOST_BODY} bytes.")
        return message
