"""Review: what waits for people, and what they decide."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres.review_list import Waits, waiting
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.records import Caller
from mirrorme.domain.review import Figures
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.answers import PhotoAnswer
from mirrorme.interfaces.http.models.fields import AskedFranchise, Id, Moment, Number
from mirrorme.interfaces.http.models.review import (
    ApproveBody,
    BatchAnswer,
    BatchBody,
    ReEditBody,
    RefusedAnswer,
    RetakeBody,
    ReviewItem,
)
from mirrorme.interfaces.http.pages import BIGGEST, Cursor, Limit, Page, paged, read_text
from mirrorme.pipeline.review import Asked, claim, decide_batch, decide_by_person, release, undo
from mirrorme.wiring.service import Service

routes = router("Review")
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
OfSession = Annotated[Id | None, Query(description="Of one session alone.")]


@routes.get("/review", responses=problems())
def list_reviews(
    caller: Asking,
    service: TheService,
    franchise: AskedFranchise = None,
    session: OfSession = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ReviewItem]:
    """List what waits for people, by when somebody has to have looked."""
    with service.records.begin() as work:
        found = waiting(work.connection, seen_by(caller, franchise), session, _place(cursor), limit + 1)
        now = work.now
    page, following = paged(found, limit, lambda one: f"{one.due_at.isoformat()} {one.photo.id}")
    return Page(items=[_item(one, now) for one in page], next=following)


@routes.get("/review/figures", responses=problems())
def review_figures(
    caller: Asking,
    service: TheService,
    franchise: AskedFranchise = None,
    since: Annotated[Moment | None, Query(description="Not before.")] = None,
    until: Annotated[Moment | None, Query(description="Before.")] = None,
) -> Figures:
    """Tell how many edits went out without a person, and how people decided about the others."""
    with service.records.begin() as work:
        return work.decisions.figures(seen_by(caller, franchise), since or _FIRST, until or _LAST)


@routes.post("/review/batch", responses=problems())
def decide_several(caller: Asking, service: TheService, body: BatchBody) -> BatchAnswer:
    """Decide the same about several photos; what can't be decided is told, and keeps no other from it."""
    photos = [(one.photo, Asked(body.action, one.edit, body.adjustments, body.note or "")) for one in body.photos]
    done, refused = decide_batch(service.records, caller, photos)
    return BatchAnswer(
        done=[PhotoAnswer.model_validate(one) for one in done],
        refused=[RefusedAnswer.model_validate(one) for one in refused],
    )


@routes.post("/photos/{number}/claim", responses=problems(404, 409))
def claim_photo(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Keep a photo for oneself for five minutes while one looks at it; again, for five minutes more."""
    return PhotoAnswer.model_validate(claim(service.records, caller, number))


@routes.delete("/photos/{number}/claim", responses=problems(404))
def release_photo(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Leave it to others."""
    return PhotoAnswer.model_validate(release(service.records, caller, number))


@routes.post("/photos/{number}/approve", responses=problems(404, 409))
def approve_photo(caller: Asking, service: TheService, number: Number, body: ApproveBody) -> PhotoAnswer:
    """Publish a photo that is in review."""
    return _decide(service, caller, number, Asked("approve", body.edit))


@routes.post("/photos/{number}/re-edit", responses=problems(404, 409))
def re_edit_photo(caller: Asking, service: TheService, number: Number, body: ReEditBody) -> PhotoAnswer:
    """Have a photo that is in review, published or to be taken again edited otherwise."""
    return _decide(service, caller, number, Asked("re_edit", body.edit, body.adjustments))


@routes.post("/photos/{number}/retake", responses=problems(404, 409))
def retake_photo(caller: Asking, service: TheService, number: Number, body: RetakeBody) -> PhotoAnswer:
    """Ask the studio for another photo."""
    return _decide(service, caller, number, Asked("retake", body.edit, note=body.note))


@routes.post("/photos/{number}/undo", responses=problems(404, 409))
def undo_decision(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Take the last decision of a person about a photo back, as long as nothing came of it."""
    return PhotoAnswer.model_validate(undo(service.records, caller, number))


def _decide(service: Service, caller: Caller, number: int, asked: Asked) -> PhotoAnswer:
    return PhotoAnswer.model_validate(decide_by_person(service.records, caller, number, asked))


def _item(one: Waits, now: datetime) -> ReviewItem:
    held = one.photo.claimed_until is not None and one.photo.claimed_until > now
    return ReviewItem.model_validate(
        {
            "photo": PhotoAnswer.model_validate(one.photo),
            "session_name": one.session_name,
            "customer_name": one.customer_name,
            "edit": one.edit,
            "score": one.edit.measured.get("score"),
            "due_at": one.due_at,
            "claimed_by": one.photo.reviewer if held else None,
            "claimed_until": one.photo.claimed_until if held else None,
        }
    )


def _place(cursor: str | None) -> tuple[datetime, int] | None:
    found = read_text(cursor)
    if found is None:
        return None
    due, _, number = found.partition(" ")
    try:
        place = datetime.fromisoformat(due), int(number)
    except ValueError as error:
        raise _not_ours() from error
    if place[0].tzinfo is None or not _FIRST <= place[0] <= _LAST or not 0 <= place[1] <= BIGGEST:
        raise _not_ours()
    return place


def _not_ours() -> InvalidError:
    return InvalidError("invalid_cursor", "This cursor is none of ours; begin again without one.")
