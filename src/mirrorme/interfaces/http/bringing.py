"""Files that a franchise brings to be used by its looks: taken in, kept, and noted once however often they are sent."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel

from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.records import Caller
from mirrorme.interfaces.http.idempotency import once, request_of
from mirrorme.interfaces.http.models.backdrops import Brought
from mirrorme.pipeline.bookings import franchise_of
from mirrorme.wiring.service import Service

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Bringing:
    """A file that came. key: the request's. route: which one it came by. franchise: as it was asked for."""

    caller: Caller
    key: str
    route: str
    franchise: str | None
    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def brought(
    service: Service,
    file: Bringing,
    answer: type[Answer],
    keep: Callable[[str, datetime], Callable[[PostgresWork], Answer]],
) -> Answer:
    """Take a file in.

    keep: puts it into the store, given the franchise's code and the time; gives what notes it.

    Raises:
        DomainError: whatever ``keep`` finds wrong with it, or the franchise is not the caller's.
    """
    with service.records.begin() as work:
        code = franchise_of(work, file.caller, file.franchise).code
        now = work.now
    note = keep(code, now)
    sent = Brought(franchise=code, name=file.name, sha256=file.digest)
    return once(service, request_of(file.caller, file.key, file.route, sent), answer, note)
