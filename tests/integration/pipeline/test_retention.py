"""What is old is moved and deleted by its franchise's rules, and by nothing else."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.keys import ObjectKey, SessionPlace, place_of
from mirrorme.domain.lane import Tier as CustomerTier
from mirrorme.domain.photo import Photo
from mirrorme.domain.retention import Rule, Tier
from mirrorme.domain.views import views_of_edit, views_of_rejected
from mirrorme.pipeline.bookings import NewSession, add_customer, book_session, change_customer
from mirrorme.pipeline.lanes import requeue
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.privacy import ask_erasure, carry_out
from mirrorme.pipeline.retention import BUSY, HELD, change_policy, policy_of
from tests.integration.conftest import Seeded
from tests.integration.pipeline.attic import Attic
from tests.integration.pipeline.conftest import House, edited_with_views, rejected

NO_COLD = "no cold store is set (MIRRORME_COLD_URL)"


@pytest.fixture
def attic(house: House, tmp_path: Path) -> Attic:
    return Attic(house, tmp_path / "hot", tmp_path / "cold")


def of_customer(attic: Attic) -> tuple[int, Photo]:
    """A customer, and a photo of theirs that is done."""
    house = attic.house
    with house.records.begin() as work:
        customer = add_customer(work, house.caller, None, "Ada", None, CustomerTier.REGULAR)
        new = NewSession("Lovelace", house.seeded.booking_types[0], customer.id, date(2026, 11, 18), None, {})
        session = book_session(work, house.caller, new).id
    return customer.id, attic.published(b"Ada", session)


def hold(attic: Attic, customer: int, why: str | None) -> None:
    with attic.house.records.begin() as work:
        change_customer(work, attic.house.caller, customer, {"hold": why})


def tiers(attic: Attic, kind: str = "raw") -> list[Tier]:
    return [
        one.tier
        for day in attic.store.folders(attic.bucket(), f"{kind}/")
        for one in attic.store.shelved(attic.bucket(), day)
    ]


def test_an_original_goes_cold_then_to_the_archive_and_is_read_all_the_while(attic: Attic) -> None:
    photo = attic.published(b"1")
    for days, tier in ((29, Tier.HOT), (30, Tier.COLD), (89, Tier.COLD), (90, Tier.ARCHIVE), (4000, Tier.ARCHIVE)):
        at = attic.original(photo, days)
        attic.run()
        assert tiers(attic) == [tier], days
        assert attic.store.read(at, 100) == b"a portrait"
        assert len(attic.there()) == 1
    assert attic.house.photo(photo.id).original_expired_at is None


def test_from_cold_to_the_archive_it_keeps_its_age(attic: Attic) -> None:
    photo = attic.published(b"1")
    at = attic.original(photo, 95)
    written = attic.store.look(at)
    attic.store.shelve(at, Tier.COLD)
    assert attic.run()["raw", "archive", ""].objects == 1
    assert tiers(attic) == [Tier.ARCHIVE]
    assert attic.store.look(at) == written
    assert attic.run() == {}


def test_a_rejected_copy_is_deleted_after_thirty_days_and_told_in_the_history(attic: Attic) -> None:
    photo = attic.house.receive(b"dark")
    attic.house.studio(rejected).edit_photo(photo.id)
    young, old = attic.original(photo, 29), attic.rejected(photo, 31)
    assert attic.run()["rejected", "delete", ""].objects == 1
    assert (attic.store.look(old), attic.store.look(young) is not None) == (None, True)
    (event,) = attic.house.history("retention.deleted")
    assert (event.photo, event.franchise, event.who, event.data["key"]) == (photo.id, "001", "test", old.key)
    (run,) = attic.house.history("retention.run")
    assert run.data["lines"] == [{"kind": "rejected", "action": "delete", "objects": 1, "bytes": 10, "but": ""}]


def test_pictures_for_screens_go_with_the_edit_and_with_the_rejected_copy(attic: Attic) -> None:
    attic.rule("processed", None, None, 200)
    photo = attic.house.receive(b"1")
    attic.house.studio(edited_with_views).edit_photo(photo.id)
    place = attic.session(photo.session).place
    old = [ObjectKey.parse(name) for name in views_of_edit(place, photo.number, 1).values()]
    young = [ObjectKey.parse(name) for name in views_of_edit(place, photo.number, 2).values()]
    away = [ObjectKey.parse(name) for name in views_of_rejected(place, photo.number).values()]
    for at in (*old, attic.picture(photo, 201)):
        attic.put(at, 201)
    for at in young:
        attic.put(at, 199)
    for at in away:
        attic.put(at, 31)
    done = attic.run()
    assert done["processed", "delete", ""].objects == len(old) + 1
    assert done["rejected", "delete", ""].objects == len(away)
    assert [at for at in (*old, *away) if attic.store.look(at)] == []
    assert all(attic.store.look(at) for at in young)
    # the edit is told to be gone once, not once a picture
    assert len([event for event in attic.house.history("retention.deleted") if "processed" in event.data["key"]]) == 1
    assert attic.house.ask("select expired_at is not null from edit") == [(True,)]


def test_customers_copies_go_cold_after_thirty_days_and_are_deleted_after_ninety(attic: Attic) -> None:
    photo = attic.published(b"1")
    place = attic.session(photo.session).place
    attic.put(place.copy(1, "web", "jpg"), 31)
    attic.put(place.copy(2, "web", "jpg"), 91)
    found = attic.run()
    assert found["customer", "cold", ""].objects == found["customer", "delete", ""].objects == 1
    assert tiers(attic, "customer") == [Tier.COLD]


def test_a_franchise_that_has_originals_deleted_can_t_edit_them_again_and_is_told_so(attic: Attic) -> None:
    photo = attic.published(b"1")
    attic.rule("raw", 30, 90, 120)
    attic.rule("processed", None, None, 200)
    original, picture = attic.original(photo, 121), attic.picture(photo, 201)
    attic.run()
    assert attic.store.look(original) is None
    assert attic.store.look(picture) is None
    assert attic.there() == []
    assert attic.house.photo(photo.id).original_expired_at is not None
    assert attic.house.ask("select expired_at is not null from edit") == [(True,)]
    attic.house.run("update photo set state = 'failed'")
    with pytest.raises(ConflictError, match="deleted by its age") as refused:
        requeue(attic.house.records, attic.house.caller, photo.id)
    assert refused.value.code == "original_expired"
    with pytest.raises(ConflictError, match="new session"):
        attic.house.begin(b"1")
    assert len(attic.house.history("retention.deleted")) == 2


def test_nothing_of_a_customer_that_is_held_is_deleted_or_archived(attic: Attic) -> None:
    customer, photo = of_customer(attic)
    attic.rule("raw", 30, 90, 120)
    original, copy = attic.original(photo, 500), attic.rejected(photo, 500)
    hold(attic, customer, "a claim is pending")
    found = attic.run()
    assert found["raw", "cold", ""].objects == found["raw", "delete", HELD].objects == 1
    assert found["rejected", "cold", ""].objects == 1
    again = attic.run()
    assert again["raw", "delete", HELD].objects == again["rejected", "delete", HELD].objects == 1
    assert attic.store.look(original) is not None
    assert attic.store.look(copy) is not None
    hold(attic, customer, None)
    attic.run()
    assert attic.there() == []


def test_a_photo_that_is_not_finished_keeps_its_original(attic: Attic) -> None:
    photo = attic.house.receive(b"waits")
    attic.rule("raw", None, None, 30)
    attic.original(photo, 400)
    assert attic.run()["raw", "delete", BUSY].objects == 1
    assert attic.house.photo(photo.id).original_expired_at is None
    assert len(attic.there()) == 1


def test_a_dry_run_tells_all_of_it_and_changes_nothing(attic: Attic) -> None:
    done = attic.published(b"1")
    for days in (1, 40, 100):
        attic.put(attic.session(done.session).place.raw(days, "jpg"), days)
    attic.rejected(done, 31)
    before = {path: path.stat().st_mtime_ns for path in attic.there()}
    found = attic.run(dry=True)
    told = {key: line.objects for key, line in found.items()}
    assert told == {
        ("raw", "keep", ""): 1,
        ("raw", "cold", ""): 1,
        ("raw", "archive", ""): 1,
        ("rejected", "delete", ""): 1,
    }
    assert found["raw", "archive", ""].size == len(b"a portrait")
    assert {path: path.stat().st_mtime_ns for path in attic.there()} == before
    assert attic.house.history("retention.run") == []


def test_without_a_cold_store_it_is_said_and_things_stay_where_they_are(attic: Attic) -> None:
    attic.cold = None
    photo = attic.published(b"1")
    attic.original(photo, 100)
    attic.rejected(photo, 31)
    found = attic.run()
    assert found["raw", "archive", NO_COLD].objects == 1
    assert found["rejected", "delete", ""].objects == 1
    assert tiers(attic) == [Tier.HOT]


def test_a_run_does_so_much_and_the_next_goes_on(attic: Attic) -> None:
    photo = attic.published(b"1")
    for number in range(1, 8):
        attic.put(attic.session(photo.session).place.raw(number, "jpg"), 100)
    assert [attic.run(at_most=3)["raw", "archive", ""].objects for _ in range(2)] == [3, 3]
    assert attic.run(at_most=3)["raw", "archive", ""].objects == 1
    assert attic.run(at_most=3) == {}


def test_what_belongs_to_no_photo_is_kept_by_the_same_rules(attic: Attic) -> None:
    orphan = attic.put(ObjectKey(attic.bucket(), "rejected/2020-01-01/session-099/photo-001-rejected.jpg"), 40)
    other = attic.put(ObjectKey(attic.bucket(), "rejected/2020-01-01/notes.txt"), 40)
    template = attic.put(ObjectKey(attic.bucket(), "templates/office.jpg"), 4000)
    attic.run()
    assert [attic.store.look(at) for at in (orphan, other)] == [None, None]
    assert attic.store.look(template) is not None


def test_an_erasure_reaches_what_is_in_cold_storage_and_what_a_cut_off_move_left(attic: Attic) -> None:
    customer, photo = of_customer(attic)
    at = attic.original(photo, 100)
    attic.picture(photo, 200)
    attic.run()
    assert {path.relative_to(attic.cold or Path()).parts[0] for path in attic.there()} == {"cold", "archive"}
    left = (attic.cold or Path()) / "cold" / at.bucket / at.key
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"of a move that was cut off")
    asked = ask_erasure(attic.house.records, attic.house.caller, customer)
    assert carry_out(attic.house.records, attic.store, b"secret", asked.id).objects == 2
    assert attic.there() == []
    assert [path for path in attic.hot.rglob("*") if path.is_symlink()] == []


@pytest.mark.parametrize("fails_at", range(1, 7))
def test_a_move_that_is_cut_off_anywhere_leaves_the_photo_whole(
    attic: Attic, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    photo = attic.published(b"1")
    at = attic.original(photo, 100)
    steps = iter(range(1, 100))

    def cut(name: str) -> None:
        real = getattr(Path, name)

        def step(self: Path, *arguments: object, **options: object) -> object:
            if next(steps) == fails_at:
                raise KeyboardInterrupt
            return real(self, *arguments, **options)

        monkeypatch.setattr(Path, name, step)

    for name in ("mkdir", "replace", "symlink_to", "unlink"):
        cut(name)
    with pytest.raises(KeyboardInterrupt):
        attic.run()
    monkeypatch.undo()
    assert attic.store.read(at, 100) == b"a portrait"
    attic.run()
    assert tiers(attic) == [Tier.ARCHIVE]
    assert attic.store.read(at, 100) == b"a portrait"


def test_a_deletion_that_is_cut_off_is_finished_and_told_once(attic: Attic, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = attic.published(b"1")
    attic.rule("raw", None, None, 30)
    at = attic.original(photo, 31)
    with monkeypatch.context() as patch:
        patch.setattr(type(attic.store), "forget", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            attic.run()
    assert attic.house.photo(photo.id).original_expired_at is not None
    attic.run()
    assert attic.store.look(at) is None
    assert len(attic.house.history("retention.deleted")) == 1


RUN = """
import sys, time
from pathlib import Path
from mirrorme.adapters.objects import folder
from mirrorme.adapters.objects.signing import Signer
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.pipeline.retention import keep_by_age

