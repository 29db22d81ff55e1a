"""A customer's rights: to have everything, and to have everything gone."""

from fastapi.responses import StreamingResponse

from mirrorme.adapters.files.archive import zipped
from mirrorme.adapters.postgres import lists
from mirrorme.domain.records import VIEW
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.answers import ErasureAnswer
from mirrorme.interfaces.http.models.fields import AskedFranchise, Id, Number
from mirrorme.interfaces.http.pages import BIGGEST, Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.bookings import own_customer
from mirrorme.pipeline.privacy import ask_erasure, carry_out
from mirrorme.pipeline.privacy_export import About, Taken, files

routes = router("Privacy")


@routes.post("/customers/{number}/erase", responses=problems(404, 409))
def erase(caller: Asking, service: TheService, number: Number) -> ErasureAnswer:
    """Delete everything of a customer for good: photos with every version and edit, names, sessions' names.

    It is done at once; where an upload or an edit is under way, all is swept again an hour later, and the receipt
    comes then. Said again, it tells how far it is.
    """
    asked = ask_erasure(service.records, caller, number)
    secret = service.settings.secret.get_secret_value().encode()
    return ErasureAnswer.model_validate(carry_out(service.records, service.objects, secret, asked.id))


@routes.get("/erasures", responses=problems())
def list_erasures(
    caller: Asking,
    service: TheService,
    franchise: AskedFranchise = None,
    customer: Id | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ErasureAnswer]:
    """List erasures, the newest first, each with the day by which it was promised, and its receipt."""
    whose = seen_by(caller, franchise)
    with service.records.begin() as work:
        found = lists.erasures(work.connection, whose, customer, read_number(cursor), limit + 1)
    page, following = paged(found, limit, lambda one: one.id)
    return Page(items=[ErasureAnswer.model_validate(one) for one in page], next=following)


@routes.get(
    "/customers/{number}/export",
    response_class=StreamingResponse,
    responses={**problems(404), 200: {"description": "A ZIP archive.", "content": {"application/zip": {}}}},
)
def export(caller: Asking, service: TheService, number: Number) -> StreamingResponse:
    """Give everything about a customer: originals and edited pictures as they are, and all records as JSON."""
    with service.records.begin() as work:
        customer = own_customer(work, caller, number)
        sessions = work.erasures.sessions(number)
        taken = [
            Taken(
                photo,
                session,
                lists.photo_edits(work.connection, photo.id, None, BIGGEST),
                work.decisions.all_of(photo.id),
                work.ratings.of([photo.id]),
            )
            for session in sessions
            for photo in work.erasures.photos(session.id)
        ]
        history = [
            event
            for session in sessions
            for event in lists.all_history(work.connection, lists.Asked(session=session.id))
        ]
        about = About(customer, work.consents.of([number]), history)
        work.history.note(
            f"{VIEW}export",
            who=caller.who,
            why="everything about a customer",
            franchise=customer.franchise,
            data={"customer": number, "photos": len(taken)},
        )
    name = f'attachment; filename="customer-{number}.zip"'
    archive = zipped(files(service.objects, about, taken))
    return StreamingResponse(archive, media_type="application/zip", headers={"Content-Disposition": name})
