"""The API keeps to its own description, whatever it is asked."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from mirrorme.interfaces.http.app import describe
from tests.integration.http.conftest import Api
from tests.plain import PLAIN

CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
DESCRIBED: dict[str, Any] = json.loads(json.dumps(describe()))
PORTAL = Path(__file__).parents[3] / "portal" / "openapi.json"
# the stream of events never ends
SCHEMA = schemathesis.openapi.from_dict(DESCRIBED).exclude(path="/v1/live/events")
FOUND = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
OPERATIONS = {operation.label: operation for operation in FOUND}


def test_all_operations_are_asked() -> None:
    assert len(OPERATIONS) == sum(map(len, DESCRIBED["paths"].values())) - 1


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_brings_an_error_of_ours_or_an_answer_that_is_not_described(api: Api, label: str) -> None:
    @given(case=OPERATIONS[label].as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        headers = {**(case.headers or {}), "authorization": f"Bearer {api.keys['head_office']}"}
        case.call_and_validate(base_url=api.url, checks=CHECKS.get_by_names(CHECKED), headers=headers)

    ask()


def test_the_portals_client_is_made_for_the_api_as_it_is() -> None:
    assert json.loads(PORTAL.read_text()) == DESCRIBED, "run: mirrorme openapi > portal/openapi.json, npm run client"


def test_the_api_serves_its_description(api: Api) -> None:
    assert httpx.get(f"{api.url}/openapi.json", **PLAIN).json() == DESCRIBED


def test_every_body_has_an_example_and_every_route_a_sentence() -> None:
    for path, methods in DESCRIBED["paths"].items():
        for method, about in methods.items():
            assert about["description"], (method, path)
    for name, model in DESCRIBED["components"]["schemas"].items():
        if name.endswith(("Body", "Change")) and name != "LookBody":
            assert model["examples"], name
