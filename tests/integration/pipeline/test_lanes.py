"""Lanes at work."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.lane import Lane
from mirrorme.domain.photo import State
from mirrorme.pipeline.lanes import cancel_photo, cancel_session, escalate, move_session, note_missed, requeue
from mirrorme.pipeline.reconcile import reconcile
from tests.integration.pipeline.conftest import House, rejected


def _jobs(house: House) -> list[tuple[object, ...]]:
    return house.ask(
        "select queue_name, (args->>'photo')::int from procrastinate_jobs "
        "where task_name = 'mirrorme.edit' order by priority desc, id"
    )


def test_a_moved_session_takes_its_waiting_photos_along(house: House) -> None:
    photo, done = house.receive(b"1"), house.receive(b"2")
    house.studio().edit_photo(done.id)
    house.run("delete from procrastinate_jobs where id = :job", job=done.job)
    with house.records.begin() as work:
        session = move_session(work, house.caller, photo.session, Lane.VIP)

    assert session.lane is Lane.VIP
    assert _jobs(house) == [("vip", photo.id)]
    moved = house.photo(photo.id)
    assert moved.lane is Lane.VIP
    assert moved.deadline is not None
    assert photo.deadline is not None
    assert moved.deadline < photo.deadline
    assert house.photo(done.id).state is State.PUBLISHED


def test_a_cancelled_session_leaves_no_job(house: House) -> None:
    waiting, done = house.receive(b"1"), house.receive(b"2")
    house.studio().edit_photo(done.id)
    coming = house.begin(b"3").photo
    cancel_session(house.records, house.caller, waiting.session)

    assert [house.photo(one.id).state for one in (waiting, done, coming)] == ["cancelled", "published", "cancelled"]
    assert ("standard", waiting.id) not in _jobs(house)
    with pytest.raises(ConflictError, match="published"):
        cancel_photo(house.records, house.caller, done.id)


def test_who_asks_for_a_rejected_photo_gets_it_edited(house: House) -> None:
    photo = house.receive(b"1")
    house.studio(rejected).edit_photo(photo.id)
    again = requeue(house.records, house.caller, photo.id)
    assert (again.state, again.inspected, again.reasons) == (State.QUEUED, True, ())

    house.studio().edit_photo(photo.id)
    with pytest.raises(ConflictError, match="nothing to try again"):
        requeue(house.records, house.caller, photo.id)


def test_why_a_photo_was_rejected_is_still_known_after_it_was_edited_all_the_same(house: House) -> None:
    photo = house.receive(b"1")
    house.studio(rejected).edit_photo(photo.id)
    reasons = list(house.photo(photo.id).reasons)
    assert reasons
    requeue(house.records, house.caller, photo.id)
    line = house.history()[-1]
    assert "though it was rejected" in line.why
    assert (line.data["overruled"], line.data["codes"]) == ("rejected", [reason["code"] for reason in reasons])

    house.studio().edit_photo(photo.id)
    kept = house.photo(photo.id).overruled
    assert (kept["state"], kept["reasons"], kept["by"]) == ("rejected", reasons, house.caller.who)


def test_a_photo_that_failed_and_is_tried_again_overrules_nothing(house: House) -> None:
    photo = house.receive(b"1")
    house.run("update photo set state = 'failed', job = null where id = :id", id=photo.id)
    requeue(house.records, house.caller, photo.id)
    assert house.photo(photo.id).overruled == {}
    assert house.history()[-1].why == "tried again by hand"


def test_what_never_arrived_cannot_be_tried_again(house: House) -> None:
    photo = house.begin(b"1").photo
    cancel_photo(house.records, house.caller, photo.id)
    with pytest.raises(ConflictError, match="never arrived"):
        requeue(house.records, house.caller, photo.id)


def test_another_studio_may_do_nothing(house: House) -> None:
    photo = house.receive(b"1")
    for forbidden in (cancel_photo, requeue):
        with pytest.raises(NotFoundError):
            forbidden(house.records, house.seeded.other, photo.id)
    with pytest.raises(NotFoundError), house.records.begin() as work:
        move_session(work, house.seeded.other, photo.session, Lane.VIP)


def test_a_photo_about_to_break_its_promise_goes_first(house: House) -> None:
    first, hasty = house.receive(b"1"), house.receive(b"2")
    house.run("update photo set deadline = now() + interval '20 seconds' where id = :id", id=hasty.id)
    assert escalate(house.records, silent_s=30) == 1
    assert [photo for _, photo in _jobs(house)] == [hasty.id, first.id]


def test_missed_deadlines_are_noted_once(house: House) -> None:
    photo = house.receive(b"1")
    house.run("update photo set deadline = now() - interval '1 second'")
    assert (note_missed(house.records), note_missed(house.records)) == (1, 0)
    assert [event.photo for event in house.history("deadline.missed")] == [photo.id]


def test_reconcile_finds_a_photo_without_a_job_and_leaves_those_that_wait(house: House) -> None:
    lost, fine = house.receive(b"1"), house.receive(b"2")
    house.run("delete from procrastinate_jobs where id = :job", job=lost.job)

    assert reconcile(house.records, silent_s=30) == 1
    assert {photo for _, photo in _jobs(house)} == {lost.id, fine.id}


def test_reconcile_knows_a_living_worker_from_a_silent_one(house: House) -> None:
    photo = house.receive(b"1")
    house.run("insert into procrastinate_workers default values")
    house.run("update procrastinate_jobs set status = 'doing', worker_id = (select max(id) from procrastinate_workers)")
    assert reconcile(house.records, silent_s=30) == 0

    house.run("update procrastinate_workers set last_heartbeat = now() - interval '31 seconds'")
    assert reconcile(house.records, silent_s=30) == 1
    assert house.photo(photo.id).job != photo.job
    assert len(_jobs(house)) == 1  # the old job is swept


def test_all_that_happens_at_once_ends_with_nothing_stuck(house: House) -> None:
    session = house.seeded.sessions[0]
    photos = [house.receive(bytes([number])) for number in range(24)]

    def act(number: int) -> None:
        photo = photos[number % 24].id
        match number % 6:
            case 0:
                with house.records.begin() as work:
                    move_session(work, house.caller, session, list(Lane)[number % 4])
            case 1:
                house.studio(rejected).edit_photo(photo)
            case 2:
                escalate(house.records, silent_s=30)
            case 3:
                reconcile(house.records, silent_s=30)
            case 4:
                with house.records.begin() as work:
                    turn = work.queue.pause if number % 12 == 4 else work.queue.resume
                    turn(list(Lane)[number % 4], who="test")
            case _:
                house.studio().edit_photo(photo)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(96)))
    for lane in Lane:
        with house.records.begin() as work:
            work.queue.resume(lane, who="test")

    booked = house.ask("select lane from session order by id limit 1")[0][0]
    waiting = house.ask(
        "select job.queue_name, photo.lane from photo left join procrastinate_jobs job "
        "on job.id = photo.job where photo.state = 'queued'"
    )
    assert set(waiting) <= {(booked, booked)}
    assert {state for (state,) in house.ask("select distinct state from photo")} <= {"queued", "published", "rejected"}
