"""How soon 200 listeners see a transition on the WebSocket, while two workers edit.

    python benchmarks/live.py [--testdata DIR] [--photos 30] [--listeners 200]

From the beginning of the transaction that writes the transition (the `at` of its history line) until the listener has
the event as JSON. The listeners share one process and its core with service and workers, so this is an upper bound.
The floor, in the same run: one listener of Postgres' own notifications.
"""

import argparse
import asyncio
import json
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from measuring import TESTDATA
from service import LOOK, photos
from serving import Client, Live, service, told
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import libpq_url

Hear = Callable[[dict[str, Any]], None]


class Heard:
    """Seconds until an event was there, for all who heard it."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, event: dict[str, Any]) -> None:
        """An event has arrived."""
        if event.get("kind") == "photo":
            self.waits.append(time.time() - datetime.fromisoformat(event["at"]).timestamp())


async def listen(live: Live, count: int, hear: Hear, ready: threading.Event, over: threading.Event) -> None:
    """Have so many WebSockets open until it is over."""
    loop = asyncio.get_running_loop()
    headers = {"authorization": f"Bearer {live.key('head_office')}"}
    url = f"{live.url.replace('http', 'ws')}/v1/live"
    sockets = [await connect(url, additional_headers=headers, proxy=None) for _ in range(count)]

    async def follow(socket: Any) -> None:
        try:
            async for text in socket:
                hear(json.loads(text))
        except ConnectionClosed:
            return

    tasks = [asyncio.create_task(follow(socket)) for socket in sockets]
    await asyncio.sleep(1)
    ready.set()
    await loop.run_in_executor(None, over.wait)
    await asyncio.gather(*(socket.close() for socket in sockets), *tasks)


def notifications(url: str, hear: Hear, over: threading.Event) -> None:
    """Hear what Postgres itself tells."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("listen mirrorme_history")
        while not over.is_set():
            for notice in connection.notifies(timeout=0.1):
                hear(json.loads(notice.payload))


def main() -> None:
    """Listen, upload, wait."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--testdata", type=Path, default=TESTDATA)
    parser.add_argument("--photos", type=int, default=30)
    parser.add_argument("--listeners", type=int, default=200)
    asked = parser.parse_args()
    some = photos(asked.testdata, asked.photos)
    with service(2) as live, Client(live.url, live.key("franchise:001")) as client:
        ready, over = threading.Event(), threading.Event()
        all_heard, floor = Heard(), Heard()
        url = libpq_url(Embedded(live.data / "postgres").start())
        threads = [
            threading.Thread(target=lambda: asyncio.run(listen(live, asked.listeners, all_heard, ready, over))),
            threading.Thread(target=notifications, args=(url, floor, over)),
        ]
        for thread in threads:
            thread.start()
        ready.wait(60)
        session = client.new_session("Live", "standard", LOOK)
        for index, data in enumerate(some):
            client.upload(session, f"{index}.jpg", data)
        client.wait_settled(session, 600)
        time.sleep(1)
        over.set()
        for thread in threads:
            thread.join()
    expected = len(floor.waits) * asked.listeners
    print(f"{len(floor.waits)} transitions, {len(all_heard.waits)} of {expected} heard by {asked.listeners} listeners")
    print(told("transition -> on the WebSocket (promise p95 100 ms)", all_heard.waits))
    print(told("transition -> Postgres' notification, the floor", floor.waits))


if __name__ == "__main__":
    main()
