"""What customers allow, and how long a franchise keeps what, through the API and the command."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mirrorme.domain.keys import ObjectKey
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api
from tests.integration.http.serving import SECRET


@pytest.fixture
def customer(api: Api) -> int:
    return int(api.post("franchise", "/v1/customers", {"name": "Ada"}, idempotency_key="ada")["id"])


def say(api: Api, customer: int, kind: str, given: bool, key: str, source: str = "form of 3 May") -> Any:  # noqa: FBT001 (what was said)
    body = {"kind": kind, "given": given, "source": source}
    return api.post("franchise", f"/v1/customers/{customer}/consents", body, idempotency_key=key)


def test_what_a_customer_says_counts_from_then_on_and_what_was_said_before_stays(api: Api, customer: int) -> None:
    path = f"/v1/customers/{customer}"
    usual = {"third_party_sharing": True, "training": False, "retouching": True}
    assert api.get("franchise", path)["allowed"] == usual
    said = say(api, customer, "third_party_sharing", False, "1")
    assert (said["who"], said["source"], said["given"]) == ("franchise:franchise", "form of 3 May", False)
    say(api, customer, "training", True, "2")
    say(api, customer, "training", False, "3")
    assert api.get("franchise", path)["allowed"] == {**usual, "third_party_sharing": False}
    (listed,) = api.get("franchise", "/v1/customers")["items"]
    assert listed["allowed"]["third_party_sharing"] is False
    found = api.get("franchise", f"{path}/consents")
    assert [(one["kind"], one["given"]) for one in found["told"]] == [
        ("third_party_sharing", False),
        ("training", True),
        ("training", False),
    ]
    assert len(found["current"]) == 2


def test_in_europe_nothing_is_shared_before_a_yes(api: Api, customer: int) -> None:
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update franchise set region = 'eu-west-1' where code = '001'"))
    assert api.get("franchise", f"/v1/customers/{customer}")["allowed"]["third_party_sharing"] is False
    say(api, customer, "third_party_sharing", True, "1")
    assert api.get("franchise", f"/v1/customers/{customer}")["allowed"]["third_party_sharing"] is True


def test_answers_are_in_the_export_and_go_with_the_customer(api: Api, customer: int) -> None:
    say(api, customer, "training", True, "1", "told Grace at the desk")
    archive = api.ask("franchise", "GET", f"/v1/customers/{customer}/export")
    told = json.loads(ZipFile(io.BytesIO(archive.content)).read("customer.json"))
    assert [(one["kind"], one["given"], one["source"]) for one in told["consents"]] == [
        ("training", True, "told Grace at the desk")
    ]
    assert told["consents"][0]["at"]
    api.post("franchise", f"/v1/customers/{customer}/erase")
    with api.service.records.begin() as work:
        assert work.consents.of([customer]) == []
        kept = work.connection.execute(text("select string_agg(body, ' ') from idempotency")).scalar()
    assert "Grace" not in str(kept)
    refused = api.refused(
        "franchise",
        "POST",
        f"/v1/customers/{customer}/consents",
        {"kind": "training", "given": True, "source": "form"},
        idempotency_key="2",
    )
    assert refused == (409, "erased")


def test_what_was_said_can_t_be_changed_or_taken_back_by_the_business(api: Api, customer: int) -> None:
    say(api, customer, "training", True, "1")
    for statement in ("update consent set given = false", "delete from consent"):
        with pytest.raises(DBAPIError, match="permission denied"), api.service.records.begin() as work:
            work.connection.execute(text(statement))
    with pytest.raises(DBAPIError, match="append-only"), as_owner(api.service.records) as work:
        work.connection.execute(text("set local app.franchise = '*'; update consent set given = false"))


def test_another_studio_hears_of_no_answers_and_gives_none(api: Api, customer: int) -> None:
    body = {"kind": "training", "given": True, "source": "form"}
    path = f"/v1/customers/{customer}/consents"
    assert api.refused("other", "GET", path) == (404, "no_customer")
    assert api.refused("other", "POST", path, body, idempotency_key="1") == (404, "no_customer")


def test_a_franchise_sees_its_rules_and_head_office_gives_them(api: Api) -> None:
    path = "/v1/franchises/001/retention"
    usual = api.get("franchise", path)["rules"]
    assert [(one["kind"], one["cold_after"], one["archive_after"], one["delete_after"]) for one in usual] == [
        ("raw", 30, 90, None),
        ("processed", 180, 365, None),
        ("rejected", 7, None, 30),
        ("customer", 30, None, 90),
    ]
    own = {"kind": "raw", "cold_after": 30, "archive_after": 90, "delete_after": 365}
    assert api.refused("franchise", "PUT", path, {"rules": [own]}) == (403, "forbidden")
    changed = api.ask("head_office", "PUT", path, {"rules": [own]})
    assert changed.json()["rules"][0] == {**own, "own": True}
    assert api.get("franchise", path)["rules"] == [{**own, "own": True}, *usual[1:]]
    assert not api.get("other", "/v1/franchises/002/retention")["rules"][0]["own"]
    assert api.refused("other", "GET", path) == (404, "no_franchise")
    assert api.refused("head_office", "GET", "/v1/franchises/777/retention") == (404, "no_franchise")
    bad = {"kind": "raw", "cold_after": 90, "archive_after": 30}
    assert api.refused("head_office", "PUT", path, {"rules": [bad]}) == (422, "invalid_retention")
    (event,) = api.get("auditor", "/v1/history?kind=retention.changed")["items"]
    assert (event["who"], event["data"]) == ("head_office:head_office", {"raw": [30, 90, 365]})


def test_what_is_gone_by_its_age_is_answered_for(api: Api) -> None:
    photo = api.upload(b"a portrait" * 10)
    with as_owner(api.service.records) as work:
        work.connection.execute(text("update photo set state = 'failed', original_expired_at = now()"))
    path = f"/v1/photos/{photo['id']}"
    assert api.refused("franchise", "GET", f"{path}/original") == (409, "original_expired")
    assert api.refused("franchise", "POST", f"{path}/retry") == (409, "original_expired")
    assert api.get("franchise", path)["original_expired_at"] is not None


def command(api: Api, store: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DATABASE_URL": api.service.settings.database_url,
        "STORAGE_URL": f"file://{store}",
        "MIRRORME_SECRET": SECRET,
        **settings,
    }
    program = [sys.executable, "-m", "mirrorme.interfaces.cli", "retention", *arguments]
    return subprocess.run(program, env=environment, capture_output=True, text=True, check=False)


def test_the_command_tells_first_and_does_it_then(api: Api, store: Path, tmp_path: Path) -> None:
    api.upload(b"a portrait" * 10)
    (file,) = store.rglob("photo-*")
    then = time.time() - 100 * 24 * 3600
    os.utime(file, (then, then))
    told = command(api, store, "--dry-run", "--json")
    assert told.returncode == 0, told.stderr
    (line,) = json.loads(told.stdout)
    assert (line["franchise"], line["kind"], line["action"], line["objects"], line["size"], line["but"]) == (
        "001",
        "raw",
        "archive",
        1,
        100,
        "no cold store is set (MIRRORME_COLD_URL)",
    )
    cold = {"MIRRORME_COLD_URL": f"file://{tmp_path / 'cold'}"}
    assert "nothing was changed" in command(api, store, "run", "--dry-run", **cold).stderr
    assert not file.is_symlink()
    done = command(api, store, "run", **cold)
    assert done.returncode == 0, done.stderr
    assert "archive" in done.stdout
    assert file.is_symlink()
    # encrypted, it moved as it is
    assert b"a portrait" not in file.read_bytes()
    at = ObjectKey.parse(file.relative_to(store).as_posix())
    assert api.service.objects.read(at, 1000) == b"a portrait" * 10
    (event,) = api.get("auditor", "/v1/history?kind=retention.run&franchise=001")["items"]
    assert (event["who"], event["data"]["lines"][0]["objects"]) == ("admin", 1)
    location = api.ask("franchise", "GET", "/v1/photos/1/original").headers["location"]
    path = location.removeprefix(api.url)
    assert api.ask(None, "GET", path).content == b"a portrait" * 10


def test_the_command_shows_rules_and_says_what_it_needs(api: Api, store: Path) -> None:
    shown = command(api, store, "show")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines()[1].split() == ["001", "raw", "30", "90", "never"]
    assert "say `mirrorme retention --dry-run`" in command(api, store).stderr
    assert "the store is a folder" in command(api, store, "apply").stderr
