"""People decide about edits: approve, edit again, ask for another photo, and take that back.

Two reviewers can't collide: who looks at a photo holds it by a lease, and a decision names the edit that it is about
and takes the photo's row, so the second one hears that it was decided, and by whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from mirrorme.domain.errors import ConflictError, DomainError, InvalidError, NotFoundError
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Caller
from mirrorme.domain.review import LEASE, Action, Decided
from mirrorme.pipeline.lanes import lock_photo, put_in_lane
from mirrorme.pipeline.look import Adjustments, parse_look
from mirrorme.pipeline.own_parts import check_own
from mirrorme.pipeline.ports_review import ReviewRecords, ReviewWork

RESTORED = (
    "review_due_at",
    "remind_at",
    "published_at",
    "asked_at",
    "deadline",
    "note",
    "adjustments",
    "reasons",
    "overruled",
)
"""What of a photo an undo gives back, beside its state."""
_KEPT_LATER: dict[str, Any] = {"overruled": {}}
"""What decisions of before a photo had it don't know."""
_TIMES = frozenset(name for name in RESTORED if name.endswith("_at")) | {"deadline"}
RE_EDITED = frozenset({State.IN_REVIEW, State.PUBLISHED, State.RETAKE})
_VERBS: dict[Action, str] = {"approve": "approved", "re_edit": "sent to be edited again", "retake_by_person": "retaken"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person decides. edit: the number of the edit that they saw. note: for the studio, at a retake."""

    action: Literal["approve", "re_edit", "retake"]
    edit: int
    adjustments: Adjustments = field(default_factory=Adjustments)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A photo of a batch that could not be decided; the rest was."""

    photo: int
    code: str
    message: str


def claim(records: ReviewRecords, caller: Caller, photo: int) -> Photo:
    """Keep a photo for the caller for ``LEASE``, or for as long again.

    Raises:
        NotFoundError: no such photo, or not the caller's.
        ConflictError: ``wrong_state``: nobody has to look at it; ``claimed``: somebody else does.
    """
    with records.begin() as work:
        found = _own(work, caller, photo)
        if found.state is not State.IN_REVIEW:
            raise _decided(work, found)
        _check_claim(work, caller, found)
        held = replace(found, reviewer=caller.who, claimed_until=work.now + LEASE)
        return work.photos.save(found, held, who=caller.who, why="")


def release(records: ReviewRecords, caller: Caller, photo: int) -> Photo:
    """Keep it no longer. Nothing happens to what the caller doesn't hold.

    Raises:
        NotFoundError: no such photo, or not the caller's.
    """
    with records.begin() as work:
        found = _own(work, caller, photo)
        if found.reviewer != caller.who:
            return found
        return work.photos.save(found, replace(found, reviewer=None, claimed_until=None), who=caller.who, why="")


def decide_by_person(records: ReviewRecords, caller: Caller, photo: int, asked: Asked) -> Photo:
    """Approve an edit, have it edited again, or ask the studio for another photo.

    Raises:
        NotFoundError: no such photo, or not the caller's.
        InvalidError: adjustments that can't be used; a retake without a note.
        ConflictError: ``wrong_state``: it was decided meanwhile, says by whom; ``stale_edit``: there is a newer edit;
            ``claimed``: somebody else looks at it; ``original_expired``: it can't be edited any more.
    """
    with records.begin() as work:
        found = _own(work, caller, photo)
        if found.state not in (RE_EDITED if asked.action == "re_edit" else {State.IN_REVIEW}):
            raise _decided(work, found)
        if found.edits != asked.edit:
            raise ConflictError("stale_edit", f"There is a newer edit, number {found.edits}; look at that one.")
        _check_claim(work, caller, found)
        if asked.action == "approve":
            return _approve(work, caller, found)
        if asked.action == "re_edit":
            return _edit_again(work, caller, found, asked.adjustments)
        return _retake(work, caller, found, asked.note)


def decide_batch(
    records: ReviewRecords, caller: Caller, photos: Sequence[tuple[int, Asked]]
) -> tuple[list[Photo], list[Refused]]:
    """Decide about several; what can't be decided keeps no other from it."""
    done, refused = [], []
    for photo, asked in photos:
        try:
            done.append(decide_by_person(records, caller, photo, asked))
        except DomainError as error:
            refused.append(Refused(photo, error.code, error.message))
    return done, refused


def undo(records: ReviewRecords, caller: Caller, photo: int) -> Photo:
    """Take the last decision of a person back: the photo is again what it was before.

    Raises:
        NotFoundError: no such photo, or not the caller's.
        ConflictError: ``nothing_to_undo``: no person decided last; ``too_late``: it was delivered, or the new edit has
            begun.
    """
    with records.begin() as work:
        found = _own(work, caller, photo)
        decided = work.decisions.of(photo)
        if not decided or not decided[-1].by_person:
            raise ConflictError("nothing_to_undo", "No person's decision is the last one about this photo.")
        last = decided[-1]
        after = {"approve": State.PUBLISHED, "re_edit": State.QUEUED, "retake_by_person": State.RETAKE}[last.action]
        if found.state is not after or found.edits != last.edit:
            what = "the new edit has begun" if last.action == "re_edit" else f"the photo is {found.state}"
            raise ConflictError("too_late", f"This can't be taken back any more: {what}.")
        if found.state is State.QUEUED:
            work.queue.withdraw(found)
        work.decisions.undo(last.id, caller.who)
        told = {"undone": last.action, "score": last.score, "edit": last.edit, "by": last.who}
        back = replace(found, **_restored(last.before))
        return work.photos.save(found, back, who=caller.who, why=f"taken back: {_VERBS[last.action]}", data=told)


def _approve(work: ReviewWork, caller: Caller, photo: Photo) -> Photo:
    told = _note(work, caller, photo, "approve")
    after = replace(photo.out_of_review(State.PUBLISHED), published_at=work.now)
    return work.photos.save(photo, after, who=caller.who, why="approved", data=told)


def _edit_again(work: ReviewWork, caller: Caller, photo: Photo, wanted: Adjustments) -> Photo:
    if photo.original_expired_at is not None:
        day = f"{photo.original_expired_at:%Y-%m-%d}"
        raise ConflictError("original_expired", f"Its original was deleted by its age on {day}.")
    adjustments = Adjustments.model_validate(photo.adjustments | wanted.named)
    session = work.sessions.get(photo.session)
    if session is not None:
        parse_look(session.look | adjustments.of_look)
        check_own(work, photo.franchise, adjustments.of_look)
    told = _note(work, caller, photo, "re_edit")
    after = replace(
        photo.overruled_by(caller.who, work.now).out_of_review(State.QUEUED),
        adjustments=adjustments.named,
        asked_at=work.now,
        strikes=0,
        reasons=(),
        note="",
    )
    told |= {"adjustments": wanted.named}
    return put_in_lane(work, photo, changed=after, who=caller.who, why="to be edited again", data=told)


def _retake(work: ReviewWork, caller: Caller, photo: Photo, note: str) -> Photo:
    if not note.strip():
        raise InvalidError("note_missing", "Tell the studio what to do otherwise.")
    told = _note(work, caller, photo, "retake_by_person")
    after = replace(photo.out_of_review(State.RETAKE), note=note.strip())
    # the note itself is not in the history, which outlives what customers may have erased
    return work.photos.save(photo, after, who=caller.who, why="retake: see the photo's note", data=told)


def _note(work: ReviewWork, caller: Caller, photo: Photo, action: Action) -> dict[str, Any]:
    """Keep a decision; gives what the history tells of it."""
    before = {"state": photo.state, **{name: _plain(getattr(photo, name)) for name in RESTORED}}
    entered = [one.at for one in work.decisions.of(photo.id) if one.action == "review" and one.edit == photo.edits]
    under_review = photo.state is State.IN_REVIEW and bool(entered)
    work.decisions.add(
        Decided(
            0,
            photo.franchise,
            photo.id,
            photo.edits,
            work.now,
            caller.who,
            action,
            photo.score,
            photo.sure,
            began_at=entered[-1] if under_review else None,
            due_at=photo.review_due_at if under_review else None,
            before=before,
        )
    )
    return {"decision": action, "score": photo.score, "sure": photo.sure, "edit": photo.edits}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _restored(before: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"state": State(before["state"]), "reviewer": None, "claimed_until": None}
    for name in RESTORED:
        value = (_KEPT_LATER | before)[name]
        if name in _TIMES and value is not None:
            value = datetime.fromisoformat(value)
        values[name] = tuple(value) if name == "reasons" else value
    return values


def _own(work: ReviewWork, caller: Caller, photo: int) -> Photo:
    found = lock_photo(work, photo)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_photo", "There is no such photo.")
    return found


def _check_claim(work: ReviewWork, caller: Caller, photo: Photo) -> None:
    if photo.reviewer in (None, caller.who) or photo.claimed_until is None or photo.claimed_until <= work.now:
        return
    message = f"{photo.reviewer} looks at it until {photo.claimed_until:%H:%M:%S} UTC; take another one."
    told = {"by": str(photo.reviewer), "until": photo.claimed_until.isoformat()}
    raise ConflictError("claimed", message, told)


def _decided(work: ReviewWork, photo: Photo) -> ConflictError:
    """What to tell who comes too late."""
    decided = work.decisions.of(photo.id)
    by = f": it was {_VERBS[decided[-1].action]} by {decided[-1].who}" if decided and decided[-1].by_person else ""
    return ConflictError("wrong_state", f"The photo is {photo.state}{by}.", {"state": photo.state.value})
