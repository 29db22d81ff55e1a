"""Who looks after which accounts and keys, and how a password is chosen by a link."""

from collections.abc import Callable

import pytest

from mirrorme.domain.people import Person
from mirrorme.interfaces.http import access
from tests.integration.accounts.conftest import PASSWORD, Browser, mails, token_in
from tests.integration.http.conftest import Api

Make = Callable[[], Browser]
New = Callable[..., Person]
NEW = {"email": "New@One.example", "name": "New One", "role": "staff"}
GOOD = "marble tractor yawning comet"


def test_an_invited_person_chooses_a_password_once(api: Api, browser: Make) -> None:
    made = api.post("franchise", "/v1/people", NEW)
    assert (made["email"], made["franchise"], made["invited"]) == ("new@one.example", "001", True)
    (message,) = mails(api)
    assert message.to == "new@one.example"
    one = browser()
    token = token_in(message)
    assert one.refused("POST", "/v1/passwords", {"token": token, "password": "password1234"}) == (422, "weak_password")
    one.post("/v1/passwords", {"token": token, "password": GOOD})
    assert one.refused("POST", "/v1/passwords", {"token": token, "password": GOOD}) == (422, "link_ended")
    assert one.sign_in("new@one.example", GOOD)["level"] == "full"
    assert api.refused("franchise", "POST", "/v1/people", NEW) == (409, "email_taken")


def test_a_reset_link_tells_nobody_who_has_an_account_and_ends_all_sign_ins(
    api: Api, browser: Make, person: New
) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    stranger = browser()
    answers = [stranger.ask("POST", "/v1/password-links", {"email": email}) for email in ("ada@one.example", "x@y.z")]
    assert [(answer.status_code, answer.text) for answer in answers] == [(202, "null")] * 2
    (message,) = mails(api)
    stranger.post("/v1/passwords", {"token": token_in(message), "password": GOOD})
    assert one.refused("GET", "/v1/me") == (401, "signed_out")
    assert browser().sign_in("ada@one.example", GOOD)["level"] == "full"


