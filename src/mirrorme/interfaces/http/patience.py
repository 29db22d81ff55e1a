"""Connections that say nothing, or say it too slowly, are closed: a thousand of them would keep everybody else out."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 20.0
"""So long a client may take from connecting to the end of its first request's head."""


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1 by httptools, with a limit for the head of the first request; the server limits idle ones after it."""

    _waits: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 (as uvicorn has it)
        """Somebody connected."""
        super().connection_made(transport)
        self._waits = self.loop.call_later(HEAD_S, self._give_up)

    def on_headers_complete(self) -> None:
        """The head is here."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
