"""How long a sign-in takes, and what a signed-in person's request costs beside one that asks for nothing.

    python benchmarks/sign_in.py [--times 100]

Promised: sign-in p95 at most 400 ms, with argon2id at OWASP's parameters; authorisation at most 1 ms a request.
"""

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from serving import api, told
from serving_records import fresh_database

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.pipeline.accounts.passwords import hash_of, is_right
from mirrorme.pipeline.accounts.sign_in import Door

PASSWORD = "stapler-violet-canyon-eleven"  # noqa: S105 (of nobody)
PEOPLE, AT_ONCE = 8, 4


def add_people(records: PostgresRecords) -> None:
    """Staff with the same password."""
    hashed = hash_of(PASSWORD)
    with records.begin() as work:
        work.connection.exec_driver_sql("insert into region values ('r', 'R') on conflict do nothing")
        work.connection.exec_driver_sql(
            "insert into franchise (code, name, region, timezone) values ('001', 'One', 'r', 'UTC')"
        )
        for number in range(PEOPLE):
            person = work.people.add(email=f"{number}@example.com", name="Ada", role="staff", franchise="001")
            work.connection.exec_driver_sql("update person set password = %s where id = %s", (hashed, person.id))


def sign_in(url: str, number: int) -> float:
    """Seconds of one, with a connection of its own as a browser has it."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        began = time.perf_counter()
        body = {"email": f"{number % PEOPLE}@example.com", "password": PASSWORD}
        client.post("/v1/sign-in", json=body).raise_for_status()
        return time.perf_counter() - began


def hashing(times: int) -> list[float]:
    """Seconds of the password's check alone: the floor."""
    hashed, found = hash_of(PASSWORD), []
    for _ in range(times):
        began = time.perf_counter()
        is_right(hashed, PASSWORD)
        found.append(time.perf_counter() - began)
    return found


def requests(url: str, times: int) -> None:
    """A request of somebody who signed in beside one that needs nobody."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.post("/v1/sign-in", json={"email": "0@example.com", "password": PASSWORD}).raise_for_status()
        found: dict[str, list[float]] = {"/v1/lanes": [], "/v1/me/sign-ins": [], "/v1/health": []}
        for _ in range(times):
            for path, seconds in found.items():
                began = time.perf_counter()
                client.get(path).raise_for_status()
                seconds.append(time.perf_counter() - began)
    for path, seconds in found.items():
        print(told(f"GET {path}, signed in", seconds))


def main() -> None:
    """Sign in one after the other, and several at once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    with fresh_database() as (folder, url, engine):
        add_people(PostgresRecords(engine))
        with api(url, folder) as address:
            print(told("sign-in, one after the other (promise p95 400)", [sign_in(address, n) for n in range(times)]))
            with ThreadPoolExecutor(AT_ONCE) as pool:
                together = list(pool.map(lambda n: sign_in(address, n), range(times)))
            print(told(f"sign-in, {AT_ONCE} at once", together))
            print(told("argon2id alone, the floor", hashing(times)))
            requests(address, times)
            check(PostgresRecords(engine), times)


def check(records: PostgresRecords, times: int) -> None:
    """The query that tells who signed in."""
    door, seconds = Door(records, b"s", "http://x"), []
    for _ in range(times):
        began = time.perf_counter()
        door.find("no token of anybody")
        seconds.append(time.perf_counter() - began)
    print(told("authorisation: whose cookie is this (promise 1)", seconds))
    print(f"    median {statistics.median(seconds) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
