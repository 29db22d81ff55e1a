"""An encrypted folder: nothing readable on the disk, and nothing readable that was not kept so."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.adapters.objects.envelope import HEAD, SLOTS, KeyedEnvelopes, LentEnvelopes
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.folder_uploads import FolderUploads
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.objects.stream import CHUNK, TAG
from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.ports import StorageError
from tests.fakes.keys import MemoryKeys

BUCKET = "mirrorme-franchise-001"
ONE = ObjectKey(BUCKET, "raw/2026-11-17/session-001/photo-001.jpg")
TWO = ObjectKey(BUCKET, "raw/2026-11-17/session-001/photo-002.jpg")
DATA = os.urandom(3 * CHUNK + 1000)
NOBODY = Signer(b"", "")
RESERVED = SLOTS[0] - 1


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def store(tmp_path: Path, keys: MemoryKeys) -> FolderObjects:
    objects = FolderObjects(tmp_path, NOBODY, KeyedEnvelopes(keys))
    objects.make_bucket(BUCKET)
    return objects


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as refused:
        ask()
    return refused.value.reason.code


def read(store: FolderObjects, at: ObjectKey = ONE) -> bytes:
    return store.read(at, 2**40)


def on_disk(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


SEALED_SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK, 5 * CHUNK + 3]


@pytest.mark.parametrize("size", SEALED_SIZES)
def test_every_size_is_told_and_read(store: FolderObjects, size: int) -> None:
    data = os.urandom(size)
    store.write(ONE, data)
    assert read(store) == data
    found = store.look(ONE)
    assert found is not None
    assert (found.size, store.open(ONE).size, [one.size for one in store.find(BUCKET, "raw/")]) == (size, size, [size])


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(SEALED_SIZES[1:]), st.data())
def test_any_range_is_that_slice(tmp_path_factory: pytest.TempPathFactory, size: int, draw: st.DataObject) -> None:
    store = FolderObjects(tmp_path_factory.mktemp("any"), NOBODY, KeyedEnvelopes(MemoryKeys()))
    data = os.urandom(size)
    store.write(ONE, data)
    start = draw.draw(st.integers(0, size - 1))
    stop = draw.draw(st.integers(start + 1, size + 10))
    assert b"".join(store.open(ONE).pieces(start, stop)) == data[start:stop]


@settings(deadline=None, max_examples=80)
@given(st.integers(0, HEAD + CHUNK + 500 + 2 * TAG - 1), st.integers(0, 7))
def test_any_bit_that_is_changed_is_found_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    root = tmp_path_factory.mktemp("bit")
    store = FolderObjects(root, NOBODY, KeyedEnvelopes(MemoryKeys()))
    data = os.urandom(CHUNK + 500)
    store.write(ONE, data)
    path = root / str(ONE)
    altered = bytearray(path.read_bytes())
    altered[place] ^= 1 << bit
    path.write_bytes(altered)
    # the second place of the head is empty, and the reserved byte means nothing
    if place == RESERVED or SLOTS[1] <= place < HEAD:
        assert read(store) == data
    else:
        assert code_of(lambda: read(store)) in ("altered", "no_key", "not_sealed")


@pytest.mark.parametrize("kept", [0, 5, HEAD - 1, HEAD, HEAD + 10, HEAD + CHUNK + TAG, -1, -TAG, -TAG - 1000])
def test_what_was_cut_off_is_found_even_where_another_part_is_read(
    store: FolderObjects, tmp_path: Path, kept: int
) -> None:
    store.write(ONE, DATA)
    path = tmp_path / str(ONE)
    path.write_bytes(path.read_bytes()[:kept])
    assert code_of(lambda: read(store)) in ("altered", "not_sealed")
    assert code_of(lambda: list(store.open(ONE).pieces(10, 20))) in ("altered", "not_sealed")


def test_what_was_added_is_found(store: FolderObjects, tmp_path: Path) -> None:
    store.write(ONE, DATA)
    with (tmp_path / str(ONE)).open("ab") as file:
        file.write(b"more")
    assert code_of(lambda: read(store)) == "altered"


def test_one_photo_can_not_stand_in_for_another(store: FolderObjects, tmp_path: Path) -> None:
    store.write(ONE, b"one")
    store.write(TWO, b"two")
    shutil.copy(tmp_path / str(ONE), tmp_path / str(TWO))
    assert code_of(lambda: read(store, TWO)) == "altered"
    head = (tmp_path / str(ONE)).read_bytes()[:HEAD]
    store.write(TWO, b"two")
    body = (tmp_path / str(TWO)).read_bytes()[HEAD:]
    (tmp_path / str(ONE)).write_bytes(head + body)
    assert code_of(lambda: read(store)) == "altered"


def test_nothing_of_a_photo_is_on_the_disk_at_any_time(tmp_path: Path, keys: MemoryKeys) -> None:
    envelopes = KeyedEnvelopes(keys)
    store, uploads = FolderObjects(tmp_path, NOBODY, envelopes), FolderUploads(tmp_path, NOBODY, envelopes)
    store.make_bucket(BUCKET)
    sign = b"what everybody would recognise "
    part = sign * 20_000
    upload = uploads.create(ONE)
    for number in (1, 2):
        uploads.put_part(ONE, upload, number, part)
    assert [(one.number, one.size) for one in uploads.parts(ONE, upload)] == [(1, len(part)), (2, len(part))]
    assert sign not in on_disk(tmp_path)
    uploads.complete(ONE, upload, uploads.parts(ONE, upload))
    store.copy(ONE, TWO)
    assert sign not in on_disk(tmp_path)
    assert read(store) == read(store, TWO) == part * 2


def test_a_part_can_not_stand_in_for_another(tmp_path: Path, keys: MemoryKeys) -> None:
    uploads = FolderUploads(tmp_path, NOBODY, KeyedEnvelopes(keys))
    upload = uploads.create(ONE)
    for number in (1, 2):
        uploads.put_part(ONE, upload, number, b"part %d" % number)
    shutil.copy(tmp_path / ".uploads" / upload / "1.part", tmp_path / ".uploads" / upload / "2.part")
    assert code_of(lambda: uploads.complete(ONE, upload, uploads.parts(ONE, upload))) == "altered"
    assert not (tmp_path / str(ONE)).exists()


def test_a_rotated_key_is_used_at_once_and_old_photos_follow_as_they_are(
    store: FolderObjects, keys: MemoryKeys, tmp_path: Path
) -> None:
    store.write(ONE, DATA)
    before, etag = (tmp_path / str(ONE)).stat(), store.open(ONE).etag
    body = (tmp_path / str(ONE)).read_bytes()[HEAD:]
    assert not store.renew(ONE)
    keys.rotate(BUCKET)
    assert read(store) == DATA
    assert store.renew(ONE)
    assert not store.renew(ONE)
    keys.destroyed.add(1)
    assert read(store) == DATA
    after = (tmp_path / str(ONE)).stat()
    assert (after.st_ino, after.st_mtime_ns, store.open(ONE).etag) == (before.st_ino, before.st_mtime_ns, etag)
    assert (tmp_path / str(ONE)).read_bytes()[HEAD:] == body
    assert not store.renew(TWO)


def test_a_copy_is_under_the_current_key_too(store: FolderObjects, keys: MemoryKeys) -> None:
    store.write(ONE, DATA)
    keys.rotate(BUCKET)
    store.copy(ONE, TWO)
    keys.destroyed.add(1)
    assert read(store, TWO) == DATA
    assert code_of(lambda: read(store)) == "erased"


def test_a_key_that_was_destroyed_takes_backups_with_it(store: FolderObjects, keys: MemoryKeys, tmp_path: Path) -> None:
    store.write(ONE, DATA)
    shutil.copytree(tmp_path / BUCKET, tmp_path / "backup" / BUCKET)
    backup = FolderObjects(tmp_path / "backup", NOBODY, KeyedEnvelopes(keys))
    assert read(backup) == DATA
    keys.destroyed.add(1)
    assert code_of(lambda: read(backup)) == "erased"


def test_a_head_that_is_half_written_leaves_the_photo_readable(
    store: FolderObjects, keys: MemoryKeys, tmp_path: Path
) -> None:
    """The power went while a key was wrapped anew: at any byte of it."""
    store.write(ONE, b"photo")
    old = (tmp_path / str(ONE)).read_bytes()
    keys.rotate(BUCKET)
    store.renew(ONE)
    new = (tmp_path / str(ONE)).read_bytes()
    for written in range(1, 72):
        torn = old[:88] + new[88 : 88 + written] + old[88 + written :]
        (tmp_path / str(ONE)).write_bytes(torn)
        assert read(store) == b"photo"
        assert store.renew(ONE)
        assert not store.renew(ONE)
        assert read(store) == b"photo"
    for forgotten in range(1, 72):
        left = old[16 + forgotten : 88]
        (tmp_path / str(ONE)).write_bytes(new[:16] + bytes(forgotten) + left + new[88:])
        assert read(store) == b"photo"
        assert store.renew(ONE) == any(left)
        assert not store.renew(ONE)


def test_photos_from_before_are_read_and_then_encrypted(store: FolderObjects, keys: MemoryKeys, tmp_path: Path) -> None:
    plain = FolderObjects(tmp_path, NOBODY)
    plain.write(ONE, DATA)
    assert code_of(lambda: read(store)) == "not_sealed"
    keys.plain = True
    assert (read(store), store.open(ONE).size) == (DATA, len(DATA))
    assert b"".join(store.open(ONE).pieces(5, CHUNK + 7)) == DATA[5 : CHUNK + 7]
    store.copy(ONE, TWO)
    assert store.renew(ONE)
    assert not store.renew(TWO)
    keys.plain = False
    assert read(store) == read(store, TWO) == DATA
    assert DATA[:1000] not in on_disk(tmp_path)
    assert code_of(lambda: read(plain)) == "sealed"


def test_parts_from_before_are_seen(store: FolderObjects, tmp_path: Path) -> None:
    before, after = FolderUploads(tmp_path, NOBODY), FolderUploads(tmp_path, NOBODY, KeyedEnvelopes(MemoryKeys()))
    upload = after.create(ONE)
    after.put_part(ONE, upload, 1, DATA)
    assert not store.has_plain_parts()
    before.put_part(ONE, upload, 2, DATA)
    assert store.has_plain_parts()


def test_another_process_is_lent_the_keys_of_its_photo_and_no_others(store: FolderObjects, tmp_path: Path) -> None:
    out = ObjectKey(BUCKET, "processed/2026-11-17/session-001/photo-001-edited.jpg")
    for at in (ONE, TWO):
        store.write(at, DATA)
    lent = store.lend([ONE], [out])
    assert lent is not None
    worker = FolderObjects(tmp_path, NOBODY, LentEnvelopes(lent))
    assert read(worker) == DATA
    worker.write(out, b"edited")
    assert read(store, out) == b"edited"
    assert code_of(lambda: read(worker, TWO)) == "not_lent"
    assert code_of(lambda: worker.write(TWO, b"")) == "not_lent"
    assert code_of(lambda: read(worker, out)) == "not_lent"


def test_a_rotation_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    root = tmp_path / "store"
    names = [ObjectKey(BUCKET, f"raw/2026-11-17/session-001/photo-{number:03d}.jpg") for number in range(40)]
    store = FolderObjects(root, NOBODY, KeyedEnvelopes(MemoryKeys()))
    command = [sys.executable, "-m", "tests.fakes.rotating", str(root)]
    first = subprocess.run([*command, "once"], check=True, capture_output=True, text=True, timeout=60)
    assert first.stdout.strip() == "40"
    for turn in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it rotates
            time.sleep(0.01 + 0.013 * turn)
            process.send_signal(signal.SIGKILL)
    last = subprocess.run([*command, "check"], check=True, capture_output=True, text=True, timeout=60)
    assert last.stdout.strip() == f"{len(names)} well"
    assert len(list(store.all_in(BUCKET))) == len(names)