def test_a_reset_leaves_the_second_factor(api: Api, browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one = browser()
    one.sign_in("head@office.example")
    one.enrol()
    mails(api)
    one.post("/v1/password-links", {"email": "head@office.example"})
    one.post("/v1/passwords", {"token": token_in(mails(api)[0]), "password": GOOD})
    assert browser().sign_in("head@office.example", GOOD)["level"] == "half"


@pytest.mark.parametrize("token", ["x", "mm_", "..", "a" * 200])
def test_links_that_were_never_given_open_nothing(api: Api, browser: Make, token: str) -> None:
    assert api
    refused = browser().refused("POST", "/v1/passwords", {"token": token, "password": GOOD})
    assert refused == (422, "link_ended")


def test_an_old_link_opens_nothing(api: Api, browser: Make) -> None:
    api.post("franchise", "/v1/people", NEW)
    (message,) = mails(api)
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update link set expires_at = now()")
    refused = browser().refused("POST", "/v1/passwords", {"token": token_in(message), "password": GOOD})
    assert refused == (422, "link_ended")


@pytest.mark.parametrize(
    ("who", "new", "why"),
    [
        ("franchise", {"role": "head_office"}, (403, "role_too_high")),
        ("franchise", {"role": "auditor"}, (403, "role_too_high")),
        ("franchise", {"franchise": "002"}, (404, "no_franchise")),
        ("head_office", {"role": "head_office", "franchise": "001"}, (422, "franchise_too_much")),
        ("head_office", {}, (422, "franchise_missing")),
        ("head_office", {"franchise": "777"}, (404, "no_franchise")),
        ("head_office", {"password": "x"}, (422, "invalid_request")),
        ("head_office", {"id": 1}, (422, "invalid_request")),
    ],
)
def test_nobody_gives_more_than_they_have(api: Api, who: str, new: dict[str, str], why: tuple[int, str]) -> None:
    assert api.refused(who, "POST", "/v1/people", {**NEW, **new}) == why


def test_accounts_of_another_studio_are_not_there(api: Api) -> None:
    number = api.post("franchise", "/v1/people", NEW)["id"]
    for method, path, body in (
        ("PATCH", f"/v1/people/{number}", {"disabled": True}),
        ("POST", f"/v1/people/{number}/invite", None),
        ("POST", f"/v1/people/{number}/forget-factors", None),
    ):
        assert api.refused("other", method, path, body) == (404, "no_person")
    assert api.get("other", "/v1/people?franchise=001")["items"] == []
    assert [one["id"] for one in api.get("franchise", "/v1/people")["items"]] == [number]


def test_whoever_signed_in_knows_the_names_of_their_own_studio_only(api: Api, person: New) -> None:
    ada = person("ada@one.example", role="staff")
    api.ask("franchise", "PATCH", f"/v1/people/{ada.id}", {"disabled": True})
    mine = {"person": ada.id, "name": ada.name}
    for who in ("franchise", "head_office", "auditor"):
        assert mine in api.get(who, "/v1/names"), who
    assert api.get("other", "/v1/names") == []
    assert api.refused("upload", "GET", "/v1/names") == (403, "forbidden")


def test_the_history_of_a_person_is_asked_by_number_whatever_their_role_was(
    api: Api, browser: Make, person: New
) -> None:
    ada = person("ada@one.example", role="staff")
    browser().sign_in("ada@one.example")
    api.ask("head_office", "PATCH", f"/v1/people/{ada.id}", {"role": "auditor"})
    lines = api.get("auditor", f"/v1/history?who=person-{ada.id}")["items"]
    assert {line["who"] for line in lines} == {f"staff:person-{ada.id}"}


def test_a_disabled_person_is_out_at_once(api: Api, browser: Make, person: New) -> None:
    number = person("ada@one.example").id
    one = browser()
    one.sign_in("ada@one.example")
    api.ask("franchise", "PATCH", f"/v1/people/{number}", {"disabled": True})
    assert one.refused("GET", "/v1/me") == (401, "signed_out")
    wrong = browser().refused("POST", "/v1/sign-in", {"email": "ada@one.example", "password": PASSWORD})
    assert wrong == (401, "wrong_sign_in")
    assert browser().ask("POST", "/v1/password-links", {"email": "ada@one.example"}).status_code == 202
    assert mails(api) == []
    api.ask("franchise", "PATCH", f"/v1/people/{number}", {"disabled": False})
    assert browser().sign_in("ada@one.example")["level"] == "full"


def test_nobody_raises_themselves(api: Api, browser: Make, person: New) -> None:
    number = person("owner@one.example", "franchise").id
    one = browser()
    one.sign_in("owner@one.example")
    one.enrol()
    assert one.refused("PATCH", f"/v1/people/{number}", {"role": "staff"}) == (403, "oneself")
    assert one.good("PATCH", f"/v1/people/{number}", {"name": "Owner"})["name"] == "Owner"
    assert api.get("head_office", "/v1/people")["items"][0]["name"] == "Owner"


def test_who_lost_their_second_factors_enrols_anew(api: Api, browser: Make, person: New) -> None:
    number = person("owner@one.example", "franchise").id
    one = browser()
    one.sign_in("owner@one.example")
    one.enrol()
    api.post("head_office", f"/v1/people/{number}/forget-factors")
    assert one.refused("GET", "/v1/me") == (401, "signed_out")
    assert browser().sign_in("owner@one.example")["level"] == "enrolling"


def test_keys_are_made_rotated_and_revoked_by_their_owner_alone(api: Api) -> None:
    made = api.post("franchise", "/v1/keys", {"name": "Camera room", "role": "upload"})
    assert made["key"].startswith(made["prefix"])
    assert api.ask(made["key"], "GET", "/v1/sessions").status_code == 200
    path = f"/v1/keys/{made['id']}"
    assert api.refused("other", "DELETE", path) == (404, "no_key")
    assert api.refused("other", "POST", f"{path}/rotate", {}) == (404, "no_key")
    assert made["id"] not in [one["id"] for one in api.get("other", "/v1/keys")]
    fresh = api.post("franchise", f"{path}/rotate", {})
    assert api.ask(made["key"], "GET", "/v1/sessions").status_code == 200
    assert api.ask(fresh["key"], "GET", "/v1/sessions").status_code == 200
    assert api.ask("franchise", "DELETE", f"/v1/keys/{fresh['id']}").status_code == 204
    assert api.refused(fresh["key"], "GET", "/v1/sessions") == (401, "unknown_key")
    assert "key" not in api.get("franchise", "/v1/keys")[0]
    assert api.refused("franchise", "POST", "/v1/keys", {"name": "x", "role": "head_office"})[0] == 422
    assert api.refused("franchise", "POST", "/v1/keys", {"name": "x", "role": "client"}) == (422, "scopes")


def test_other_apis_hear_that_a_key_has_ended(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "REMEMBERED_S", 600.0)
    made = api.post("franchise", "/v1/keys", {"name": "Camera room", "role": "upload"})
    assert api.ask(made["key"], "GET", "/v1/sessions").status_code == 200
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update api_key set revoked_at = now() where name = 'Camera room'")
        work.history.note("key.revoked", who="admin", why="from another machine")
    for _ in range(200):
        if api.ask(made["key"], "GET", "/v1/sessions").status_code == 401:
            break
    assert api.refused(made["key"], "GET", "/v1/sessions") == (401, "unknown_key")
