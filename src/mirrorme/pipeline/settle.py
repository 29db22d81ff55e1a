"""Settle an edited photo by its score: publish it, have people look, edit it again, or ask for another photo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from mirrorme.domain.decision import Decision, Thresholds, Tried, decide
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.hours import due_after, parse_hours
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Edit, Franchise
from mirrorme.domain.review import PROMISE, Decided
from mirrorme.domain.views import EXTENSIONS
from mirrorme.pipeline.advice import retake_reasons
from mirrorme.pipeline.lanes import note_miss, put_in_lane
from mirrorme.pipeline.look import Adjustments
from mirrorme.pipeline.ports_review import ReviewWork
from mirrorme.pipeline.variation import vary

UNSCORED = "nobody judged this edit: there was no scorer; see `mirrorme doctor`"
_STATES: Mapping[Decision, State] = {
    "publish": State.PUBLISHED,
    "review": State.IN_REVIEW,
    "edit_again": State.QUEUED,
    "retake": State.RETAKE,
}


@dataclass(frozen=True, slots=True)
class _Score:
    """What of a score decides. whole: as the edit's record keeps it."""

    value: float | None
    sure: bool
    doubt: str
    whole: Mapping[str, Any]


def settle_edited(work: ReviewWork, photo: Photo, edit: Edit, who: str) -> Photo:
    """Settle a photo that was just edited. The edit is kept already.

    Args:
        work: the transaction, which holds the photo.
        photo: ``editing``.
        edit: with its score in ``measured``; without one it goes to people, and the history says so.
        who: edited it, for the history.

    Returns:
        The photo as it is then. What waits for people says why in ``waits_for``: ``asked`` (by whom), ``unscored``,
        ``unsure``, or ``under`` (the threshold that the franchise had).
    """
    franchise = work.franchises.get(photo.franchise)
    if franchise is None:
        raise NotFoundError("no_franchise", f"There is no franchise {photo.franchise}.")
    score = _score_of(edit)
    before = work.decisions.of(photo.id)
    tried = _tried(before)
    thresholds = Thresholds(franchise.auto_publish, franchise.review_from)
    decision = decide(score.value, sure=score.sure, thresholds=thresholds, tried=tried)
    told = {"score": score.value, "sure": score.sure, "decision": decision, "edit": edit.number}
    done = replace(
        photo,
        state=State.SCORED,
        edits=edit.number,
        inspected=True,
        strikes=0,
        reasons=(),
        note="",
        score=score.value,
        sure=None if score.value is None else score.sure,
        waits_for=_waits_for(score, thresholds, before) if decision == "review" else {},
    )
    seconds = round(sum(edit.seconds.values()), 3)
    # small pictures for screens follow from these
    outputs = {kind: name for kind, name in edit.outputs.items() if kind not in EXTENSIONS}
    scored = work.photos.save(photo, done, who=who, why="edited", data=told | {"outputs": outputs, "seconds": seconds})
    # what the lane promises is the published photo; an edit that comes too late for it is late now
    if scored.deadline is not None and scored.missed_at is None and work.now > scored.deadline:
        scored = note_miss(work, scored)
    work.decisions.add(
        Decided(0, photo.franchise, photo.id, edit.number, work.now, who, decision, score.value, scored.sure)
    )
    why = _why(decision, score, thresholds, tried)
    if decision == "edit_again":
        adjustments = vary(edit.recipe, Adjustments.model_validate(photo.adjustments), score.whole)
        again = replace(scored, adjustments=adjustments.named)
        return put_in_lane(
            work, scored, changed=again, who=who, why=why, data=told | {"adjustments": adjustments.named}
        )
    after = replace(scored, state=_STATES[decision])
    if decision == "publish":
        after = replace(after, published_at=work.now)
    elif decision == "review":
        after = into_review(after, franchise, work)
    else:
        reasons = retake_reasons(score.whole)
        after = replace(after, reasons=reasons, note=" ".join(reason["message"] for reason in reasons))
    return work.photos.save(scored, after, who=who, why=why, data=told)


def into_review(photo: Photo, franchise: Franchise, work: ReviewWork) -> Photo:
    """The photo as one that people have to look at, in time by the franchise's business hours."""
    hours = parse_hours(franchise.hours, franchise.timezone)
    due_at = due_after(hours, work.now, PROMISE)
    half = due_after(hours, work.now, timedelta(seconds=PROMISE.total_seconds() / 2))
    return replace(photo, state=State.IN_REVIEW, review_due_at=due_at, remind_at=half)


def _score_of(edit: Edit) -> _Score:
    found = edit.measured.get("score")
    if found is None:
        return _Score(None, sure=False, doubt=UNSCORED, whole={})
    return _Score(float(found["value"]), bool(found["sure"]), str(found["doubt"]), found)


def _tried(decided: Sequence[Decided]) -> Tried:
    """What was done since a person last decided."""
    again, by_person = 0, False
    for one in decided:
        if one.by_person:
            again = 0
        by_person = one.action == "re_edit"
        again += one.action == "edit_again"
    return Tried(again, by_person)


def _waits_for(score: _Score, thresholds: Thresholds, decided: Sequence[Decided]) -> dict[str, Any]:
    """Why people have to look at an edit, for them. Who asked for it comes first: it would wait whatever its score."""
    if _tried(decided).by_person:
        return {"code": "asked", "by": decided[-1].who}
    if score.value is None or not score.sure:
        return {"code": "unscored" if score.value is None else "unsure"}
    return {"code": "under", "threshold": thresholds.auto_publish}


def _why(decision: Decision, score: _Score, thresholds: Thresholds, tried: Tried) -> str:
    if not score.sure:
        return f"for people to look at: {score.doubt}"
    if tried.by_person:
        return f"for people to look at: a person asked for this edit; the score is {score.value}"
    words: Mapping[Decision, str] = {
        "publish": f"the score {score.value} is at least {thresholds.auto_publish:g}",
        "review": f"for people to look at: the score {score.value} is under {thresholds.auto_publish:g}",
        "edit_again": f"edited again: the score {score.value} is under {thresholds.review_from:g}",
        "retake": f"retake: the score {score.value} is under {thresholds.review_from:g} once more",
    }
    return words[decision]
