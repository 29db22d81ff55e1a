"""The server itself: TLS 1.3 by us, strict headers, and no patience with who says nothing."""

import asyncio
import datetime as dt
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from mirrorme.interfaces.http import patience, porter
from mirrorme.interfaces.http.app import make_app
from mirrorme.interfaces.http.server import Server
from mirrorme.pipeline.errors import SetupError
from mirrorme.settings import ServiceSettings
from mirrorme.wiring.service import open_service
from tests.integration.http.conftest import Api


def certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def settings_at(port: int, folder: Path, **more: object) -> ServiceSettings:
    return ServiceSettings.model_validate(
        {
            "database_url": "postgresql://127.0.0.1:9/none",
            "storage_url": f"file://{folder}",
            "secret": SecretStr("a secret of the tests, long enough"),
            "public_url": f"http://localhost:{port}",
            "port": port,
            "log_level": "error",
            **more,
        }
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[tuple[Server, threading.Thread]] = []

    def run(**more: object) -> Server:
        settings = settings_at(free_port(), tmp_path, **more)
        server = Server(make_app(open_service(settings)), settings)
        server.config.timeout_graceful_shutdown = 1
        thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
        thread.start()
        running.append((server, thread))
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        return server

    yield run
    for server, thread in running:
        server.should_exit = True
        thread.join()


def tls(tmp_path: Path, start: Start) -> tuple[Server, tuple[Path, Path]]:
    files = certificate(tmp_path)
    return start(tls_cert=files[0], tls_key=files[1], public_url="https://localhost"), files


def test_what_is_older_than_tls_1_3_is_refused(tmp_path: Path, start: Start) -> None:
    server, files = tls(tmp_path, start)
    trusted = ssl.create_default_context(cafile=str(files[0]))
    url = f"https://localhost:{server.config.port}/v1/health"
    with httpx.Client(verify=trusted, trust_env=False) as client:
        answer = client.get(url)
        assert answer.json() == {"status": "ok"}
        assert answer.headers["strict-transport-security"].startswith("max-age=63072000")
    trusted.maximum_version = ssl.TLSVersion.TLSv1_2
    with httpx.Client(verify=trusted, trust_env=False) as client, pytest.raises(httpx.ConnectError):
        client.get(url)
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://localhost:{server.config.port}/v1/health", trust_env=False)


def test_a_renewed_certificate_is_taken_and_a_broken_one_is_not(tmp_path: Path, start: Start) -> None:
    server, files = tls(tmp_path, start)
    old = ssl.create_default_context(cafile=str(files[0]))
    url = f"https://localhost:{server.config.port}/v1/health"
    files[0].write_text("nonsense")
    server.renew(files)
    assert httpx.get(url, verify=old, trust_env=False).status_code == 200
    certificate(tmp_path)
    os.utime(files[0], (1, 1))
    server.renew(files)
    new = ssl.create_default_context(cafile=str(files[0]))
    assert httpx.get(url, verify=new, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, verify=old, trust_env=False)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"tls_cert": "/none/c.pem"}, "go together"),
        ({"public_url": "https://portal.example"}, "MIRRORME_PROXIES"),
        ({"tls_cert": "/none/c.pem", "tls_key": "/none/k.pem"}, "https://"),
        ({"tls_cert": "/none/c.pem", "tls_key": "/none/k.pem", "public_url": "https://x"}, "can't use the certificate"),
    ],
)
def test_a_way_to_encrypt_that_can_not_be_used_is_said_before_the_start(
    tmp_path: Path, more: dict[str, str], why: str
) -> None:
    settings = settings_at(1, tmp_path, **more)
    with pytest.raises(SetupError, match=why):
        Server(make_app(open_service(settings)), settings)


def test_who_connects_and_says_nothing_is_let_go(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.3)
    server = start()
    with socket.create_connection(("127.0.0.1", server.config.port)) as silent:
        silent.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n")
        silent.settimeout(20)
        assert silent.recv(100) == b""


def test_a_body_that_does_not_come_is_not_waited_for(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(porter, "PATIENCE_S", 0.3)
    server = start()
    with socket.create_connection(("127.0.0.1", server.config.port)) as slow:
        head = b"POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
        slow.sendall(head)
        slow.settimeout(20)
        assert b" 408 " in slow.recv(4000).split(b"\r\n")[0]


def test_who_asks_is_believed_to_a_named_proxy_alone(tmp_path: Path) -> None:
    assert not Server(make_app(open_service(settings_at(1, tmp_path))), settings_at(1, tmp_path)).config.proxy_headers
    named = settings_at(1, tmp_path, proxies="10.0.0.7")
    config = Server(make_app(open_service(named)), named).config
    assert (config.proxy_headers, config.forwarded_allow_ips) == (True, "10.0.0.7")


def test_answers_run_nothing_and_are_kept_nowhere(api: Api) -> None:
    headers = api.ask("franchise", "GET", "/v1/sessions").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "strict-transport-security" not in headers  # by http nobody may be sent to https for two years
    assert "server" not in headers or headers["server"] == "uvicorn"  # the tests' own server


@pytest.mark.parametrize("path", ["/docs", "/docs.js"])
def test_pages_run_what_is_ours_alone(api: Api, path: str) -> None:
    answer = api.ask(None, "GET", path)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text.replace("http-equiv", "")
    assert "<script>" not in answer.text


def test_the_documentation_asks_nobody_else(api: Api) -> None:
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert api.ask(None, "GET", f"/docs/assets/{name}").status_code == 200
    assert api.ask(None, "GET", "/docs/assets/../../../../etc/passwd").status_code == 404
