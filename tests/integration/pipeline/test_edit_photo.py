"""The edit stage: whatever runs twice, late or not to its end, a photo is published once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mirrorme.domain.photo import State
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.edit_photo import MOST_STRIKES, MOST_TRIES
from mirrorme.pipeline.lanes import cancel_photo, requeue
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ports import StorageError, UnavailableError
from mirrorme.pipeline.reconcile import reconcile
from mirrorme.pipeline.result import EditResult
from tests.integration.pipeline.conftest import House, edited, failing, rejected

Edit = Callable[[Order], EditResult]


def _published(house: House) -> int:
    return sum(event.after == State.PUBLISHED for event in house.history())


def test_an_edited_photo_is_published_with_its_edit(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio().edit_photo(photo.id)

    done = house.photo(photo.id)
    assert (done.state, done.edits, done.inspected) == (State.PUBLISHED, 1, True)
    assert done.published_at is not None
    [(outputs,)] = house.ask("select outputs from edit")
    assert outputs == {"jpeg": "mirrorme-franchise-001/processed/2026-11-17/session-001/photo-001-edited.jpg"}


def test_an_edit_names_the_pictures_for_screens_that_were_made_of_it(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(lambda order: replace(edited(order), outputs=(order.jpeg, order.views["thumb"]))).edit_photo(photo.id)  # type: ignore[index]

    [(outputs,)] = house.ask("select outputs from edit")
    folder = "mirrorme-franchise-001/processed/2026-11-17/session-001"
    pictures = {"jpeg": f"{folder}/photo-001-edited.jpg"}
    assert outputs == pictures | {"thumb": f"{folder}/photo-001-edited-thumb.webp"}
    (line,) = [line for line in house.history() if line.after == State.SCORED]
    assert line.data["outputs"] == pictures


def test_a_photo_is_published_once_whatever_ran_twice(house: House) -> None:
    photo = house.receive(b"photo")
    studio = house.studio()

    def while_another_has_it(order: Order) -> EditResult:
        # our worker was taken for dead, and the photo given to another that finished first
        house.run("delete from procrastinate_jobs")
        assert reconcile(house.records, silent_s=30) == 1
        studio.edit_photo(photo.id)
        return edited(order)

    house.studio(while_another_has_it).edit_photo(photo.id)
    studio.edit_photo(photo.id)

    assert _published(house) == 1
    assert len(house.ask("select id from edit")) == 1


def test_a_photo_cancelled_meanwhile_stays_cancelled(house: House) -> None:
    photo = house.receive(b"photo")

    def while_cancelled(order: Order) -> EditResult:
        cancel_photo(house.records, house.caller, photo.id)
        return edited(order)

    house.studio(while_cancelled).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.CANCELLED
    assert _published(house) == 0


def test_a_photo_whose_worker_is_gone_is_edited_again(house: House) -> None:
    photo = house.receive(b"photo")

    def database_away(order: Order) -> EditResult:
        raise UnavailableError(order.photo)

    with pytest.raises(UnavailableError):
        house.studio(database_away).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.EDITING
    house.run("update procrastinate_jobs set status = 'failed'")

    assert reconcile(house.records, silent_s=30) == 1
    assert reconcile(house.records, silent_s=30) == 0
    house.studio().edit_photo(photo.id)
    assert house.photo(photo.id).state is State.PUBLISHED


def test_a_photo_that_kills_three_workers_is_set_aside_and_the_others_go_on(house: House) -> None:
    bad, good = house.receive(b"bad"), house.receive(b"good")
    for _ in range(MOST_STRIKES):
        house.studio(failing("worker_died")).edit_photo(bad.id)
    house.studio().edit_photo(good.id)

    failed = house.photo(bad.id)
    assert failed.state is State.FAILED
    assert failed.reasons[0]["code"] == "worker_died"
    assert house.photo(good.id).state is State.PUBLISHED
    assert requeue(house.records, house.caller, bad.id).strikes == 0


def test_a_store_that_is_away_is_tried_later_and_later(house: House) -> None:
    photo = house.receive(b"photo")
    delays: list[float] = []
    for _ in range(MOST_TRIES - 1):
        house.studio(failing("storage_away")).edit_photo(photo.id)
        [(delay,)] = house.ask(
            "select extract(epoch from scheduled_at - now())::float from procrastinate_jobs "
            "where scheduled_at is not null order by id desc limit 1"
        )
        delays.append(float(str(delay)))
    assert delays == sorted(delays)
    assert house.photo(photo.id).deadline == photo.deadline

    house.studio(failing("storage_away")).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.FAILED


def test_a_store_that_was_away_is_no_strike_against_a_photo(house: House) -> None:
    photo = house.receive(b"photo")
    for code in ("storage_away", "storage_away", "worker_died"):
        house.studio(failing(code)).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.QUEUED


def test_a_rejected_photo_is_copied_with_its_reasons(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(rejected).edit_photo(photo.id)

    gone = house.photo(photo.id)
    assert gone.state is State.REJECTED
    assert gone.reasons == ({"code": "too_dark", "message": "The photo is too dark."},)
    assert [at.key for at in house.store.objects] == [
        "raw/2026-11-17/session-001/photo-001.jpg",
        "rejected/2026-11-17/session-001/photo-001-rejected.jpg",
    ]
    assert house.history()[-1].why == "retake: too_dark"


def test_a_full_disk_does_not_keep_the_studio_from_hearing_of_a_rejection(house: House) -> None:
    photo = house.receive(b"photo")
    house.store.away = True
    house.studio(rejected).edit_photo(photo.id)

    assert house.photo(photo.id).state is State.REJECTED
    assert len(house.history("alert.not_copied")) == 1


def test_an_early_look_rejects_a_waiting_photo_and_takes_its_job_away(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(rejected).look_photo(photo.id)

    assert house.photo(photo.id).state is State.REJECTED
    assert not house.ask("select from procrastinate_jobs where task_name = 'mirrorme.edit'")


def test_gate_1_looks_once(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(lambda order: EditResult(order.photo, "passed")).look_photo(photo.id)
    orders: list[Order] = []

    def note(order: Order) -> EditResult:
        orders.append(order)
        return edited(order)

    house.studio(note).edit_photo(photo.id)
    assert [order.inspected for order in orders] == [True]


def test_too_many_rejections_are_told_once(house: House) -> None:
    photos = [house.receive(bytes([number])) for number in range(20)]
    for photo in photos[:2]:
        house.studio(rejected).edit_photo(photo.id)
    assert not house.history("alert.rejections")  # two of twenty are ten per cent, not more

    for photo in photos[2:5]:
        house.studio(rejected).edit_photo(photo.id)
    [alert] = house.history("alert.rejections")
    assert alert.data == {"rejected": 3, "photos": 20}


@pytest.mark.parametrize(("edit", "alerts"), [(edited, 0), (rejected, 1)])
def test_a_small_session_is_judged_when_it_is_all_in(house: House, edit: Edit, alerts: int) -> None:
    first, last = house.receive(b"first"), house.receive(b"last")
    house.studio(edit).edit_photo(first.id)
    assert not house.history("alert.rejections")

    house.studio(edited).edit_photo(last.id)
    assert len(house.history("alert.rejections")) == alerts


def test_a_promise_broken_is_counted_once(house: House) -> None:
    photo = house.receive(b"photo")
    house.run("update photo set deadline = now() - interval '1 minute'")
    house.studio().edit_photo(photo.id)

    assert house.photo(photo.id).missed_at is not None
    assert len(house.history("deadline.missed")) == 1


def test_a_photo_whose_bucket_is_in_another_region_is_not_edited(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = house.receive(b"photo")

    def elsewhere(_: str) -> None:
        raise StorageError(Reason("wrong_region", "It is in another region."))

    monkeypatch.setattr(house.store, "check_place", elsewhere)

    def never(order: Order) -> EditResult:
        raise AssertionError(order)

    house.studio(never).edit_photo(photo.id)
    again = house.photo(photo.id)
    assert (again.state, again.reasons[0]["code"]) == (State.QUEUED, "wrong_region")
