"""The queue, by Procrastinate's own way of taking up jobs."""

import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres import jobs
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.lane import Lane
from mirrorme.domain.photo import Photo
from mirrorme.pipeline.lanes import move_session, put_in_lane
from tests.integration.conftest import Seeded, add_session

_FETCH = text("select (args->>'photo')::int from procrastinate_fetch_job_v2(cast(:queues as varchar[]), :worker)")


def _fetch(records: PostgresRecords) -> int | None:
    """What a worker that is free now takes up."""
    with records.begin() as work:
        worker = work.connection.execute(text("insert into procrastinate_workers default values returning id")).scalar()
        return work.connection.execute(_FETCH, {"queues": list(jobs.QUEUES), "worker": worker}).scalar()


def _queue(records: PostgresRecords, session: int, name: str) -> Photo:
    with records.begin() as work:
        booking = work.sessions.get(session)
        assert booking is not None
        photo = work.photos.add(booking, filename=name, extension="jpg", size=1, sha256=name, who="test")
        work.connection.execute(
            text("update photo set state = 'received', received_at = now(), inspected = true where id = :id"),
            {"id": photo.id},
        )
        found = work.photos.lock(photo.id)
        assert found is not None
        return put_in_lane(work, found, who="test", why="")


def test_lanes_are_taken_up_in_strict_order(records: PostgresRecords, seeded: Seeded) -> None:
    photos = {}
    for lane in reversed(Lane):
        with records.begin() as work:
            session = add_session(work, "001", seeded.booking_types[0], lane, 10 + list(Lane).index(lane))
            move_session(work, seeded.studio, session, lane)
        photos[lane] = _queue(records, session, lane).id

    assert [_fetch(records) for _ in Lane] == [photos[lane] for lane in Lane]
    assert _fetch(records) is None


def test_studios_take_turns(records: PostgresRecords, seeded: Seeded) -> None:
    many = [_queue(records, seeded.sessions[0], f"many-{number}").id for number in range(20)]
    few = [_queue(records, seeded.sessions[1], f"few-{number}").id for number in range(3)]

    taken = [_fetch(records) for _ in range(7)]
    assert set(few) < set(taken)
    assert set(taken) - set(few) == set(many[:4])


def test_a_paused_lane_waits_and_what_comes_meanwhile_waits_too(records: PostgresRecords, seeded: Seeded) -> None:
    before = _queue(records, seeded.sessions[0], "before")
    with records.begin() as work:
        work.queue.pause(Lane.STANDARD, who="test")
        work.queue.pause(Lane.STANDARD, who="test")
    meanwhile = _queue(records, seeded.sessions[0], "meanwhile")
    assert _fetch(records) is None
    with records.begin() as work:
        assert work.photos.waiting() == []
        work.queue.resume(Lane.STANDARD, who="test")

    assert [_fetch(records), _fetch(records)] == [before.id, meanwhile.id]
    with records.begin() as work:
        assert work.connection.execute(text("select count(*) from history where kind ~ 'lane'")).scalar() == 2


def test_a_job_is_rolled_back_with_the_business(records: PostgresRecords, seeded: Seeded) -> None:
    photo = _queue(records, seeded.sessions[0], "one")
    with pytest.raises(ZeroDivisionError), records.begin() as work:  # noqa: PT012 (the transaction is what is tested)
        work.queue.enqueue(photo, now=work.now)
        raise ZeroDivisionError
    assert [_fetch(records), _fetch(records)] == [photo.id, None]


def test_a_withdrawn_job_is_not_taken_up(records: PostgresRecords, seeded: Seeded) -> None:
    photo = _queue(records, seeded.sessions[0], "one")
    with records.begin() as work:
        work.queue.withdraw(photo)
        assert work.queue.orphans(30, 10) == [photo.id]
        assert work.queue.is_orphan(photo.id, 30)
    assert _fetch(records) is None


def test_finished_and_forgotten_jobs_are_swept(records: PostgresRecords, seeded: Seeded) -> None:
    photo = _queue(records, seeded.sessions[0], "one")
    assert _fetch(records) == photo.id
    with records.begin() as work:
        assert work.queue.sweep(30) == 0
        work.connection.execute(text("update photo set state = 'published'"))
        assert work.queue.sweep(30) == 0  # its worker lives, and ends the job itself
        work.connection.execute(text("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'"))
        assert work.queue.sweep(30) == 1
