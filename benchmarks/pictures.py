"""Fifty thumbs at once, as a grid asks for them: python benchmarks/pictures.py [--rounds 10] [--photos 1000].

A session of 1,000 photos in a real database, thumbs encrypted in a folder store, one real API process, one client with
50 connections. Beside it, in the same run: reading the same fifty files plainly, and the API's own health answer.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
from encryption import SECRET, new_database
from serving import free_port
from sqlalchemy import text

from mirrorme.adapters.keys.master_file import FileMaster, make_master
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.rotate_keys import begin_encryption

AT_ONCE = 50
SIZE = 25_000
FILL = """
with booked as (
  insert into booking_type (franchise, name, lane) values ('001', 'Grid', 'standard') returning id),
made as (
  insert into session (franchise, name, day, number, booking_type, lane)
  select '001', 'Grid', '2026-11-17', 900, id, 'standard' from booked returning id),
photos as (
  insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane, edits)
  select '001', made.id, n, 'a.jpg', 'jpg', 1, md5(n::text) || md5(n::text), 'published', 'standard', 1
  from made, generate_series(1, :photos) n returning id, number)
insert into edit (franchise, photo, number, recipe, device, outputs)
select '001', id, 1, '{}', '', jsonb_build_object('thumb',
  'mirrorme-franchise-001/processed/2026-11-17/session-900/photo-'
  || lpad(number::text, greatest(3, length(number::text)), '0') || '-edited-thumb.webp'
) from photos returning photo, outputs->>'thumb'
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--photos", type=int, default=1000)
    asked = parser.parse_args()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mirrorme-")))
        place.chmod(0o755)
        database = Embedded(place / "postgres")
        stack.callback(database.stop)
        url = new_database(database.start(), "pictures", place)
        key, thumbs = fill(url, place, asked.photos)
        port = free_port()
        settings = {
            "DATABASE_URL": url,
            "STORAGE_URL": f"file://{place}/objects",
            "MIRRORME_SECRET": SECRET,
            "MIRRORME_MASTER_KEY": str(place / "master.key"),
            "MIRRORME_PORT": str(port),
            "MIRRORME_LOG": "warning",
        }
        command = [sys.executable, "-m", "mirrorme.interfaces.cli", "api"]
        process = subprocess.Popen(command, env={**os.environ, **settings})
        stack.callback(process.wait)
        stack.callback(process.terminate)
        asyncio.run(measure(f"http://127.0.0.1:{port}", key, thumbs, asked.rounds, place))


def fill(url: str, place: Path, photos: int) -> tuple[str, list[tuple[int, str]]]:
    """A session with its thumbs, encrypted, and the same bytes in plain files; gives a key, and ids and names."""
    engine = open_engine(url, 2)
    records = PostgresRecords(engine)
    make_master(place / "master.key")
    master = FileMaster(place / "master.key")
    begin_encryption(records, master, plain=False)
    with records.begin() as work:
        work.connection.execute(text("set local role none"))
        thumbs = [(int(photo), str(at)) for photo, at in work.connection.execute(text(FILL), {"photos": photos})]
        key = make_key(work, "grid", "franchise", "001")
    store, _ = open_store(f"file://{place}/objects", secret=b"", base_url="", keys=StoredKeys(records, master))
    store.make_bucket(bucket_of("001"))
    (place / "plain").mkdir()
    random = np.random.default_rng(1)
    for photo, at in thumbs:
        data = random.bytes(SIZE)
        store.write(ObjectKey.parse(at), data)
        (place / "plain" / str(photo)).write_bytes(data)
    engine.dispose()
    return key, thumbs


async def measure(url: str, key: str, thumbs: list[tuple[int, str]], rounds: int, place: Path) -> None:
    """Ask for fifty at once, each time others."""
    headers = {"authorization": f"Bearer {key}"}
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    took: dict[str, list[Took]] = {}
    plain: list[float] = []
    async with httpx.AsyncClient(base_url=url, headers=headers, limits=limits, timeout=60, trust_env=False) as client:
        await ready(client)
        sample = await client.get(f"/v1/photos/{thumbs[0][0]}/pictures/thumb?edit=1")
        if sample.content != (place / "plain" / str(thumbs[0][0])).read_bytes():
            raise SystemExit("what came back is not what was kept")
        for turn in range(rounds + 1):
            some = [photo for photo, _ in (thumbs * 2)[turn * AT_ONCE % len(thumbs) :][:AT_ONCE]]
            paths = [f"/v1/photos/{photo}/pictures/thumb?edit=1" for photo in some]
            asked = {
                "thumbs": await at_once(client, paths, "", 200),
                "unchanged (304)": await at_once(client, paths, "*", 304),
                "health": await at_once(client, ["/v1/health"] * AT_ONCE, "", 200),
            }
            began = time.perf_counter()
            for photo in some:
                (place / "plain" / str(photo)).read_bytes()
            plain.append(time.perf_counter() - began)
            if turn:  # connections are made in the first
                for name, one in asked.items():
                    took.setdefault(name, []).append(one)
    for name, all_ in took.items():
        each = [seconds * 1e3 for one in all_ for seconds in one.each]
        whole = statistics.median(one.whole for one in all_) * 1e3
        p95 = statistics.quantiles(each, n=20)[-1]
        print(
            f"{name}, {AT_ONCE} at once: median {statistics.median(each):.0f} ms, p95 {p95:.0f} ms, all {whole:.0f} ms"
        )
    print(f"the same {AT_ONCE} files read plainly: {statistics.median(plain) * 1e3:.1f} ms")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of fifty requests at once: each, and all of them."""

    each: list[float]
    whole: float


async def at_once(client: httpx.AsyncClient, paths: list[str], etag: str, status: int) -> Took:
    """Ask for all of these."""

    async def ask(path: str) -> float:
        began = time.perf_counter()
        answer = await client.get(path, headers={"if-none-match": etag} if etag else {})
        if answer.status_code != status:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text}")
        return time.perf_counter() - began

    began = time.perf_counter()
    each = await asyncio.gather(*map(ask, paths))
    return Took(list(each), time.perf_counter() - began)


async def ready(client: httpx.AsyncClient) -> None:
    """Wait until the API answers."""
    for _ in range(300):
        try:
            await client.get("/v1/health")
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
        else:
            return
    raise SystemExit("the API did not start")


if __name__ == "__main__":
    main()
