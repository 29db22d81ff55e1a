"""What encryption costs of upload and download throughput, for objects of 8 MB.

    python benchmarks/encryption.py [--times 60] [--folder DIR]

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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
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
OFFICE = Caller(0, "benchmark", "head_office", None)


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="On which disk.")
    asked = parser.parse_args()
    data = os.urandom(SIZE)
    floor = speed_of_cipher(data)
    print(f"AES-256-GCM itself, chunks of {CHUNK // 1024} KiB: {floor:.0f} MB/s, {SIZE / floor / 1e3:.2f} ms for 8 MB")
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=asked.folder, prefix="mirrorme-")))
        place.chmod(0o755)
        database = Embedded(place / "postgres")
        stack.callback(database.stop)
        urls = {name: stack.enter_context(api(database, place / name, name)) for name in ("plain", "encrypted")}
        client = stack.enter_context(httpx.Client(timeout=60, trust_env=False))
        took: dict[tuple[str, str], list[float]] = {}
        for number in range(asked.times + 3):
            # each goes first as often as the other
            for name in sorted(urls, reverse=number % 2 == 0):
                up, down = send_and_get(client, Signer(SECRET.encode(), urls[name]), number, data)
                if number >= 3:
                    took.setdefault(("upload", name), []).append(up)
                    took.setdefault(("download", name), []).append(down)
        for way in ("upload", "download"):
            tell(way, took[way, "plain"], took[way, "encrypted"])


def send_and_get(client: httpx.Client, signer: Signer, number: int, data: bytes) -> tuple[float, float]:
    """Seconds of an upload and of a download of the same."""
    path = f"{ROUTE}/{bucket_of('001')}/templates/{number}.bin"
    put = signer.url("PUT", path, 600, {"size": str(len(data))})
    began = time.perf_counter()
    client.put(put, content=data).raise_for_status()
    sent = time.perf_counter()
    got = client.get(signer.url("GET", path, 600, {"filename": "photo.bin"}))
    ended = time.perf_counter()
    if got.content != data:
        raise SystemExit("what came back is not what was sent")
    return sent - began, ended - sent


def tell(way: str, plain: list[float], encrypted: list[float]) -> None:
    """Medians, and what is lost of the throughput."""
    before, after = statistics.median(plain), statistics.median(encrypted)
    pairs = statistics.median(new / old for old, new in zip(plain, encrypted, strict=True))
    cost = 1 - before / after
    print(
        f"{way}: plain {before * 1e3:.1f} ms ({SIZE / before / 1e6:.0f} MB/s), encrypted {after * 1e3:.1f} ms "
        f"({SIZE / after / 1e6:.0f} MB/s): {cost:.1%} of the throughput (promise {PROMISE:.0%}); "
        f"pair by pair {1 - 1 / pairs:.1%} ({len(plain)} pairs)"
    )


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
def api(database: Embedded, folder: Path, name: str) -> Iterator[str]:
    """An API with a database and a folder of its own; gives its URL."""
    folder.mkdir()
    url = new_database(database.start(), name, folder)
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
        yield base
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
