"""Photos: where they are, what happened to them, and their pictures."""

from pathlib import PurePath
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import RedirectResponse

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.search import PhotosAsked
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import VIEW, Caller
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by, told_lines
from mirrorme.interfaces.http.models.answers import EditAnswer, EventAnswer, PhotoAnswer, RetriedAnswer
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.requests import RetryBody
from mirrorme.interfaces.http.models.searches import PhotosQuery
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.lanes import cancel_photo, requeue, requeue_all
from mirrorme.wiring.service import Service

routes = router("Photos")
URL_S = 300
MOST_RETRIED = 10_000
Views = Annotated[bool, Query(description="With who looked at its pictures.")]
_PICTURE: dict[int | str, dict[str, Any]] = {307: {"description": "Where the picture is, for five minutes."}}


@routes.get("/photos", responses=problems())
def list_photos(caller: Asking, service: TheService, query: Annotated[PhotosQuery, Query()]) -> Page[PhotoAnswer]:
    """List photos, the newest first."""
    with service.records.begin() as work:
        own, before = seen_by(caller, query.franchise), read_number(query.cursor)
        found = lists.photos(work.connection, own, query.asked, before, query.limit + 1)
    page, following = paged(found, query.limit, lambda one: one.id)
    return Page(items=[PhotoAnswer.model_validate(one) for one in page], next=following)


@routes.get("/photos/{number}", responses=problems(404))
def show_photo(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Show one."""
    with service.records.begin() as work:
        return PhotoAnswer.model_validate(_own(work, caller, number))


@routes.get("/photos/{number}/history", responses=problems(404))
def photo_history(
    caller: Asking,
    service: TheService,
    number: Number,
    *,
    views: Views = True,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[EventAnswer]:
    """Tell what happened to a photo: who, when, from, to, why."""
    with service.records.begin() as work:
        photo = _own(work, caller, number)
        found = lists.photo_history(work.connection, number, read_number(cursor), limit + 1, views=views)
    page, following = paged(found, limit, lambda one: one.id)
    return Page(items=told_lines(caller, page, {photo.id: photo.number}), next=following)


@routes.get("/photos/{number}/edits", responses=problems(404))
def photo_edits(
    caller: Asking, service: TheService, number: Number, limit: Limit = 50, cursor: Cursor = None
) -> Page[EditAnswer]:
    """List a photo's finished edits."""
    with service.records.begin() as work:
        _own(work, caller, number)
        found = lists.photo_edits(work.connection, number, read_number(cursor), limit + 1)
    page, following = paged(found, limit, lambda one: one.number)
    return Page(items=[EditAnswer.model_validate(one) for one in page], next=following)


@routes.get("/photos/{number}/original", status_code=307, responses={**problems(404, 409), **_PICTURE})
def original(caller: Asking, service: TheService, number: Number) -> RedirectResponse:
    """Redirect to the photo as it was taken."""
    with service.records.begin() as work:
        photo = _own(work, caller, number)
        session = work.sessions.get(photo.session)
        if session is None or photo.received_at is None:
            raise ConflictError("not_received", "This photo has not arrived yet.")
        if photo.state is State.ERASED:
            raise ConflictError("erased", "This photo was erased by request.")
        if photo.original_expired_at is not None:
            raise ConflictError(
                "original_expired", f"It was deleted by its age on {photo.original_expired_at:%Y-%m-%d}."
            )
        _note_view(work, caller, photo, "original")
    return _redirect(service, session.place.raw(photo.number, photo.extension), photo.filename)


@routes.get("/photos/{number}/edited", status_code=307, responses={**problems(404, 409), **_PICTURE})
def edited(caller: Asking, service: TheService, number: Number) -> RedirectResponse:
    """Redirect to the last finished edit's picture."""
    with service.records.begin() as work:
        photo = _own(work, caller, number)
        found = lists.photo_edits(work.connection, number, photo.edits - 1, 1) if photo.edits else []
        if not found:
            raise ConflictError("not_edited", f"The photo is {photo.state}; there is no picture of it yet.")
        if found[-1].expired_at is not None:
            raise ConflictError("picture_expired", f"It was deleted by its age on {found[-1].expired_at:%Y-%m-%d}.")
        _note_view(work, caller, photo, "edited")
    name = f"{PurePath(photo.filename).stem}-edited.jpg"
    return _redirect(service, ObjectKey.parse(found[-1].outputs["jpeg"]), name)


@routes.post("/photos/{number}/retry", responses=problems(404, 409))
def retry(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Have a photo that failed, was rejected or cancelled edited after all."""
    return PhotoAnswer.model_validate(requeue(service.records, caller, number))


@routes.post("/photos/{number}/cancel", responses=problems(404, 409))
def cancel(caller: Asking, service: TheService, number: Number) -> PhotoAnswer:
    """Cancel a photo that is not finished; nothing is deleted."""
    return PhotoAnswer.model_validate(cancel_photo(service.records, caller, number))


@routes.get("/edits/{number}", responses=problems(404))
def show_edit(caller: Asking, service: TheService, number: Number) -> EditAnswer:
    """Show a finished edit: its recipe, models, outputs and timings."""
    with service.records.begin() as work:
        found = lists.edit(work.connection, number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_edit", "There is no such edit.")
    return EditAnswer.model_validate(found)


@routes.post("/retry", responses=problems())
def retry_all(caller: Asking, service: TheService, body: RetryBody) -> RetriedAnswer:
    """Have all photos that failed edited again, at most 10,000 at a time."""
    with service.records.begin() as work:
        asked = seen_by(caller, body.franchise)
        failed = lists.photos(work.connection, asked, PhotosAsked(state=State.FAILED), None, MOST_RETRIED)
    return RetriedAnswer(retried=requeue_all(service.records, caller, [one.id for one in failed]))


def _note_view(work: PostgresWork, caller: Caller, photo: Photo, which: str) -> None:
    """Who was given the address of a picture, noted before it is given."""
    work.history.note(
        f"{VIEW}{which}",
        who=caller.who,
        why=f"address for {URL_S} s",
        franchise=photo.franchise,
        session=photo.session,
        photo=photo.id,
    )


def _redirect(service: Service, at: ObjectKey, filename: str) -> RedirectResponse:
    return RedirectResponse(service.objects.download_url(at, URL_S, filename), 307, {"Cache-Control": "no-store"})


def _own(work: PostgresWork, caller: Caller, number: int) -> Photo:
    found = work.photos.get(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_photo", "There is no such photo.")
    return found
