"""The server that the API runs in: encrypted by itself where it has a certificate."""

import asyncio
import logging
import ssl
from pathlib import Path
from socket import socket

import uvicorn
from starlette.types import ASGIApp

from mirrorme.interfaces.http.patience import PatientProtocol
from mirrorme.pipeline.errors import SetupError
from mirrorme.settings import ServiceSettings

LOOK_S = 60.0
"""So often it is looked whether there is a new certificate."""
MOST_AT_ONCE = 2000
"""Connections; who comes then is told to come back later."""
_log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """uvicorn, which takes a renewed certificate without a restart."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        super().__init__(_config(app, settings))
        self._files = _files(settings)
        self.config.load()
        if self._files is not None:
            self._tls = _open(self._files)
            self.config.ssl = self._tls
            self._seen = _stamp(self._files)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self._files is not None:
            self._renewing = asyncio.create_task(self._renew(self._files))

    async def _renew(self, files: tuple[Path, Path]) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            self.renew(files)

    def renew(self, files: tuple[Path, Path]) -> None:
        """Take a new certificate, if there is one; connections that are open go on with the old one."""
        try:
            if _stamp(files) != self._seen:
                self._tls.load_cert_chain(*files)
                self._seen = _stamp(files)
                _log.warning("took a new certificate from %s", files[0])
        except (OSError, ssl.SSLError) as error:
            _log.error("can't take the new certificate in %s, and go on with the old one: %s", files[0], error)


def _config(app: ASGIApp, settings: ServiceSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
        http=PatientProtocol,
        access_log=False,
        server_header=False,
        # pages count the time that is left by our clock: a client's own may be wrong
        date_header=True,
        # only a proxy that is named is believed when it says who asks
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_max_size=64 * 1024,
    )


def _files(settings: ServiceSettings) -> tuple[Path, Path] | None:
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise SetupError("MIRRORME_TLS_CERT and MIRRORME_TLS_KEY go together: one of them is missing")
    if settings.tls_cert is None or settings.tls_key is None:
        if settings.is_https and not settings.proxies:
            # everybody would come from the proxy's address then, and who guesses there would lock all others out
            raise SetupError(
                "MIRRORME_PUBLIC_URL begins with https://, so either MIRRORME_TLS_CERT and MIRRORME_TLS_KEY name a "
                "certificate, or MIRRORME_PROXIES names the proxy that encrypts"
            )
        return None
    if not settings.is_https:
        raise SetupError("there is a certificate, so MIRRORME_PUBLIC_URL has to begin with https://")
    return settings.tls_cert, settings.tls_key


def _open(files: tuple[Path, Path]) -> ssl.SSLContext:
    """TLS 1.3 alone (RFC 8446)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(*files)
    except (OSError, ssl.SSLError) as error:
        raise SetupError(f"can't use the certificate {files[0]} with the key {files[1]}: {error}") from error
    return context


def _stamp(files: tuple[Path, Path]) -> tuple[int, ...]:
    return tuple(file.stat().st_mtime_ns for file in files)
