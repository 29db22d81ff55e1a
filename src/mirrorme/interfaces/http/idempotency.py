"""Requests that create something, carried out once however often they are sent."""

import json
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Header
from pydantic import BaseModel

from mirrorme.adapters.postgres.idempotency import Request, find_answer, keep_answer
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.records import Caller
from mirrorme.wiring.service import Service

Answer = TypeVar("Answer", bound=BaseModel)

IdempotencyKey = Annotated[
    str,
    Header(
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A random value of yours. The same request with the same key is carried out once, and gets the "
        "same answer for a day.",
        examples=["7f9c2ba4-8d5e-4e0a-9f3b-1c2d3e4f5a6b"],
    ),
]


def once(service: Service, request: Request, answer: type[Answer], make: Callable[[PostgresWork], Answer]) -> Answer:
    """What ``make`` gives, or gave when the same request came before; both are kept in one transaction.

    Raises:
        ConflictError: the same request is being carried out.
        InvalidError: the key was used with another request.
    """
    with service.records.begin() as work:
        before = find_answer(work.connection, request)
        if before is not None:
            return answer.model_validate(before)
        made = make(work)
        keep_answer(work.connection, request, made.model_dump(mode="json"))
        return made


def request_of(caller: Caller, key: str, what: str, body: BaseModel) -> Request:
    """A request to compare others with. what: the route."""
    content = json.dumps(body.model_dump(mode="json", exclude_unset=True), sort_keys=True)
    return Request(caller=caller.id, franchise=caller.franchise, key=key, content=f"{what}\n{content}")
