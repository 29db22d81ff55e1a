"""Styles: the built-in ones, a franchise's own, and the colour tables that these use."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.adapters.workers.intake import take_in
from mirrorme.domain.templates import OwnLut
from mirrorme.imaging.styles import styles as built_in
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.bodies import a_file, whole_body
from mirrorme.interfaces.http.bringing import Bringing, brought
from mirrorme.interfaces.http.idempotency import IdempotencyKey, once, request_of
from mirrorme.interfaces.http.models.fields import AskedFranchise, Name, Number
from mirrorme.interfaces.http.models.styles import (
    LutAnswer,
    LutsAnswer,
    StyleAnswer,
    StyleBody,
    StyleChange,
    StylesAnswer,
)
from mirrorme.pipeline.own_parts import lut_at
from mirrorme.pipeline.templates import add_lut, add_style, change_style, own_lut, own_style, withdraw

styles = router("Styles")
luts = router("Styles")
AskedName = Annotated[Name, Query(description="What people read.")]


@styles.get("/styles", responses=problems())
def list_styles(caller: Asking, service: TheService, franchise: AskedFranchise = None) -> StylesAnswer:
    """List all styles that can be chosen, with what they set: own ones, and the built-in ones."""
    with service.records.begin() as work:
        own = work.templates.styles(seen_by(caller, franchise))
    items = [StyleAnswer.made(one) for one in own]
    return StylesAnswer(items=items + [StyleAnswer.built_in(one) for one in built_in()])


@styles.post("/styles", status_code=201, responses=problems(400, 404, 409))
def new_style(caller: Asking, service: TheService, body: StyleBody, idempotency_key: IdempotencyKey) -> StyleAnswer:
    """Make a style: a built-in one with other values."""
    return once(
        service,
        request_of(caller, idempotency_key, "POST /v1/styles", body),
        StyleAnswer,
        lambda work: StyleAnswer.made(add_style(work, caller, body.franchise, body.name, body.base, body.values())),
    )


@styles.patch("/styles/{number}", responses=problems(404))
def patch_style(caller: Asking, service: TheService, number: Number, body: StyleChange) -> StyleAnswer:
    """Change an own style: the next edit has it; finished ones keep what their recipe says."""
    with service.records.begin() as work:
        return StyleAnswer.made(change_style(work, caller, number, body.changes()))


@styles.delete("/styles/{number}", status_code=204, responses=problems(404, 409))
def delete_style(caller: Asking, service: TheService, number: Number) -> None:
    """Have an own style be chosen no more; what was booked with it is still edited so."""
    with service.records.begin() as work:
        withdraw(work, caller, own_style(work, caller, number))


@luts.get("/luts", responses=problems())
def list_luts(caller: Asking, service: TheService, franchise: AskedFranchise = None) -> LutsAnswer:
    """List the colour tables that own styles can use."""
    with service.records.begin() as work:
        return LutsAnswer(items=[LutAnswer.of(one) for one in work.templates.luts(seen_by(caller, franchise))])


@luts.post(
    "/luts",
    status_code=201,
    responses=problems(400, 404, 409, 413, 429),
    openapi_extra=a_file("text/plain", "application/octet-stream"),
)
async def new_lut(
    caller: Asking,
    service: TheService,
    request: Request,
    idempotency_key: IdempotencyKey,
    name: AskedName,
    franchise: AskedFranchise = None,
) -> LutAnswer:
    """Bring a colour table: the body is a .cube file, at most 16 MiB."""
    file = Bringing(caller, idempotency_key, "POST /v1/luts", franchise, name, await whole_body(request))

    def keep(code: str, now: datetime) -> Callable[[PostgresWork], LutAnswer]:
        title = take_in("lut", file.data).about["title"]
        new = OwnLut(0, code, name, title, file.digest, now)
        service.objects.write(lut_at(new), file.data)
        return lambda work: LutAnswer.of(add_lut(work, caller, new))

    return await run_in_threadpool(brought, service, file, LutAnswer, keep)


@luts.delete("/luts/{number}", status_code=204, responses=problems(404))
def delete_lut(caller: Asking, service: TheService, number: Number) -> None:
    """Have a colour table be chosen no more; styles that use it keep it."""
    with service.records.begin() as work:
        withdraw(work, caller, own_lut(work, caller, number))
