"""Put the API together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp

from mirrorme.adapters.workers.child import Child, own_command, own_environment
from mirrorme.adapters.workers.previews import Previews
from mirrorme.interfaces.http import live, pages_of_ours, portal
from mirrorme.interfaces.http.access import check_entries, guard
from mirrorme.interfaces.http.access_log import AccessLog
from mirrorme.interfaces.http.answers import described_problems
from mirrorme.interfaces.http.hub import Hub
from mirrorme.interfaces.http.meter import Meter
from mirrorme.interfaces.http.porter import Porter
from mirrorme.interfaces.http.problems import handle_problems
from mirrorme.interfaces.http.routes import (
    account,
    alerts,
    backdrops,
    bookings,
    brand,
    consents,
    downloads,
    franchises,
    health,
    lanes,
    learning,
    metrics,
    people,
    photos,
    pictures,
    privacy,
    ratings,
    retention,
    review,
    session_codes,
    sessions,
    sign_in,
    sso,
    styles,
    system,
    uploads,
)
from mirrorme.interfaces.http.store import store_router
from mirrorme.wiring.service import Service

ABOUT = """Studios book sessions and upload photos; each is checked, edited in its lane in time, and published.

Programs send their key as `Authorization: Bearer mm_...`; people sign in (`/v1/sign-in`) and have a cookie.
 Errors are `application/problem+json` (RFC 9457) with a stable `code`.
Lists come in pages: give `next` as `cursor`. What creates something needs an `Idempotency-Key`. Live events:
`/v1/live` (WebSocket) and `/v1/live/events` (Server-Sent Events)."""
ROUTERS = (
    health.routes,
    sign_in.routes,
    sso.routes,
    account.routes,
    people.people,
    people.keys,
    franchises.routes,
    brand.routes,
    backdrops.routes,
    styles.styles,
    styles.luts,
    bookings.booking_types,
    bookings.customers,
    sessions.routes,
    downloads.routes,
    session_codes.routes,
    photos.routes,
    review.routes,
    pictures.routes,
    ratings.routes,
    learning.routes,
    uploads.routes,
    lanes.lanes,
    lanes.history,
    privacy.routes,
    consents.routes,
    retention.routes,
    metrics.routes,
    alerts.routes,
    system.routes,
    live.routes,
)


def describe() -> dict[str, Any]:
    """The API's description (OpenAPI), as clients are generated from."""
    return _api(None).openapi()


def make_app(service: Service) -> ASGIApp:
    """The API of a service.

    Raises:
        LookupError: a route says nowhere who may use it.
    """
    hub = Hub(service)
    previews = Previews(partial(Child, own_command("mirrorme.interfaces.worker.previewing"), own_environment(2), ""))
    meter = Meter(service.records)
    noted = service.settings.access_log
    access = None if noted is None else AccessLog(noted)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(hub.run()), asyncio.create_task(meter.run())]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await meter.flush()
        await run_in_threadpool(previews.close)
        if access is not None:
            access.close()

    app = _api(lifespan)
    app.state.service, app.state.hub, app.state.previews = service, hub, previews
    handle_problems(app)

    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/portal/")

    app.include_router(pages_of_ours.routes)
    app.include_router(portal.routes)
    app.mount("/docs/assets", pages_of_ours.swagger_ui())
    gateway = store_router(service)
    if gateway is not None:
        app.include_router(gateway)
    check_entries(app.routes)
    return Porter(app, access, meter, https=service.settings.is_https)


class _Described(FastAPI):
    """An app whose description has the problems once."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        described["components"]["schemas"] |= described_problems()
        return described


def _api(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None) -> FastAPI:
    app = _Described(
        title="MirrorMe",
        version=version("mirrorme"),
        description=ABOUT,
        lifespan=lifespan,
        dependencies=[Depends(guard)],
        redoc_url=None,
        docs_url=None,
    )
    for one in ROUTERS:
        app.include_router(one)
    return app
