"""What every store promises of whole objects."""

import pytest

from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.ports import StorageError
from tests.integration.objects.conftest import Store

LARGE = bytes(range(256)) * 20_000


def test_what_was_written_is_read(store: Store) -> None:
    store.objects.write(store.key(), LARGE)
    assert store.objects.read(store.key(), 2**30) == LARGE
    assert store.objects.read(store.key(), 1000) == LARGE[:1000]
    assert b"".join(store.objects.stream(store.key())) == LARGE
    found = store.objects.look(store.key())
    assert found is not None
    assert (found.at, found.size) == (store.key(), len(LARGE))


def test_an_empty_object_is_one(store: Store) -> None:
    store.objects.write(store.key(), b"")
    found = store.objects.look(store.key())
    assert found is not None
    assert (found.size, store.objects.read(store.key(), 10)) == (0, b"")


def test_writing_again_replaces(store: Store) -> None:
    store.objects.write(store.key(), b"first, and longer")
    store.objects.write(store.key(), b"second")
    assert store.objects.read(store.key(), 100) == b"second"


def test_what_is_not_there_is_told_apart_from_a_store_that_is_away(store: Store) -> None:
    assert store.objects.look(store.key()) is None
    copy = store.key("raw/b")
    for ask in (lambda: store.objects.read(store.key(), 1), lambda: store.objects.copy(store.key(), copy)):
        with pytest.raises(StorageError) as missing:
            ask()
        assert missing.value.reason.code == "not_found"
    store.objects.delete(store.key())


def test_a_copy_outlives_what_it_was_made_of(store: Store) -> None:
    copy = store.key("rejected/2026-11-17/session-001/photo-001-rejected.jpg")
    store.objects.write(copy, b"an older copy")
    store.objects.write(store.key(), LARGE)
    store.objects.copy(store.key(), copy)
    store.objects.copy(store.key(), copy)
    store.objects.delete(store.key())
    assert store.objects.look(store.key()) is None
    assert store.objects.read(copy, 2**30) == LARGE


def test_replacing_a_copy_leaves_the_original(store: Store) -> None:
    copy = store.key("rejected/photo-001-rejected.jpg")
    store.objects.write(store.key(), b"original")
    store.objects.copy(store.key(), copy)
    store.objects.write(copy, b"another")
    assert store.objects.read(store.key(), 100) == b"original"


def test_a_prefix_lists_what_is_below_it_in_order(store: Store) -> None:
    names = ["raw/2026-11-17/session-002/b.jpg", "raw/2026-11-17/session-001/z.jpg", "raw/2026-11-17/session-001/a.jpg"]
    for name in [*names, "processed/2026-11-17/session-001/a.jpg"]:
        store.objects.write(store.key(name), b"x")
    assert [one.at.key for one in store.objects.find(store.bucket, "raw/2026-11-17/")] == sorted(names)
    assert list(store.objects.find(store.bucket, "raw/2020-01-01/")) == []


def test_a_bucket_is_made_once(store: Store) -> None:
    store.objects.write(store.key(), b"kept")
    store.objects.make_bucket(store.bucket)
    assert store.objects.read(store.key(), 10) == b"kept"


def test_buckets_are_apart(store: Store) -> None:
    other = ObjectKey(f"{store.bucket}-b", "raw/a.jpg")
    store.objects.make_bucket(other.bucket)
    store.objects.write(store.key("raw/a.jpg"), b"ours")
    assert store.objects.look(other) is None
    assert list(store.objects.find(other.bucket, "raw/")) == []


def test_what_is_erased_is_gone_with_every_version_and_its_neighbours_stay(store: Store) -> None:
    neighbour = store.key("raw/2026-11-17/session-0010/photo-001.jpg")
    for name in ("photo-001.jpg", "photo-002.jpg"):
        store.objects.write(store.key(f"raw/2026-11-17/session-001/{name}"), b"x")
    store.objects.write(store.key(), b"another version")
    store.objects.delete(store.key("raw/2026-11-17/session-001/photo-002.jpg"))
    store.objects.write(neighbour, b"kept")
    assert store.objects.erase(store.bucket, "raw/2026-11-17/session-001/") >= 1
    assert store.objects.erase(store.bucket, "raw/2026-11-17/session-001/") == 0
    assert [one.at for one in store.objects.find(store.bucket, "raw/")] == [neighbour]
