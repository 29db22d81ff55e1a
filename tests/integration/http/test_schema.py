"""The API keeps to its own description, whatever it is asked."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from mirrorme.interfaces.http.app import make_app
from tests.integration.http.conftest import Api
from tests.integration.http.serving import service_at, serving

CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
# described by an app of its own, which needs neither database nor store for that
with serving(lambda url: make_app(service_at(url, "postgresql://127.0.0.1:9/none", Path("/none")))) as address:
    DESCRIBED = httpx.get(f"{address}/openapi.json", trust_env=False).json()
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


def test_every_body_has_an_example_and_every_route_a_sentence() -> None:
    for path, methods in DESCRIBED["paths"].items():
        for method, about in methods.items():
            assert about["description"], (method, path)
    for name, model in DESCRIBED["components"]["schemas"].items():
        if name.endswith(("Body", "Change")) and name != "LookBody":
            assert model["examples"], name
