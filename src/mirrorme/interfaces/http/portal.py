"""The portal: a single-page app, as built files that stand beside this module (`./run` builds them)."""

import gzip
import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from mirrorme.domain.errors import NotFoundError
from mirrorme.interfaces.http.access import Whole

routes = APIRouter(include_in_schema=False)
NONCE = "__CSP_NONCE__"
"""What the build leaves where a page's own value goes."""
FOR_GOOD = "public, max-age=31536000, immutable"
"""Names of assets have a digest of what is in them."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".css", ".js", ".svg", ".wasm"})
NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>MirrorMe</title>
<h1>The portal is not built</h1><p>Start the service with <code>./run</code>, which builds it, or build it with
<code>./run portal</code>. The API works without it: see <a href="/docs">its documentation</a>.</p>"""


@dataclass(frozen=True, slots=True)
class File:
    """A built file. packed: by gzip, where that helps."""

    content: bytes
    packed: bytes | None
    kind: str
    tag: str


def policy(nonce: str, store: str | None) -> str:
    """What the page may do: run and show what is ours alone. store: where photos are sent to if it is elsewhere."""
    elsewhere = "" if store is None else f" {store}"
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        f"style-src 'self' 'nonce-{nonce}'; "
        f"img-src 'self' data: blob:{elsewhere}; font-src 'self'; connect-src 'self'{elsewhere}; "
        "worker-src 'self' blob:; manifest-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


@routes.get("/portal")
async def portal() -> RedirectResponse:
    """Its first page."""
    return RedirectResponse("/portal/")


@routes.get("/portal/{page:path}")
async def show(request: Request, service: Whole, page: str) -> Response:
    """A built file; whatever has no ending is a page of the app, which finds its way by the address."""
    suffix = PurePosixPath(page).suffix
    if suffix in _TYPES and suffix != ".html":
        return _file(request, page)
    built = read_file("index.html")
    if built is None:
        return Response(NOT_BUILT, 503, media_type=_TYPES[".html"])
    nonce = secrets.token_urlsafe(16)
    text = built.content.decode().replace(NONCE, nonce)
    headers = {"content-security-policy": policy(nonce, store_origin(service.settings.storage_url))}
    return Response(text, media_type=built.kind, headers=headers)


def _file(request: Request, page: str) -> Response:
    found = read_file(page)
    if found is None:
        raise NotFoundError("no_file", "The portal has no such file; reload the page.")
    lasting = FOR_GOOD if page.startswith("assets/") else "no-cache"
    headers = {"cache-control": lasting, "etag": found.tag, "vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.kind, headers=headers | {"content-encoding": "gzip"})
    return Response(found.content, media_type=found.kind, headers=headers)


@cache
def built_files() -> dict[str, Traversable]:
    """The built files by their path. None that is not among them is ever opened."""
    root = files("mirrorme.interfaces.http") / "static" / "portal"
    return dict(_walk(root, "")) if root.is_dir() else {}


def _walk(folder: Traversable, before: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for one in folder.iterdir():
        found += _walk(one, f"{before}{one.name}/") if one.is_dir() else [(before + one.name, one)]
    return found


@cache
def read_file(page: str) -> File | None:
    """A built file by its path; None for what is not among them."""
    one = built_files().get(page)
    if one is None:
        return None
    content, suffix = one.read_bytes(), PurePosixPath(page).suffix
    packed = gzip.compress(content, mtime=0) if suffix in _PACKED else None
    return File(
        content, packed, _TYPES.get(suffix, "application/octet-stream"), f'"{sha256(content).hexdigest()[:32]}"'
    )


def store_origin(url: str) -> str | None:
    """Where browsers send photos, if the API doesn't take them itself."""
    parts = urlsplit(url)
    if parts.scheme != "s3":
        return None
    endpoint = urlsplit(dict(parse_qsl(parts.query)).get("endpoint", "https://*.amazonaws.com"))
    return f"{endpoint.scheme}://{endpoint.netloc}"
