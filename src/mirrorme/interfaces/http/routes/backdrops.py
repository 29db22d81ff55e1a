"""Backdrops: the built-in ones, and those that a franchise brings."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.backdrop_pictures import BackdropPictures
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.adapters.workers.intake import take_in
from mirrorme.domain.errors import InvalidError, NotFoundError
from mirrorme.domain.templates import OWN, OwnBackdrop
from mirrorme.imaging.errors import RecipeError
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.bodies import a_file, whole_body
from mirrorme.interfaces.http.bringing import Bringing, brought
from mirrorme.interfaces.http.idempotency import IdempotencyKey
from mirrorme.interfaces.http.models.backdrops import BackdropAnswer, BackdropsAnswer
from mirrorme.interfaces.http.models.fields import AskedFranchise, Name
from mirrorme.interfaces.http.pictures import a_picture, picture
from mirrorme.pipeline.own_parts import backdrop_at, preview_at
from mirrorme.pipeline.templates import add_backdrop, own_backdrop, withdraw
from mirrorme.settings import Settings

routes = router("Backdrops")
BackdropName = Annotated[str, Path(max_length=60, description="As looks have it: paper-white, brand:#1f6feb, own:7.")]
AskedName = Annotated[Name, Query(description="What people read.")]
MOST_PREVIEW = 1024 * 1024
BUILT_IN, OWN_ONE = "private, max-age=86400", "private, max-age=31536000, immutable"
_pictures = BackdropPictures(lambda: Settings.from_environment().cache / "backdrops")


@routes.get("/backdrops", responses=problems())
def list_backdrops(caller: Asking, service: TheService, franchise: AskedFranchise = None) -> BackdropsAnswer:
    """List all backdrops that can be chosen: own ones, and the built-in ones family by family."""
    # what paints them takes half a second to import
    from mirrorme.imaging.backdrops import catalogue  # noqa: PLC0415

    with service.records.begin() as work:
        own = work.templates.backdrops(seen_by(caller, franchise))
    items = [BackdropAnswer.brought(one) for one in own]
    return BackdropsAnswer(items=items + [BackdropAnswer.built_in(one) for one in catalogue()])


@routes.get(
    "/backdrops/{name}/picture", responses={**problems(404), **a_picture("image/webp")}, response_class=Response
)
def backdrop_picture(caller: Asking, service: TheService, request: Request, name: BackdropName) -> Response:
    """Give a small picture of a backdrop: WebP, 480x600, as it would stand behind a portrait of 4:5."""
    if name.startswith(OWN):
        with service.records.begin() as work:
            own = own_backdrop(work, caller, name)
        data = service.objects.read(preview_at(own), MOST_PREVIEW)
        return picture(request, data, "image/webp", own.digest[:32], OWN_ONE)
    try:
        made = _pictures.get(name)
    except RecipeError as error:
        raise NotFoundError("no_backdrop", str(error)) from error
    return picture(request, made.data, "image/webp", made.etag, BUILT_IN)


@routes.post(
    "/backdrops",
    status_code=201,
    responses=problems(400, 404, 409, 413, 429),
    openapi_extra=a_file("image/jpeg", "image/png", "image/webp", "image/tiff", "application/octet-stream"),
)
async def new_backdrop(
    caller: Asking,
    service: TheService,
    request: Request,
    idempotency_key: IdempotencyKey,
    name: AskedName,
    franchise: AskedFranchise = None,
) -> BackdropAnswer:
    """Bring a backdrop: the body is the picture, up to 60 megapixels and 96 MiB; it is made anew and encrypted."""
    file = Bringing(caller, idempotency_key, "POST /v1/backdrops", franchise, name, await whole_body(request))

    def keep(code: str, now: datetime) -> Callable[[PostgresWork], BackdropAnswer]:
        taken = take_in("backdrop", file.data)
        jpeg, preview = taken.parts
        digest = hashlib.sha256(jpeg).hexdigest()
        new = OwnBackdrop(0, code, name, digest, taken.about["width"], taken.about["height"], now)
        service.objects.write(backdrop_at(new), jpeg)
        service.objects.write(preview_at(new), preview)
        return lambda work: BackdropAnswer.brought(add_backdrop(work, caller, new))

    return await run_in_threadpool(brought, service, file, BackdropAnswer, keep)


@routes.delete("/backdrops/{name}", status_code=204, responses=problems(404, 409))
def delete_backdrop(caller: Asking, service: TheService, name: BackdropName) -> None:
    """Have an own backdrop be chosen no more; what was booked or made with it can be made again."""
    if not name.startswith(OWN):
        raise InvalidError("built_in", "Only backdrops of your own can be taken away; their names begin with own:.")
    with service.records.begin() as work:
        found = own_backdrop(work, caller, name)
        if found.withdrawn_at is None:
            withdraw(work, caller, found)
