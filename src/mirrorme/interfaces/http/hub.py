"""Tell all listeners of this process what Postgres tells of the history."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.postgres.engine import libpq_url
from mirrorme.adapters.postgres.replay import one
from mirrorme.adapters.postgres.tables import HIDDEN
from mirrorme.domain.records import QUIET, Caller
from mirrorme.domain.who import told_who
from mirrorme.interfaces.http.access import forget, still_in
from mirrorme.pipeline.ports import UnavailableError
from mirrorme.wiring.service import Service

MOST_BEHIND = 2000
"""Events that a listener may be behind; then it is let go, and goes on from the last one that it saw."""
AGAIN_S = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One event. text: its JSON, for head office. to_franchise: the same as its franchise may hear it."""

    id: int
    franchise: str | None
    text: str
    to_franchise: str

    def to(self, reader: str | None) -> str:
        """What is sent to a franchise's listener; None: to head office's."""
        return self.text if reader is None else self.to_franchise


@dataclass(eq=False, slots=True)
class Listener:
    """Somebody who listens. franchise: what it may hear of; None for all. None in the queue: it is let go."""

    franchise: str | None
    queue: "asyncio.Queue[Told | None]" = field(default_factory=lambda: asyncio.Queue(MOST_BEHIND))

    def tell(self, event: Told) -> None:
        """Have it hear of an event, unless it may not."""
        if self.franchise not in (None, event.franchise):
            return
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            self.let_go()

    def let_go(self) -> None:
        """It has to come back, and say what it saw last."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """Hears of every event once, in the order of their commits, and tells whoever listens."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._listeners: set[Listener] = set()
        self._hears = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled; when the database is lost, again as soon as it is there."""
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                _log.warning("can't listen to the database just now: %s", error)
            self._hears.clear()
            # what happened meanwhile, nobody was told: they ask for it when they come back
            for listener in tuple(self._listeners):
                listener.let_go()
            await asyncio.sleep(AGAIN_S)

    @contextmanager
    def listening(self, franchise: str | None) -> Iterator[Listener]:
        """A listener, as long as the block lasts."""
        listener = Listener(franchise)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def hears(self) -> None:
        """Wait until events are heard of."""
        await self._hears.wait()

    async def still_lets_in(self, caller: Caller) -> bool:
        """Whether somebody who listens since long would be let in now."""
        return await run_in_threadpool(still_in, self._service, caller)

    async def _listen(self) -> None:
        url = libpq_url(self._service.settings.database_url)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=5) as live:
            await live.execute("listen mirrorme_history")
            self._hears.set()
            async for notice in live.notifies():
                event = json.loads(notice.payload)
                if "kind" not in event:
                    event = await self._whole(event["id"])
                if event["kind"].startswith("key."):
                    forget(self._service)
                if event["kind"].startswith(QUIET):
                    continue
                told = as_told(event)
                for listener in tuple(self._listeners):
                    listener.tell(told)

    async def _whole(self, number: int) -> dict[str, Any]:
        """An event that was too long for a notification."""

        def fetch() -> dict[str, Any]:
            with self._service.records.begin() as work:
                return one(work.connection, number) or {
                    "id": number,
                    "franchise": None,
                    "kind": "gone",
                    "who": "service",
                }

        try:
            return await run_in_threadpool(fetch)
        except UnavailableError as error:
            raise psycopg.OperationalError(str(error)) from error


def as_told(event: dict[str, Any]) -> Told:
    """An event as it is sent."""
    plain = {name: value for name, value in event.items() if name not in HIDDEN}
    text, who = _written(plain), told_who(event["who"], event["franchise"])
    # of most events everybody may hear the same
    to_franchise = text if who == event["who"] else _written(plain | {"who": who})
    return Told(event["id"], event["franchise"], text, to_franchise)


def _written(event: dict[str, Any]) -> str:
    return json.dumps(event, default=lambda at: at.isoformat())