url, hot, cold = sys.argv[1:]
records = PostgresRecords(open_engine(url, 2))
keep_by_age(records, folder.FolderObjects(Path(hot), Signer(b"", ""), cold=Path(cold)), who="test")
"""


def test_a_run_that_is_killed_again_and_again_comes_to_the_same_end(attic: Attic, database_url: str) -> None:
    photo = attic.published(b"1")
    place = attic.session(photo.session).place
    attic.rule("raw", 30, 90, None)
    kept = [attic.put(place.raw(number, "jpg"), 100, bytes([number]) * 1000) for number in range(1, 200)]
    gone = [attic.put(place.rejected(number, "jpg"), 40) for number in range(1, 200)]
    command = [sys.executable, "-c", RUN, database_url, str(attic.hot), str(attic.cold)]
    for moved in (1, 60, 140):
        process = subprocess.Popen(command)
        archive = (attic.cold or Path()) / "archive"
        while process.poll() is None and sum(path.is_file() for path in archive.rglob("*.jpg")) < moved:
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for at in kept:
            assert attic.store.look(at) is not None
    subprocess.run(command, check=True)
    assert [attic.store.read(at, 2000) for at in kept] == [bytes([number]) * 1000 for number in range(1, 200)]
    assert set(tiers(attic)) == {Tier.ARCHIVE}
    assert [at for at in gone if attic.store.look(at) is not None] == []
    assert sorted({event.data["key"] for event in attic.house.history("retention.deleted")}) == [at.key for at in gone]


def test_a_store_that_is_away_ends_the_run_and_the_next_goes_on(attic: Attic) -> None:
    photo = attic.published(b"1")
    attic.original(photo, 100)
    assert attic.cold is not None
    attic.cold.write_bytes(b"not a folder")
    with pytest.raises(StorageError):
        attic.run()
    attic.cold.unlink()
    assert attic.run()["raw", "archive", ""].objects == 1


def test_head_office_gives_a_franchise_rules_of_its_own(records: PostgresRecords, seeded: Seeded) -> None:
    office = seeded.head_office
    own = Rule("raw", 10, None, 60)
    with records.begin() as work:
        change_policy(work, office, "001", [own])
        change_policy(work, office, "001", [own])
    with records.begin() as work:
        assert policy_of(work, "001").rule("raw") == own
        assert policy_of(work, "002").overridden == frozenset()
        noted = work.connection.exec_driver_sql("select who, data from history where kind = 'retention.changed'").all()
        assert [tuple(row) for row in noted] == [("head_office:office", {"raw": [10, None, 60]})]
        with pytest.raises(NotFoundError):
            change_policy(work, office, "777", [])
        with pytest.raises(InvalidError):
            change_policy(work, office, "001", [own, own])
        assert change_policy(work, office, "001", []).overridden == frozenset()


def test_keys_say_whose_an_object_is() -> None:
    place = SessionPlace("001", date(2025, 11, 17), 12)
    for at in (place.raw(3, "jpg"), place.edited(3, 2, "png"), place.rejected(3, "cr3"), place.copy(3, "web", "jpg")):
        found = place_of(at)
        assert found is not None
        assert (found.session, found.photo) == (place, 3)
        assert any(at.key.startswith(folder) for folder in place.folders)
    for key in ("templates/a.jpg", "raw/2025-13-17/session-001/photo-001.jpg", "raw/notes.txt"):
        assert place_of(ObjectKey("mirrorme-franchise-001", key)) is None
    assert place_of(ObjectKey("another-bucket", place.raw(1, "jpg").key)) is None
