"""What the walls cost: a query behind row-level security beside the same query of the tables' owner; a key's check.

    python benchmarks/walls.py [--photos 100000] [--times 400]

Promised: row-level security at most 1 ms a query, authorisation at most 1 ms a request.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import httpx
from million import fill
from serving import api, told
from serving_records import fresh_database
from sqlalchemy import Engine

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.engine import PostgresRecords, connection
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.adapters.postgres.search import PhotosAsked


def timed(times: int, *asks: Callable[[], object]) -> list[list[float]]:
    """Seconds of each, in turns, so that what disturbs one disturbs the others."""
    for ask in asks:
        ask()
    found: list[list[float]] = [[] for _ in asks]
    for _ in range(times):
        for ask, seconds in zip(asks, found, strict=True):
            began = time.perf_counter()
            ask()
            seconds.append(time.perf_counter() - began)
    return found


def queries(engine: Engine, times: int) -> None:
    """A studio's newest photos and sessions, with and without the wall."""
    behind = PostgresRecords(engine).behind("001")

    def walled() -> None:
        with behind.begin() as work:
            lists.photos(work.connection, "001", PhotosAsked(), None, 50)

    def plain() -> None:
        with connection(engine) as live:
            lists.photos(live, "001", PhotosAsked(), None, 50)

    with_wall, without = timed(times, walled, plain)
    print(told("newest 50 photos behind the wall", with_wall))
    print(told("the same of the tables' owner", without))
    print(f"    the wall: {(statistics.median(with_wall) - statistics.median(without)) * 1000:.2f} ms (promise 1)")


def requests(url: str, key: str, times: int) -> None:
    """A request with a key beside one that needs none and asks nothing."""
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}) as client:

        def guarded() -> None:
            client.get("/v1/me").raise_for_status()

        def open_to_all() -> None:
            client.get("/v1/health").raise_for_status()

        with_key, without = timed(times, guarded, open_to_all)
    print(told("whose key is this", with_key))
    print(told("health, without a key", without))
    print(f"    authorisation: {(statistics.median(with_key) - statistics.median(without)) * 1000:.2f} ms (promise 1)")


def main() -> None:
    """Fill, ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=400)
    asked = parser.parse_args()
    with fresh_database() as (folder, url, engine):
        with connection(engine) as live:
            fill(live, asked.photos)
        with PostgresRecords(engine).begin() as work:
            key = make_key(work, "benchmark", "franchise", "001")
        queries(engine, asked.times)
        with api(url, folder) as address:
            requests(address, key, asked.times)


if __name__ == "__main__":
    main()
