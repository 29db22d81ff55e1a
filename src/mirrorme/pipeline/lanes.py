"""Lanes at work: photos come in, move, are cancelled, and go first when their promise is about to be broken."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.lane import Lane, deadline_of, find_due, priority
from mirrorme.domain.photo import SETTLED, Photo, State
from mirrorme.domain.records import Caller, Session
from mirrorme.pipeline.ports_records import Records, Work

PACE = 4.0
"""Seconds from photo to photo, as long as nothing was measured."""
MARGIN = timedelta(seconds=30)
AT_ONCE = 500
"""Jobs that get new priorities in one transaction."""
BY_HAND = frozenset({State.FAILED, State.REJECTED, State.CANCELLED, State.RETAKE})
"""What people may put into the queue again."""
_AGAINST: Mapping[State, str] = {State.REJECTED: "rejected", State.RETAKE: "to be taken again"}


def put_in_lane(
    work: Work,
    photo: Photo,
    *,
    who: str,
    why: str,
    delay_s: float = 0.0,
    changed: Photo | None = None,
    data: Mapping[str, Any] | None = None,
) -> Photo:
    """Have a photo edited in its session's lane; its first deadline holds, whatever delays it.

    changed: the photo with what else changes. data: for the history.
    """
    session = _session(work, photo.session)
    wanted = changed or photo
    deadline = _promised(work, wanted, session.lane, session)
    ready = replace(wanted, state=State.QUEUED, lane=session.lane, deadline=deadline)
    wait = work.queue.anyone_waiting(photo.id)
    tag, job = work.queue.enqueue(ready, delay_s=delay_s, now=work.now)
    saved = work.photos.save(photo, replace(ready, tag=tag, job=job), who=who, why=why, data=data)
    if wait and not saved.inspected:
        work.queue.look_early(saved)
    return saved


def lock_photo(work: Work, photo: int) -> Photo | None:
    """A photo as it is now, held until the transaction ends, and its session with it: for whoever may need both."""
    found = work.photos.get(photo)
    if found is None:
        return None
    work.sessions.lock(found.session)
    return work.photos.lock(photo)


def move_session(work: Work, caller: Caller, session: int, lane: Lane) -> Session:
    """Move a session, with what waits of it, to another lane.

    Raises:
        NotFoundError: no such session, or not the caller's.
    """
    before = _own(work, caller, session)
    if before.lane is lane:
        return before
    after = replace(before, lane=lane)
    work.sessions.save(after)
    work.history.note(
        "session.moved",
        who=caller.who,
        why=f"moved from {before.lane} to {lane}",
        franchise=before.franchise,
        session=session,
        data={"from": before.lane, "to": lane},
    )
    promise_anew(work, after, {State.QUEUED}, who=caller.who)
    return after


def promise_anew(work: Work, session: Session, states: Collection[State], *, who: str) -> None:
    """Give photos in these states the lane and the deadline that their session has now."""
    for photo in _locked(work, session.id, states):
        deadline = _promised(work, photo, session.lane, session)
        if photo.state is not State.QUEUED:
            work.photos.save(photo, replace(photo, deadline=deadline), who=who, why="")
            continue
        moved = replace(photo, lane=session.lane, deadline=deadline)
        tag, job = work.queue.enqueue(moved, now=work.now)
        work.queue.withdraw(photo)
        work.photos.save(photo, replace(moved, tag=tag, job=job), who=who, why="moved")


def cancel_session(records: Records, caller: Caller, session: int) -> Session:
    """Cancel a session and all of it that is not finished. Nothing is deleted.

    Raises:
        NotFoundError: no such session, or not the caller's.
    """
    with records.begin() as work:
        before = _own(work, caller, session)
        after = replace(before, cancelled=True)
        work.sessions.save(after)
        if not before.cancelled:
            work.history.note(
                "session.cancelled",
                who=caller.who,
                why="cancelled",
                franchise=before.franchise,
                session=session,
            )
        for photo in _locked(work, session, set(State) - SETTLED - {State.SCORED, State.IN_REVIEW}):
            _cancel(work, photo, caller, "its session was cancelled")
        return after


def cancel_photo(records: Records, caller: Caller, photo: int) -> Photo:
    """Cancel one photo that is not finished. Nothing is deleted.

    Raises:
        NotFoundError: no such photo, or not the caller's.
        ConflictError: it is finished.
    """
    with records.begin() as work:
        return _cancel(work, _own_photo(work, caller, photo), caller, "cancelled")


def requeue(records: Records, caller: Caller, photo: int, why: str = "tried again by hand") -> Photo:
    """Have a photo that failed, was rejected, cancelled or has to be taken again edited after all.

    What spoke against it is kept with the photo, and its codes in the history; a note is not, as customers may have it
    erased.

    Raises:
        NotFoundError: no such photo, or not the caller's.
        ConflictError: it is in no such state, or was never received.
    """
    with records.begin() as work:
        found = _own_photo(work, caller, photo)
        if found.state not in BY_HAND:
            message = f"The photo is {found.state}; there is nothing to try again."
            raise ConflictError("wrong_state", message, {"state": found.state.value})
        if found.received_at is None:
            raise ConflictError("not_received", "This photo never arrived; upload it again.")
        if found.original_expired_at is not None:
            raise ConflictError(
                "original_expired", f"Its original was deleted by its age on {found.original_expired_at:%Y-%m-%d}."
            )
        # who asks for a rejected photo has seen why, and wants it all the same
        inspected = found.inspected or found.state is State.REJECTED
        kept = found.overruled_by(caller.who, work.now)
        fresh = replace(kept, strikes=0, reasons=(), note="", inspected=inspected)
        work.photos.save(found, fresh, who=caller.who, why=why)
        against = found.turned_away
        if against is None:
            return put_in_lane(work, fresh, who=caller.who, why=why)
        told = {"overruled": against, "codes": [reason["code"] for reason in found.reasons]}
        return put_in_lane(work, fresh, who=caller.who, why=f"{why}, though it was {_AGAINST[against]}", data=told)


def requeue_all(records: Records, caller: Caller, photos: Iterable[int]) -> int:
    """``requeue`` for each that is still in such a state; gives how many."""
    done = 0
    for photo in photos:
        try:
            requeue(records, caller, photo)
            done += 1
        except ConflictError:
            continue  # somebody else was quicker
    return done


def escalate(records: Records, silent_s: float) -> int:
    """Give everything that waits the priority that it should have by now; gives how many are due."""
    with records.begin() as work:
        waiting = work.photos.waiting()
        seconds = work.queue.pace(silent_s) or PACE
        now = work.now
        due = {one.photo for one in find_due(waiting, now, seconds_each=seconds, margin=MARGIN)}
        wanted = [(one.photo, priority(one, now, due=one.photo in due)) for one in waiting]
    # a few at a time: a worker that looks for a job passes over those that are being changed
    for start in range(0, len(wanted), AT_ONCE):
        with records.begin() as work:
            work.queue.prioritise(wanted[start : start + AT_ONCE])
    return len(due)


PROMISED = frozenset({State.QUEUED, State.EDITING, State.IN_REVIEW})
"""Not published yet, and nothing that the studio has to do: what was promised still counts."""


def note_missed(records: Records, at_most: int = 200) -> int:
    """Note the promises that were broken; gives how many."""
    with records.begin() as work:
        overdue = work.photos.overdue(at_most)
    noted = 0
    for photo in overdue:
        with records.begin() as work:
            found = work.photos.lock(photo)
            if found is None or found.missed_at is not None or found.state not in PROMISED:
                continue
            note_miss(work, found)
            noted += 1
    return noted


def note_miss(work: Work, photo: Photo) -> Photo:
    """Count a broken promise, once a photo."""
    saved = work.photos.save(photo, replace(photo, missed_at=work.now), who="service", why="")
    work.history.note(
        "deadline.missed",
        who="service",
        why=f"not published by {photo.deadline:%Y-%m-%d %H:%M:%S} UTC as {photo.lane} promises",
        franchise=photo.franchise,
        session=photo.session,
        photo=photo.id,
        data={"lane": photo.lane},
    )
    return saved


def _promised(work: Work, photo: Photo, lane: Lane, session: Session) -> datetime:
    """When a photo has to be edited: by the lane, from its arrival, or from when a person asked for another edit."""
    if photo.asked_at is None:
        return deadline_of(lane, photo.received_at or work.now, session.due_at)
    due_at = session.due_at if session.due_at is not None and session.due_at > photo.asked_at else None
    return deadline_of(lane, photo.asked_at, due_at)


def _cancel(work: Work, photo: Photo, caller: Caller, why: str) -> Photo:
    if photo.state is State.CANCELLED:
        return photo
    work.queue.withdraw(photo)
    # an open upload is given up by the scheduler, in the store too; until then it can be gone on with
    return work.photos.save(photo, replace(photo, state=State.CANCELLED), who=caller.who, why=why)


def _locked(work: Work, session: int, states: Collection[State]) -> list[Photo]:
    locked = [work.photos.lock(photo) for photo in work.photos.of_session(session, states)]
    return [photo for photo in locked if photo is not None and photo.state in states]


def _session(work: Work, session: int) -> Session:
    found = work.sessions.get(session)
    if found is None:
        raise NotFoundError("no_session", "There is no such session.")
    return found


def _own(work: Work, caller: Caller, session: int) -> Session:
    found = work.sessions.lock(session)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_session", "There is no such session.")
    return found


def _own_photo(work: Work, caller: Caller, photo: int) -> Photo:
    found = lock_photo(work, photo)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_photo", "There is no such photo.")
    return found
