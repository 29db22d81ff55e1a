"""Uploads: announced here, sent to the store, completed here."""

from typing import Annotated

from fastapi import Path, Response

from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.models.answers import (
    PartUrl,
    PhotoAnswer,
    TicketAnswer,
    UploadAnswer,
    UploadStateAnswer,
    UrlsAnswer,
)
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.requests import PartsBody, UploadBody
from mirrorme.pipeline.receive import Offer, missing_parts

routes = router("Uploads")
UploadId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@routes.post(
    "/sessions/{number}/uploads",
    status_code=201,
    responses={**problems(404, 409), 200: {"model": TicketAnswer, "description": "The photo is here already."}},
)
def begin(caller: Asking, service: TheService, number: Number, body: UploadBody, response: Response) -> TicketAnswer:
    """Announce a file. Said again, it gives the same upload; a photo that is here already is told at once."""
    ticket = service.receiver.begin(caller, number, Offer(body.filename, body.size, body.sha256))
    if ticket.upload is None:
        response.status_code = 200
    return TicketAnswer.model_validate(ticket)


@routes.get("/uploads/{upload}", responses=problems(404))
def show(caller: Asking, service: TheService, upload: UploadId) -> UploadStateAnswer:
    """Tell which parts have not arrived."""
    found, arrived = service.receiver.parts(caller, upload)
    missing = missing_parts(found, arrived) if found.state == "open" else []
    return UploadStateAnswer(**UploadAnswer.model_validate(found).model_dump(), missing=missing)


@routes.post("/uploads/{upload}/urls", responses=problems(404, 409))
def urls(caller: Asking, service: TheService, upload: UploadId, body: PartsBody) -> UrlsAnswer:
    """Tell where parts can be PUT for an hour. A small file has one part, number 1."""
    given = service.receiver.urls(caller, upload, body.parts)
    return UrlsAnswer(
        urls=[PartUrl(part=part, url=given[part].url, headers=dict(given[part].headers)) for part in sorted(given)]
    )


@routes.post("/uploads/{upload}/complete", responses=problems(404, 409))
def complete(caller: Asking, service: TheService, upload: UploadId) -> PhotoAnswer:
    """Say that all parts were sent. They are checked against the announced SHA-256; then the photo is in its lane."""
    return PhotoAnswer.model_validate(service.receiver.complete(caller, upload))


@routes.delete("/uploads/{upload}", status_code=204, responses=problems(404))
def abort(caller: Asking, service: TheService, upload: UploadId) -> None:
    """Give an upload up; its photo is cancelled."""
    service.receiver.abort(caller, upload)
