"""Folders of photos, to a small service over real HTTP."""

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from mirrorme.adapters.files.find import Found
from mirrorme.interfaces.agent.choose import choose
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.upload import Uploader
from tests.fakes.api import KEY, Kept, serving
from tests.integration.agent.conftest import photo, send, send_all

BIG = 12 * 1024 * 1024


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_folder_of_63_photos_is_all_accounted_for(connection: Connection, kept: Kept, folder: Path) -> None:
    files = [photo(folder, f"photo {number}.jpg") for number in range(63)]
    results = send_all(connection, folder)
    assert {result.status for result in results.values()} == {"uploaded"}
    assert {digest(file): file.read_bytes() for file in files} == kept.originals


def test_running_again_sends_no_byte(connection: Connection, kept: Kept, folder: Path) -> None:
    photo(folder, "a.jpg")
    photo(folder, "b.jpg", BIG)
    send_all(connection, folder)
    before = kept.received.copy()
    assert {result.status for result in send_all(connection, folder).values()} == {"already there"}
    assert kept.received == before


def test_only_missing_parts_are_sent(connection: Connection, kept: Kept, folder: Path) -> None:
    file = photo(folder, "big.jpg", BIG)
    kept.answers["/complete"] = [500]
    assert send_all(connection, folder)["big.jpg"].status == "failed"
    del kept.parts[digest(file)][2]
    kept.received.clear()
    assert send_all(connection, folder)["big.jpg"].status == "uploaded"
    assert kept.received[digest(file)] == 5 * 1024 * 1024
    assert kept.originals[digest(file)] == file.read_bytes()


def test_a_photo_that_arrives_damaged_is_sent_again_once(connection: Connection, kept: Kept, folder: Path) -> None:
    file = photo(folder, "a.jpg")
    kept.damage = 1
    assert send_all(connection, folder)["a.jpg"].status == "uploaded"
    assert kept.originals[digest(file)] == file.read_bytes()


def test_a_photo_that_always_arrives_damaged_is_told(connection: Connection, kept: Kept, folder: Path) -> None:
    photo(folder, "a.jpg")
    kept.damage = 99
    assert send_all(connection, folder)["a.jpg"].code == "checksum_mismatch"
    assert kept.damage == 97


def test_urls_that_expired_are_replaced(connection: Connection, kept: Kept, folder: Path) -> None:
    file = photo(folder, "a.jpg")
    kept.answers["/store/"] = [403]
    assert send_all(connection, folder)["a.jpg"].status == "uploaded"
    assert digest(file) in kept.originals


@pytest.mark.parametrize("trouble", [0, 429, 503])
def test_trouble_that_passes_is_waited_out(connection: Connection, kept: Kept, folder: Path, trouble: int) -> None:
    photo(folder, "a.jpg")
    kept.answers |= {"/uploads": [trouble], "/store/": [trouble]}
    assert send_all(connection, folder)["a.jpg"].status == "uploaded"


def test_one_bad_file_does_not_stop_the_others(connection: Connection, folder: Path) -> None:
    photo(folder, "good.jpg")
    (folder / "empty.jpg").touch()
    gone = photo(folder, "gone.jpg")
    chosen = choose([folder]).photos
    gone.unlink()
    results = send(connection, chosen)
    assert {name: (one.status, one.code) for name, one in results.items()} == {
        "good.jpg": ("uploaded", ""),
        "empty.jpg": ("refused", "empty_file"),
        "gone.jpg": ("failed", "vanished"),
    }


def test_a_file_that_changes_meanwhile_is_noticed(connection: Connection, kept: Kept, folder: Path) -> None:
    file = photo(folder, "a.jpg")

    def touch(_: Found, __: int) -> None:
        file.write_bytes(b"another")

    seen = Uploader(connection, 1).upload((Found(file, PurePath("a.jpg")),), touch)
    assert [(one.status, one.code) for one in seen] == [("failed", "changed")]
    assert not kept.originals


def test_the_same_picture_under_two_names_is_sent_once(connection: Connection, kept: Kept, folder: Path) -> None:
    file = photo(folder, "a.jpg")
    (folder / "b.jpg").write_bytes(file.read_bytes())
    results = send_all(connection, folder)
    assert sorted(one.status for one in results.values()) == ["already there", "uploaded"]
    assert kept.received[digest(file)] == 2000


def test_ctrl_c_while_files_are_handed_over_repeats_nothing_any_more(
    connection: Connection, kept: Kept, folder: Path
) -> None:
    first = Found(photo(folder, "a.jpg"), PurePath("a.jpg"))
    kept.answers["/complete"] = [503] * 99

    class Interrupted(tuple[Found, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Found]:
            yield first
            while len(kept.answers["/complete"]) == 99:
                time.sleep(0.001)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(connection, Interrupted((first,)))
    assert connection.stop.is_set()
    assert len(kept.answers["/complete"]) > 90


def test_two_clients_may_send_the_same_photo(url: str, kept: Kept, folder: Path) -> None:
    file = photo(folder, "big.jpg", BIG)
    arrived: list[bool] = []

    def client() -> None:
        with Connection(url, KEY) as own:
            arrived.extend(one.arrived for one in send_all(own, folder).values())

    clients = [threading.Thread(target=client) for _ in range(2)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    assert arrived == [True, True]
    assert kept.originals == {digest(file): file.read_bytes()}


@pytest.mark.parametrize(
    "name", ["😀.jpg", "\u202egpj.exe.jpg", "n" * 240 + ".jpg", "x..jpg", "a\nb.jpg", "\udcff.jpg"]
)
def test_hostile_names_arrive(connection: Connection, kept: Kept, folder: Path, name: str) -> None:
    file = photo(folder, name)
    (result,) = send(connection, (Found(file, PurePath(file.name)),)).values()
    assert result.status == "uploaded"
    assert kept.originals[digest(file)] == file.read_bytes()


def test_an_api_that_is_starting_is_waited_for(kept: Kept, folder: Path) -> None:
    for number in range(8):
        photo(folder, f"{number}.jpg")
    with serving(kept) as at:
        port = int(at.rpartition(":")[2])
    restarted = threading.Event()

    def restart() -> None:
        with serving(kept, port):
            restarted.wait()

    later = threading.Timer(1.0, restart)
    later.start()
    try:
        with Connection(at, KEY) as connection:
            assert {one.status for one in send_all(connection, folder).values()} == {"uploaded"}
    finally:
        restarted.set()
        later.join()


def test_a_service_that_is_away_fails_all_without_waiting_for_each(folder: Path) -> None:
    for number in range(20):
        photo(folder, f"{number}.jpg")
    with Connection("http://127.0.0.1:9", KEY, patience_s=0.5) as connection:
        results = send_all(connection, folder)
    assert {one.status for one in results.values()} == {"failed"}
