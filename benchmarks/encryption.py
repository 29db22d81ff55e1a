"""What encryption costs of upload and download throughput, for objects of 8 MB.

    python benchmarks/encryption.py [--rounds 6] [--times 20] [--folder DIR]

Promised: 10 %. Two real APIs run side by side, one that encrypts and one that doesn't, and are asked in turn; clients,
APIs and disk are the same for both. Beside it, in the same run: the speed of AES-256-GCM itself, which is the floor.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from serving import free_port

from mirrorme.adapters.keys.master_file import make_master
from mirrorme.adapters.objects.folder import ROUTE
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.objects.stream import CHUNK
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.domain.keys import bucket_of
from mirrorme.domain.records import Caller
from mirrorme.pipeline.bookings import NewFranchise, found_franchise

SIZE = 8_000_000
SECRET = "x" * 40
PROMISE = 0.10
WARM = 3
OFFICE = Caller("benchmark", "benchmark", "head_office", None)


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--times", type=int, default=20, help="Of each round.")
    parser.add_argument("--folder", type=Path, help="On which disk.")
    asked = parser.parse_args()
    data = os.urandom(SIZE)
    floor = speed_of_cipher(data)
    print(f"AES-256-GCM itself, chunks of {CHUNK // 1024} KiB: {floor:.0f} MB/s, {SIZE / floor / 1e3:.2f} ms for 8 MB")
    took: dict[tuple[str, str], list[Took]] = {}
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=asked.folder, prefix="mirrorme-")))
        place.chmod(0o755)
        database = Embedded(place / "postgres")
        stack.callback(database.stop)
        client = stack.enter_context(httpx.Client(timeout=60, trust_env=False))
        for number in range(asked.rounds):
            measure(client, database, place / str(number), asked.times, data, took)
    for way in ("upload", "download"):
        tell(way, took[way, "plain"], took[way, "encrypted"])


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one request: by the clock, and of the API's processor time."""

    wall: float
    processor: float


def measure(
    client: httpx.Client,
    database: Embedded,
    folder: Path,
    times: int,
    data: bytes,
    took: dict[tuple[str, str], list[Took]],
) -> None:
    """A round with new processes, since each has its own luck with its memory."""
    with ExitStack() as stack:
        names = ("plain", "encrypted")
        apis = {name: stack.enter_context(api(database, folder / name, name)) for name in names}
        for number in range(times + WARM):
            # each goes first as often as the other
            for name in sorted(apis, reverse=number % 2 == 0):
                both = send_and_get(client, *apis[name], number, data)
                if number >= WARM:
                    for way, one in zip(("upload", "download"), both, strict=True):
                        took.setdefault((way, name), []).append(one)


def send_and_get(
    client: httpx.Client, url: str, process: psutil.Process, number: int, data: bytes
) -> tuple[Took, Took]:
    """An upload, and a download of the same."""
    signer = Signer(SECRET.encode(), url)
    path = f"{ROUTE}/{bucket_of('001')}/templates/{number}.bin"
    put = signer.url("PUT", path, 600, {"size": str(len(data))})
    got = b""

    def upload() -> None:
        client.put(put, content=data).raise_for_status()

    def download() -> None:
        nonlocal got
        got = client.get(signer.url("GET", path, 600, {"filename": "photo.bin"})).content

    both = timed(process, upload), timed(process, download)
    if got != data:
        raise SystemExit("what came back is not what was sent")
    return both


def timed(process: psutil.Process, do: Callable[[], None]) -> Took:
    """How long it takes."""
    before, began = process.cpu_times(), time.perf_counter()
    do()
    wall, after = time.perf_counter() - began, process.cpu_times()
    return Took(wall, after.user + after.system - before.user - before.system)


def tell(way: str, plain: list[Took], encrypted: list[Took]) -> None:
    """Medians and best quarters, and what is lost of the throughput; processor time on the whole."""
    for name, of in (("median", statistics.median), ("best quarter", lambda all_: statistics.quantiles(all_, n=4)[0])):
        before, after = of([one.wall for one in plain]), of([one.wall for one in encrypted])
        print(
            f"{way}, {name}: plain {before * 1e3:.1f} ms ({SIZE / before / 1e6:.0f} MB/s), encrypted "
            f"{after * 1e3:.1f} ms ({SIZE / after / 1e6:.0f} MB/s): {1 - before / after:.1%} of the throughput "
            f"(promise {PROMISE:.0%})"
        )
    used = [statistics.mean(one.processor for one in which) * 1e3 for which in (plain, encrypted)]
    print(f"{way}, processor time of the API: plain {used[0]:.1f} ms, encrypted {used[1]:.1f} ms ({len(plain)} each)")


def speed_of_cipher(data: bytes) -> float:
    """MB a second, the best of ten."""
    cipher, view, best = AESGCM(os.urandom(32)), memoryview(data), float("inf")
    for _ in range(10):
        began = time.perf_counter()
        for number, start in enumerate(range(0, len(data), CHUNK)):
            cipher.encrypt(number.to_bytes(12, "big"), view[start : start + CHUNK], None)
        best = min(best, time.perf_counter() - began)
    return len(data) / best / 1e6


@contextmanager
def api(database: Embedded, folder: Path, name: str) -> Iterator[tuple[str, psutil.Process]]:
    """An API with a database and a folder of its own; gives its URL and its process."""
    folder.mkdir(parents=True)
    url = new_database(database.start(), f"{name}_{folder.parent.name}", folder)
    port = free_port()
    settings = {
        "DATABASE_URL": url,
        "STORAGE_URL": f"file://{folder}/objects",
        "MIRRORME_SECRET": SECRET,
        "MIRRORME_PORT": str(port),
        "MIRRORME_LOG": "warning",
    }
    if name == "encrypted":
        make_master(folder / "master.key")
        settings["MIRRORME_MASTER_KEY"] = str(folder / "master.key")
    process = subprocess.Popen([sys.executable, "-m", "mirrorme.interfaces.cli", "api"], env={**os.environ, **settings})
    base = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                httpx.get(f"{base}/v1/health", trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield base, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def new_database(url: str, name: str, folder: Path) -> str:
    """A migrated database with franchise 001, whose bucket is in the folder."""
    import psycopg
    from sqlalchemy import make_url

    plain = make_url(url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as live:
        live.execute(f"create database {name}")
    own = plain.set(database=name).render_as_string(hide_password=False)
    engine = open_engine(own, 1)
    migrate(engine)
    objects, _ = open_store(f"file://{folder}/objects", secret=b"", base_url="")
    with PostgresRecords(engine).begin() as work:
        found_franchise(work, objects, OFFICE, NewFranchise("001", "Studio", "us-east-1", "UTC"))
    engine.dispose()
    return own


if __name__ == "__main__":
    main()
