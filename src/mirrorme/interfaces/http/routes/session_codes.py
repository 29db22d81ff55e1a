"""Which session a photographed code names."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.workers.intake import take_in
from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.bodies import a_file, whole_body
from mirrorme.interfaces.http.models.codes import SessionCodeAnswer
from mirrorme.interfaces.http.routes.sessions import show_session
from mirrorme.pipeline.session_code import session_of

routes = router("Sessions")


@routes.post(
    "/session-codes",
    responses=problems(404, 409, 413, 429),
    openapi_extra=a_file("image/jpeg", "image/png", "image/webp", "application/octet-stream"),
)
async def read_session_code(caller: Asking, service: TheService, request: Request) -> SessionCodeAnswer:
    """Tell which session is named by the code in a picture: at most 2 MiB and 4 megapixels, which is not kept.

    Codes that are not ours name none. A session that is not there, or not the caller's, is 404; a cancelled one 409.
    """
    data = await whole_body(request)

    def find() -> SessionCodeAnswer:
        number = session_of(take_in("code", data).about["texts"])
        if number is None:
            return SessionCodeAnswer(session=None)
        try:
            found = show_session(caller, service, number)
        except NotFoundError as error:
            told = f"This code names session {number}, and there is none here: choose the session by hand."
            raise NotFoundError("code_names_none", told, {"session": number}) from error
        if found.cancelled:
            told = f"This code names session {number}, which is cancelled: choose another one."
            raise ConflictError("code_names_cancelled", told, {"session": number})
        return SessionCodeAnswer(session=found)

    return await run_in_threadpool(find)
