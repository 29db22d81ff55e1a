"""The whole service as its own processes, on one machine."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import httpx
import numpy as np
import psutil
import pytest

from mirrorme.adapters.keys.master_file import FileMaster
from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.ports_objects import Objects
from tests.plain import PLAIN

ROOT = Path(__file__).parents[3]
LIMIT_S = 90.0


@dataclass
class Running:
    """A service in a folder; it may be started again. process: `mirrorme up`, if it runs."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "MIRRORME_CACHE": str(self.folder / "cache"),
            "MIRRORME_CONFIG": str(self.folder / "config"),
            "MIRRORME_DATA": str(self.data),
            "MIRRORME_HEARTBEAT": "1",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        return {**os.environ, **ours}

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "tests.fakes.service", *map(str, arguments)]

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """A command of its user, to its end."""
        return subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False, timeout=LIMIT_S
        )

    def start(self) -> None:
        command = self.command("up", "--port", self.port, "--workers", 2, "--no-samples")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.wait_for(lambda: len(self.get("/v1/summary")["workers"]) == 2, "two workers")

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(LIMIT_S)
        self.process = None
        return code

    @property
    def log(self) -> Path:
        return self.folder / "up.log"

    def key(self, role: str) -> str:
        return str(json.loads((self.data / "access.json").read_text())["keys"][role])

    def get(self, path: str) -> Any:
        headers = {"authorization": f"Bearer {self.key('head_office')}"}
        answer = httpx.get(f"{self.url}{path}", headers=headers, follow_redirects=True, **PLAIN)
        answer.raise_for_status()
        return answer.json() if "json" in answer.headers["content-type"] else answer.content

    def post(self, path: str, body: Any) -> Any:
        headers = {"authorization": f"Bearer {self.key('head_office')}", "idempotency-key": secrets.token_hex(8)}
        answer = httpx.post(f"{self.url}{path}", json=body, headers=headers, **PLAIN)
        answer.raise_for_status()
        return answer.json()

    def wait_for(self, done: Callable[[], bool], what: str) -> None:
        """What a service that is being killed can't answer is asked again."""
        deadline = time.monotonic() + LIMIT_S
        while time.monotonic() < deadline:
            assert self.process is None or self.process.poll() is None, self.log.read_text()
            try:
                if done():
                    return
            except (httpx.HTTPError, OSError):
                pass
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {what}: {self.log.read_text()[-3000:]}")

    def upload(self, session: str, *photos: Path, wait: bool = True) -> subprocess.CompletedProcess[str]:
        options = ["--session", session, "--booking-type", "Portrait", "--json", *(["--wait"] if wait else [])]
        return self.run("upload", *photos, *options)

    @contextmanager
    def records(self) -> Iterator[PostgresRecords]:
        """As another process of this machine sees them."""
        engine = open_engine(Embedded(self.data / "postgres").start(), 1)
        yield PostgresRecords(engine)
        engine.dispose()

    @contextmanager
    def store(self) -> Iterator[Objects]:
        """The store, with the master key of this machine."""
        with self.records() as records:
            keys = StoredKeys(records, FileMaster(self.data / "master.key"))
            yield open_store(f"file://{self.data}/objects", secret=b"", base_url="", keys=keys)[0]

    def photos(self, session: str) -> list[dict[str, Any]]:
        found = next(one for one in self.get("/v1/sessions?limit=200")["items"] if one["name"] == session)
        photos: list[dict[str, Any]] = self.get(f"/v1/sessions/{found['id']}/photos?limit=200")["items"]
        return photos

    def states(self, session: str) -> set[str]:
        return {photo["state"] for photo in self.photos(session)}

    def portrait(self, name: str, extra: bytes = b"") -> Path:
        """A new photo that Gate 1 takes."""
        path = self.folder / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(portrait(next(self.numbers)) + extra)
        return path

    def parts(self, name: str) -> list[psutil.Process]:
        """The processes of a part: ``api``, ``scheduler``, ``worker``, ``child``, ``postgres``, ``supervisor``."""
        assert self.process is not None
        supervisor = psutil.Process(self.process.pid)
        if name == "supervisor":
            return [supervisor]
        if name == "postgres":
            pid = (self.data / "postgres" / "pgdata" / "postmaster.pid").read_text().split()[0]
            return [psutil.Process(int(pid))]
        found = []
        for process in supervisor.children(recursive=True):
            words = process.cmdline()
            if words[-1:] == [name] or (name == "child" and words[-1:] == ["tests.fakes.worker"]):
                found.append(process)
        return found


def portrait(number: int) -> bytes:
    """Somebody bright and sharp before a dark wall; every number another file."""
    height, width = 3000, 2000
    random = np.random.default_rng(number)
    small = random.integers(20, 60, (height // 4, width // 4, 3), np.uint8)
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    face = np.asarray(cv2.resize(random.integers(150, 230, (150, 100, 3), np.uint8), (1000, 1500)), np.uint8)
    inside = np.zeros((1500, 1000), np.uint8)
    cv2.ellipse(inside, (500, 750), (450, 700), 0, 0, 360, 255, -1)
    cv2.copyTo(face, inside, picture[1000:2500, 500:1500])
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    assert done
    return data.tobytes()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[Running]:
    with TemporaryDirectory(prefix="mirrorme-service-") as name:
        Path(name).chmod(0o755)  # for root, Postgres runs as another user
        service = Running(Path(name), free_port())
        service.start()
        try:
            yield service
        finally:
            if service.process is not None:
                service.stop()


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    with running() as service:
        yield service
