"""What went wrong, as RFC 9457 tells it: a code for programs, a sentence for people, never our insides."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from mirrorme.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    LimitError,
    NotFoundError,
    StaleError,
    UnauthenticatedError,
)
from mirrorme.pipeline.bookings import SessionExistsError
from mirrorme.pipeline.ports import StorageError, UnavailableError

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_S = "2"
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "No such method",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    408: "Too slow",
    416: "No such range",
    422: "Invalid request",
    429: "Too many tries",
    500: "Our fault",
    503: "Not available just now",
}


STATUS: dict[type[DomainError], int] = {
    InvalidError: 422,
    NotFoundError: 404,
    ConflictError: 409,
    StaleError: 412,
    ForbiddenError: 403,
    UnauthenticatedError: 401,
    LimitError: 429,
}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> JSONResponse:
    """An answer that tells of a problem."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return JSONResponse(
        body | {"code": code} | dict(members or {}), status, headers=dict(headers or {}), media_type=MEDIA_TYPE
    )


def handle_problems(app: FastAPI) -> None:
    """Have the app answer errors with problems; what nobody expected goes on to ``Porter``, which notes it."""
    handlers: dict[type[Exception], Any] = {
        DomainError: _domain,
        UnavailableError: _unavailable,
        PoolTimeoutError: _busy,
        StorageError: _storage,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for kind, handle in handlers.items():
        app.add_exception_handler(kind, handle)


def _domain(_: Request, error: DomainError) -> JSONResponse:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if isinstance(error, LimitError):
        headers["Retry-After"] = str(error.wait_s)
    members: dict[str, Any] = {"params": error.params} if error.params else {}
    if isinstance(error, SessionExistsError):
        members["session"] = error.session
    return problem(status, error.code, error.message, headers=headers, members=members)


def _unavailable(_: Request, error: Exception) -> JSONResponse:
    return problem(503, "unavailable", str(error), headers={"Retry-After": RETRY_S})


def _busy(_: Request, __: Exception) -> JSONResponse:
    return problem(
        503, "busy", "The service is very busy. Try again in a few seconds.", headers={"Retry-After": RETRY_S}
    )


def _storage(_: Request, error: StorageError) -> JSONResponse:
    if error.reason.code == "not_found":
        return problem(404, "no_object", "Its file is not in the store.")
    if error.reason.code in ("archived", "wrong_region"):
        return problem(409, error.reason.code, error.reason.message)
    _log.warning("%s", error.reason.message)
    detail = "The store of the photos can't be used just now. Try again in a few seconds."
    return problem(503, "store_unavailable", detail, headers={"Retry-After": RETRY_S})


def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    found = [
        {"at": _plain(".".join(map(str, one["loc"]))), "message": _plain(str(one["msg"])), "type": one["type"]}
        | {"limit": _limit(one.get("ctx", {}))}
        for one in error.errors()
    ]
    if any(one["type"] == "missing" and one["loc"] == ("header", "idempotency-key") for one in error.errors()):
        return problem(
            400,
            "idempotency_key_missing",
            "Send a header Idempotency-Key with a new random value, and the same one when you send the request again.",
        )
    detail = "; ".join(f"{one['at']}: {one['message']}" for one in found[:5])
    return problem(422, "invalid_request", detail, members={"errors": found[:100]})


def _http(_: Request, error: HTTPException) -> JSONResponse:
    codes = {404: "no_route", 405: "no_method", 408: "too_slow", 413: "too_large"}
    if error.status_code == 400:  # a body that can't be read at all: numbers without end, brackets without end
        return problem(422, "invalid_request", "The body can't be read as JSON.")
    detail = {404: "There is nothing at this address; see /docs.", 405: "This address has no such method."}
    text = detail.get(error.status_code, str(error.detail))
    return problem(error.status_code, codes.get(error.status_code, "error"), text, headers=error.headers)


def _unexpected(_: Request, __: Exception) -> JSONResponse:
    return problem(500, "our_fault", "Something went wrong here, and was noted. Try again; if it goes on, tell us.")


def _limit(context: Mapping[str, Any]) -> int | float | None:
    """What a value is longer, shorter, more or less than."""
    of = ("max_length", "min_length", "le", "ge", "lt", "gt")
    return next((context[name] for name in of if isinstance(context.get(name), int | float)), None)


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:300]
