"""The stores that keep the ports' promises: in memory, in a folder behind a real gateway, and S3 by a real server."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest

from mirrorme.adapters.objects.open_store import open_store
from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.ports_keys import Keys
from mirrorme.pipeline.ports_objects import Objects, Uploads
from tests.fakes import s3
from tests.fakes.keys import MemoryKeys
from tests.integration.http.serving import SECRET as SECRET_TEXT
from tests.integration.pipeline.memory import MemoryStore

SECRET = SECRET_TEXT.encode()


@dataclass(frozen=True, slots=True)
class Store:
    """A store with a bucket in it."""

    objects: Objects
    uploads: Uploads
    bucket: str

    def key(self, name: str = "raw/2026-11-17/session-001/photo-001.jpg") -> ObjectKey:
        return ObjectKey(self.bucket, name)


def s3_store(server: s3.Server) -> Store:
    objects, uploads = open_store(server.storage_url, secret=b"", base_url="")
    return _with_bucket(objects, uploads)


def folder_store(folder: Path, base_url: str = "http://127.0.0.1:9", keys: Keys | None = None) -> Store:
    objects, uploads = open_store(f"file://{folder}", secret=SECRET, base_url=base_url, keys=keys)
    return _with_bucket(objects, uploads)


@pytest.fixture(params=["memory", "folder", "sealed", pytest.param("s3", marks=pytest.mark.xdist_group("s3"))])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        memory = MemoryStore()
        return _with_bucket(memory, memory)
    if request.param in ("folder", "sealed"):
        return folder_store(tmp_path, keys=MemoryKeys() if request.param == "sealed" else None)
    return s3_store(request.getfixturevalue("s3_server"))


def _with_bucket(objects: Objects, uploads: Uploads) -> Store:
    bucket = f"mirrorme-franchise-{secrets.token_hex(5)}"
    objects.make_bucket(bucket)
    return Store(objects, uploads, bucket)
