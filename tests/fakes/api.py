"""A small service over real HTTP that speaks the upload protocol, keeps all in memory, and can be told to err."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "mm_right"
PART = 5 * 1024 * 1024
SINGLE_BELOW = 5_000_000


@dataclass
class Kept:
    """What outlives a restart of the server.

    answers: statuses to give next, by what a path has in it; 0 hangs up. documents: other answers, by request."""

    photos: dict[str, dict[str, Any]] = field(default_factory=dict)
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, list[int]] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    damage: int = 0
    received: Counter[str] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)


@contextmanager
def serving(kept: Kept, port: int = 0) -> Iterator[str]:
    """The URL of a running service."""

    class Handler(_Handler):
        service = kept

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    service: Kept

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None: ...

    def _answer(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length)
        if len(body) != length:  # the client is gone; half a part is none
            self.close_connection = True
            return
        path = self.path.partition("?")[0]
        with self.service.lock:
            self.service.asked.append(f"{self.command} {path}")
            for end, statuses in self.service.answers.items():
                if end in path and statuses:
                    self._fail(statuses.pop(0))
                    return
            if not path.startswith("/store/") and self.headers.get("authorization") != f"Bearer {KEY}":
                self._problem(401, "unknown_key", "This key is not known, or was revoked.")
                return
            if f"{self.command} {path}" in self.service.documents:
                self._send(200, self.service.documents[f"{self.command} {path}"])
                return
            self._route([part for part in path.split("/") if part], body)

    def _route(self, path: list[str], body: bytes) -> None:
        kept = self.service
        match self.command, path:
            case "GET", ["v1", "booking-types"]:
                names = enumerate(("Portrait", "School"), start=1)
                self._send(200, {"items": [{"id": number, "name": name} for number, name in names], "next": None})
            case "POST", ["v1", "sessions"]:
                self._session(json.loads(body))
            case "GET", ["v1", "sessions", _]:
                self._send(200, next(iter(kept.sessions.values())))
            case "GET", ["v1", "sessions", _, "photos"]:
                self._send(200, {"items": list(kept.photos.values()), "next": None})
            case "POST", ["v1", "sessions", _, "uploads"]:
                self._begin(json.loads(body))
            case _:
                self._route_upload(path, body)

    def _route_upload(self, path: list[str], body: bytes) -> None:
        kept = self.service
        match self.command, path:
            case "GET", ["v1", "uploads", upload]:
                self._send(200, kept.uploads[upload] | {"missing": self._missing(upload)})
            case "POST", ["v1", "uploads", upload, "urls"]:
                base = f"http://{self.headers['host']}/store/{upload}"
                urls = [
                    {"part": part, "url": f"{base}/{part}?signed", "headers": {}} for part in json.loads(body)["parts"]
                ]
                self._send(200, {"urls": urls})
            case "PUT", ["store", upload, part]:
                if kept.damage:
                    kept.damage -= 1
                    body = b"X" + body[1:]
                kept.received[upload] += len(body)
                kept.parts[upload][int(part)] = body
                self._send(200, None)
            case "POST", ["v1", "uploads", upload, "complete"]:
                self._complete(upload)
            case _:
                self._problem(404, "not_found", "There is nothing here.")

    def _session(self, asked: dict[str, Any]) -> None:
        sessions = self.service.sessions
        if asked["name"] in sessions:
            known = sessions[asked["name"]]["id"]
            self._problem(409, "session_exists", "There is a session of this name.", session=known)
            return
        made = {"id": len(sessions) + 1, "day": "2026-11-17", "lane": "standard", "counts": {}, **asked}
        sessions[asked["name"]] = made
        self._send(201, made)

    def _begin(self, offer: dict[str, Any]) -> None:
        kept, digest = self.service, offer["sha256"]
        new = {"id": len(kept.photos) + 1, "state": "uploading", "reasons": [], **offer}
        photo = kept.photos.setdefault(digest, new)
        if photo["state"] != "uploading":
            self._send(200, {"photo": photo, "upload": None})
            return
        if digest not in kept.uploads:
            size = offer["size"]
            part_size = max(PART, size) if size < SINGLE_BELOW else PART
            kept.uploads[digest] = {"id": digest, "size": size, "part_size": part_size, "state": "open"}
            kept.parts[digest] = {}
        self._send(201, {"photo": photo, "upload": kept.uploads[digest]})

    def _missing(self, upload: str) -> list[int]:
        about = self.service.uploads[upload]
        last = -(-about["size"] // about["part_size"])
        return [number for number in range(1, last + 1) if number not in self.service.parts[upload]]

    def _complete(self, upload: str) -> None:
        kept = self.service
        photo = kept.photos[upload]
        if photo["state"] == "uploading":
            if self._missing(upload):
                self._problem(409, "parts_missing", "These parts have not arrived.")
                return
            data = b"".join(kept.parts[upload][number] for number in sorted(kept.parts[upload]))
            if hashlib.sha256(data).hexdigest() != upload:
                del kept.uploads[upload], kept.parts[upload]
                self._problem(422, "checksum_mismatch", "The bytes that arrived are not those of the file.")
                return
            kept.originals[upload] = data
            photo["state"] = "published"
        self._send(200, photo)

    def _fail(self, status: int) -> None:
        if status == 0:
            self.close_connection = True
            return
        self._problem(status, "told_to", "The service was told to say so.")

    def _problem(self, status: int, code: str, detail: str, **members: object) -> None:
        self._send(status, {"title": "no", "status": status, "code": code, "detail": detail, **members})

    def _send(self, status: int, what: object) -> None:
        data = b"" if what is None else json.dumps(what).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        with suppress(ConnectionError):  # the client is gone
            self.end_headers()
            self.wfile.write(data)
