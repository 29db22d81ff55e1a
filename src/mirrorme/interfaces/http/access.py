"""Who asks, and whether they may: every request goes through ``guard``."""

import time
from dataclasses import dataclass
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute, APIWebSocketRoute
from sqlalchemy import Engine
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from mirrorme.adapters.postgres.engine import EVERY, NONE
from mirrorme.adapters.postgres.keys import find_caller, is_alive
from mirrorme.domain.errors import ForbiddenError, UnauthenticatedError
from mirrorme.domain.people import STEP_UP, Person, SignIn
from mirrorme.domain.records import Caller
from mirrorme.interfaces.http.cookies import SAFE, check_csrf, door_of, signed_out, token_in
from mirrorme.interfaces.http.table import OPEN, entry_of
from mirrorme.wiring.service import Service

REMEMBERED_S = 10.0
"""So long it is remembered whose a key is; what ends is forgotten at once, see ``forget``."""
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who signed in: the token of it, and how far it has come."""

    token: str
    sign_in: SignIn
    person: Person


_seen: WeakKeyDictionary[Engine, dict[str, tuple[Caller, float]]] = WeakKeyDictionary()


def check_entries(routes: list[BaseRoute]) -> None:
    """Whether every route says who may use it.

    Raises:
        LookupError: one does not.
    """
    for route in routes:
        for name in names_of(route):
            entry_of(name)


def names_of(route: BaseRoute) -> list[str]:
    """A route's names in the table, one a method."""
    if isinstance(route, APIWebSocketRoute):
        return [f"WS {route.path}"]
    if isinstance(route, APIRoute):
        return [f"{method} {route.path}" for method in sorted(route.methods or ())]
    return []


def check_may(caller: Caller, name: str, now: float) -> None:
    """Whether the caller may use a route. now: seconds since 1970.

    Raises:
        ForbiddenError: no.
    """
    entry = entry_of(name)
    if caller.role not in entry.roles:
        if caller.role in ("half", "enrolling"):
            what = "the second factor is outstanding" if caller.role == "half" else "add a second factor first"
            raise ForbiddenError("second_factor_needed", f"You are not signed in yet: {what}.")
        if caller.role != "client" or entry.scope is None:
            raise ForbiddenError("forbidden", f"The role {caller.role} may not do this.")
    if caller.role == "client" and entry.scope is not None and entry.scope not in caller.scopes:
        raise ForbiddenError("scope_missing", f"This key needs the scope {entry.scope}.")
    if caller.person is None:
        if entry.people:
            raise ForbiddenError("people_only", "This is for people who signed in; a key has no account.")
    elif entry.fresh and (caller.proved_at is None or now - caller.proved_at.timestamp() > STEP_UP.total_seconds()):
        raise ForbiddenError("proof_needed", "Prove once more who you are first (POST /v1/me/proof).")


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


def forget(service: Service) -> None:
    """Ask the database anew whose each key is, since one has ended."""
    _seen.pop(service.engine, None)


def came(service: Service, token: str) -> tuple[Caller, Came]:
    """Who signed in with this token; it is never remembered, so that signing out is at once.

    Raises:
        UnauthenticatedError: nobody, or it has ended.
        UnavailableError: the database can't be reached.
    """
    found = door_of(service).find(token)
    if found is None:
        raise signed_out()
    sign_in, person = found
    asking = Caller(
        id=f"person:{person.id}",
        name=person.name,
        role=person.role if sign_in.level == "full" else sign_in.level,
        franchise=person.franchise,
        person=person.id,
        sign_in=sign_in.id,
        proved_at=sign_in.stepped_up_at,
    )
    return asking, Came(token, sign_in, person)


def still_in(service: Service, caller: Caller) -> bool:
    """Whether who came in a while ago would still be let in.

    Raises:
        UnavailableError: the database can't be reached.
    """
    with service.records.begin() as work:
        if caller.person is not None:
            return any(one.id == caller.sign_in for one in work.sign_ins.of(caller.person))
        return is_alive(work, int(caller.id.removeprefix("key:")))


def wall_of(caller: Caller) -> str:
    """Behind which wall a caller is: who has not come in yet sees nothing."""
    if caller.role in ("half", "enrolling"):
        return NONE
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
    if entry_of(name).roles == OPEN:
        return
    asking = await _who(connection)
    connection.state.caller = asking
    check_may(asking, name, time.time())


async def _who(connection: HTTPConnection) -> Caller:
    service = service_of(connection)
    authorization = connection.headers.get("authorization")
    token = token_in(service, connection)
    if authorization is None and token is not None:
        # forms of other sites can send cookies, but not this header; and nobody is told before whether it is good
        if connection.scope["method"] not in SAFE:
            await run_in_threadpool(check_csrf, service, connection, token)
        asking, connection.state.came = await run_in_threadpool(came, service, token)
        return asking
    scheme, _, key = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise UnauthenticatedError("no_key", "Sign in, or send your key in a header: Authorization: Bearer mm_...")
    known = _remembered(service, key.strip())
    if known is not None:
        return known
    return await run_in_threadpool(authenticate, service, key.strip())


async def caller(connection: HTTPConnection, _: Annotated[None, Depends(guard)]) -> Caller:
    """Who asks."""
    asking: Caller = connection.state.caller
    return asking


async def _came(connection: HTTPConnection, _: Annotated[None, Depends(guard)]) -> Came:
    found: Came = connection.state.came
    return found


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
SignedIn = Annotated[Came, Depends(_came)]
"""Somebody who signed in, on routes for people."""
TheService = Annotated[Service, Depends(_service)]
"""As the caller may see it: whatever a route asks for, the records of other franchises are not there."""
Whole = Annotated[Service, Depends(service_of)]
"""Past the walls: for accounts alone, which are nobody's but their own."""
