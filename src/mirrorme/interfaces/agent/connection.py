"""The way to the service: asks again when that may help, and tells problems in sentences."""

import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from mirrorme.interfaces.agent.errors import ApiError, FileError, KeyRefusedError, StoppedError, UnreachableError
from mirrorme.interfaces.agent.patience import PASSING, asked_for, backoff

PATIENCE_S = 60.0
"""So long we try to reach a service that is away."""
PAGE = 200
_TIMEOUT = httpx.Timeout(60.0, connect=5.0, read=180.0)
_AT_HOME = frozenset({"127.0.0.1", "localhost", "::1"})


class Connection:
    """A service and our key to it; many threads may use one.

    url: without a path. patience_s: how long one request is repeated while the service is away. stop: once set, nothing
    is begun or repeated any more.
    """

    def __init__(
        self, url: str, key: str, *, patience_s: float = PATIENCE_S, stop: threading.Event | None = None
    ) -> None:
        self.url = url.rstrip("/")
        self.stop = stop or threading.Event()
        self._key = key
        self._patience_s = patience_s
        # a proxy of the studio's network knows nothing of this machine's own ports
        outside = urlsplit(self.url).hostname not in _AT_HOME
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=32)
        self._client = httpx.Client(timeout=_TIMEOUT, limits=limits, trust_env=outside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 (JSON is what it is)
        """The JSON at a path below ``/v1``.

        Raises:
            ApiError, UnreachableError, StoppedError: see there.
        """
        return self._ask("GET", path, query={name: value for name, value in query.items() if value is not None})

    def post(self, path: str, body: Mapping[str, Any] | None = None, *, creates: bool = False) -> Any:  # noqa: ANN401
        """As ``get``. creates: the request has a key, so that it is carried out once however often it is sent."""
        headers = {"Idempotency-Key": uuid.uuid4().hex} if creates else {}
        return self._ask("POST", path, body=body, headers=headers)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """As ``get``."""
        return self._ask("PATCH", path, body=body)

    def items(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
        """All records of a list, page by page."""
        cursor = None
        while True:
            page = self.get(path, limit=PAGE, cursor=cursor, **query)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def download(self, path: str, file: Path) -> int:
        """Write what a path gives into a file, which is whole or not there; gives its bytes.

        Raises:
            ApiError, UnreachableError, FileError: see there.
        """
        unfinished = file.with_name(f".{file.name}.part")
        headers = {"Authorization": f"Bearer {self._key}"}
        try:
            with self._client.stream("GET", f"{self.url}/v1/{path}", headers=headers) as answer:
                if not answer.is_success:
                    answer.read()
                    raise _problem(answer)
                with unfinished.open("wb") as out:
                    for piece in answer.iter_bytes():
                        out.write(piece)
            size = unfinished.stat().st_size
            unfinished.replace(file)
        except httpx.TransportError as error:
            raise UnreachableError(f"{self.url} broke off: {error}; ask again") from error
        except OSError as error:
            raise FileError("not_written", f"{file} can't be written: {error.strerror}") from error
        finally:
            unfinished.unlink(missing_ok=True)
        return size

    def put(self, url: str, data: bytes, headers: Mapping[str, str]) -> int:
        """Send bytes to a signed URL, which needs no key; gives the status once it is none that may pass.

        Raises:
            UnreachableError, StoppedError: see there.
        """
        return self._send(lambda: self._client.build_request("PUT", url, content=data, headers=headers)).status_code

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401
        sent = {"Authorization": f"Bearer {self._key}", **(headers or {})}
        url = f"{self.url}/v1/{path}"
        answer = self._send(lambda: self._client.build_request(method, url, params=query, json=body, headers=sent))
        if answer.is_success:
            return _json(answer) if answer.content else None
        raise _problem(answer)

    def _send(self, make: Any) -> httpx.Response:  # noqa: ANN401
        began, attempt = time.monotonic(), 0
        while True:
            if self.stop.is_set():
                raise StoppedError("stopped")
            asked = 0.0
            try:
                answer = self._client.send(make())
            except httpx.TransportError as error:
                last: httpx.Response | httpx.TransportError = error
            except (httpx.InvalidURL, UnicodeError) as error:
                raise UnreachableError(f"{self.url} is no address of a service: {error}") from error
            else:
                if answer.status_code not in PASSING and not _in_flight(answer):
                    return answer
                last, asked = answer, asked_for(answer.headers)
            wait = max(backoff(attempt), asked)
            attempt += 1
            if time.monotonic() - began + wait > self._patience_s:
                raise self._given_up(last)
            self.stop.wait(wait)

    def _given_up(self, last: httpx.Response | httpx.TransportError) -> UnreachableError | ApiError:
        if isinstance(last, httpx.Response):
            return _problem(last)
        why = str(last) or type(last).__name__
        return UnreachableError(f"nothing answers at {self.url} ({why}): is `mirrorme up` running?")


def _in_flight(answer: httpx.Response) -> bool:
    """Our own request, sent before, is still being carried out."""
    return answer.status_code == 409 and _problem(answer).code in ("in_flight", "idempotency_in_flight")


def _json(answer: httpx.Response) -> Any:  # noqa: ANN401
    try:
        return answer.json()
    except ValueError as error:
        raise ApiError(answer.status_code, "no_json", f"what answers at {answer.url} is no MirrorMe service") from error


def _problem(answer: httpx.Response) -> ApiError:
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        said = {}
    message = said.get("detail") or said.get("title") or f"{answer.status_code} {answer.reason_phrase}"
    kind = KeyRefusedError if answer.status_code in (401, 403) else ApiError
    return kind(answer.status_code, str(said.get("code", f"http_{answer.status_code}")), str(message), said)
