"""Who may do what: one table, which every route has to be in."""

import time
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute, APIWebSocketRoute
from sqlalchemy import Engine
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from mirrorme.adapters.postgres.engine import EVERY, NONE
from mirrorme.adapters.postgres.keys import find_caller
from mirrorme.domain.errors import ForbiddenError
from mirrorme.domain.records import Caller, Role
from mirrorme.interfaces.http.problems import UnauthenticatedError
from mirrorme.wiring.service import Service

REMEMBERED_S = 10.0
"""So long a key that was revoked may still be used."""
MOST_REMEMBERED = 10_000

Roles = frozenset[Role]
OPEN: Roles = frozenset()
"""Without a key: there is nothing to see, or the address itself is signed."""
HEAD: Roles = frozenset({"head_office"})
STUDIO: Roles = frozenset({"head_office", "franchise"})
ANYONE: Roles = frozenset({"head_office", "franchise", "upload"})
AUDIT: Roles = frozenset({"head_office", "franchise", "auditor"})
ALL: Roles = frozenset({"head_office", "franchise", "upload", "auditor"})

ACCESS: dict[str, Roles] = {
    "GET /": OPEN,
    "GET /docs": OPEN,
    "GET /openapi.json": OPEN,
    "GET /v1/health": OPEN,
    "GET /v1/ready": OPEN,
    "GET /v1/me": ALL,
    "GET /v1/franchises": STUDIO,
    "POST /v1/franchises": HEAD,
    "GET /v1/franchises/{code}": STUDIO,
    "PATCH /v1/franchises/{code}": HEAD,
    "GET /v1/franchises/{code}/retention": STUDIO,
    "PUT /v1/franchises/{code}/retention": HEAD,
    "GET /v1/booking-types": ANYONE,
    "POST /v1/booking-types": STUDIO,
    "GET /v1/booking-types/{number}": ANYONE,
    "PATCH /v1/booking-types/{number}": STUDIO,
    "GET /v1/customers": STUDIO,
    "POST /v1/customers": STUDIO,
    "GET /v1/customers/{number}": STUDIO,
    "PATCH /v1/customers/{number}": STUDIO,
    "GET /v1/customers/{number}/consents": STUDIO,
    "POST /v1/customers/{number}/consents": STUDIO,
    "POST /v1/customers/{number}/erase": STUDIO,
    "GET /v1/customers/{number}/export": STUDIO,
    "GET /v1/erasures": STUDIO,
    "GET /v1/sessions": ANYONE,
    "POST /v1/sessions": ANYONE,
    "GET /v1/sessions/{number}": ANYONE,
    "PATCH /v1/sessions/{number}": STUDIO,
    "POST /v1/sessions/{number}/cancel": STUDIO,
    "POST /v1/sessions/{number}/retry": STUDIO,
    "GET /v1/sessions/{number}/photos": STUDIO,
    "POST /v1/sessions/{number}/uploads": ANYONE,
    "GET /v1/photos": STUDIO,
    "GET /v1/photos/{number}": STUDIO,
    "GET /v1/photos/{number}/history": STUDIO,
    "GET /v1/photos/{number}/edits": STUDIO,
    "GET /v1/photos/{number}/original": STUDIO,
    "GET /v1/photos/{number}/edited": STUDIO,
    "POST /v1/photos/{number}/retry": STUDIO,
    "POST /v1/photos/{number}/cancel": STUDIO,
    "GET /v1/edits/{number}": STUDIO,
    "POST /v1/retry": STUDIO,
    "GET /v1/uploads/{upload}": ANYONE,
    "POST /v1/uploads/{upload}/urls": ANYONE,
    "POST /v1/uploads/{upload}/complete": ANYONE,
    "DELETE /v1/uploads/{upload}": ANYONE,
    "GET /v1/lanes": STUDIO,
    "POST /v1/lanes/{name}/pause": HEAD,
    "POST /v1/lanes/{name}/resume": HEAD,
    "GET /v1/history": AUDIT,
    "GET /v1/summary": STUDIO,
    "WS /v1/live": STUDIO,
    "GET /v1/live/events": STUDIO,
}

