"""Answers to requests that may be sent again, kept in the same transaction as what they tell of."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from mirrorme.adapters.postgres.tables import idempotency as table
from mirrorme.domain.errors import ConflictError, InvalidError

KEPT = timedelta(days=1)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A request that must be carried out once.

    caller: its id. franchise: the caller's. key: the client's. content: all of it.
    """

    caller: str
    franchise: str | None
    key: str
    content: str

    @property
    def digest(self) -> str:
        """Of the content."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def lock(self) -> int:
        """A number of 64 bits that is this request's own."""
        name = hashlib.sha256(f"{self.caller}\0{self.key}".encode()).digest()
        return int.from_bytes(name[:8], "big", signed=True)


def find_answer(live: Connection, request: Request) -> dict[str, Any] | None:
    """The answer that was given; if None, the request is ours alone until the transaction ends, however it ends.

    A process that is killed in between leaves nothing behind: Postgres rolls back, and lets the next one in.

    Raises:
        ConflictError: it is being carried out.
        InvalidError: the key was used with another request.
    """
    ours = live.execute(text("select pg_try_advisory_xact_lock(:lock)"), {"lock": request.lock}).scalar()
    if not ours:
        raise ConflictError(
            "in_flight", "A request with this Idempotency-Key is being carried out; ask again in a second."
        )
    found = select(table.c.request, table.c.body).where(
        table.c.caller == request.caller, table.c.key == request.key, table.c.created_at > func.now() - KEPT
    )
    row = live.execute(found).one_or_none()
    if row is None:
        return None
    if row.request != request.digest:
        raise InvalidError("key_reused", "This Idempotency-Key was used with another request; choose a new one.")
    answer: dict[str, Any] = json.loads(row.body)
    return answer


def keep_answer(live: Connection, request: Request, answer: dict[str, Any]) -> None:
    """Keep it for a day, and forget what is older."""
    # everybody's: a studio that asks for nothing more would have its last answers kept for ever
    live.execute(select(func.forget_old_answers(KEPT, _AT_ONCE)))
    row = {"caller": request.caller, "franchise": request.franchise, "key": request.key, "request": request.digest}
    live.execute(insert(table).values(**row, status=201, body=json.dumps(answer)))
