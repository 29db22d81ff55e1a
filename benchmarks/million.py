"""A million photos in the tables: session list and dashboard in 50 ms (p95), and the plans that they run by.

They came in at 50,000 a day until now, so that the day's figures count what a day brings.

    python benchmarks/million.py [--photos 1000000]

The floor beside it: one indexed row by its key, through the same API.
"""

import argparse
import asyncio
import time
from typing import Any

import httpx
from serving import Client, api, told
from serving_records import fresh_database, have_planned
from sqlalchemy import Connection, event, text

from mirrorme.adapters.postgres.engine import connection
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.adapters.postgres.work import PostgresWork

FRANCHISES, A_SESSION, PAGE = 100, 15, 50
A_DAY = 50_000
"""As many photos as the largest network is promised to send in a day."""
TIMES = 100

_FILL = """
insert into franchise (code, name, region, timezone)
    select to_char(n, 'FM000'), 'Studio ' || n, 'us-east-1', 'America/New_York' from generate_series(1, :franchises) n;
insert into booking_type (franchise, name, lane)
    select code, kind, lane from franchise, (values ('Corporate', 'vip'), ('Same day', 'express'),
        ('Portrait', 'standard'), ('School', 'bulk')) k (kind, lane);
insert into session (franchise, name, day, number, booking_type, lane, created_at)
    select b.franchise, 'Session ' || n, begun::date, n, b.id, b.lane, begun
    from generate_series(1, :sessions) n
    cross join lateral (
        select now() - make_interval(secs => (:sessions - n) * cast(:apart_s as float8)) as begun) moment
    join booking_type b on b.franchise = to_char(1 + n % :franchises, 'FM000')
        and b.lane = (array['vip', 'express', 'standard', 'bulk'])[1 + n % 4];
insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane, deadline,
                   created_at, received_at, published_at, missed_at, edits)
    select s.franchise, s.id, n, 'IMG_' || n || '.jpg', 'jpg', 8000000,
           encode(sha256((s.id || '-' || n)::bytea), 'hex'),
           state, s.lane, s.created_at + interval '30 minutes', s.created_at, s.created_at,
           case when s.id > :sessions - 200 then null else s.created_at + interval '90 seconds' end,
           case when s.id % 500 = 1 then s.created_at + interval '31 minutes' end,
           (state = 'published')::int
    from session s, generate_series(1, :each) n, lateral (select
        case when s.id > :sessions - 200 then 'queued' when n = 3 and s.id % 5 = 0 then 'rejected'
             when s.id % 1000 = 0 then 'failed' else 'published' end as state) so;
insert into edit (franchise, photo, number, device, outputs, created_at)
    select franchise, id, 1, 'cpu', '{"thumb": "t", "screen": "s"}', published_at
    from photo where state = 'published';
"""


def fill(live: Connection, photos: int) -> None:
    """Make the rows, as a large network of studios would have after some weeks."""
    apart_s = 86_400 * A_SESSION / A_DAY
    values = {"franchises": FRANCHISES, "sessions": photos // A_SESSION, "each": A_SESSION, "apart_s": apart_s}
    for statement in filter(str.strip, _FILL.split(";\n")):
        live.execute(text(statement), values)


async def explain(key: str, paths: list[str]) -> list[str]:
    """The scans of every query that these pages make, in this process."""
    from mirrorme.interfaces.http.app import make_app
    from mirrorme.settings import ServiceSettings
    from mirrorme.wiring.service import open_service

    service = open_service(ServiceSettings.from_environment(), 2)
    seen: dict[str, Any] = {}

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.lstrip().lower().startswith(("select", "with")):
            seen[statement] = parameters

    event.listen(service.engine, "before_cursor_execute", note)
    headers = {"authorization": f"Bearer {key}"}
    inside = httpx.ASGITransport(make_app(service))
    async with httpx.AsyncClient(transport=inside, base_url="http://api", headers=headers) as client:
        for path in paths:
            (await client.get(path)).raise_for_status()
    event.remove(service.engine, "before_cursor_execute", note)
    lines = []
    # an `explain` is planned as the statement itself was: in the role of the business, behind the wall
    with service.records.begin() as work:
        live = work.connection
        for statement, parameters in seen.items():
            plan = live.exec_driver_sql(f"explain {statement}", parameters).scalars()
            lines += [line.strip() for line in plan if "Scan" in line]
    return lines


def main() -> None:
    """Fill, start the API, ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=1_000_000)
    photos = parser.parse_args().photos
    if photos // A_SESSION // FRANCHISES <= PAGE:
        parser.error(
            f"a franchise's list takes more than one page from {(PAGE + 1) * A_SESSION * FRANCHISES:,} photos on"
        )
    with fresh_database() as (folder, url, engine):
        began = time.perf_counter()
        with connection(engine) as live:
            fill(live, photos)
            work = PostgresWork(live)
            head = make_key(work, name="head", role="head_office", franchise=None)
            owner = make_key(work, name="owner", role="franchise", franchise="001")
        have_planned(engine)
        print(f"{photos:,} photos in {time.perf_counter() - began:.0f} s")
        with api(url, folder) as address:
            measure(address, {"head office": head, "owner": owner})
        paths = ["/v1/sessions", "/v1/summary", "/v1/photos", "/v1/history"]
        for name, key in (("head office", head), ("owner", owner)):
            print(f"plans, {name}:")
            for line in dict.fromkeys(asyncio.run(explain(key, paths))):
                print(f"    {line}")


def measure(url: str, keys: dict[str, str]) -> None:
    """Ask every page, and say how long it took."""
    for name, key in keys.items():
        with Client(url, key) as client:
            sessions = client.get("/v1/sessions", limit=PAGE)
            one = sessions["items"][0]["id"]
            pages: dict[str, tuple[str, dict[str, Any]]] = {
                "floor: who am I": ("/v1/me", {}),
                "session list": ("/v1/sessions", {"limit": PAGE}),
                "session list, second page": ("/v1/sessions", {"limit": PAGE, "cursor": sessions["next"]}),
                "one session": (f"/v1/sessions/{one}", {}),
                "its photos": (f"/v1/sessions/{one}/photos", {}),
                "failed photos": ("/v1/photos", {"state": "failed"}),
                "dashboard": ("/v1/summary", {}),
                "lanes": ("/v1/lanes", {}),
            }
            for what, (path, query) in pages.items():
                values = []
                for _ in range(TIMES):
                    began = time.perf_counter()
                    client.get(path, **query)
                    values.append(time.perf_counter() - began)
                print(told(f"{name}, {what}", values))


if __name__ == "__main__":
    main()
