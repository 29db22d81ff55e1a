"""The page that the API itself has: its documentation."""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from mirrorme.interfaces.http.porter import PAGE_POLICY

routes = APIRouter(include_in_schema=False)
_FILES = {
    "/docs": ("docs.html", "text/html; charset=utf-8"),
    "/docs.js": ("docs.js", "text/javascript; charset=utf-8"),
}


def swagger_ui() -> StaticFiles:
    """Its files, out of the package that carries them."""
    return StaticFiles(packages=[("fastapi_offline", "static")])


def _serve(path: str) -> None:
    name, kind = _FILES[path]
    content = (files("mirrorme.interfaces.http") / "static" / name).read_bytes()

    @routes.get(path)
    async def page() -> Response:
        return Response(content, media_type=kind, headers={"content-security-policy": PAGE_POLICY})


for _path in _FILES:
    _serve(_path)
