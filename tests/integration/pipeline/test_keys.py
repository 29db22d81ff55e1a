"""Keys are made, rotated, wrapped anew and destroyed, with records in a real Postgres and photos in a real folder."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mirrorme.adapters.keys.master_file import FileMaster, add_master, make_master
from mirrorme.adapters.objects.envelope import HEAD, Head, KeyedEnvelopes
from mirrorme.adapters.objects.folder import FolderObjects
from mirrorme.adapters.objects.folder_uploads import FolderUploads
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.encryption import Owner
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.domain.lane import Tier
from mirrorme.domain.records import Session
from mirrorme.domain.views import views_of_edit, views_of_rejected
from mirrorme.pipeline.bookings import NewSession, add_customer, book_session
from mirrorme.pipeline.data_keys import StoredKeys
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.privacy import ask_erasure, carry_out
from mirrorme.pipeline.renew_objects import Renewal
from mirrorme.pipeline.rotate_keys import begin_encryption, rotate, rotate_due, rotate_master
from tests.integration.conftest import Seeded, as_owner
from tests.integration.pipeline.conftest import House

NOBODY = Signer(b"", "")
SECRET = b"of the tests"
AT_ONCE = timedelta(0)


@dataclass
class Vault:
    """An encrypted store and its records. session: of a customer; other: of nobody."""

    folder: Path
    records: PostgresRecords
    seeded: Seeded
    master: FileMaster
    customer: int
    session: Session
    other: Session
    kept_s: float = 0.0

    @property
    def store(self) -> FolderObjects:
        """As a process sees it that has just begun."""
        return FolderObjects(self.folder / "objects", NOBODY, self.envelopes)

    @property
    def envelopes(self) -> KeyedEnvelopes:
        return KeyedEnvelopes(StoredKeys(self.records, self.master, self.kept_s))

    def at(self, session: Session | None = None, photo: int = 1) -> ObjectKey:
        return (session or self.session).place.raw(photo, "jpg")

    def key_of(self, at: ObjectKey) -> tuple[int | None, int]:
        """Whose key an object is under, and which version."""
        head = Head.parse((self.folder / "objects" / str(at)).read_bytes()[:HEAD], str(at))
        with self.records.begin() as work:
            found = work.data_keys.get(head.slots[0].key)
        assert found is not None
        assert len(head.slots) == 1
        return found.customer, found.version

    def states(self) -> list[tuple[int | None, int, str]]:
        with self.records.begin() as work:
            return [(key.customer, key.version, key.state) for key in work.data_keys.all("001")]

    def kinds(self) -> list[str]:
        with self.records.begin() as work:
            found = text("select kind from history where kind like 'keys.%' order by id")
            return list(work.connection.execute(found).scalars())


@pytest.fixture
def vault(tmp_path: Path, records: PostgresRecords, seeded: Seeded) -> Vault:
    make_master(tmp_path / "master.key")
    master = FileMaster(tmp_path / "master.key")
    assert begin_encryption(records, master, plain=False)
    with records.begin() as work:
        customer = add_customer(work, seeded.studio, None, "Ada", None, Tier.REGULAR)
        new = NewSession("Lovelace", seeded.booking_types[0], customer.id, date(2026, 11, 18), None, {})
        session = book_session(work, seeded.studio, new)
        other = work.sessions.get(seeded.sessions[0])
    assert other is not None
    vault = Vault(tmp_path, records, seeded, master, customer.id, session, other)
    for franchise in seeded.franchises:
        vault.store.make_bucket(bucket_of(franchise))
    return vault


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as refused:
        ask()
    return refused.value.reason.code


def test_photos_of_a_customer_are_under_the_customers_key_and_others_under_the_franchises(vault: Vault) -> None:
    edited = vault.session.place.edited(1, 1, "jpg")
    template = ObjectKey(bucket_of("001"), "templates/wall.jpg")
    for at in (vault.at(), edited, vault.at(vault.other), template):
        vault.store.write(at, str(at).encode())
        assert vault.store.read(at, 1000) == str(at).encode()
    assert [vault.key_of(at)[0] for at in (vault.at(), edited)] == [vault.customer] * 2
    assert [vault.key_of(at)[0] for at in (vault.at(vault.other), template)] == [None] * 2
    assert vault.states() == [(None, 1, "current"), (vault.customer, 1, "current")]


def test_pictures_for_screens_are_under_the_customers_key_and_follow_its_rotation(vault: Vault) -> None:
    place = vault.session.place
    names = [*views_of_edit(place, 1, 2).values(), *views_of_rejected(place, 1).values()]
    for name in names:
        vault.store.write(ObjectKey.parse(name), name.encode())
    assert {vault.key_of(ObjectKey.parse(name)) for name in names} == {(vault.customer, 1)}
    rotate(vault.records, vault.master, "test")
    assert Renewal(vault.records, vault.store, AT_ONCE).go_on() == len(names)
    assert {vault.key_of(ObjectKey.parse(name)) for name in names} == {(vault.customer, 2)}
    assert all(vault.store.read(ObjectKey.parse(name), 1000) == name.encode() for name in names)


def test_a_franchise_never_has_the_key_of_another(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    theirs = ObjectKey(bucket_of("002"), "raw/2026-11-17/session-001/photo-001.jpg")
    vault.store.write(theirs, b"another studio's")
    assert vault.key_of(theirs) == (None, 1)
    with vault.records.behind("002").begin() as work:
        assert {key.franchise for key in work.data_keys.all()} == {"002"}


def test_keys_are_asked_for_once_a_while(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    now = 0.0
    keys = StoredKeys(vault.records, vault.master, 60.0, lambda: now)
    first = keys.get(keys.current(vault.at()).id)
    rotate(vault.records, vault.master, "test")
    assert keys.current(vault.at()) == first
    now = 61.0
    assert keys.current(vault.at()).id != first.id
    assert keys.get(first.id) == first
    assert first.secret.hex() not in repr(first)


def test_a_rotation_is_for_new_photos_at_once_and_for_old_ones_in_the_background(vault: Vault) -> None:
    for photo in range(1, 8):
        vault.store.write(vault.at(photo=photo), b"photo %d" % photo)
    vault.store.write(vault.at(vault.other), b"of nobody")
    assert rotate(vault.records, vault.master, "test") == 2
    vault.store.write(vault.at(photo=8), b"photo 8")
    assert [vault.key_of(vault.at(photo=photo))[1] for photo in (7, 8)] == [1, 2]

    renewal = Renewal(vault.records, vault.store, AT_ONCE)
    assert [renewal.go_on(3), renewal.go_on(3), renewal.go_on(3)] == [3, 3, 2]
    assert renewal.go_on() == 0
    assert [vault.key_of(vault.at(photo=photo)) for photo in range(1, 9)] == [(vault.customer, 2)] * 8
    assert [vault.store.read(vault.at(photo=n), 100) for n in range(1, 9)] == [b"photo %d" % n for n in range(1, 9)]
    assert vault.states() == [
        (None, 1, "retired"),
        (None, 2, "current"),
        (vault.customer, 1, "retired"),
        (vault.customer, 2, "current"),
    ]
    assert vault.kinds() == ["keys.begun", "keys.rotated"]


def test_a_key_is_not_done_with_while_somebody_may_still_write_under_it(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    rotate(vault.records, vault.master, "test")
    assert Renewal(vault.records, vault.store).go_on() == 1
    assert (vault.customer, 1, "retired, being replaced") in vault.states()
    with as_owner(vault.records) as work:
        work.connection.execute(text("update data_key set retired_at = now() - interval '1 hour' where version = 1"))
    assert Renewal(vault.records, vault.store).go_on() == 0
    assert (vault.customer, 1, "retired") in vault.states()


def test_one_franchise_can_be_rotated_alone(vault: Vault) -> None:
    theirs = ObjectKey(bucket_of("002"), "raw/2026-11-17/session-001/photo-001.jpg")
    for at in (vault.at(), theirs):
        vault.store.write(at, b"photo")
    assert rotate(vault.records, vault.master, "test", "002") == 1
    assert vault.states() == [(vault.customer, 1, "current")]
    with pytest.raises(NotFoundError):
        rotate(vault.records, vault.master, "test", "999")


def test_keys_rotate_by_themselves_after_a_year(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    assert rotate_due(vault.records, vault.master) == 0
    with as_owner(vault.records) as work:
        work.connection.execute(text("update data_key set created_at = now() - interval '366 days'"))
    assert rotate_due(vault.records, vault.master) == 1
    assert rotate_due(vault.records, vault.master) == 0
    assert vault.states()[-1] == (vault.customer, 2, "current")


def test_a_photo_that_was_altered_keeps_the_others_from_nothing(vault: Vault) -> None:
    for photo in (1, 2, 3):
        vault.store.write(vault.at(photo=photo), b"photo")
    path = vault.folder / "objects" / str(vault.at(photo=2))
    path.write_bytes(path.read_bytes()[:HEAD])
    rotate(vault.records, vault.master, "test")
    renewal = Renewal(vault.records, vault.store, AT_ONCE)
    assert code_of(renewal.go_on) == "altered"
    assert [vault.key_of(vault.at(photo=photo))[1] for photo in (1, 3)] == [2, 2]
    assert (vault.customer, 1, "retired, being replaced") in vault.states()


def test_photos_from_before_are_encrypted_in_the_background_and_plain_ones_refused_then(vault: Vault) -> None:
    plain = FolderObjects(vault.folder / "objects", NOBODY)
    plain.write(vault.at(), b"from before")
    with as_owner(vault.records) as work:
        work.data_keys.change(plain=True)
    assert vault.store.read(vault.at(), 100) == b"from before"
    assert Renewal(vault.records, vault.store, AT_ONCE).go_on() == 1
    assert vault.key_of(vault.at()) == (vault.customer, 1)
    plain.write(vault.at(photo=2), b"put there past us")
    assert code_of(lambda: vault.store.read(vault.at(photo=2), 100)) == "not_sealed"
    assert vault.kinds() == ["keys.begun", "keys.all_encrypted"]


def test_the_master_key_is_rotated_while_others_read(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    other_process = replace(vault, master=FileMaster(vault.folder / "master.key"))
    before = vault.master.newest
    add_master(vault.folder / "master.key")
    newer = FileMaster(vault.folder / "master.key")
    assert newer.newest != before
    assert rotate_master(vault.records, newer, "test") == 1
    assert rotate_master(vault.records, newer, "test") == 0
    assert other_process.store.read(vault.at(), 100) == b"photo"
    other_process.store.write(vault.at(vault.other), b"new")
    with vault.records.begin() as work:
        assert {key.master for key in work.data_keys.all()} == {newer.newest}
    lines = (vault.folder / "master.key").read_text().splitlines()
    (vault.folder / "master.key").write_text(lines[-1] + "\n")
    alone = replace(vault, master=FileMaster(vault.folder / "master.key"))
    assert alone.store.read(vault.at(), 100) == b"photo"


def test_a_rotation_of_the_master_key_that_was_cut_off_is_gone_on_with(vault: Vault) -> None:
    for at in (vault.at(), vault.at(vault.other)):
        vault.store.write(at, b"photo")
    add_master(vault.folder / "master.key")
    newer = FileMaster(vault.folder / "master.key")
    with vault.records.begin() as work:
        work.data_keys.change(master=newer.newest)
        (first, *_) = work.data_keys.lock_wrapped_otherwise(newer.newest, 1)
        work.data_keys.wrap_again(first.id, newer.newest, newer.wrap(newer.newest, b"x" * 32, first.about))
        work.connection.rollback()
    with vault.records.begin() as work:
        work.data_keys.change(master=newer.newest)
    assert vault.store.read(vault.at(), 100) == b"photo"
    assert rotate_master(vault.records, newer, "test") == 2
    assert vault.store.read(vault.at(), 100) == b"photo"


def test_a_start_with_another_master_key_or_none_is_refused_and_writes_nothing(vault: Vault) -> None:
    vault.store.write(vault.at(), b"photo")
    make_master(vault.folder / "another.key")
    another = FileMaster(vault.folder / "another.key")
    before = sorted(path.read_bytes() for path in vault.folder.rglob("*.jpg"))
    with pytest.raises(SetupError, match="put that key back"):
        begin_encryption(vault.records, another, plain=False)
    with pytest.raises(SetupError, match="MIRRORME_MASTER_KEY is missing"):
        begin_encryption(vault.records, None, plain=False)
    wrong = replace(vault, master=another).store
    assert code_of(lambda: wrong.read(vault.at(), 10)) == "wrong_master_key"
    assert code_of(lambda: wrong.write(vault.at(photo=2), b"photo")) == "wrong_master_key"
    assert sorted(path.read_bytes() for path in vault.folder.rglob("*.jpg")) == before
    assert begin_encryption(vault.records, vault.master, plain=False)


def test_records_that_were_altered_are_found_at_the_start(vault: Vault) -> None:
    for at in (vault.at(), vault.at(vault.other)):
        vault.store.write(at, b"photo")
    swap = text("update data_key set wrapped = (select wrapped from data_key b where b.id <> data_key.id limit 1)")
    with as_owner(vault.records) as work:
        work.connection.execute(swap)
    with pytest.raises(SetupError, match="doesn't fit"):
        begin_encryption(vault.records, vault.master, plain=False)


def test_an_erased_customer_takes_their_photos_out_of_backups_too(vault: Vault) -> None:
    vault.store.write(vault.at(), b"a portrait of Ada")
    vault.store.write(vault.at(vault.other), b"somebody else's")
    uploads = FolderUploads(vault.folder / "objects", NOBODY, vault.envelopes)
    upload = uploads.create(vault.at(photo=2))
    uploads.put_part(vault.at(photo=2), upload, 1, b"on its way")
    rotate(vault.records, vault.master, "test")
    vault.store.write(vault.at(photo=3), b"another portrait of Ada")
    backup = vault.folder / "backup"
    shutil.copytree(vault.folder / "objects", backup)

    asked = ask_erasure(vault.records, vault.seeded.studio, vault.customer)
    done = carry_out(vault.records, vault.store, SECRET, asked.id)
    assert done.receipt is not None
    assert done.receipt["keys"] == 2
    assert "copies of them in backups can't be read" in done.receipt["statement"]

    restored = FolderObjects(backup, NOBODY, vault.envelopes)
    for photo in (1, 3):
        assert code_of(lambda photo=photo: restored.read(vault.at(photo=photo), 100)) == "erased"  # type: ignore[misc]
    assert restored.read(vault.at(vault.other), 100) == b"somebody else's"
    parts = FolderUploads(backup, NOBODY, vault.envelopes)
    arrived = parts.parts(vault.at(photo=2), upload)
    assert code_of(lambda: parts.complete(vault.at(photo=2), upload, arrived)) == "erased"
    with as_owner(vault.records) as work:
        left = text("select count(wrapped) from data_key where customer = :customer")
        assert work.connection.execute(left, {"customer": vault.customer}).scalar() == 0


def test_what_comes_late_for_an_erased_customer_is_not_kept(vault: Vault) -> None:
    ask_erasure(vault.records, vault.seeded.studio, vault.customer)
    assert code_of(lambda: vault.store.write(vault.at(), b"late")) == "erased"
    assert vault.states() == [(vault.customer, 1, "destroyed")]
    assert rotate(vault.records, vault.master, "test") == 0
    with vault.records.begin() as work:
        assert work.data_keys.destroyed(vault.customer) == 0


def test_a_receipt_promises_nothing_of_backups_that_was_not_done(house: House) -> None:
    with house.records.begin() as work:
        customer = add_customer(work, house.caller, None, "Ada", None, Tier.REGULAR)
    asked = ask_erasure(house.records, house.caller, customer.id)
    done = carry_out(house.records, house.store, SECRET, asked.id)
    assert done.receipt is not None
    assert done.receipt["keys"] == 0
    assert "Backups that were made before keep them" in done.receipt["statement"]


def test_two_that_need_a_first_key_at_once_have_one(vault: Vault) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(lambda _: vault.envelopes._keys.current(vault.at()).id, range(12)))  # noqa: SLF001
    assert len(found) == 1
    with vault.records.begin() as work:
        assert work.data_keys.current(Owner("001", vault.customer)) is not None


def test_a_rotation_that_is_killed_in_the_middle_is_done_by_the_next(vault: Vault, database_url: str) -> None:
    for photo in range(1, 31):
        vault.store.write(vault.at(photo=photo), b"photo %d" % photo)
    command = [sys.executable, "-m", "tests.fakes.renewing", database_url, str(vault.folder)]
    for turn in range(4):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.02 * turn)
            process.kill()
    assert [vault.store.read(vault.at(photo=n), 100) for n in range(1, 31)] == [b"photo %d" % n for n in range(1, 31)]
    Renewal(vault.records, vault.store, AT_ONCE).go_on()
    with vault.records.begin() as work:
        current = work.data_keys.current(Owner("001", vault.customer))
    assert current is not None
    assert current.version > 1
    assert {vault.key_of(vault.at(photo=photo))[1] for photo in range(1, 31)} == {current.version}
