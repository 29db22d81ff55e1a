"""Whether the API lives, and whether it can work."""

from fastapi import Response
from sqlalchemy import text

from mirrorme.domain.keys import RAW, bucket_of
from mirrorme.interfaces.http.access import TheService, router
from mirrorme.interfaces.http.models.answers import Health, Ready
from mirrorme.pipeline.ports import StorageError, UnavailableError
from mirrorme.wiring.service import Service

routes = router("Health")
_OK = "ok"


@routes.get("/health")
async def health() -> Health:
    """Answer as long as the process lives: for who restarts it."""
    return Health()


@routes.get("/ready", responses={503: {"model": Ready, "description": "Something that it needs is away."}})
def ready(service: TheService, response: Response) -> Ready:
    """Tell whether database and store can be reached: for who sends requests here."""
    found = Ready(database=_database(service), store=store_status(service))
    if (found.database, found.store) != (_OK, _OK):
        response.status_code = 503
    return found


def _database(service: Service) -> str:
    try:
        with service.records.begin() as work:
            work.connection.execute(text("select 1"))
    except UnavailableError as error:
        return str(error)
    return _OK


def store_status(service: Service) -> str:
    """``ok``, or what is wrong with the store."""
    try:
        next(iter(service.objects.find(bucket_of("001"), f"{RAW}/none/")), None)
    except StorageError as error:
        return _OK if error.reason.code == "not_found" else "The store can't be reached just now."
    return _OK
