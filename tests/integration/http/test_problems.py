"""What goes wrong is told in one way, and never with our insides."""

import time
from pathlib import Path

import httpx
import pytest

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.interfaces.http.app import make_app
from tests.integration.http.conftest import Api
from tests.integration.http.serving import service_at, serving
from tests.plain import PLAIN


def test_an_address_that_is_none_is_told(api: Api) -> None:
    assert api.refused("franchise", "GET", "/v1/nothing") == (404, "no_route")
    assert api.refused("franchise", "DELETE", "/v1/sessions") == (405, "no_method")


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "x", str(2**63), "9" * 400])
def test_a_number_that_is_none_is_told(api: Api, number: str) -> None:
    assert api.refused("franchise", "GET", f"/v1/photos/{number}")[0] == 422
    assert api.refused("franchise", "GET", f"/v1/photos/{2**63 - 1}") == (404, "no_photo")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"name": "\xff"}', b"9" * 10_000, b'{"name": 1e999}', b"\x00"],
)
def test_a_body_that_cannot_be_read_is_told(api: Api, content: bytes) -> None:
    headers = {
        "authorization": f"Bearer {api.keys['franchise']}",
        "idempotency-key": "x",
        "content-type": "application/json",
    }
    answer = httpx.post(f"{api.url}/v1/customers", content=content, headers=headers, **PLAIN)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_a_body_too_large_is_told(api: Api) -> None:
    body = {"name": "x" * 2_000_000}
    assert api.refused("franchise", "POST", "/v1/customers", body, idempotency_key="x") == (413, "too_large")


def test_every_answer_forbids_sniffing_framing_and_keeping(api: Api) -> None:
    for answer in (api.ask("franchise", "GET", "/v1/me"), api.ask(None, "GET", "/v1/me"), api.ask(None, "GET", "/x")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"


def test_a_mistake_of_ours_is_noted_and_tells_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("secret insides")

    monkeypatch.setattr(PostgresRecords, "begin", broken)
    answer = api.ask("franchise", "GET", "/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (500, "our_fault")
    assert "insides" not in answer.text
    while "secret insides" not in caplog.text:  # noted right after the answer
        time.sleep(0.01)


def test_a_database_that_is_away_is_worth_another_try(tmp_path: Path) -> None:
    with serving(lambda url: make_app(service_at(url, "postgresql://127.0.0.1:9/none", tmp_path))) as url:
        asked = httpx.get(f"{url}/v1/me", headers={"authorization": "Bearer mm_x"}, **PLAIN)
        assert (asked.status_code, asked.json()["code"]) == (503, "unavailable")
        assert int(asked.headers["retry-after"]) > 0
        ready = httpx.get(f"{url}/v1/ready", **PLAIN)
        assert ready.status_code == 503
        assert ready.json()["store"] == "ok"
        assert httpx.get(f"{url}/v1/health", **PLAIN).status_code == 200


def test_a_store_that_is_away_is_worth_another_try(api: Api, store: Path) -> None:
    upload = api.begin(b"x" * 6_000_000)["upload"]
    store.rename(store.with_name("elsewhere"))
    store.write_text("no folder")
    try:
        assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/complete") == (503, "store_unavailable")
    finally:
        store.unlink()
        store.with_name("elsewhere").rename(store)
    assert api.refused("upload", "POST", f"/v1/uploads/{upload['id']}/complete") == (409, "parts_missing")
