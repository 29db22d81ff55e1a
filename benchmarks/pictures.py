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
insert into edit (franchise, photo, number, recipe, outputs)
select '001', id, 1, '{}', jsonb_build_object('thumb',
  'mirrorme-franchise-001/processed/2026-11-17/session-900/photo-' || lpad(number::text, 3, '0') || '-edited-thumb.webp'
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
    each: dict[str, list[float]] = {"thumbs": [], "unchanged (304)": [], "health": []}
    whole: dict[str, list[float]] = {name: [] for name in each}
    plain: list[float] = []
    async with httpx.AsyncClient(base_url=url, headers=headers, limits=limits, timeout=60, trust_env=False) as client:
        for _ in range(300):
            try:
                await client.get("/v1/health")
                break
            except httpx.HTTPError:
                await asyncio.sleep(0.1)

        async def one(path: str, etag: str, status: int, into: list[float]) -> None:
            began = time.perf_counter()
            answer = await client.get(path, headers={"if-none-match": etag} if etag else {})
            into.append(time.perf_counter() - began)
            if answer.status_code != status:
                raise SystemExit(f"{path}: {answer.status_code} {answer.text}")

        sample = await client.get(f"/v1/photos/{thumbs[0][0]}/pictures/thumb?edit=1")
        if sample.content != (place / "plain" / str(thumbs[0][0])).read_bytes():
            raise SystemExit("what came back is not what was kept")
        for turn in range(rounds + 1):
            some = [photo for photo, _ in (thumbs * 2)[turn * AT_ONCE % len(thumbs) :][:AT_ONCE]]
            paths = [f"/v1/photos/{photo}/pictures/thumb?edit=1" for photo in some]
            for name, asked in (
                ("thumbs", [(path, "", 200) for path in paths]),
                ("unchanged (304)", [(path, "*", 304) for path in paths]),
                ("health", [("/v1/health", "", 200)] * AT_ONCE),
            ):
                taken: list[float] = []
                began = time.perf_counter()
                await asyncio.gather(*(one(*what, taken) for what in asked))
                if turn:  # connections are made in the first
                    whole[name].append(time.perf_counter() - began)
                    each[name] += taken
            began = time.perf_counter()
            for photo in some:
                (place / "plain" / str(photo)).read_bytes()
            plain.append(time.perf_counter() - began)
    for name, taken in each.items():
        print(
            f"{name}: {AT_ONCE} at once, each median {statistics.median(taken) * 1e3:.0f} ms, p95 "
            f"{statistics.quantiles(taken, n=20)[-1] * 1e3:.0f} ms; all of them {statistics.median(whole[name]) * 1e3:.0f} ms"
        )
    print(f"the same {AT_ONCE} files read plainly: {statistics.median(plain) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
