"""The key metrics of 30 days with 100,000 photos are there within a second (and of as many days before them, beside).

Prints the median over real HTTP beside a plain count of the same rows, the load of the machine meanwhile, and what the
triggers add to a line of history.

    python benchmarks/metrics.py [--photos 200000]
"""

import argparse
import statistics
import time
from typing import Any

import psutil
from million import fill
from serving import Client, api, told
from serving_records import fresh_database, have_planned
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords, connection
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.adapters.postgres.metrics import report
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.report import span_of
from mirrorme.pipeline.metric_days import roll_up

TIMES = 9
LINES = 500

# photos are spread over 60 days, each studio's over all of them (7919 is prime); of ten, one is reviewed, and every
# twentieth was rejected
_SPREAD = """
update photo set received_at = now() - interval '60 days' * (1 - (id * 7919 % :photos)::float8 / :photos),
                 created_at = now();
insert into outcome (line, franchise, photo, at, before, after, lane, first, seconds, kept, score, edit_s,
                     edges, light, colour, composition, artifacts, reasons)
    select -id, franchise, id, received_at + interval '20 seconds', 'scored',
           case when id % 20 = 0 then 'rejected' when id % 10 = 1 then 'in_review' else 'published' end,
           lane, true, 10 + id % 30, true, 70 + id % 30, 1.8, 80, 85, 90, 88, 92,
           case when id % 20 = 0 then array['too_dark'] else '{}' end
    from photo;
insert into outcome (line, franchise, photo, at, before, after, lane, first, seconds, kept, score)
    select -1000000000 - id, franchise, id, received_at + interval '9 minutes', 'in_review', 'published',
           lane, false, 540, true, 75
    from photo where id % 10 = 1;
insert into upload (id, franchise, photo, size, part_size, state, created_at, expires_at)
    select 'u' || id, franchise, id, 1, 1, case when id % 300 = 0 then 'aborted' else 'done' end, received_at, now()
    from photo;
insert into minute (at, requests, errors, looks, workers, needed, busy)
    select at, 100, 0, 6, 12, 12, 8 from generate_series(now() - interval '60 days', now(), interval '1 minute') at;
insert into latency (hour, counts)
    select date_trunc('hour', at), array_fill(20, array[51])
    from generate_series(now() - interval '60 days', now(), interval '1 hour') at;
"""
_COUNT = text("select count(*) from outcome where at >= now() - interval '60 days'")
_LINE = text("""
    insert into history (franchise, session, photo, kind, who, before, after, why)
    select franchise, session, id, :kind, 'worker:1', 'editing', 'published', '' from photo where id = :id
""")


def main() -> None:
    """Fill, start the API, ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=200_000)
    photos = parser.parse_args().photos
    with fresh_database() as (folder, url, engine):
        with connection(engine) as live:
            fill(live, photos)
            for statement in filter(str.strip, _SPREAD.split(";\n")):
                live.execute(text(statement), {"photos": photos} if ":photos" in statement else {})
            work = PostgresWork(live)
            keys = {
                "head office": make_key(work, name="head", role="head_office", franchise=None),
                "owner": make_key(work, name="owner", role="franchise", franchise="001"),
            }
        have_planned(engine)
        records = PostgresRecords(engine)
        print(processor(records, "with no day kept"))
        began = time.perf_counter()
        print(f"{roll_up(records):,} days of franchises kept in {time.perf_counter() - began:.1f} s")
        with api(url, folder) as address:
            for name, key in keys.items():
                measure(records, address, name, key)
        print(processor(records, "with days kept"))
        print(trigger(records))


def measure(records: PostgresRecords, url: str, name: str, key: str) -> None:
    """Ask for what the portal shows, beside a count of the same rows."""
    behind = records if name == "head office" else records.behind("001")
    values: dict[str, list[float]] = {}
    rows = 0
    pages: dict[str, tuple[str, dict[str, Any]]] = {
        "30 days": ("/v1/metrics", {}),
        "load": ("/v1/load", {}),
        "costs": ("/v1/costs", {}),
        "sessions by name, none found": ("/v1/sessions", {"q": "nobody"}),
        "photos by name, none found": ("/v1/photos", {"q": "nobody"}),
        "sessions with a failed photo": ("/v1/sessions", {"state": "failed"}),
    }
    with Client(url, key) as client:
        for _ in range(TIMES):
            began = time.perf_counter()
            with behind.begin() as work:
                rows = work.connection.execute(_COUNT).scalar_one()
            values.setdefault("floor, count(*) of the outcomes", []).append(time.perf_counter() - began)
            for what, (path, query) in pages.items():
                began = time.perf_counter()
                client.get(path, **query)
                values.setdefault(what, []).append(time.perf_counter() - began)
    loads = ", ".join(f"{one:.1f}" for one in psutil.getloadavg())
    print(f"{name}: {rows:,} outcomes in 60 days; load of 1, 5, 15 minutes {loads} on {psutil.cpu_count()} cores")
    for what, taken in values.items():
        print(told(f"{name}, {what}", taken))


def processor(records: PostgresRecords, what: str) -> str:
    """The database's processor time for the same, in one process: what it takes on a machine that does nothing else."""
    taken = []
    for _ in range(TIMES):
        with records.begin() as work:
            work.connection.execute(text("set local max_parallel_workers_per_gather = 0"))
            span = span_of(None, None, work.now)
            backend = psutil.Process(work.connection.execute(text("select pg_backend_pid()")).scalar_one())
            began = sum(backend.cpu_times()[:2])
            report(work.connection, None, span)
            taken.append(sum(backend.cpu_times()[:2]) - began)
    return told(f"head office, 30 days, processor time of the database, {what}", taken)


def trigger(records: PostgresRecords) -> str:
    """What an outcome adds to a line of the history, in ms."""
    medians = []
    for kind in ("note", "photo"):
        taken = []
        for number in range(1, LINES):
            with records.begin() as work:
                began = time.perf_counter()
                work.connection.execute(_LINE, {"kind": kind, "id": number})
                taken.append(time.perf_counter() - began)
        medians.append(statistics.median(taken) * 1000)
    return f"a line of history {medians[0]:.2f} ms, with its outcome {medians[1]:.2f} ms"


if __name__ == "__main__":
    main()
