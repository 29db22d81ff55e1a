"""A customer's rights, through the API and the command."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from mirrorme.pipeline.edit_photo import Studio
from tests.fakes.scores import scoring
from tests.integration.http.conftest import Api

PHOTO = os.urandom(300_000)


@pytest.fixture
def customer(api: Api) -> int:
    """With a session and a photo."""
    made = api.post("franchise", "/v1/customers", {"name": "Ada Lovelace"}, idempotency_key="ada")
    body = {"name": "Lovelace", "booking_type": api.seeded.booking_types[0], "customer": made["id"]}
    session = api.post("franchise", "/v1/sessions", body, idempotency_key="session")
    upload = api.begin(PHOTO, "ada.jpg", session=session["id"])["upload"]
    api.send(upload, PHOTO)
    api.post("upload", f"/v1/uploads/{upload['id']}/complete")
    return int(made["id"])


def command(api: Api, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MIRRORME_URL": api.url, "MIRRORME_KEY": api.keys["franchise"]}
    program = [sys.executable, "-m", "mirrorme.interfaces.cli", "privacy", *arguments]
    return subprocess.run(program, env=environment, capture_output=True, text=True, check=False)


def test_a_customer_takes_everything_along(api: Api, customer: int, tmp_path: Path) -> None:
    Studio(api.service.records, api.service.objects, scoring(80.0), "worker:test").edit_photo(1)
    out = tmp_path / "ada.zip"
    done = command(api, "export", str(customer), "--out", str(out))
    assert done.returncode == 0, done.stderr
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        (original,) = [name for name in names if name.startswith("originals/")]
        assert archive.read(original) == PHOTO
        told = json.loads(archive.read("customer.json"))
    assert told["customer"]["name"] == "Ada Lovelace"
    assert [one["photo"]["filename"] for one in told["photos"]] == ["ada.jpg"]
    assert [(one["action"], one["score"]) for one in told["photos"][0]["decisions"]] == [("review", 80.0)]
    assert {line["after"] for line in told["history"] if line["kind"] == "photo"} >= {"uploading", "queued"}
    assert api.get("auditor", "/v1/history?kind=view.export")["items"][0]["data"]["customer"] == customer
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_customer_is_forgotten(api: Api, customer: int, store: Path) -> None:
    other = {"franchise": "001", "name": "Somebody else"}
    api.post("head_office", "/v1/customers", other, idempotency_key="other")
    location = api.ask("franchise", "GET", "/v1/photos/1/original").headers["location"]
    asked = api.post("franchise", f"/v1/customers/{customer}/erase")
    assert (asked["photos"], asked["objects"], asked["receipt"]) == (1, 1, None)
    assert asked["again_at"] is not None
    assert list(store.rglob("photo-*")) == []
    assert httpx.get(location).status_code == 404
    assert api.refused("franchise", "GET", "/v1/photos/1/original") == (409, "erased")
    assert api.refused("franchise", "GET", "/v1/photos/1/edited") == (409, "not_edited")
    assert api.get("franchise", f"/v1/customers/{customer}")["name"] == "erased"
    (session,) = [one for one in api.get("franchise", "/v1/sessions")["items"] if one["customer"] == customer]
    assert (session["erased_at"], session["cover"]) == (asked["asked_at"], None)
    assert api.post("franchise", f"/v1/customers/{customer}/erase")["id"] == asked["id"]
    (listed,) = api.get("head_office", "/v1/erasures")["items"]
    assert listed["id"] == asked["id"]
    archive = api.ask("franchise", "GET", f"/v1/customers/{customer}/export")
    assert "Ada" not in ZipFile(io.BytesIO(archive.content)).read("customer.json").decode()
    with api.service.records.begin() as work:
        answers = work.connection.exec_driver_sql("select body from idempotency").scalars().all()
    assert [answer for answer in answers if "Ada" in answer or "Lovelace" in answer] == []
    assert any("Somebody else" in answer for answer in answers)


def test_the_command_asks_before_it_erases(api: Api, customer: int) -> None:
    refused = command(api, "erase", str(customer))
    assert refused.returncode != 0
    assert api.get("franchise", f"/v1/customers/{customer}")["name"] == "Ada Lovelace"
    done = command(api, "erase", str(customer), "--yes")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["photos"] == 1


def test_a_customer_that_is_held_is_kept(api: Api, customer: int) -> None:
    path = f"/v1/customers/{customer}"
    assert api.ask("franchise", "PATCH", path, {"hold": "a claim is pending"}).json()["hold"] == "a claim is pending"
    assert api.refused("franchise", "POST", f"{path}/erase") == (409, "held")


@pytest.mark.parametrize("method_path", [("POST", "erase"), ("GET", "export")])
def test_another_studio_is_told_that_there_is_nobody(api: Api, customer: int, method_path: tuple[str, str]) -> None:
    method, what = method_path
    assert api.refused("other", method, f"/v1/customers/{customer}/{what}") == (404, "no_customer")
    assert api.refused("upload", method, f"/v1/customers/{customer}/{what}") == (403, "forbidden")
