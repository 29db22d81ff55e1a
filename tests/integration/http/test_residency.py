"""A franchise's data stays in its region, whatever is asked."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.types import ASGIApp

from mirrorme.adapters.postgres.keys import make_key
from mirrorme.interfaces.http.app import make_app
from mirrorme.settings import ServiceSettings
from mirrorme.wiring.service import Service, open_service
from tests.integration.conftest import Seeded
from tests.integration.http.conftest import Api
from tests.integration.http.serving import SECRET, serving


@pytest.fixture
def api(database_url: str, seeded: Seeded, tmp_path: Path) -> Iterator[Api]:
    """On a machine in Ireland; the franchises that are there are American."""
    made: list[Service] = []

    def make(url: str) -> ASGIApp:
        settings = ServiceSettings(
            database_url=database_url,
            storage_url=f"file://{tmp_path}",
            secret=SecretStr(SECRET),
            public_url=url,
            region="eu-west-1",
        )
        made.append(open_service(settings, connections=4))
        return make_app(made[0])

    with serving(make) as url:
        with made[0].records.begin() as work:
            keys = {
                "head_office": make_key(work, "office", "head_office", None),
                "upload": make_key(work, "upload", "upload", "001"),
            }
        yield Api(url, made[0], keys, seeded)
        made[0].engine.dispose()


def test_a_franchise_is_founded_where_its_data_can_be_and_nowhere_else(api: Api) -> None:
    body = {"name": "Studio Boston", "region": "us-east-1"}
    refused = api.ask("head_office", "POST", "/v1/franchises", body, idempotency_key="1")
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_region")
    assert "has to be in us-east-1" in refused.json()["detail"]
    assert len(api.get("head_office", "/v1/franchises")["items"]) == 2
    made = api.post(
        "head_office", "/v1/franchises", {"name": "Studio Cork", "region": "eu-west-1"}, idempotency_key="2"
    )
    assert made["region"] == "eu-west-1"


def test_an_upload_into_a_bucket_elsewhere_is_refused_before_a_byte_moves(api: Api, tmp_path: Path) -> None:
    offer = {"filename": "a.jpg", "size": 5, "sha256": "ab" * 32}
    path = f"/v1/sessions/{api.seeded.sessions[0]}/uploads"
    assert api.refused("upload", "POST", path, offer) == (409, "wrong_region")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(("region", "state"), [("eu-west-1", "wrong"), ("us-east-1", "well")])
def test_doctor_says_whether_all_is_where_it_has_to_be(api: Api, tmp_path: Path, region: str, state: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": api.service.settings.database_url,
        "STORAGE_URL": f"file://{tmp_path}",
        "MIRRORME_SECRET": SECRET,
        "MIRRORME_REGION": region,
    }
    command = [sys.executable, "-m", "mirrorme.interfaces.cli", "doctor", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    (residency,) = [one for one in found if one["what"] == "residency"]
    assert residency["state"] == state
