"""What customers allow: sharing with third parties, training, retouching."""

from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.consents import current
from mirrorme.domain.records import Customer
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.idempotency import IdempotencyKey, once, request_of
from mirrorme.interfaces.http.models.answers import ConsentAnswer, ConsentsAnswer
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.requests import ConsentBody
from mirrorme.pipeline.bookings import own_customer
from mirrorme.pipeline.consents import Said, note_consent, what_is_allowed

routes = router("Customers")


@routes.get("/customers/{number}/consents", responses=problems(404))
def show_consents(caller: Asking, service: TheService, number: Number) -> ConsentsAnswer:
    """Show what a customer said, the oldest first, and what counts now."""
    with service.records.begin() as work:
        return _answer(work, own_customer(work, caller, number))


@routes.post("/customers/{number}/consents", status_code=201, responses=problems(400, 404, 409))
def new_consent(
    caller: Asking, service: TheService, number: Number, body: ConsentBody, idempotency_key: IdempotencyKey
) -> ConsentAnswer:
    """Note what a customer said; what was said before stays, and no longer counts."""
    return once(
        service,
        request_of(caller, idempotency_key, f"POST /v1/customers/{number}/consents", body),
        ConsentAnswer,
        lambda work: ConsentAnswer.model_validate(
            note_consent(work, caller, number, Said(body.kind, body.given, body.source))
        ),
    )


def _answer(work: PostgresWork, customer: Customer) -> ConsentsAnswer:
    told = work.consents.of([customer.id])
    return ConsentsAnswer(
        allowed=what_is_allowed(work, [customer])[customer.id],
        current=[ConsentAnswer.model_validate(one) for one in current(told).values()],
        told=[ConsentAnswer.model_validate(one) for one in told],
    )
