"""Real servers on this machine stand for the internet: which address is which, the resolver that is passed in says."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mirrorme.adapters.web.pinned import RefusedError, fetch_client

NAME = "studio.example"


class Handler(BaseHTTPRequestHandler):
    """Answers by path, and notes who was asked for."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to?"))
            self.end_headers()
            return
        if self.path == "/dribble":
            self._dribble()
            return
        body = gzip.compress(b"x" * 100) if self.path == "/zipped" else b"x" * 1000
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/zipped":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def _dribble(self) -> None:
        """A header that never ends, each byte of it in time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            for _ in range(200):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


class Web:
    """A server with a certificate for one name. port: on 127.0.0.1. asked: hosts and paths. trust: knows it."""

    def __init__(self, port: int, asked: list[tuple[str, str]], trust: ssl.SSLContext | None) -> None:
        self.port, self.asked, self.trust = port, asked, trust

    def url(self, path: str, name: str = NAME) -> str:
        return f"https://{name}:{self.port}{path}"


@contextmanager
def serving(certificate: Path | None) -> Iterator[Web]:
    class Own(Handler):
        asked: list[tuple[str, str]] = []  # noqa: RUF012 (one a server)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    trust = None
    if certificate is not None:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)
        server.socket = secure.wrap_socket(server.socket, server_side=True)
        trust = ssl.create_default_context(cafile=str(certificate))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield Web(server.server_port, Own.asked, trust)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def web(certificate: Path) -> Iterator[Web]:
    with serving(certificate) as one:
        yield one


def local(_: str, __: int) -> list[str]:
    return ["127.0.0.1"]


def test_what_a_name_leads_to_is_fetched_with_its_name_in_tls_and_host(web: Web) -> None:
    with fetch_client(allow_private=True, resolve=local, context=web.trust) as client:
        assert client.get(web.url("/picture")).text == "x" * 1000
    assert web.asked == [(f"{NAME}:{web.port}", "/picture")]


def test_a_certificate_for_another_name_is_not_taken(web: Web) -> None:
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust) as client,
        pytest.raises(httpx.ConnectError, match="certificate"),
    ):
        client.get(web.url("/", name="other.example"))


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::ffff:192.168.0.1", "fd00::1"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(web: Web, address: str) -> None:
    with (
        fetch_client(resolve=lambda *_: [address], context=web.trust) as client,
        pytest.raises(RefusedError) as refused,
    ):
        client.get(web.url("/"))
    assert refused.value.code == "private_address"
    assert not web.asked


def test_one_address_inside_among_others_is_enough_to_refuse_a_name() -> None:
    with fetch_client(resolve=lambda *_: ["93.184.216.34", "10.0.0.1"]) as client, pytest.raises(RefusedError):
        client.get(f"https://{NAME}/")


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::1]", "localhost"])
def test_this_machine_is_refused_however_its_address_is_written(host: str) -> None:
    with fetch_client() as client, pytest.raises(httpx.TransportError) as refused:
        client.get(f"https://{host}:9/")
    # some systems don't know the odd forms at all, which is as good
    assert isinstance(refused.value, RefusedError) or "not known" in str(refused.value)


def test_a_name_is_asked_for_once_so_that_a_second_answer_changes_nothing(web: Web) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with fetch_client(allow_private=True, resolve=lambda *_: next(answers), context=web.trust) as client:
        assert client.get(web.url("/")).status_code == 200
    assert next(answers) == ["10.0.0.1"]


def test_a_redirect_is_looked_at_like_any_request(web: Web) -> None:
    places = {NAME: "127.0.0.1", "inside.example": "169.254.169.254"}
    with fetch_client(allow_private=True, resolve=lambda name, _: [places[name]], context=web.trust) as client:
        with pytest.raises(RefusedError) as refused:
            client.get(web.url("/to?https://inside.example/latest/meta-data"))
        assert refused.value.code == "private_address"
        assert client.get(web.url("/to?/picture")).text == "x" * 1000


def test_a_redirect_to_plain_http_is_refused(web: Web) -> None:
    with (
        fetch_client(
            allow_private=True,
            resolve=lambda name, _: ["192.168.0.9" if name == "lan" else "127.0.0.1"],
            context=web.trust,
        ) as client,
        pytest.raises(RefusedError),
    ):
        client.get(web.url("/to?http://lan/"))


def test_redirects_come_to_an_end(web: Web) -> None:
    loop = "/to?/to?/to?/to?/to?/x"
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust) as client,
        pytest.raises(httpx.TooManyRedirects),
    ):
        client.get(web.url(loop))


def test_plain_http_is_for_tests_on_this_machine_alone() -> None:
    with serving(None) as plain:
        url = f"http://127.0.0.1:{plain.port}/"
        with fetch_client() as client, pytest.raises(RefusedError) as refused:
            client.get(url)
        assert refused.value.code == "not_https"
        with fetch_client(allow_private=True) as client:
            assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["ftp://studio.example/", "file:///etc/passwd", "gopher://studio.example/"])
def test_nothing_but_https_is_asked(url: str) -> None:
    with fetch_client(allow_private=True, resolve=local) as client, pytest.raises(httpx.TransportError):
        client.get(url)


def test_a_url_with_a_password_in_it_is_refused(web: Web) -> None:
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust) as client,
        pytest.raises(RefusedError) as refused,
    ):
        client.get(f"https://me:secret@{NAME}:{web.port}/")
    assert "secret" not in str(refused.value)


def test_an_answer_that_is_too_long_is_not_read_to_its_end(web: Web) -> None:
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust, most_bytes=999) as client,
        pytest.raises(RefusedError) as refused,
    ):
        client.get(web.url("/picture"))
    assert refused.value.code == "too_long"


def test_an_answer_that_would_unfold_is_refused(web: Web) -> None:
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust) as client,
        pytest.raises(RefusedError) as refused,
    ):
        client.get(web.url("/zipped"))
    assert refused.value.code == "encoded"


def test_who_dribbles_is_left_when_the_time_is_up(web: Web) -> None:
    # it would go on for ten seconds, and each of its bytes comes in time
    with (
        fetch_client(allow_private=True, resolve=local, context=web.trust, seconds=0.5) as client,
        pytest.raises(httpx.TimeoutException),
    ):
        client.get(web.url("/dribble"))


def test_the_next_address_is_tried_when_one_does_not_answer(web: Web) -> None:
    with socket.create_server(("127.0.0.2", 0)) as closed:
        unused = closed.getsockname()[0]
    with fetch_client(allow_private=True, resolve=lambda *_: [unused, "127.0.0.1"], context=web.trust) as client:
        assert client.get(web.url("/")).status_code == 200
