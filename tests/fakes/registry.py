"""A package registry on this machine, over real HTTP, that can break off in the middle."""

import hashlib
import io
import json
import re
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import unquote

from mirrorme.adapters.models.registry import Indexes
from mirrorme.adapters.models.sources import Release


def wheel(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarball(members: dict[str, bytes]) -> bytes:
    """A .tgz."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@dataclass
class Registry:
    """What it serves and how it behaves.

    break_after: bytes of a file after which the connection breaks, once for each entry. ranges: whether it honours
    them. html: whether the simple index is HTML. credentials: the Authorization that it asks for.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    break_after: list[int] = field(default_factory=list)
    ranges: bool = True
    html: bool = False
    credentials: str | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""

    @property
    def indexes(self) -> Indexes:
        """Its addresses."""
        return Indexes(pypi=f"{self.address}/simple", npm=f"{self.address}/npm")

    def publish(self, data: bytes, registry: Literal["pypi", "npm"] = "pypi") -> Release:
        """Have it serve a release."""
        filename = "thing-1.0-py3-none-any.whl" if registry == "pypi" else "thing-1.0.tgz"
        self.files[filename] = data
        package = "thing" if registry == "pypi" else "@some/thing"
        return Release(registry, package, "1.0", filename, len(data), hashlib.sha256(data).hexdigest())

    def downloads(self) -> list[tuple[str, str | None]]:
        """The files that were asked for, with the range of each."""
        return [(path, wanted) for path, wanted in self.asked if path.startswith("/files/")]


class _Handler(BaseHTTPRequestHandler):
    registry: Registry

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        path = unquote(self.path)
        self.registry.asked.append((path, self.headers.get("Range")))
        tarball_at = {"dist": {"tarball": f"{self.registry.address}/files/thing-1.0.tgz"}}
        if self.registry.credentials and self.headers.get("Authorization") != self.registry.credentials:
            self.send_error(401)
        elif path == "/simple/thing/":
            self._index()
        elif path == "/npm/@some/thing/1.0":
            self._send(json.dumps(tarball_at).encode(), "application/json")
        elif path.removeprefix("/files/") in self.registry.files:
            self._file(self.registry.files[path.removeprefix("/files/")])
        else:
            self.send_error(404)

    def _index(self) -> None:
        names, at = self.registry.files, f"{self.registry.address}/files"
        if self.registry.html:
            links = "".join(f'<a href="../../files/{name}#sha256=0">{name}</a><br>' for name in names)
            self._send(f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
            return
        files = [{"filename": name, "url": f"{at}/{name}"} for name in names]
        self._send(json.dumps({"files": files}).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, data: bytes) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "") if self.registry.ranges else None
        start = int(asked[1]) if asked else 0
        if start >= len(data):
            self.send_error(416)
            return
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        end = start + self.registry.break_after.pop(0) if self.registry.break_after else len(data)
        self.wfile.write(data[start:end])


@contextmanager
def serving(registry: Registry) -> Iterator[Registry]:
    """Serve until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"registry": registry}))
    registry.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield registry
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
