"""The gateway gives any part of a photo, encrypted or not, and never another one's."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.adapters.objects.stream import CHUNK
from mirrorme.interfaces.http.ranges import RangeError, asked_range
from tests.fakes.keys import MemoryKeys
from tests.integration.http.serving import serving_folder
from tests.integration.objects.conftest import Store, folder_store
from tests.plain import PLAIN

DATA = os.urandom(2 * CHUNK + 100)
SIZE = len(DATA)


@pytest.fixture(params=["plain", "sealed"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    keys = MemoryKeys() if request.param == "sealed" else None
    with serving_folder(tmp_path, keys=keys) as url:
        store = folder_store(tmp_path, url, keys)
        store.objects.write(store.key(), DATA)
        yield store


def get(store: Store, **headers: str) -> httpx.Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(store.objects.download_url(store.key(), 60, "Ada & Söhne.jpg"), headers=sent, **PLAIN)


def test_all_of_it_comes_with_what_a_client_needs_to_go_on_later(store: Store) -> None:
    answer = get(store)
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, DATA, str(SIZE))
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["etag"] == get(store).headers["etag"]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        (f"bytes={CHUNK - 1}-{CHUNK}", CHUNK - 1, CHUNK + 1),
        (f"bytes={CHUNK}-", CHUNK, SIZE),
        ("bytes=-7", SIZE - 7, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
        (f"bytes=5-{SIZE * 2}", 5, SIZE),
    ],
)
def test_a_part_of_it_is_that_part(store: Store, asked: str, start: int, stop: int) -> None:
    answer = get(store, range=asked)
    assert (answer.status_code, answer.content) == (206, DATA[start:stop])
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{SIZE}"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_what_is_not_there_is_told_with_the_size(store: Store, asked: str) -> None:
    answer = get(store, range=asked)
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-9", "bytes=9-5", "bytes=-", "lines=1-2", "bytes=a-b", f"bytes={'9' * 50}-"]
)
def test_what_is_no_single_range_is_answered_with_all(store: Store, asked: str) -> None:
    answer = get(store, range=asked)
    assert (answer.status_code, answer.content) == (200, DATA)


def test_a_part_of_another_version_is_not_given(store: Store) -> None:
    before = get(store)
    for validator in (before.headers["etag"], before.headers["last-modified"]):
        assert get(store, range="bytes=0-4", if_range=validator).status_code == 206
    store.objects.write(store.key(), DATA[::-1])
    answer = get(store, range="bytes=0-4", if_range=before.headers["etag"])
    assert (answer.status_code, answer.content) == (200, DATA[::-1])


def test_a_photo_that_was_altered_is_never_given_whole(tmp_path: Path) -> None:
    keys = MemoryKeys()
    with serving_folder(tmp_path, keys=keys) as url:
        store = folder_store(tmp_path, url, keys)
        for place, status in ((-1, None), (1000, 503)):
            store.objects.write(store.key(), os.urandom(6 * CHUNK))
            path = tmp_path / str(store.key())
            altered = bytearray(path.read_bytes())
            altered[place] ^= 1
            path.write_bytes(altered)
            if status is None:  # the end is wrong, and the beginning was given: the connection ends early
                with pytest.raises(httpx.HTTPError):
                    get(store)
            else:
                assert get(store).status_code == status


@given(st.text(alphabet="bytes=0123456789-, ", max_size=20), st.integers(0, 1000))
def test_whatever_is_asked_for_is_a_part_or_refused(asked: str, size: int) -> None:
    try:
        found = asked_range({"range": asked}, "e", "m", size)
    except RangeError:
        return
    if found is not None:
        assert 0 <= found[0] < found[1] <= size
