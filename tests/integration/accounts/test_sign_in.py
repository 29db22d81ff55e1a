"""Only who proves who they are gets in, and only as far as they proved it."""

import json
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from mirrorme.domain.people import Person
from mirrorme.interfaces.http import live
from mirrorme.interfaces.http.table import ACCESS, COMING, OPEN
from mirrorme.pipeline.accounts import limits
from tests.fakes.authenticator import Authenticator
from tests.integration.accounts.conftest import PASSWORD, Browser, at_later_step, mails
from tests.integration.http.conftest import Api
from tests.integration.http.test_access import BODIES, path_of

Make = Callable[[], Browser]
New = Callable[..., Person]


def test_staff_comes_in_by_password_and_sees_its_own_studio(browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    assert one.sign_in(" Ada@One.example ")["level"] == "full"
    assert {session["franchise"] for session in one.get("/v1/sessions")["items"]} == {"001"}
    assert one.refused("GET", "/v1/history") == (403, "forbidden")
    one.good("POST", "/v1/sign-out")
    assert one.refused("GET", "/v1/me") == (401, "no_key")


def test_who_signs_out_leaves_no_pictures_in_the_browser(browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    answer = one.ask("POST", "/v1/sign-out")
    # W3C Clear Site Data, section 3.1: the quotes belong to it
    assert (answer.status_code, answer.headers["clear-site-data"]) == (204, '"cache"')


def test_a_token_that_was_signed_out_is_worth_nothing(browser: Make, person: New) -> None:
    person("ada@one.example")
    one, thief = browser(), browser()
    one.sign_in("ada@one.example")
    thief.client.cookies.update(one.client.cookies)
    thief.csrf = one.csrf
    assert thief.get("/v1/me")["email"] == "ada@one.example"
    one.good("POST", "/v1/sign-out")
    assert thief.refused("GET", "/v1/me") == (401, "signed_out")


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@one.example", "wrong"), ("nobody@one.example", PASSWORD), ("", ""), ("ada@one.example", "x" * 999)],
)
def test_nothing_tells_whether_the_address_or_the_password_is_wrong(
    browser: Make, person: New, email: str, password: str
) -> None:
    person("ada@one.example")
    body = {"email": email, "password": password or " "}
    assert browser().refused("POST", "/v1/sign-in", body) == (401, "wrong_sign_in")


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(browser: Make, person: New) -> None:
    person("ada@one.example")
    answer = browser().ask("POST", "/v1/sign-in", {"email": "ada@one.example", "password": PASSWORD})
    for cookie in answer.headers.get_list("set-cookie"):
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_head_office_gets_nowhere_without_a_second_factor(browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one = browser()
    assert one.sign_in("head@office.example")["level"] == "enrolling"
    for name, entry in ACCESS.items():
        if entry.roles not in (OPEN, COMING) and "enrolling" not in entry.roles and not name.startswith("WS"):
            assert one.refused(*path_of(name), BODIES.get(name)) == (403, "second_factor_needed"), name
    app, codes = one.enrol()
    assert len(set(codes)) == 10
    assert one.get("/v1/me")["level"] == "full"
    assert len(one.get("/v1/franchises")["items"]) == 2

    two = browser()
    assert two.sign_in("head@office.example")["level"] == "half"
    assert two.refused("GET", "/v1/franchises") == (403, "second_factor_needed")
    assert two.refused("POST", "/v1/me/totp") == (403, "second_factor_needed")
    assert two.post("/v1/sign-in/code", {"code": at_later_step(app)})["level"] == "full"
    assert len(two.get("/v1/franchises")["items"]) == 2


def test_a_code_is_good_once(browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one, two = browser(), browser()
    one.sign_in("head@office.example")
    app, codes = one.enrol()
    for browser_now in (one, two):
        browser_now.sign_in("head@office.example")
    code = at_later_step(app)
    one.post("/v1/sign-in/code", {"code": code})
    assert two.refused("POST", "/v1/sign-in/code", {"code": code}) == (401, "wrong_code")
    recovery = {"method": "recovery", "code": codes[0].upper().replace("-", " ")}
    assert two.post("/v1/sign-in/code", recovery)["level"] == "full"
    two.sign_in("head@office.example")
    assert two.refused("POST", "/v1/sign-in/code", recovery) == (401, "wrong_code")


def test_second_factors_can_not_be_guessed(browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one = browser()
    one.sign_in("head@office.example")
    one.enrol()
    one.sign_in("head@office.example")
    said = [one.refused("POST", "/v1/sign-in/code", {"code": f"{number:06}"})[1] for number in range(6)]
    assert said == ["wrong_code"] * 5 + ["signed_out"]
    assert one.refused("GET", "/v1/me") == (401, "signed_out")
    one.sign_in("head@office.example")
    said = [one.refused("POST", "/v1/sign-in/code", {"code": f"{number:06}"})[1] for number in range(5)]
    assert said[-1] == "too_many_tries"


def test_a_new_token_comes_with_every_proof(browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one, thief = browser(), browser()
    one.sign_in("head@office.example")
    thief.client.cookies.update(one.client.cookies)
    one.enrol()
    assert thief.refused("GET", "/v1/me") == (401, "signed_out")
    assert one.get("/v1/me")["level"] == "full"


def test_a_passkey_is_enough_alone_and_knows_its_holder(api: Api, browser: Make, person: New) -> None:
    person("head@office.example", "head_office", None)
    one = browser()
    one.sign_in("head@office.example")
    phone = Authenticator(api.url)
    made = phone.create(one.post("/v1/me/passkeys/options"))
    assert len(one.post("/v1/me/passkeys", {"credential": made, "name": "Phone"})["codes"]) == 10
    two = browser()
    answer = phone.get(two.post("/v1/sign-in/passkey/options"))
    assert two.post("/v1/sign-in/passkey", {"credential": answer})["level"] == "full"
    replayed = browser().refused("POST", "/v1/sign-in/passkey", {"credential": answer})
    assert replayed == (422, "bad_passkey")
    phone.verified = False
    stolen = phone.get(browser().post("/v1/sign-in/passkey/options"))
    assert browser().refused("POST", "/v1/sign-in/passkey", {"credential": stolen}) == (422, "bad_passkey")


@pytest.mark.parametrize("fault", ["other origin", "other key", "other challenge", "copied", "nonsense"])
def test_a_passkeys_answer_that_is_not_good_lets_nobody_in(api: Api, browser: Make, person: New, fault: str) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    phone = Authenticator(api.url)
    one.post("/v1/me/passkeys", {"credential": phone.create(one.post("/v1/me/passkeys/options")), "name": "P"})
    one.post("/v1/sign-in/passkey", {"credential": phone.get(one.post("/v1/sign-in/passkey/options"))})
    options = one.post("/v1/sign-in/passkey/options")
    if fault == "other origin":
        phone.origin = "https://mirr0rme.example"
    if fault == "other key":
        phone.key = Authenticator(api.url).key
    if fault == "other challenge":
        options["challenge"] = "AAAA"
    if fault == "copied":
        phone.count -= 1
    answer = {"id": "x"} if fault == "nonsense" else phone.get(options)
    assert browser().refused("POST", "/v1/sign-in/passkey", {"credential": answer}) == (422, "bad_passkey")


def test_a_passkey_is_a_second_factor_of_its_owner_alone(api: Api, browser: Make, person: New) -> None:
    keys = {}
    for email in ("ada@one.example", "ben@one.example"):
        person(email)
        one = browser()
        one.sign_in(email)
        keys[email] = Authenticator(api.url, verified=False)
        made = keys[email].create(one.post("/v1/me/passkeys/options"))
        one.post("/v1/me/passkeys", {"credential": made, "name": "Key"})
    one = browser()
    assert one.sign_in("ada@one.example")["level"] == "half"
    others = keys["ben@one.example"].get(one.post("/v1/sign-in/second-passkey/options"))
    refused = one.refused("POST", "/v1/sign-in/second-passkey", {"credential": others})
    assert refused == (401, "unknown_passkey")
    own = keys["ada@one.example"].get(one.post("/v1/sign-in/second-passkey/options"))
    assert one.post("/v1/sign-in/second-passkey", {"credential": own})["level"] == "full"


def test_guessing_ends_and_locks_nobody_out_who_was_here_before(
    api: Api, browser: Make, person: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("ada@one.example")
    own = browser()
    own.sign_in("ada@one.example")
    wrong = {"email": "ada@one.example", "password": "guess"}
    guesser = browser()
    said = [guesser.refused("POST", "/v1/sign-in", wrong)[0] for _ in range(limits.AN_ACCOUNT + 1)]
    assert said == [401] * limits.AN_ACCOUNT + [429]
    right = {"email": "ada@one.example", "password": PASSWORD}
    locked = browser().ask("POST", "/v1/sign-in", right)
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many_tries")
    assert 0 < int(locked.headers["retry-after"]) <= 900
    assert own.sign_in("ada@one.example")["level"] == "full"
    forged = browser()
    forged.client.cookies.set("mirrorme-device", "made.up")
    assert forged.refused("POST", "/v1/sign-in", right) == (429, "too_many_tries")
    monkeypatch.setattr(limits, "AN_ADDRESS", 10)
    assert browser().refused("POST", "/v1/sign-in", {**wrong, "email": "b@c"}) == (429, "too_many_tries")
    assert api.get("head_office", "/v1/history?kind=sign_in.failed")["items"][0]["who"].startswith("staff:person-")


def test_a_page_of_another_site_can_change_nothing(browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    body = {"name": "Eve"}
    assert one.refused("POST", "/v1/customers", body, Origin="https://evil.example") == (403, "other_site")
    assert one.refused("POST", "/v1/customers", body, Sec_Fetch_Site="cross-site") == (403, "other_site")
    token, one.csrf = one.csrf, ""
    assert one.refused("POST", "/v1/customers", body) == (403, "csrf")
    one.csrf = token[:-1] + ("0" if token[-1] != "0" else "1")
    assert one.refused("POST", "/v1/customers", body) == (403, "csrf")
    one.csrf = token
    assert one.ask("POST", "/v1/customers", body, Idempotency_Key="1").status_code == 201
    cross = {"email": "ada@one.example", "password": PASSWORD}
    assert browser().refused("POST", "/v1/sign-in", cross, Origin="https://evil.example") == (403, "other_site")


def test_what_is_dangerous_needs_a_fresh_proof(api: Api, browser: Make, person: New) -> None:
    person("owner@one.example", "franchise")
    one = browser()
    one.sign_in("owner@one.example")
    app, codes = one.enrol()
    new = {"email": "new@one.example", "name": "New", "role": "staff"}
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update sign_in set stepped_up_at = now() - interval '11 minutes'")
    assert one.refused("POST", "/v1/people", new) == (403, "proof_needed")
    assert one.refused("POST", "/v1/me/proof", {"password": PASSWORD}) == (422, "second_factor_needed")
    assert one.refused("POST", "/v1/me/proof", {"totp": "000000"}) == (401, "wrong_code")
    assert one.refused("POST", "/v1/me/proof", {"totp": codes[0]}) == (401, "wrong_code")
    one.post("/v1/me/proof", {"totp": at_later_step(app)})
    assert one.post("/v1/people", new)["invited"]


def test_a_sign_in_is_listed_by_its_browser_and_system(browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.client.headers["user-agent"] = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
    one.sign_in("ada@one.example")
    (listed,) = one.get("/v1/me/sign-ins")
    assert (listed["browser"], listed["system"], listed["address"]) == ("Firefox", "Ubuntu", "127.0.0.1")
    assert listed["agent"].endswith("Firefox/144.0")


def test_all_other_sign_ins_can_be_ended(browser: Make, person: New) -> None:
    person("ada@one.example")
    here, phone, shop = browser(), browser(), browser()
    for one in (here, phone, shop):
        one.sign_in("ada@one.example")
    listed = here.get("/v1/me/sign-ins")
    assert [one["current"] for one in listed] == [False, False, True]
    assert {(one["agent"][:7], one["browser"], one["system"]) for one in listed} == {("python-", None, None)}
    here.good("DELETE", f"/v1/me/sign-ins/{listed[0]['id']}")
    assert shop.refused("GET", "/v1/me") == (401, "signed_out")
    assert here.post("/v1/me/sign-ins/end") == {"ended": 1}
    assert phone.refused("GET", "/v1/me") == (401, "signed_out")
    assert here.get("/v1/me")["level"] == "full"


def test_a_sign_in_ends_by_itself(api: Api, browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update sign_in set expires_at = now()")
    assert one.refused("GET", "/v1/me") == (401, "signed_out")


def test_what_changes_an_account_is_told_by_mail(api: Api, browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    one.enrol()
    other = browser()
    other.client.cookies.update(one.client.cookies)
    assert one.post("/v1/me/password", {"password": "another four words entirely"}) == {"ended": 0}
    assert [message.subject for message in mails(api)] == ["Your account at MirrorMe was changed"] * 2
    assert browser().refused("POST", "/v1/sign-in", {"email": "ada@one.example", "password": PASSWORD})[0] == 401
    assert one.refused("POST", "/v1/me/password", {"password": "ada smith 12"}) == (422, "weak_password")


def test_the_last_second_factor_stays_where_one_is_needed(browser: Make, person: New) -> None:
    person("owner@one.example", "franchise")
    one = browser()
    one.sign_in("owner@one.example")
    one.enrol()
    assert one.refused("DELETE", "/v1/me/totp") == (409, "last_factor")


def test_who_signs_out_hears_no_more(browser: Make, person: New, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "ALIVE_S", 0.1)
    person("ada@one.example")
    one, phone = browser(), browser()
    for here in (one, phone):
        here.sign_in("ada@one.example")
    with phone.client.stream("GET", "/v1/live/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": here we go"
        one.post("/v1/me/sign-ins/end")
        assert {line for line in lines if line} <= {": alive"}


def test_a_socket_is_opened_by_a_page_of_ours_alone(api: Api, browser: Make, person: New) -> None:
    person("ada@one.example")
    one = browser()
    one.sign_in("ada@one.example")
    cookie = "; ".join(f"{name}={value}" for name, value in one.client.cookies.items())
    address = f"{api.url.replace('http', 'ws')}/v1/live"
    headers = {"Cookie": cookie}
    with connect(address, additional_headers=headers, origin=Origin(api.url), proxy=None) as socket:
        api.upload(b"a photo")
        assert json.loads(socket.recv(timeout=20))["franchise"] == "001"
    for origin in (Origin("https://evil.example"), None):
        with connect(address, additional_headers=headers, origin=origin, proxy=None) as socket:
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv(timeout=20)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401
