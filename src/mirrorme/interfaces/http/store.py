"""The gateway of a folder store: what S3 does for its own presigned URLs."""

from collections.abc import AsyncIterator, Callable, Iterator
from email.utils import format_datetime
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from mirrorme.adapters.objects.folder import ROUTE, FolderObjects
from mirrorme.adapters.objects.folder_files import Opened
from mirrorme.adapters.objects.folder_uploads import PART_ROUTE, FolderUploads
from mirrorme.domain.errors import InvalidError
from mirrorme.domain.keys import ObjectKey
from mirrorme.interfaces.http.problems import problem
from mirrorme.interfaces.http.ranges import RangeError, asked_range
from mirrorme.pipeline.ports import StorageError
from mirrorme.wiring.service import Service

MOST_PART = 16 * 1024 * 1024
AT_ONCE = 4
"""Pieces that are read before they are sent."""
_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
_CUT_OFF = Response(status_code=400)


def store_router(service: Service) -> APIRouter | None:
    """Its routes; None where the store answers for itself."""
    objects, uploads = service.objects, service.uploads
    if not isinstance(objects, FolderObjects) or not isinstance(uploads, FolderUploads):
        return None
    router = APIRouter(include_in_schema=False)

    def signed(request: Request) -> None:
        """Only what we signed gets any further."""
        uploads.signer.check(request.method, request.scope["path"], request.query_params)

    @router.put(f"{ROUTE}/{{at:path}}", dependencies=[Depends(signed)])
    async def put_object(request: Request, at: str, size: int) -> Response:
        data = await _body(request, size)
        if data is None:
            return _CUT_OFF
        if len(data) != size:
            raise InvalidError("wrong_length", f"This address takes {size} bytes, not {len(data)}.")
        return await _keep(lambda: uploads.put(ObjectKey.parse(at), data))

    @router.put(f"{PART_ROUTE}/{{upload}}/{{number}}", dependencies=[Depends(signed)])
    async def put_part(request: Request, upload: str, number: int, key: str) -> Response:
        data = await _body(request, MOST_PART)
        if data is None:
            return _CUT_OFF
        return await _keep(lambda: uploads.put_part(ObjectKey.parse(key), upload, number, data))

    @router.get(f"{ROUTE}/{{at:path}}", dependencies=[Depends(signed)])
    def get_object(request: Request, at: str, filename: Annotated[str, Depends(_filename)]) -> Response:
        return _answer(request, objects.open(ObjectKey.parse(at)), at, filename)

    return router


def _answer(request: Request, found: Opened, at: str, filename: str) -> Response:
    """An object, or the part of it that is asked for."""
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": f'"{found.etag}"',
        "Last-Modified": format_datetime(found.modified, usegmt=True),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(filename, safe='')}",
    }
    try:
        part = asked_range(request.headers, headers["ETag"], headers["Last-Modified"], found.size)
    except RangeError:
        return problem(416, "no_such_range", "It has fewer bytes.", headers={"Content-Range": f"bytes */{found.size}"})
    start, stop = part or (0, found.size)
    headers["Content-Length"] = str(stop - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{found.size}"
    kind = _TYPES.get(PurePosixPath(at).suffix.lower(), "application/octet-stream")
    pieces = found.pieces(start, stop)
    first = next(pieces, b"")  # what was altered is told while an error can still be answered
    body = _flowing(chain([first], pieces))
    return StreamingResponse(body, 200 if part is None else 206, headers, media_type=kind)


async def _flowing(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Read in threads, several pieces at a time: changing to a thread and back takes as long as reading one."""
    while batch := await run_in_threadpool(lambda: list(islice(pieces, AT_ONCE))):
        for piece in batch:
            yield piece


def _filename(filename: str = "photo") -> str:
    return filename


async def _body(request: Request, at_most: int) -> bytes | None:
    """All of it; None if the client is gone, so that half a photo is none.

    Raises:
        InvalidError: it is longer than that.
    """
    data = bytearray()
    try:
        async for piece in request.stream():
            data += piece
            if len(data) > at_most:
                raise InvalidError("too_long", f"This address takes at most {at_most} bytes.")
    except ClientDisconnect:
        return None
    return bytes(data)


async def _keep(keep: Callable[[], str | None]) -> Response:
    """Have it on the disk before it is answered for."""
    try:
        etag = await run_in_threadpool(keep)
    except StorageError as error:
        if error.reason.code == "exists":
            return problem(409, "exists", "This photo is here already.")
        raise
    return Response(headers={"ETag": f'"{etag}"'} if etag else None)
