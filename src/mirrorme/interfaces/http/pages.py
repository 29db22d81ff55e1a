"""Lists in pages. A cursor says after which record the next page begins, so that new records move nothing."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from mirrorme.domain.errors import InvalidError

Record = TypeVar("Record")
Item = TypeVar("Item", bound=BaseModel)
BIGGEST = 2**63 - 1

Limit = Annotated[int, Query(ge=1, le=200, description="How many records at most.")]
Cursor = Annotated[
    str | None, Query(max_length=200, description="`next` of the page before; leave it out for the first page.")
]


class Page(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next: str | None
    """Give it as `cursor` to have what follows; null at the end."""


def read_number(cursor: str | None) -> int | None:
    """The number that a page begins after.

    Raises:
        InvalidError: it is none of our cursors.
    """
    found = _read(cursor)
    if found is not None and (type(found) is not int or not 0 <= found <= BIGGEST):
        raise _invalid()
    return found if isinstance(found, int) else None


def read_text(cursor: str | None) -> str | None:
    """As ``read_number``, for lists that are in the order of a text."""
    found = _read(cursor)
    if found is not None and (not isinstance(found, str) or not found.isprintable() or not found.isascii()):
        raise _invalid()
    return found if isinstance(found, str) else None


def paged(
    found: Sequence[Record], limit: int, place: Callable[[Record], int | str]
) -> tuple[Sequence[Record], str | None]:
    """A page and its next cursor, of one record more than the page has room for. place: what the list is ordered by."""
    if len(found) <= limit:
        return found, None
    page = found[:limit]
    text = json.dumps(place(page[-1])).encode()
    return page, urlsafe_b64encode(text).decode().rstrip("=")


def _read(cursor: str | None) -> object:
    if cursor is None:
        return None
    try:
        text = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _invalid() from error
    if found is None:
        raise _invalid()
    return found


def _invalid() -> InvalidError:
    return InvalidError("invalid_cursor", "This cursor is none of ours; begin again without one.")
