"""What the benchmarks of the service share: `mirrorme up` in a folder of its own, a client, percentiles."""

import hashlib
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import psutil

START_LIMIT_S = 120.0


@dataclass(frozen=True)
class Live:
    """A running service. data: its folder. process: `mirrorme up`. access: what access.json says."""

    data: Path
    process: subprocess.Popen[bytes]
    access: dict[str, Any]

    @property
    def url(self) -> str:
        """Of the API."""
        return str(self.access["url"])

    def key(self, role: str) -> str:
        """Such as ``franchise:001``."""
        return str(self.access["keys"][role])

    def part(self, name: str) -> psutil.Process | None:
        """The process of a part: ``api``, ``scheduler``, ``worker``."""
        for child in psutil.Process(self.process.pid).children():
            try:
                if child.cmdline()[-1:] == [name]:
                    return child
            except psutil.Error:
                continue
        return None


class Client:
    """The API with a key."""

    def __init__(self, url: str, key: str) -> None:
        self.http = httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a path."""
        answer = self.http.get(path, params=query)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        """What a POST gives; creations get a key of their own."""
        headers = {"idempotency-key": os.urandom(12).hex()}
        answer = self.http.post(path, json=body, headers=headers)
        if answer.is_error:
            raise SystemExit(f"POST {path} gave {answer.status_code}: {answer.text[:500]}")
        return answer.json() if answer.content else None

    def all(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """All items of a list."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(path, limit=200, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next"]

    def booking_type(self, lane: str) -> int:
        """One of a lane."""
        return next(int(kind["id"]) for kind in self.all("/v1/booking-types") if kind["lane"] == lane)

    def new_session(self, name: str, lane: str, look: dict[str, Any] | None = None) -> int:
        """Gives its id."""
        body = {"name": name, "booking_type": self.booking_type(lane)} | ({"look": look} if look else {})
        return int(self.post("/v1/sessions", body)["id"])

    def upload(self, session: int, name: str, data: bytes) -> tuple[int, float]:
        """Send a photo whole; gives its id, and when all but the word of completion was said (Unix time)."""
        offer = {"filename": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        ticket = self.post(f"/v1/sessions/{session}/uploads", offer)
        photo = int(ticket["photo"]["id"])
        if ticket["upload"] is None:
            return photo, time.time()
        upload = ticket["upload"]
        count = -(-upload["size"] // upload["part_size"])
        urls = self.post(f"/v1/uploads/{upload['id']}/urls", {"parts": list(range(1, count + 1))})["urls"]
        for one in urls:
            start = (one["part"] - 1) * upload["part_size"]
            part = data[start : start + upload["part_size"]]
            httpx.put(one["url"], content=part, headers=one["headers"], timeout=60).raise_for_status()
        sent = time.time()
        self.post(f"/v1/uploads/{upload['id']}/complete")
        return photo, sent

    def wait_settled(self, session: int, limit_s: float) -> dict[str, int]:
        """Counts by state, once nothing of the session is under way."""
        deadline = time.monotonic() + limit_s
        while True:
            counts: dict[str, int] = self.get(f"/v1/sessions/{session}")["counts"]
            if not any(counts.get(state) for state in ("uploading", "received", "queued", "editing")):
                return counts
            if time.monotonic() > deadline:
                raise SystemExit(f"session {session} is not settled after {limit_s:.0f} s: {counts}")
            time.sleep(0.2)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int, workers: int, *options: str, quiet: bool = True) -> subprocess.Popen[bytes]:
    """Start `mirrorme up`."""
    command = [sys.executable, "-m", "mirrorme.interfaces.cli", "up", "--data", str(data), "--port", str(port)]
    command += ["--workers", str(workers), "--no-samples", *options]
    output = (data.parent / "up.log").open("ab") if quiet else None
    return subprocess.Popen(command, stdout=output, stderr=output)


def await_ready(data: Path, process: subprocess.Popen[bytes], *, workers: int = 0) -> Live:
    """Wait until the API answers, and so many workers were seen."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"`mirrorme up` ended with {process.returncode}; see {data.parent / 'up.log'}")
        try:
            access = json.loads((data / "access.json").read_text())
            with Client(access["url"], access["keys"]["head_office"]) as client:
                client.get("/v1/health")
                if len(client.get("/v1/summary")["workers"]) >= workers:
                    return Live(data, process, access)
        except (OSError, httpx.HTTPError):
            pass
        time.sleep(0.05)
    raise SystemExit("the service is not ready")


@contextmanager
def service(workers: int = 2) -> Iterator[Live]:
    """A service that runs as long as the block."""
    with tempfile.TemporaryDirectory(prefix="mirrorme-") as folder:
        Path(folder).chmod(0o755)  # Postgres may run as another user
        data = Path(folder) / "data"
        process = start(data, free_port(), workers)
        try:
            yield await_ready(data, process, workers=workers)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@contextmanager
def api(database_url: str, folder: Path) -> Iterator[str]:
    """The API alone, on a database that is there; its settings are this process' too."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    os.environ |= {
        "DATABASE_URL": database_url,
        "STORAGE_URL": f"file://{folder}/objects",
        "MIRRORME_SECRET": "x" * 40,
        "MIRRORME_PORT": str(port),
        "MIRRORME_LOG": "warning",
    }
    process = subprocess.Popen([sys.executable, "-m", "mirrorme.interfaces.cli", "api"])
    try:
        while process.poll() is None:
            try:
                httpx.get(f"{url}/v1/health")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def told(what: str, values: Sequence[float], unit: str = "ms", scale: float = 1000.0) -> str:
    """Median, 95th percentile and the largest, for people."""
    middle, high, most = statistics.median(values) * scale, p95(values) * scale, max(values) * scale
    return f"{what}: median {middle:.1f}, p95 {high:.1f}, max {most:.1f} {unit} ({len(values)} times)"
