"""The whole API over real HTTP, with a real Postgres, a folder for a store, and a key of every kind."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from mirrorme.adapters.keys.master_file import make_master
from mirrorme.adapters.postgres.keys import make_key
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.domain.records import KeyRole
from mirrorme.domain.scopes import SCOPES
from mirrorme.interfaces.http.app import make_app
from mirrorme.wiring.service import Service
from tests.integration.conftest import Seeded
from tests.integration.http.serving import service_at, serving
from tests.plain import PLAIN

KEYS: dict[str, tuple[KeyRole, str | None]] = {
    "head_office": ("head_office", None),
    "franchise": ("franchise", "001"),
    "upload": ("upload", "001"),
    "auditor": ("auditor", None),
    "client": ("client", "001"),
    "other": ("franchise", "002"),
    "other_upload": ("upload", "002"),
}


@dataclass(frozen=True, slots=True)
class Api:
    """A running API. keys: by name, see ``KEYS``."""

    url: str
    service: Service
    keys: dict[str, str]
    seeded: Seeded

    def ask(self, who: str | None, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """An answer. who: whose key. headers: with underscores."""
        sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
        if who is not None:
            sent.append((b"authorization", f"Bearer {self.keys.get(who, who)}".encode()))
        return httpx.request(method, f"{self.url}{path}", json=body, headers=sent, follow_redirects=False, **PLAIN)

    def get(self, who: str, path: str) -> Any:
        answer = self.ask(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, who: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.ask(who, "POST", path, body, **headers)
        assert answer.is_success, answer.text
        return answer.json()

    def patch(self, who: str, path: str, body: Any) -> Any:
        """The changed record."""
        answer = self.ask(who, "PATCH", path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, who: str | None, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Status and code of a problem."""
        answer = self.ask(who, method, path, body, **headers)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        said = answer.json()
        assert said["status"] == answer.status_code
        assert said["title"]
        assert said["detail"]
        return answer.status_code, said["code"]

    def kept(self, photo: int) -> bytes:
        """An original of the first session, as the store gives it back."""
        place = f"{bucket_of('001')}/raw/{self.seeded.day}/session-001/photo-{photo:03d}.jpg"
        return self.service.objects.read(ObjectKey.parse(place), 2**40)

    def begin(self, data: bytes, filename: str = "IMG_1.jpg", who: str = "upload", session: int = 0) -> Any:
        """Announce a file."""
        digest = hashlib.sha256(data).hexdigest()
        offer = {"filename": filename, "size": len(data), "sha256": digest}
        return self.post(who, f"/v1/sessions/{session or self.seeded.sessions[0]}/uploads", offer)

    def send(self, upload: Any, data: bytes, parts: list[int] | None = None) -> list[httpx.Response]:
        """PUT parts, all by default."""
        size = upload["part_size"]
        numbers = parts or list(range(1, -(-upload["size"] // size) + 1))
        given = self.post("upload", f"/v1/uploads/{upload['id']}/urls", {"parts": numbers})["urls"]
        return [
            httpx.put(
                one["url"],
                content=data[(one["part"] - 1) * size : one["part"] * size],
                headers=one["headers"],
                **PLAIN,
            )
            for one in given
        ]

    def upload(self, data: bytes, filename: str = "IMG_1.jpg") -> Any:
        """Have a photo received."""
        upload = self.begin(data, filename)["upload"]
        assert [answer.status_code for answer in self.send(upload, data)] == [200] * -(
            -len(data) // upload["part_size"]
        )
        return self.post("upload", f"/v1/uploads/{upload['id']}/complete")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def api(database_url: str, seeded: Seeded, store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    master_key = tmp_path_factory.mktemp("keys") / "master.key"
    made: list[Service] = []

    def make(url: str) -> ASGIApp:
        make_master(master_key)
        service = service_at(url, database_url, store, master_key=master_key)
        assert service.begin_encryption()
        made.append(service)
        for franchise in seeded.franchises:
            service.objects.make_bucket(bucket_of(franchise))
        return make_app(service)

    with serving(make) as url:
        service = made[0]
        with service.records.begin() as work:
            keys = {
                name: make_key(work, name, *about, scopes=SCOPES if about[0] == "client" else ())
                for name, about in KEYS.items()
            }
        yield Api(url, service, keys, seeded)
        service.engine.dispose()
