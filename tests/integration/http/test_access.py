"""Who may do what: one table, and every route keeps to it."""

import re

import pytest
from fastapi import FastAPI

from mirrorme.adapters.postgres.keys import make_key
from mirrorme.domain.records import KeyRole
from mirrorme.interfaces.http import access, table
from mirrorme.interfaces.http.access import check_entries
from mirrorme.interfaces.http.app import ROUTERS
from mirrorme.interfaces.http.table import ACCESS, OPEN
from tests.integration.http.conftest import Api

KEYS: tuple[KeyRole, ...] = ("head_office", "franchise", "upload", "auditor", "client")
GUARDED = sorted(name for name, entry in ACCESS.items() if entry.roles != OPEN and not name.startswith("WS"))
_VALUES = {"number": "99999", "code": "001", "upload": "none", "name": "standard", "kind": "thumb", "rating": "99999"}
BODIES = {
    "POST /v1/retry": {},
    "POST /v1/uploads/{upload}/urls": {"parts": [1]},
    "POST /v1/photos/{number}/preview": {"adjustments": {}},
}


def path_of(name: str) -> tuple[str, str]:
    method, _, path = name.partition(" ")
    return method, re.sub(r"{(\w+)}", lambda found: _VALUES[found[1]], path)


def lets_in(name: str, role: KeyRole) -> bool:
    entry = ACCESS[name]
    return not entry.people and (role in entry.roles or (role == "client" and entry.scope is not None))


def test_every_entry_is_a_route_and_every_route_has_an_entry() -> None:
    routes = {name for router in ROUTERS for route in router.routes for name in access.names_of(route)}
    assert {name for name in ACCESS if "/v1/" in name} == routes


def test_a_route_that_nobody_thought_of_does_not_start() -> None:
    app = FastAPI()

    @app.get("/v1/everything")
    def everything() -> None: ...

    with pytest.raises(LookupError, match="GET /v1/everything"):
        check_entries(app.routes)


def test_nothing_is_given_without_a_key(api: Api) -> None:
    for name in GUARDED:
        assert api.refused(None, *path_of(name)) == (401, "no_key"), name
        assert api.refused("mm_guessed", *path_of(name)) == (401, "unknown_key"), name


def test_a_key_may_do_what_the_table_says_and_no_more(api: Api) -> None:
    for name in GUARDED:
        for role in KEYS:
            if not lets_in(name, role):
                status, code = api.refused(role, *path_of(name), BODIES.get(name))
                assert (status, code) in ((403, "forbidden"), (403, "people_only"), (403, "second_factor_needed")), name
            elif "events" not in name:
                assert api.ask(role, *path_of(name)).status_code not in (401, 403), (name, role)


def test_a_clients_key_may_do_what_its_scopes_name(api: Api) -> None:
    with api.service.records.begin() as work:
        key = make_key(work, "website", "client", "001", scopes=["sessions:read"])
    for name in GUARDED:
        entry = ACCESS[name]
        if entry.scope not in (None, "sessions:read"):
            assert api.refused(key, *path_of(name), BODIES.get(name)) == (403, "scope_missing"), name
    assert {one["franchise"] for one in api.get(key, "/v1/sessions")["items"]} == {"001"}
    assert api.get(key, "/v1/me")["scopes"] == ["sessions:read"]


def test_an_upload_key_can_write_its_own_raw_photos_and_nothing_else(api: Api) -> None:
    allowed = {name for name in GUARDED if lets_in(name, "upload")}
    assert allowed == {
        "GET /v1/me",
        "GET /v1/booking-types",
        "GET /v1/booking-types/{number}",
        "GET /v1/sessions",
        "POST /v1/sessions",
        "GET /v1/sessions/{number}",
        "POST /v1/session-codes",
        "POST /v1/sessions/{number}/uploads",
        "GET /v1/uploads/{upload}",
        "POST /v1/uploads/{upload}/urls",
        "POST /v1/uploads/{upload}/complete",
        "DELETE /v1/uploads/{upload}",
    }
    upload = api.begin(b"x" * 100)["upload"]
    address = api.post("upload", f"/v1/uploads/{upload['id']}/urls", {"parts": [1]})["urls"][0]["url"]
    assert "/mirrorme-franchise-001/raw/" in address


def test_what_is_dangerous_is_not_for_staff() -> None:
    dangerous = {name for name, entry in ACCESS.items() if entry.fresh and not entry.people}
    assert dangerous >= {"POST /v1/customers/{number}/erase", "GET /v1/customers/{number}/export", "POST /v1/people"}
    for name in dangerous:
        assert "staff" not in ACCESS[name].roles, name


def test_health_needs_no_key(api: Api) -> None:
    assert api.ask(None, "GET", "/v1/health").json() == {"status": "ok"}
    assert api.ask(None, "GET", "/v1/ready").json() == {"database": "ok", "store": "ok"}


@pytest.mark.parametrize(("who", "role"), [("head_office", "head_office"), ("franchise", "franchise")])
def test_a_key_tells_whose_it_is(api: Api, who: str, role: KeyRole) -> None:
    me = api.get(who, "/v1/me")
    assert (me["name"], me["role"]) == (who, role)


def test_a_revoked_key_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "REMEMBERED_S", -1.0)
    with api.service.records.begin() as work:
        key = make_key(work, "lost", "franchise", "001")
    assert api.ask(key, "GET", "/v1/me").status_code == 200
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update api_key set revoked_at = now() where name = 'lost'")
    assert api.refused(key, "GET", "/v1/me") == (401, "unknown_key")


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "mm_x", "Bearer mm_ x", "Bearer é", "Bearer " + "x" * 5000])
def test_strange_authorizations_are_refused(api: Api, header: str) -> None:
    assert api.refused(None, "GET", "/v1/me", authorization=header)[0] == 401


def test_roles_of_people_are_all_in_the_table() -> None:
    named = {role for entry in ACCESS.values() for role in entry.roles}
    assert named == table.ANY
