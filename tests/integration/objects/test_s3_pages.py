"""Pages of the portal send photos straight to a bucket: a real S3 server lets them, and nobody else's."""

import secrets

import httpx
import pytest

from mirrorme.adapters.objects.open_store import open_store
from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.retention import policy_with
from tests.fakes import s3

pytestmark = pytest.mark.xdist_group("s3")
PORTAL, ELSEWHERE = "https://studio.example", "https://elsewhere.example"


def asked(url: str, origin: str) -> httpx.Response:
    """What a browser asks before it lets a page PUT with a header of its own."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "content-type,if-none-match",
    }
    return httpx.options(url, headers=headers, trust_env=False)


def test_the_portals_page_may_put_parts_and_read_their_etags(s3_server: s3.Server) -> None:
    objects, uploads = open_store(s3_server.storage_url, secret=b"", base_url=PORTAL)
    bucket = f"mirrorme-franchise-{secrets.token_hex(5)}"
    objects.make_bucket(bucket)
    address = uploads.put_url(ObjectKey(bucket, "raw/2026-11-17/session-001/photo-001.jpg"), 5, 60)
    before = asked(address.url, PORTAL)
    assert before.status_code == 200
    assert before.headers["access-control-allow-origin"] == PORTAL
    assert "if-none-match" in before.headers["access-control-allow-headers"].lower()
    sent = httpx.put(address.url, content=b"hello", headers={**address.headers, "Origin": PORTAL}, trust_env=False)
    assert sent.status_code == 200
    assert sent.headers["access-control-expose-headers"].lower() == "etag"


def test_another_sites_page_may_not(s3_server: s3.Server) -> None:
    objects, uploads = open_store(s3_server.storage_url, secret=b"", base_url=PORTAL)
    bucket = f"mirrorme-franchise-{secrets.token_hex(5)}"
    objects.make_bucket(bucket)
    address = uploads.put_url(ObjectKey(bucket, "raw/2026-11-17/session-001/photo-001.jpg"), 5, 60)
    assert "access-control-allow-origin" not in asked(address.url, ELSEWHERE).headers


def test_a_bucket_that_is_older_than_the_portal_gets_it_with_the_next_run_of_retention(s3_server: s3.Server) -> None:
    bucket = f"mirrorme-franchise-{secrets.token_hex(5)}"
    open_store(s3_server.storage_url, secret=b"", base_url="")[0].make_bucket(bucket)
    objects, uploads = open_store(s3_server.storage_url, secret=b"", base_url=PORTAL)
    address = uploads.put_url(ObjectKey(bucket, "raw/2026-11-17/session-001/photo-001.jpg"), 5, 60)
    # a store without any rule may let in everybody, as this one does
    assert asked(address.url, ELSEWHERE).status_code == 200
    assert isinstance(objects, S3Objects)
    objects.apply(bucket, policy_with([]))
    objects.apply(bucket, policy_with([]))  # said again, nothing changes
    assert asked(address.url, PORTAL).headers["access-control-allow-origin"] == PORTAL
    assert "access-control-allow-origin" not in asked(address.url, ELSEWHERE).headers
