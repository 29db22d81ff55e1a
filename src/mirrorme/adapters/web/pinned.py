"""Fetch what somebody else's URL names, without being sent to where only we can reach.

A URL that a user gives can name our own database, a router, or the address where a cloud tells a machine its
credentials (server-side request forgery, OWASP). So a name is resolved once, every address of it has to be public, and
the connection goes to just that address: a name that resolves otherwise a moment later changes nothing. Redirects are
requests like any other. Each request has a connection of its own, a time in which all of it has to be done, and a
limit to what it may answer.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from mirrorme.adapters.web.addresses import Address, Resolver, is_host, is_public, parse, system_resolver

SECONDS = 15.0
MOST_BYTES = 5 * 1024 * 1024
REDIRECTS = 3


class RefusedError(httpx.TransportError):
    """We don't go there, or don't take what came from there. code: stable, in snake case."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def fetch_client(
    *,
    allow_private: bool = False,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
    redirects: int = REDIRECTS,
    resolve: Resolver = system_resolver,
    context: ssl.SSLContext | None = None,
) -> httpx.Client:
    """A client for URLs that we were given: HTTPS to public addresses.

    allow_private: for servers in one's own network, as whoever runs the service says; plain HTTP then goes to this
    machine itself, and nowhere else. Where clouds tell a machine its credentials is refused even so. seconds: for a
    whole request, from the connection to the last byte; each redirect has them anew. most_bytes: of an answer's body,
    which is taken uncompressed alone. redirects: that are followed; 0 gives them to the caller. resolve: finds a name's
    addresses, in its own time. context: which certificates are trusted; this machine's usual ones if left out. Proxies
    of the environment are not used, since they resolve names themselves.

    Requests raise ``RefusedError`` beside all else that httpx raises, which are ``httpx.HTTPError`` too.
    """
    transport = PinnedTransport(
        allow_private=allow_private, seconds=seconds, most_bytes=most_bytes, resolve=resolve, context=context
    )
    return httpx.Client(
        transport=transport,
        timeout=seconds,
        follow_redirects=redirects > 0,
        max_redirects=redirects,
        headers={"Accept-Encoding": "identity", "User-Agent": "mirrorme"},
        trust_env=False,
    )


class PinnedTransport(httpx.BaseTransport):
    """What ``fetch_client`` sends by."""

    def __init__(
        self,
        *,
        allow_private: bool,
        seconds: float,
        most_bytes: int,
        resolve: Resolver,
        context: ssl.SSLContext | None,
    ) -> None:
        trusted = context or httpx.create_ssl_context(trust_env=False)
        self._allow_private, self._seconds, self._most_bytes = allow_private, seconds, most_bytes
        # a connection that is kept would be used for what was never resolved, and outlive its time
        self._pools = {
            scheme: httpcore.ConnectionPool(
                ssl_context=trusted,
                max_keepalive_connections=0,
                network_backend=_PinnedNetwork(allowed, resolve, seconds),
            )
            for scheme, allowed in (("https", is_host if allow_private else is_public), ("http", _this_machine))
        }

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it.

        Raises:
            RefusedError: ``not_https``, ``credentials_in_url``, ``private_address``, ``encoded``, ``too_long``.
            httpx.TransportError: it could not be sent or answered.
        """
        url = request.url
        if url.scheme != "https" and not (url.scheme == "http" and self._allow_private):
            raise RefusedError("not_https", f"{url.scheme}://{url.host} is not asked: only https:// is.")
        if url.userinfo:
            raise RefusedError("credentials_in_url", f"The address of {url.host} has a user name or password in it.")
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _in_httpx_words():
            answer = self._pools[url.scheme].handle_request(asked)
        body = _Body(answer, self._most_bytes)
        found = httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)
        if found.headers.get("content-encoding", "identity").lower() != "identity":
            body.close()
            raise RefusedError("encoded", f"{url.host} answers compressed, though it was asked not to.")
        return found

    def close(self) -> None:
        """Let go of all connections."""
        for pool in self._pools.values():
            pool.close()


class _Body(httpx.SyncByteStream):
    """An answer's body, up to its limit."""

    def __init__(self, answer: httpcore.Response, most_bytes: int) -> None:
        self._answer, self._most_bytes = answer, most_bytes

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        with _in_httpx_words():
            for piece in self._answer.iter_stream():
                size += len(piece)
                if size > self._most_bytes:
                    raise RefusedError("too_long", f"The answer is longer than {self._most_bytes} bytes.")
                yield piece

    def close(self) -> None:
        with _in_httpx_words():
            self._answer.close()


class _PinnedNetwork(httpcore.NetworkBackend):
    """Connections to addresses that were looked at; TLS and the Host header still have the name."""

    def __init__(self, allowed: Callable[[Address], bool], resolve: Resolver, seconds: float) -> None:
        self._allowed, self._resolve, self._seconds = allowed, resolve, seconds
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: "Iterable[httpcore.SOCKET_OPTION] | None" = None,
    ) -> httpcore.NetworkStream:
        until = time.monotonic() + self._seconds
        error: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._network.connect_tcp(
                    str(address), port, _left(until, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as one:
                error = one
            else:
                return _Timed(stream, until)
        raise error or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[Address]:
        """All of them, each looked at: one that is not allowed speaks against the name itself."""
        try:
            found = [parse(text) for text in self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known: {error}") from error
        for address in found:
            if not self._allowed(address):
                raise RefusedError("private_address", f"{host} leads to {address}, where we don't go for others.")
        return found


class _Timed(httpcore.NetworkStream):
    """A connection that has to be done with by a moment, however it dribbles."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._until, timeout))
        return _Timed(secure, self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("it took longer than it may")
    return left if timeout is None else min(left, timeout)


def _this_machine(address: Address) -> bool:
    return address.is_loopback


@contextmanager
def _in_httpx_words() -> Iterator[None]:
    """Errors of the connection under the names that they have in httpx."""
    try:
        yield
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise _NAMES[type(error)](str(error)) from error


_NAMES: dict[type[Exception], type[httpx.TransportError]] = {
    getattr(httpcore, name): getattr(httpx, name)
    for name in (
        "NetworkError",
        "ConnectError",
        "ReadError",
        "WriteError",
        "TimeoutException",
        "ConnectTimeout",
        "ReadTimeout",
        "WriteTimeout",
        "PoolTimeout",
        "ProtocolError",
        "LocalProtocolError",
        "RemoteProtocolError",
    )
}
