"""OWASP's Top 10 (2021) and their kind, one by one; what other files prove is named there.

A01 broken access: test_access.py, test_walls.py, postgres/test_walls.py. A02 cryptography: test_server.py,
objects/test_sealed.py. A05 headers: test_server.py. A06: the lock file. A07: accounts/. A08: domain/test_audit.py.
A10 (SSRF): adapters/web.
"""

import io
import json
import zipfile
import zlib
from typing import Any

import httpx
import pytest

from tests.integration.http.conftest import Api
from tests.plain import PLAIN

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg>&b;</svg>'
HTML = b"<html><script>alert(1)</script></html>"
POLYGLOT = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"<script>alert(1)</script>" * 10


@pytest.mark.parametrize(
    "field", ["id", "franchise", "role", "state", "created_at", "hold", "__class__", "constructor", "$ne"]
)
def test_a_body_can_set_nothing_but_what_it_may(api: Api, field: str) -> None:
    customer = api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="1")
    path = f"/v1/customers/{customer['id']}"
    if field == "hold":  # it may, and that is told
        assert api.ask("franchise", "PATCH", path, {"hold": "a court asks"}).status_code == 200
        return
    assert api.refused("franchise", "PATCH", path, {field: "001"}) == (422, "invalid_request")
    assert api.get("franchise", path)["franchise"] == "001"


INJECTIONS = [
    "'; drop table photo; --",
    "' or '1'='1",
    "1) union select digest from api_key --",
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    "$(touch /tmp/x)",
    "%00",
    "\\'",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_is_said_is_text_and_never_a_command(api: Api, text: str) -> None:
    made = api.post("franchise", "/v1/customers", {"name": text}, idempotency_key="1")
    assert made["name"] == text.strip()
    for name in ("who", "kind", "cursor"):
        answer = httpx.get(
            f"{api.url}/v1/history",
            params={name: text},
            headers={"Authorization": f"Bearer {api.keys['franchise']}"},
            **PLAIN,
        )
        assert answer.status_code in (200, 422), answer.text
        assert answer.status_code == 422 or answer.json()["items"] == []
    assert len(api.get("franchise", "/v1/customers")["items"]) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/v1//photos/1",
        "/v1/photos/1/..%2f..%2f..%2fetc/passwd",
        "/store/objects/../../etc/passwd",
        "/store/objects/mirrorme-franchise-001/raw/..%2f..%2f..%2fsecret",
        "/.env",
        "/v1/.git/config",
        "/metrics",
        "/debug",
        "/v1/internal",
        "/server-status",
    ],
)
def test_addresses_that_were_guessed_lead_nowhere(api: Api, path: str) -> None:
    with httpx.Client(**PLAIN) as client:
        request = client.build_request("GET", api.url, headers={"Authorization": f"Bearer {api.keys['franchise']}"})
        request.url = request.url.copy_with(raw_path=path.encode())
        assert client.send(request).status_code in (403, 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-HTTP-Method-Override": "DELETE"},
        {"X-Original-URL": "/v1/franchises"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "evil.example"},
        {"Host": "evil.example"},
    ],
)
def test_headers_change_nothing_about_who_asks_or_what(api: Api, headers: dict[str, str]) -> None:
    sent = {"Authorization": f"Bearer {api.keys['upload']}", **headers}
    answer = httpx.get(f"{api.url}/v1/sessions", headers=sent, **PLAIN)
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
    assert httpx.get(f"{api.url}/v1/franchises", headers=sent, **PLAIN).status_code == 403


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "a.svg"),
        (SVG, "a.jpg"),
        (XXE, "a.svg"),
        (HTML, "a.html"),
        (HTML, "a.jpg"),
        (POLYGLOT, "a.jpg"),
        (b"%PDF-1.7 <script>", "a.pdf"),
        (b"MZ" + b"\0" * 100, "a.exe"),
        (b"#!/bin/sh", "a.sh"),
    ],
)
def test_what_is_no_photo_is_given_back_as_a_file_that_nothing_runs(api: Api, data: bytes, name: str) -> None:
    photo = api.upload(data, name)
    location = api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original").headers["location"]
    answer = httpx.get(location, **PLAIN)
    assert answer.content == data
    assert answer.headers["content-type"] in ("application/octet-stream", "image/jpeg")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("change", ["signature", "expires", "path", "method", "none"])
def test_an_address_that_was_changed_opens_nothing(api: Api, change: str) -> None:
    photo = api.upload(b"a photo" * 100)
    location = api.ask("franchise", "GET", f"/v1/photos/{photo['id']}/original").headers["location"]
    url = httpx.URL(location)
    query = dict(url.params)
    method = "PUT" if change == "method" else "GET"
    if change in query:
        query[change] = str(int(query[change], 16) + 1) if change == "expires" else query[change][::-1]
    path = url.path.replace("001", "002", 1) if change == "path" else url.path
    asked = url.copy_with(path=path, params={} if change == "none" else query)
    assert httpx.request(method, asked, **PLAIN).status_code in (403, 422)


def bombs() -> list[tuple[str, bytes, dict[str, str]]]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", b"\0" * 10_000_000)
    kind = {"Content-Type": "application/json"}
    return [
        ("nested", b"[" * 100_000 + b"]" * 100_000, kind),
        ("wide", b'{"name": "' + b"a" * 900_000 + b'"}', kind),
        ("too large", b'{"name": "' + b"a" * 2_000_000 + b'"}', kind),
        ("compressed", zlib.compress(b'{"name": "A"}' + b" " * 10_000_000), {**kind, "Content-Encoding": "deflate"}),
        ("zip", zipped.getvalue(), {"Content-Type": "application/zip"}),
        ("numbers", b'{"name": 1' + b"0" * 100_000 + b"}", kind),
        ("keys", json.dumps({str(number): 1 for number in range(50_000)}).encode(), kind),
        ("xml", XXE, {"Content-Type": "application/xml"}),
        ("form", b"name=A", {"Content-Type": "application/x-www-form-urlencoded"}),
    ]


@pytest.mark.parametrize(("name", "body", "headers"), bombs(), ids=lambda one: one if isinstance(one, str) else "")
def test_bodies_that_are_made_to_hurt_are_refused(api: Api, name: str, body: bytes, headers: dict[str, str]) -> None:
    sent = {"Authorization": f"Bearer {api.keys['franchise']}", "Idempotency-Key": name, **headers}
    answer = httpx.post(f"{api.url}/v1/customers", content=body, headers=sent, **PLAIN)
    assert answer.status_code in (413, 422), answer.text[:200]
    assert len(answer.content) < 200_000
    assert api.get("franchise", "/v1/customers")["items"] == []


def test_a_line_in_the_log_can_not_be_forged(api: Api, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("mirrorme.adapters.postgres.photos.PostgresPhotos.get", fail)
    assert api.refused("franchise", "GET", "/v1/photos/1%0a2026-01-01 root signed in") == (422, "invalid_request")
    assert api.refused("franchise", "GET", "/v1/photos/1?x=%0aroot") == (500, "our_fault")
    for record in caplog.records:
        assert "\n" not in record.getMessage()
        assert "Bearer" not in record.getMessage()
        assert api.keys["franchise"] not in record.getMessage()


def test_errors_tell_nothing_of_our_insides(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("postgresql://user:password@host")

    monkeypatch.setattr("mirrorme.adapters.postgres.photos.PostgresPhotos.get", fail)
    answer = api.ask("franchise", "GET", "/v1/photos/1")
    assert answer.status_code == 500
    assert "password" not in answer.text
    assert "Traceback" not in answer.text
