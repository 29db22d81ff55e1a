"""The same parts without `mirrorme up`: one Postgres, one S3, and each part started by somebody else."""

import hashlib
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fakes import s3
from tests.integration.service.conftest import Running, free_port

pytestmark = pytest.mark.xdist_group("s3")
PARTS = ("api", "scheduler", "worker")


@dataclass
class Elsewhere(Running):
    """Settings and keys come from the environment."""

    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | self.settings

    def key(self, role: str) -> str:  # noqa: ARG002 (there is one)
        return self.settings["MIRRORME_KEY"]


@pytest.fixture
def elsewhere(tmp_path: Path, empty_url: str, s3_server: s3.Server) -> Iterator[Elsewhere]:
    with ExitStack() as all_of_it:
        service = Elsewhere(tmp_path, free_port())
        service.settings = {
            **s3_server.environment,
            "DATABASE_URL": empty_url,
            "STORAGE_URL": s3_server.storage_url,
            "MIRRORME_SECRET": "a secret of the tests, long enough",
            "MIRRORME_PORT": str(service.port),
            "MIRRORME_PUBLIC_URL": service.url,
            "MIRRORME_URL": service.url,
        }
        assert service.run("migrate").returncode == 0
        made = service.run("admin", "create-key", "first", "--role", "head_office")
        service.settings["MIRRORME_KEY"] = made.stdout.strip()
        for part in PARTS:
            log = all_of_it.enter_context((tmp_path / f"{part}.log").open("wb"))
            process = subprocess.Popen(service.command(part), env=service.environment, stdout=log, stderr=log)
            all_of_it.callback(process.wait, 30)
            all_of_it.callback(process.send_signal, signal.SIGTERM)
        service.wait_for(lambda: len(service.get("/v1/summary")["workers"]) == 1, "a worker")
        yield service


def test_photos_go_through_s3_to_published(elsewhere: Elsewhere) -> None:
    body = {"name": "Studio Boston", "region": "us-east-1"}
    founded = elsewhere.post("/v1/franchises", body)
    elsewhere.settings["MIRRORME_KEY"] = founded["keys"]["franchise"]
    small = elsewhere.portrait("smith/small.jpg")
    elsewhere.portrait("smith/large.jpg", bytes(6_000_000))
    bad = elsewhere.portrait("smith/bad.jpg")
    bad.write_bytes(bad.read_bytes()[:20_000])

    done = elsewhere.upload("Smith", small.parent)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    states = {line["filename"]: line["state"] for line in lines if "state" in line}
    assert states == {"small.jpg": "published", "large.jpg": "published", "bad.jpg": "rejected"}, done.stderr
    for photo in elsewhere.photos("Smith"):
        original = elsewhere.get(f"/v1/photos/{photo['id']}/original")
        assert hashlib.sha256(original).hexdigest() == photo["sha256"]
        if photo["state"] == "published":
            assert elsewhere.get(f"/v1/photos/{photo['id']}/edited")[:2] == b"\xff\xd8"
    doctor = elsewhere.run("doctor", "--json")
    found = {line["what"]: line["state"] for line in map(json.loads, doctor.stdout.splitlines())}
    assert (found["database"], found["tables"], found["store"]) == ("well", "well", "well")
