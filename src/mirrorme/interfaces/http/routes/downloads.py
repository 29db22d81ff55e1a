"""What a studio takes along to give to its customers: published photos in one archive."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import StreamingResponse

from mirrorme.adapters.files.archive import zipped
from mirrorme.adapters.postgres.published import find_published
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.records import VIEW
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.models.fields import Id, Number
from mirrorme.pipeline.published import archive_name, check_any, files

routes = router("Sessions")
MOST_CHOSEN = 2000
"""More would make an address longer than what lies in between lets through."""
Chosen = Annotated[
    list[Id] | None,
    Query(max_length=MOST_CHOSEN, description="The ids of the photos that are wanted; all if left out."),
]


@routes.get(
    "/sessions/{number}/published",
    response_class=StreamingResponse,
    responses={**problems(404, 409), 200: {"description": "A ZIP archive.", "content": {"application/zip": {}}}},
)
def published(caller: Asking, service: TheService, number: Number, photo: Chosen = None) -> StreamingResponse:
    """Give the published photos of a session in full size, named by their number; others are left out."""
    with service.records.begin() as work:
        session = work.sessions.get(number)
        if session is None or caller.franchise not in (None, session.franchise):
            raise NotFoundError("no_session", "There is no such session.")
        found = find_published(work.connection, number, photo or [])
        check_any(found)
        work.history.note(
            f"{VIEW}published",
            who=caller.who,
            why="published photos in one archive",
            franchise=session.franchise,
            session=number,
            data={"photos": [one.id for one in found]},
        )
    name = f'attachment; filename="{archive_name(session.place)}"'
    archive = zipped(files(service.objects, found))
    return StreamingResponse(archive, media_type="application/zip", headers={"Content-Disposition": name})
