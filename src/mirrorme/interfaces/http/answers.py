"""The problems that routes document, and what listing routes have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from mirrorme.domain.records import Caller, Event
from mirrorme.domain.who import told_who
from mirrorme.interfaces.http.models.answers import EventAnswer, ProblemAnswer

_NAMED = "#/components/schemas/{model}"
_WHAT = {
    400: "The Idempotency-Key is missing.",
    401: "Not signed in, and no key that is known.",
    403: "Who asks may not do this.",
    404: "There is no such record, or none that who asks may see.",
    409: "The record is in another state than this needs.",
    412: "It is no longer in a version that If-Match names.",
    413: "The body is too large.",
    422: "The request contradicts itself or a rule.",
    429: "It was tried too often; Retry-After says when to try again.",
    503: "Database or store can't be reached just now; Retry-After says when to ask again.",
}


def described_problems() -> dict[str, Any]:
    """The schemas that ``problems`` names: routes have one media type for all answers, and problems another."""
    _, found = models_json_schema([(ProblemAnswer, "validation")], ref_template=_NAMED)
    return dict(found["$defs"])


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route that needs a key may answer with besides success."""
    content = {"application/problem+json": {"schema": {"$ref": _NAMED.format(model=ProblemAnswer.__name__)}}}
    return {status: {"description": _WHAT[status], "content": content} for status in (401, 403, 422, 503, *statuses)}


def seen_by(caller: Caller, asked: str | None) -> str | None:
    """The franchise that a list is of: the caller's own whatever is asked; None for all."""
    return caller.franchise or asked


def told_lines(caller: Caller, lines: Sequence[Event], numbers: Mapping[int, int]) -> list[EventAnswer]:
    """Lines of the history as they are answered. numbers: of photos in their sessions; the sealed lines have none."""
    return [
        EventAnswer.model_validate(one).model_copy(
            update={"photo_number": numbers.get(one.photo or 0), "who": told_who(one.who, caller.franchise)}
        )
        for one in lines
    ]