_seen: WeakKeyDictionary[Engine, dict[str, tuple[Caller, float]]] = WeakKeyDictionary()


def check_entries(routes: list[BaseRoute]) -> None:
    """Whether every route says who may use it.

    Raises:
        LookupError: one does not.
    """
    for route in routes:
        for name in names_of(route):
            roles_of(name)


def names_of(route: BaseRoute) -> list[str]:
    """A route's names in the table, one a method."""
    if isinstance(route, APIWebSocketRoute):
        return [f"WS {route.path}"]
    if isinstance(route, APIRoute):
        return [f"{method} {route.path}" for method in sorted(route.methods or ())]
    return []


def roles_of(name: str) -> Roles:
    """Who may use a route. Addresses in the store are signed one by one, so they need no key.

    Raises:
        LookupError: nobody thought of it.
    """
    if name.partition(" ")[2].startswith("/store/"):
        return OPEN
    if name not in ACCESS:
        raise LookupError(f"the route {name} says nowhere who may use it: add it to ACCESS")
    return ACCESS[name]


def check_role(caller: Caller, name: str) -> None:
    """Whether the caller may use a route.

    Raises:
        ForbiddenError: no.
    """
    if caller.role not in roles_of(name):
        raise ForbiddenError("forbidden", f"A key of the role {caller.role} may not do this.")


def authenticate(service: Service, key: str) -> Caller:
    """Who has this key.

    Raises:
        UnauthenticatedError: nobody.
        UnavailableError: the database can't be reached.
    """
    known = _remembered(service, key)
    if known is not None:
        return known
    with service.records.begin() as work:
        found = find_caller(work, key)
    if found is None:
        raise UnauthenticatedError("unknown_key", "This key is not known, or was revoked.")
    seen = _seen.setdefault(service.engine, {})
    if len(seen) >= MOST_REMEMBERED:
        seen.clear()
    seen[key] = (found, time.monotonic() + REMEMBERED_S)
    return found


def wall_of(caller: Caller) -> str:
    """Behind which wall a caller is."""
    return caller.franchise or EVERY


def service_of(connection: HTTPConnection) -> Service:
    """The service behind the app."""
    service: Service = connection.app.state.service
    return service


async def guard(connection: HTTPConnection) -> None:
    """Let nobody in who may not; WebSockets, which get no problem for an answer, ask ``authenticate`` themselves."""
    if connection.scope["type"] != "http":
        return
    name = f"{connection.scope['method']} {connection.scope['route'].path}"
    if roles_of(name) == OPEN:
        return
    scheme, _, key = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise UnauthenticatedError("no_key", "Send your key in a header: Authorization: Bearer mm_...")
    service = service_of(connection)
    asking = _remembered(service, key.strip())
    if asking is None:
        asking = await run_in_threadpool(authenticate, service, key.strip())
    connection.state.caller = asking
    check_role(asking, name)


async def caller(connection: HTTPConnection, _: Annotated[None, Depends(guard)]) -> Caller:
    """Who asks."""
    asking: Caller = connection.state.caller
    return asking


async def _service(connection: HTTPConnection, _: Annotated[None, Depends(guard)]) -> Service:
    asking: Caller | None = getattr(connection.state, "caller", None)
    return service_of(connection).behind(NONE if asking is None else wall_of(asking))


def router(tag: str) -> APIRouter:
    """A router of ours: under /v1, one heading in the documentation."""
    return APIRouter(prefix="/v1", tags=[tag])


def _remembered(service: Service, key: str) -> Caller | None:
    caller, until = _seen.get(service.engine, {}).get(key, (None, 0.0))
    return caller if time.monotonic() < until else None


Asking = Annotated[Caller, Depends(caller)]
TheService = Annotated[Service, Depends(_service)]
"""As the caller may see it: whatever a route asks for, the records of other franchises are not there."""
