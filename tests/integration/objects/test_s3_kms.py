"""SSE-KMS with a key a franchise, by a real server that speaks S3 and has a key management of its own."""

import secrets
from dataclasses import dataclass

import boto3
import httpx
import pytest

from mirrorme.adapters.objects.open_store import open_store
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.pipeline.ports_objects import Objects, Uploads
from tests.fakes import s3

pytestmark = pytest.mark.xdist_group("s3")


@dataclass(frozen=True, slots=True)
class Studio:
    """A franchise's bucket. server: as anybody else would ask it."""

    server: s3.Server
    objects: Objects
    uploads: Uploads
    code: str

    def at(self, name: str = "photo-001.jpg") -> ObjectKey:
        return ObjectKey(bucket_of(self.code), f"raw/2026-11-17/session-001/{name}")

    def key_of(self, at: ObjectKey) -> tuple[str | None, str | None]:
        """How the server says that an object is encrypted, and under which key."""
        session = boto3.Session(self.server.key, self.server.secret, region_name="us-east-1")
        found = session.client("s3", endpoint_url=self.server.endpoint).head_object(Bucket=at.bucket, Key=at.key)
        return found.get("ServerSideEncryption"), found.get("SSEKMSKeyId")


def studio(server: s3.Server) -> Studio:
    url = f"{server.storage_url}&kms=alias/mirrorme-franchise-{{code}}"
    objects, uploads = open_store(url, secret=b"", base_url="")
    made = Studio(server, objects, uploads, secrets.token_hex(5))
    objects.make_bucket(bucket_of(made.code))
    return made


def test_whatever_way_a_photo_comes_it_is_under_its_franchises_key(s3_server: s3.Server) -> None:
    one = studio(s3_server)
    mine = ("aws:kms", f"alias/mirrorme-franchise-{one.code}")

    # who uploads by a presigned URL sends no header for it
    address = one.uploads.put_url(one.at(), 5, 60)
    assert "encryption" not in str(address).lower()
    assert httpx.put(address.url, content=b"hello", headers=address.headers, trust_env=False).status_code == 200
    large = one.at("photo-002.jpg")
    upload = one.uploads.create(large)
    part = one.uploads.part_url(large, upload, 1, 60)
    assert httpx.put(part.url, content=b"x" * 1000, headers=part.headers, trust_env=False).status_code == 200
    one.uploads.complete(large, upload, one.uploads.parts(large, upload))
    one.objects.write(one.at("photo-003.jpg"), b"written")
    one.objects.copy(one.at(), one.at("photo-004.jpg"))

    for name, data in (("1", b"hello"), ("2", b"x" * 1000), ("3", b"written"), ("4", b"hello")):
        at = one.at(f"photo-00{name}.jpg")
        assert one.objects.read(at, 2000) == data
        assert one.key_of(at) == mine
    got = httpx.get(one.objects.download_url(one.at(), 60, "a.jpg"), trust_env=False)
    assert got.content == b"hello"


def test_another_franchise_has_another_key(s3_server: s3.Server) -> None:
    one, other = studio(s3_server), studio(s3_server)
    for each in (one, other):
        each.objects.write(each.at(), b"photo")
    assert one.key_of(one.at()) != other.key_of(other.at())
