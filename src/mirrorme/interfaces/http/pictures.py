"""Pictures that are answered inline, and asked for again only when they changed."""

from fastapi import Request, Response


def picture(request: Request, data: bytes, kind: str, etag: str, cache: str) -> Response:
    """A picture, or 304 if the client has it. kind: media type. etag: without quotes. cache: for Cache-Control."""
    headers = {"ETag": f'"{etag}"', "Cache-Control": cache, "Content-Disposition": "inline"}
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=kind)


def has(request: Request, etag: str) -> bool:
    """Whether the client has it already (RFC 9110, section 13.1.2). etag: with its quotes."""
    asked = request.headers.get("if-none-match", "")
    return asked.strip() == "*" or etag in {one.strip().removeprefix("W/") for one in asked.split(",")}


def a_picture(*kinds: str) -> dict[int | str, dict[str, object]]:
    """How a route's description says that it answers with a picture."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        200: {"description": "The picture.", "content": dict.fromkeys(kinds, binary)},
        304: {"description": "You have it."},
    }
