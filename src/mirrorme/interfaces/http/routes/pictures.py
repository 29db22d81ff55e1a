"""Pictures for screens, out of the store by way of us; and previews of what a change would look like."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, get_args

from fastapi import Query, Request, Response

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.pictured import Pictured, find_pictured, was_noted
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import State
from mirrorme.domain.records import VIEW, Caller, Edit
from mirrorme.domain.views import EXTENSIONS, OF_REJECTED, WHOLE_MATTE, Kind, views_of_rejected
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.pictures import MOST_EDITS, PicturesAnswer, PreviewBody
from mirrorme.interfaces.http.pictures import has
from mirrorme.pipeline.look import Adjustments, parse_look, recipe_of
from mirrorme.pipeline.own_parts import check_own, parts_of
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.preview_order import PreviewOrder
from mirrorme.wiring.service import Service

if TYPE_CHECKING:
    from mirrorme.adapters.workers.previews import Previews

routes = router("Pictures")
MOST_BYTES = 32 * 1024 * 1024
"""Larger is none of our views."""
NOTED = frozenset({"screen", "original-screen"})
"""Kinds that are large enough to be called a look at the picture."""
NOTED_EVERY = timedelta(minutes=15)
FOR_GOOD = "private, max-age=31536000, immutable"
"""An edit's pictures never change; without its number the next edit's may come."""
ASK_AGAIN = "private, no-cache"
_TYPES = {"webp": "image/webp", "png": "image/png"}
_WEBP: dict[int | str, dict[str, Any]] = {200: {"content": {"image/webp": {}}, "description": "The picture."}}
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/webp": {}, "image/png": {}}, "description": "The picture."},
    304: {"description": "It is the one that the client has."},
}
AskedEdit = Annotated[
    int | None, Query(ge=1, le=MOST_EDITS, description="The number of an edit; the last one's if left out.")
]


@routes.get("/photos/{number}/pictures", responses=problems(404))
def list_pictures(
    request: Request, caller: Asking, service: TheService, number: Number, edit: AskedEdit = None
) -> PicturesAnswer:
    """Tell what there is to see of a photo.

    `kinds` is empty for edits made before pictures for screens were kept: `GET /v1/photos/{n}/edited` has those.
    """
    with service.records.begin() as work:
        found = _own(work, caller, number, edit)
    request.app.state.previews.warm()
    kept = _kept(service, found)
    return PicturesAnswer(edit=found.edit_number, kinds=[kind for kind in get_args(Kind) if kind in kept])


@routes.get("/photos/{number}/pictures/{kind}", response_class=Response, responses={**problems(404, 409), **_PICTURE})
def picture(
    request: Request, caller: Asking, service: TheService, number: Number, kind: Kind, edit: AskedEdit = None
) -> Response:
    """Give one, to be shown."""
    with service.records.begin() as work:
        found = _own(work, caller, number, edit)
        _check_there(found)
        at = _named(found).get(kind)
        if at is None:
            raise _none(_why_not(found, kind))
        if kind in NOTED:
            _note_view(work, caller, found, kind)
    etag = f'"{found.edit or f"rejected-{found.id}"}-{kind}"'
    headers = {
        "ETag": etag,
        "Cache-Control": ASK_AGAIN if edit is None else FOR_GOOD,
        "Vary": "Authorization, Cookie",
        "Content-Disposition": "inline",
    }
    if has(request, etag):
        return Response(None, 304, headers)
    return Response(_read(service, at), 200, headers, media_type=_TYPES[EXTENSIONS[kind]])


@routes.post("/photos/{number}/preview", response_class=Response, responses={**problems(404, 409, 429), **_WEBP})
def preview(request: Request, caller: Asking, service: TheService, number: Number, body: PreviewBody) -> Response:
    """Show within a second what an edit with these adjustments would look like, at most 1280 pixels long.

    The matte stays as it is, whatever tier is asked for. Of a person's previews only the newest is rendered; older ones
    are answered with 429 ``overtaken``.
    """
    with service.records.begin() as work:
        found = _own(work, caller, number, body.edit)
        _check_there(found)
        made = None if found.edit is None else lists.edit(work.connection, found.edit)
        original, matte = (found.outputs.get(kind) for kind in ("original-screen", "matte"))
        if made is None or original is None or matte is None:
            raise _none("Only a photo that was edited can be previewed, by an edit that kept pictures for screens.")
        photo = work.photos.get(number)
        asked = Adjustments.model_validate((photo.adjustments if photo else {}) | body.adjustments.named)
        look = parse_look(found.look | asked.of_look)
        check_own(work, found.franchise, body.adjustments.of_look)
        own = parts_of(work, found.franchise, look.backdrop, look.style)
        recipe = recipe_of(look, asked, own)
        _note_view(work, caller, found, "preview")
    order = PreviewOrder(
        recipe,
        _read(service, original),
        _read(service, found.outputs.get(WHOLE_MATTE, matte)),
        light=made.measured.get("light"),
        faces=made.measured.get("faces", 0),
        middle=made.measured.get("middle"),
        warmth=_warmth(made),
        backdrop=None if own.backdrop_key is None else _read(service, own.backdrop_key),
        lut=None if own.lut_key is None else _read(service, own.lut_key),
    )
    previews: Previews = request.app.state.previews
    return Response(previews.render(caller.id, order), media_type="image/webp")


def _warmth(edit: Edit) -> float:
    """What an edit was asked for by hand, on top of what was measured."""
    steps = edit.recipe.get("steps", ())
    return next((float(step.get("warmth", 0.0)) for step in steps if step["step"] == "light"), 0.0)


def _own(work: PostgresWork, caller: Caller, number: int, edit: int | None) -> Pictured:
    found = find_pictured(work.connection, number, edit)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_photo", "There is no such photo.")
    if edit is not None and found.edit is None:
        raise NotFoundError("no_edit", "This photo has no such edit.")
    return found


def _check_there(found: Pictured) -> None:
    """Whether its pictures are still there.

    Raises:
        NotFoundError: ``no_picture``; says why.
    """
    if found.state is State.ERASED:
        raise _none("This photo was erased by request.")
    if found.expired_at is not None:
        raise _none(f"The pictures of this edit were deleted by their age on {found.expired_at:%Y-%m-%d}.")


def _why_not(found: Pictured, kind: Kind) -> str:
    if found.edit is None:
        return "It is not edited yet."
    if not any(one in EXTENSIONS for one in found.outputs):
        return f"This edit kept no pictures for screens; GET /v1/photos/{found.id}/edited gives its full one."
    return f"There is no {kind} of this edit."


def _named(found: Pictured) -> dict[str, str]:
    """Object keys by kind; of a photo that was turned away they are where they would be."""
    if found.edit is not None:
        return {kind: at for kind, at in found.outputs.items() if kind in EXTENSIONS}
    return views_of_rejected(found.place, found.number) if found.state in (State.REJECTED, State.RETAKE) else {}


def _kept(service: Service, found: Pictured) -> list[str]:
    if found.state is State.ERASED or found.expired_at is not None:
        return []
    named = _named(found)
    if found.edit is not None:
        return list(named)
    return [kind for kind in OF_REJECTED if kind in named and service.objects.look(ObjectKey.parse(named[kind]))]


def _read(service: Service, at: str) -> bytes:
    try:
        return service.objects.read(ObjectKey.parse(at), MOST_BYTES)
    except StorageError as error:
        if error.reason.code == "not_found":
            raise _none("Its file is not in the store.") from error
        raise


def _none(why: str) -> NotFoundError:
    return NotFoundError("no_picture", why)


def _note_view(work: PostgresWork, caller: Caller, found: Pictured, kind: str) -> None:
    """Who was shown a picture, once a quarter of an hour, however often they come back to it."""
    if not was_noted(work.connection, found.id, f"{VIEW}{kind}", caller.who, NOTED_EVERY):
        work.history.note(
            f"{VIEW}{kind}",
            who=caller.who,
            why="shown on a screen",
            franchise=found.franchise,
            session=found.session,
            photo=found.id,
        )
