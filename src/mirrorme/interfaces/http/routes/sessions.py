"""Sessions: booked, seen with their photos' states, moved, cancelled, tried again."""

from typing import Annotated

from fastapi import Query, Response

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.outlook import covers, outlooks
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.photo import State
from mirrorme.domain.records import Caller, Session
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.idempotency import IdempotencyKey, once, request_of
from mirrorme.interfaces.http.models.answers import CoverAnswer, PhotoAnswer, RetriedAnswer, SessionAnswer
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.requests import SessionBody, SessionChange
from mirrorme.interfaces.http.models.searches import SessionsQuery
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.bookings import NewSession, book_session
from mirrorme.pipeline.lanes import cancel_session, move_session, requeue_all
from mirrorme.pipeline.rebook import change_session
from mirrorme.pipeline.session_code import picture_of

routes = router("Sessions")
AskedState = Annotated[State | None, Query(description="In this state alone.")]


@routes.get("/sessions", responses=problems())
def list_sessions(caller: Asking, service: TheService, query: Annotated[SessionsQuery, Query()]) -> Page[SessionAnswer]:
    """List sessions, the newest first, with their photos by state."""
    with service.records.begin() as work:
        own, before = seen_by(caller, query.franchise), read_number(query.cursor)
        found = lists.sessions(work.connection, own, query.asked, before, query.limit + 1)
        page, following = paged(found, query.limit, lambda one: one.id)
        return Page(items=_with_counts(work, list(page)), next=following)


@routes.post("/sessions", status_code=201, responses=problems(400, 404, 409))
def new_session(
    caller: Asking, service: TheService, body: SessionBody, idempotency_key: IdempotencyKey
) -> SessionAnswer:
    """Book a session. Its lane is the most urgent of what booking type, customer's tier and due time ask for."""
    new = NewSession(body.name, body.booking_type, body.customer, body.day, body.due_at, body.look.chosen())
    return once(
        service,
        request_of(caller, idempotency_key, "POST /v1/sessions", body),
        SessionAnswer,
        lambda work: SessionAnswer.model_validate(book_session(work, caller, new)),
    )


@routes.get("/sessions/{number}", responses=problems(404))
def show_session(caller: Asking, service: TheService, number: Number) -> SessionAnswer:
    """Show one."""
    with service.records.begin() as work:
        return _with_counts(work, [_own(work, caller, number)])[0]


@routes.patch("/sessions/{number}", responses=problems(404, 409))
def patch_session(caller: Asking, service: TheService, number: Number, body: SessionChange) -> SessionAnswer:
    """Change name, customer or promise; move a session, and what waits of it, to another lane."""
    changes = body.changes()
    lane = changes.pop("lane", None)
    with service.records.begin() as work:
        change_session(work, caller, number, changes)
        if lane is not None:
            move_session(work, caller, number, lane)
    return show_session(caller, service, number)


@routes.post("/sessions/{number}/cancel", responses=problems(404, 409))
def cancel(caller: Asking, service: TheService, number: Number) -> SessionAnswer:
    """Cancel a session and what of it is not finished; nothing is deleted."""
    cancel_session(service.records, caller, number)
    return show_session(caller, service, number)


@routes.post("/sessions/{number}/retry", responses=problems(404, 409))
def retry(caller: Asking, service: TheService, number: Number) -> RetriedAnswer:
    """Have all photos of a session that failed edited again."""
    with service.records.begin() as work:
        _own(work, caller, number)
        failed = work.photos.of_session(number, {State.FAILED})
    return RetriedAnswer(retried=requeue_all(service.records, caller, failed))


@routes.get(
    "/sessions/{number}/qr",
    response_class=Response,
    responses={**problems(404), 200: {"description": "The code.", "content": {"image/svg+xml": {}}}},
)
def session_code(caller: Asking, service: TheService, number: Number) -> Response:
    """Give the code that names a session, as a QR picture to print or to show: it says ``mirrorme:session:<id>``."""
    with service.records.begin() as work:
        _own(work, caller, number)
    return Response(picture_of(number), media_type="image/svg+xml")


@routes.get("/sessions/{number}/photos", responses=problems(404))
def list_session_photos(
    caller: Asking,
    service: TheService,
    number: Number,
    state: AskedState = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[PhotoAnswer]:
    """List a session's photos by their number."""
    with service.records.begin() as work:
        _own(work, caller, number)
        found = lists.session_photos(work.connection, number, read_number(cursor), limit + 1, state)
    page, following = paged(found, limit, lambda one: one.number)
    return Page(items=[PhotoAnswer.model_validate(one) for one in page], next=following)


def _own(work: PostgresWork, caller: Caller, number: int) -> Session:
    found = work.sessions.get(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_session", "There is no such session.")
    return found


def _with_counts(work: PostgresWork, sessions: list[Session]) -> list[SessionAnswer]:
    numbers = [one.id for one in sessions]
    counts, ahead = lists.photo_counts(work.connection, numbers), outlooks(work.connection, numbers)
    pictures = covers(work.connection, numbers)
    erased = work.erasures.asked_at([one.customer for one in sessions if one.customer is not None])
    return [
        SessionAnswer.model_validate(one).model_copy(
            update={
                "counts": counts[one.id],
                "customer_name": ahead[one.id].customer,
                "next_deadline": ahead[one.id].deadline,
                "missed": ahead[one.id].missed,
                "erased_at": None if one.customer is None else erased.get(one.customer),
                "cover": CoverAnswer.model_validate(pictures[one.id]) if one.id in pictures else None,
            }
        )
        for one in sessions
    ]
