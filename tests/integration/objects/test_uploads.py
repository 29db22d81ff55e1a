"""What every store promises of multipart uploads; here the bytes go to the URLs that it gives."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Part
from mirrorme.pipeline.receive import PART_SIZE
from tests.fakes import s3
from tests.fakes.keys import MemoryKeys
from tests.integration.http.serving import serving_folder
from tests.integration.objects.conftest import Store, folder_store, s3_store
from tests.plain import PLAIN

HOUR = 3600
HEAD, TAIL = os.urandom(PART_SIZE), os.urandom(1000)


@pytest.fixture(params=["folder", "sealed", pytest.param("s3", marks=pytest.mark.xdist_group("s3"))])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "s3":
        yield s3_store(request.getfixturevalue("s3_server"))
        return
    keys = MemoryKeys() if request.param == "sealed" else None
    with serving_folder(tmp_path, keys=keys) as url:
        yield folder_store(tmp_path, url, keys)


def put(address: Address, data: bytes) -> httpx.Response:
    return httpx.put(address.url, content=data, headers=address.headers, **PLAIN)


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as refused:
        ask()
    return refused.value.reason.code


def test_a_small_photo_is_put_at_once_and_never_over_another(store: Store) -> None:
    address = store.uploads.put_url(store.key(), 5, HOUR)
    assert put(address, b"hello").status_code == 200
    assert put(address, b"jello").status_code in (409, 412)
    assert store.objects.read(store.key(), 10) == b"hello"


def test_a_url_takes_the_announced_size_alone(store: Store) -> None:
    for data in (b"hell", b"hello!"):
        assert 400 <= put(store.uploads.put_url(store.key(), 5, HOUR), data).status_code < 500
    assert store.objects.look(store.key()) is None


def test_a_photo_that_was_deleted_can_be_put_again(store: Store) -> None:
    put(store.uploads.put_url(store.key(), 5, HOUR), b"wrong")
    store.objects.delete(store.key())
    assert put(store.uploads.put_url(store.key(), 5, HOUR), b"right").status_code == 200
    assert store.objects.read(store.key(), 10) == b"right"


def test_parts_arrive_in_any_order_and_may_be_sent_again(store: Store) -> None:
    upload = store.uploads.create(store.key())
    for number, data in ((2, TAIL), (1, HEAD), (1, HEAD)):
        answer = put(store.uploads.part_url(store.key(), upload, number, HOUR), data)
        assert (answer.status_code, bool(answer.headers["etag"])) == (200, True)
    parts = store.uploads.parts(store.key(), upload)
    assert [(part.number, part.size) for part in parts] == [(1, len(HEAD)), (2, len(TAIL))]
    assert store.objects.look(store.key()) is None

    store.uploads.complete(store.key(), upload, parts)
    assert store.objects.read(store.key(), 2**30) == HEAD + TAIL
    assert code_of(lambda: store.uploads.parts(store.key(), upload)) == "not_found"


def test_an_upload_never_replaces_an_object(store: Store) -> None:
    upload = store.uploads.create(store.key())
    put(store.uploads.part_url(store.key(), upload, 1, HOUR), TAIL)
    store.objects.write(store.key(), b"here first")
    parts = store.uploads.parts(store.key(), upload)
    assert code_of(lambda: store.uploads.complete(store.key(), upload, parts)) == "exists"
    assert store.objects.read(store.key(), 100) == b"here first"


def test_an_upload_that_was_given_up_is_gone(store: Store) -> None:
    upload = store.uploads.create(store.key())
    address = store.uploads.part_url(store.key(), upload, 1, HOUR)
    put(address, TAIL)
    store.uploads.abort(store.key(), upload)
    store.uploads.abort(store.key(), upload)
    assert put(address, TAIL).status_code == 404
    assert code_of(lambda: store.uploads.complete(store.key(), upload, [Part(1, len(TAIL), "")])) == "not_found"


@pytest.mark.parametrize("upload", ["nonsense", "../../../etc", "%2e%2e", "a/b", "ä", ""])
def test_an_id_that_nobody_gave_is_not_found(store: Store, upload: str) -> None:
    if not upload and "S3" in type(store.uploads).__name__:
        pytest.skip("boto3 refuses an empty id before it asks")
    assert code_of(lambda: store.uploads.parts(store.key(), upload)) in ("not_found", "storage_away")
    assert store.objects.look(store.key()) is None


@pytest.mark.parametrize("change", ["key", "part", "signature", "expiry", "method"])
def test_a_url_allows_one_thing_alone(store: Store, change: str) -> None:
    upload = store.uploads.create(store.key())
    url = store.uploads.part_url(store.key(), upload, 1, HOUR).url
    method = "PUT"
    match change:
        case "key":
            other = store.key("raw/2026-11-17/session-001/photo-999.jpg")
            url = url.replace("photo-001.jpg", "photo-999.jpg")
            assert other.key.rpartition("/")[2] in url
        case "part":
            url = url.replace("partNumber=1", "partNumber=2").replace(f"{upload}/1?", f"{upload}/2?")
        case "signature":
            url = url[:-1] + ("0" if url[-1] != "0" else "1")
        case "expiry":
            url = url.replace("expires=", "expires=9").replace("X-Amz-Expires=", "X-Amz-Expires=9")
        case "method":
            method = "DELETE"
    answer = httpx.request(method, url, content=TAIL if method == "PUT" else None, **PLAIN)
    assert answer.status_code in (400, 403, 405)
    assert store.uploads.parts(store.key(), upload) == []


def test_a_url_expires(store: Store) -> None:
    address = store.uploads.put_url(store.key(), 5, 1)
    time.sleep(2.1)
    assert put(address, b"hello").status_code == 403
    assert store.objects.look(store.key()) is None


def test_a_download_gives_the_bytes_under_the_name(store: Store) -> None:
    store.objects.write(store.key(), TAIL)
    answer = httpx.get(store.objects.download_url(store.key(), HOUR, 'Ann "and" Bob.jpg'), **PLAIN)
    assert answer.content == TAIL
    assert "attachment" in answer.headers["content-disposition"]
    part = httpx.get(
        store.objects.download_url(store.key(), HOUR, "a.jpg"),
        headers={"range": "bytes=10-19"},
        **PLAIN,
    )
    assert (part.status_code, part.content) == (206, TAIL[10:20])


def test_a_download_url_is_for_its_object_alone(store: Store) -> None:
    other = store.key("raw/2026-11-17/session-001/photo-002.jpg")
    store.objects.write(other, b"another customer's")
    url = store.objects.download_url(store.key(), HOUR, "a.jpg").replace("photo-001", "photo-002")
    assert httpx.get(url, **PLAIN).status_code == 403


def test_the_folder_clears_away_what_was_forgotten(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    upload = store.uploads.create(store.key())
    long_ago = 1_600_000_000
    os.utime(tmp_path / ".uploads" / upload, (long_ago, long_ago))
    newer = store.uploads.create(store.key())
    assert [folder.name for folder in (tmp_path / ".uploads").iterdir()] == [newer]


@pytest.mark.xdist_group("s3")
def test_a_server_that_is_away_is_told(s3_server: s3.Server) -> None:
    nobody = s3.Server("http://127.0.0.1:9", s3_server.key, s3_server.secret)
    with pytest.raises(StorageError) as away:
        s3_store(nobody)
    assert away.value.reason.code == "storage_away"
