"""Franchises: founded by head office, seen by their own."""

from typing import Annotated

from fastapi import Path

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.records import Franchise, KeyRole
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.idempotency import IdempotencyKey, once, request_of
from mirrorme.interfaces.http.models.answers import FoundedAnswer, FranchiseAnswer
from mirrorme.interfaces.http.models.requests import FranchiseBody, FranchiseChange
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_text
from mirrorme.pipeline.access import franchise_keys
from mirrorme.pipeline.bookings import NewFranchise, change_franchise, found_franchise
from mirrorme.wiring.service import Service

routes = router("Franchises")
Code = Annotated[str, Path(pattern=r"^[0-9]{3}$", description="Such as 001.")]


@routes.get("/franchises", responses=problems())
def list_franchises(
    caller: Asking, service: TheService, limit: Limit = 50, cursor: Cursor = None
) -> Page[FranchiseAnswer]:
    """List franchises by code: head office sees all, a franchise itself."""
    with service.records.begin() as work:
        found = lists.franchises(work.connection, caller.franchise, read_text(cursor), limit + 1)
    page, following = paged(found, limit, lambda one: one.code)
    return Page(items=[FranchiseAnswer.model_validate(one) for one in page], next=following)


@routes.post("/franchises", status_code=201, responses=problems(400, 409))
def add_franchise(
    caller: Asking, service: TheService, body: FranchiseBody, idempotency_key: IdempotencyKey
) -> FoundedAnswer:
    """Found a franchise with its bucket, the usual booking types, and its keys."""

    def make(work: PostgresWork) -> FranchiseAnswer:
        new = NewFranchise(body.code, body.name, body.region, body.timezone)
        made: Franchise = found_franchise(work, service.objects, caller, new)
        for role, key in _keys(service, made.code).items():
            work.franchises.add_key(key, name=f"first key of {made.code}", role=role, franchise=made.code)
        return FranchiseAnswer.model_validate(made)

    request = request_of(caller, idempotency_key, "POST /v1/franchises", body)
    answer = once(service, request, FranchiseAnswer, make)
    # made anew from the secret, so that they are kept nowhere
    return FoundedAnswer(**answer.model_dump(), keys=dict(_keys(service, answer.code).items()))


@routes.get("/franchises/{code}", responses=problems(404))
def show_franchise(caller: Asking, service: TheService, code: Code) -> FranchiseAnswer:
    """Show one."""
    with service.records.begin() as work:
        found = work.franchises.get(code)
    if found is None or caller.franchise not in (None, code):
        raise NotFoundError("no_franchise", f"There is no franchise {code}.")
    return FranchiseAnswer.model_validate(found)


@routes.patch("/franchises/{code}", responses=problems(404))
def patch_franchise(caller: Asking, service: TheService, code: Code, body: FranchiseChange) -> FranchiseAnswer:
    """Change name and time zone, as head office; thresholds and opening hours, as its owner too."""
    with service.records.begin() as work:
        changed = change_franchise(work, caller, code, body.changes())
    return FranchiseAnswer.model_validate(changed)


def _keys(service: Service, code: str) -> dict[KeyRole, str]:
    secret = service.settings.secret.get_secret_value().encode()
    return franchise_keys(secret, code)
