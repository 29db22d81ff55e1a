"""Booking types and customers."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.records import Customer
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.idempotency import IdempotencyKey, once, request_of
from mirrorme.interfaces.http.models.answers import BookingTypeAnswer, CustomerAnswer
from mirrorme.interfaces.http.models.fields import AskedFranchise, Number
from mirrorme.interfaces.http.models.requests import BookingTypeBody, BookingTypeChange, CustomerBody, CustomerChange
from mirrorme.interfaces.http.models.searches import CustomersQuery
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.bookings import (
    add_booking_type,
    add_customer,
    change_booking_type,
    change_customer,
    own_booking_type,
    own_customer,
    withdraw_booking_type,
)
from mirrorme.pipeline.consents import what_is_allowed

booking_types = router("Booking types")
customers = router("Customers")


@booking_types.get("/booking-types", responses=problems())
def list_booking_types(
    caller: Asking, service: TheService, franchise: AskedFranchise = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[BookingTypeAnswer]:
    """List what can be booked."""
    with service.records.begin() as work:
        found = lists.booking_types(work.connection, seen_by(caller, franchise), read_number(cursor), limit + 1)
    page, following = paged(found, limit, lambda one: one.id)
    return Page(items=[BookingTypeAnswer.model_validate(one) for one in page], next=following)


@booking_types.post("/booking-types", status_code=201, responses=problems(400, 404, 409))
def new_booking_type(
    caller: Asking, service: TheService, body: BookingTypeBody, idempotency_key: IdempotencyKey
) -> BookingTypeAnswer:
    """Let a franchise book something new."""
    return once(
        service,
        request_of(caller, idempotency_key, "POST /v1/booking-types", body),
        BookingTypeAnswer,
        lambda work: BookingTypeAnswer.model_validate(
            add_booking_type(work, caller, body.franchise, body.name, body.lane, body.look.chosen())
        ),
    )


@booking_types.get("/booking-types/{number}", responses=problems(404))
def show_booking_type(caller: Asking, service: TheService, number: Number) -> BookingTypeAnswer:
    """Show one."""
    with service.records.begin() as work:
        return BookingTypeAnswer.model_validate(own_booking_type(work, caller, number))


@booking_types.patch("/booking-types/{number}", responses=problems(404, 409))
def patch_booking_type(
    caller: Asking, service: TheService, number: Number, body: BookingTypeChange
) -> BookingTypeAnswer:
    """Change name, lane or look; sessions that are booked keep what they had."""
    with service.records.begin() as work:
        return BookingTypeAnswer.model_validate(change_booking_type(work, caller, number, body.changes()))


@booking_types.delete("/booking-types/{number}", status_code=204, responses=problems(404, 409))
def delete_booking_type(caller: Asking, service: TheService, number: Number) -> None:
    """Have it be booked no more; sessions that are booked keep it, and it can still be shown."""
    with service.records.begin() as work:
        withdraw_booking_type(work, caller, number)


@customers.get("/customers", responses=problems())
def list_customers(
    caller: Asking, service: TheService, query: Annotated[CustomersQuery, Query()]
) -> Page[CustomerAnswer]:
    """List customers."""
    with service.records.begin() as work:
        own, after = seen_by(caller, query.franchise), read_number(query.cursor)
        found = lists.customers(work.connection, own, after, query.limit + 1, query.q)
        page, following = paged(found, query.limit, lambda one: one.id)
        return Page(items=_told(work, page), next=following)


@customers.post("/customers", status_code=201, responses=problems(400, 404, 409))
def new_customer(
    caller: Asking, service: TheService, body: CustomerBody, idempotency_key: IdempotencyKey
) -> CustomerAnswer:
    """Note a customer."""
    return once(
        service,
        request_of(caller, idempotency_key, "POST /v1/customers", body),
        CustomerAnswer,
        lambda work: _told(work, [add_customer(work, caller, body.franchise, body.name, body.email, body.tier)])[0],
    )


@customers.get("/customers/{number}", responses=problems(404))
def show_customer(caller: Asking, service: TheService, number: Number) -> CustomerAnswer:
    """Show one."""
    with service.records.begin() as work:
        return _told(work, [own_customer(work, caller, number)])[0]


@customers.patch("/customers/{number}", responses=problems(404, 409))
def patch_customer(caller: Asking, service: TheService, number: Number, body: CustomerChange) -> CustomerAnswer:
    """Change name, e-mail or tier; sessions that are booked keep their lane."""
    with service.records.begin() as work:
        return _told(work, [change_customer(work, caller, number, body.changes())])[0]


def _told(work: PostgresWork, customers: Sequence[Customer]) -> list[CustomerAnswer]:
    allowed = what_is_allowed(work, customers)
    erased = work.erasures.asked_at([one.id for one in customers])
    return [
        CustomerAnswer.model_validate(one).model_copy(
            update={"allowed": allowed[one.id], "erased_at": erased.get(one.id)}
        )
        for one in customers
    ]
