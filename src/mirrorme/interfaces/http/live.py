"""Live events: every line of the history that the caller may see, as it is committed, from the last one it saw."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Header, Query, Request, WebSocket, WebSocketDisconnect
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from mirrorme.adapters.postgres.replay import missed
from mirrorme.domain.errors import DomainError, ForbiddenError
from mirrorme.domain.records import Caller
from mirrorme.interfaces.http.access import Asking, TheService, authenticate, came, check_may, router, wall_of
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.cookies import check_own_page, token_in
from mirrorme.interfaces.http.hub import Hub, Listener, Told, as_told
from mirrorme.interfaces.http.pages import BIGGEST
from mirrorme.pipeline.ports import UnavailableError
from mirrorme.wiring.service import Service

routes = router("Live")
KEY_LIMIT_S = 10.0
ALIVE_S = 15.0
"""So often a stream shows that it lives, when nothing happens, and it is looked whether its listener still may."""
_RELOAD = json.dumps({"kind": "reload", "why": "too much was missed: look at everything anew"})
RELOAD = Told(0, None, _RELOAD, _RELOAD)
NO_KEY, COME_BACK = 4401, 1012
After = Annotated[int | None, Query(ge=0, le=BIGGEST, description="The last event that was seen.")]


@routes.websocket("/live")
async def live(socket: WebSocket, after: After = None) -> None:
    """Send events as JSON texts.

    Who signed in needs nothing more. A key comes in the Authorization header, or as the first message: ``{"key":
    "mm_...", "after": 7}``. Closed with 1012, come back with the id of the last event that was seen;
    some may be told twice.
    """
    service: Service = socket.app.state.service
    await socket.accept()
    try:
        caller, last = await _enter(socket, service, after)
        service = service.behind(wall_of(caller))
        # a client that is gone is noticed when it says so, and it has nothing else to say
        sending = asyncio.create_task(_send(socket, service, caller, last))
        leaving = asyncio.create_task(_until_gone(socket))
        done, left = await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for task in done:
            task.result()
        await socket.close(COME_BACK)
    except (DomainError, ValueError, TimeoutError) as error:
        why = error.message if isinstance(error, DomainError) else 'Send {"key": "mm_..."} first.'
        await socket.close(NO_KEY, why[:120])
    except UnavailableError:
        await socket.close(COME_BACK)
    except (WebSocketDisconnect, RuntimeError):
        return  # it is gone


@routes.get(
    "/live/events",
    response_class=StreamingResponse,
    responses={
        **problems(),
        200: {"description": "Server-Sent Events without end.", "content": {"text/event-stream": {}}},
    },
)
async def events(
    request: Request,
    caller: Asking,
    service: TheService,
    after: After = None,
    last_event_id: Annotated[str | None, Header(max_length=20, pattern="^[0-9]*$")] = None,
) -> StreamingResponse:
    """Send events as Server-Sent Events; a browser that comes back says by itself which one it saw last."""
    hub: Hub = request.app.state.hub
    last = min(int(last_event_id), BIGGEST) if last_event_id else after

    async def stream() -> AsyncIterator[str]:
        yield ": here we go\n\n"
        try:
            async for told in _hear(hub, service, caller, last):
                yield f"id: {told.id}\ndata: {told.to(caller.franchise)}\n\n" if told else ": alive\n\n"
        except UnavailableError:
            return  # the browser comes back

    return StreamingResponse(stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _enter(socket: WebSocket, service: Service, after: int | None) -> tuple[Caller, int | None]:
    """Who it is, and what it saw last."""
    token = token_in(service, socket)
    if token is not None and "authorization" not in socket.headers:
        # any site's page can open a socket with our cookies, but browsers tell whose page it is
        check_own_page(service, socket.headers)
        if "origin" not in socket.headers:
            raise ForbiddenError("other_site", "Browsers name the page that opens a socket.")
        caller, _ = await run_in_threadpool(came, service, token)
        check_may(caller, "WS /v1/live", time.time())
        return caller, after
    scheme, _, key = socket.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        said = json.loads(await asyncio.wait_for(socket.receive_text(), KEY_LIMIT_S))
        if not isinstance(said, dict) or not isinstance(said.get("key"), str):
            raise ValueError("no key")
        key, told = said["key"], said.get("after")
        after = told if isinstance(told, int) and 0 <= told <= BIGGEST else after
    caller = await run_in_threadpool(authenticate, service, key.strip())
    check_may(caller, "WS /v1/live", time.time())
    return caller, after


async def _send(socket: WebSocket, service: Service, caller: Caller, last: int | None) -> None:
    hub: Hub = socket.app.state.hub
    async for told in _hear(hub, service, caller, last):
        await socket.send_text(told.to(caller.franchise) if told else '{"kind": "alive"}')


async def _until_gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
    raise WebSocketDisconnect


async def _hear(hub: Hub, service: Service, caller: Caller, last: int | None) -> AsyncIterator[Told | None]:
    """Events from the last one on; None when nothing happened for a while. Ends when the caller has to come back."""
    await hub.hears()
    with hub.listening(caller.franchise) as listener:
        seen: set[int] = set()
        if last is not None:
            for told in await run_in_threadpool(_missed, service, last, caller.franchise):
                seen.add(told.id)
                yield told
        looked = time.monotonic()
        async for next_one in _new(listener):
            # a stream lasts for days; who was let go meanwhile is not told until it ends
            if time.monotonic() - looked >= ALIVE_S:
                if not await hub.still_lets_in(caller):
                    return
                looked = time.monotonic()
            if next_one is None or next_one.id not in seen:
                yield next_one


async def _new(listener: Listener) -> AsyncIterator[Told | None]:
    while True:
        try:
            told = await asyncio.wait_for(listener.queue.get(), ALIVE_S)
        except TimeoutError:
            yield None
            continue
        if told is None:
            return
        yield told


def _missed(service: Service, last: int, franchise: str | None) -> list[Told]:
    with service.records.begin() as work:
        found = missed(work.connection, last, franchise)
    return [RELOAD] if found is None else [as_told(event) for event in found]
