"""People change what they are called, the language of their mails, and the address that they are reached by."""

import re
from collections.abc import Callable

import pytest

from mirrorme.domain.brand import Brand
from mirrorme.domain.people import Person
from mirrorme.pipeline.accounts.limits import MAILS
from mirrorme.pipeline.accounts.mails import Message
from tests.fakes.smtp import Box, serving
from tests.integration.accounts.conftest import PASSWORD, Browser, mails
from tests.integration.http.conftest import Api

Make = Callable[[], Browser]
New = Callable[..., Person]
OLD, NEW, BENS = "ada@one.example", "ada@new.example", "ben@one.example"


@pytest.fixture
def ada(browser: Make, person: New) -> Browser:
    """Signed in and proved just now."""
    person(OLD)
    one = browser()
    one.sign_in(OLD)
    return one


def token_of(message: Message) -> str:
    found = re.search(r"/portal/new-address#(\S+)", message.text)
    assert found
    return found[1]


def ask(one: Browser, email: str = NEW) -> None:
    answer = one.ask("POST", "/v1/me/email", {"email": email})
    assert (answer.status_code, answer.text) == (202, "null")


def test_a_new_address_counts_once_its_link_was_opened(api: Api, browser: Make, ada: Browser) -> None:
    ask(ada, "Ada@New.example")
    told, link = mails(api)
    assert (told.to, link.to) == (OLD, NEW)
    assert NEW in told.text
    assert "choose a new password at once" in told.text
    assert "Ada" not in link.text
    assert ada.get("/v1/me")["email"] == OLD
    token = token_of(link)
    stranger = browser()
    stranger.post("/v1/emails", {"token": token})
    assert ada.get("/v1/me")["email"] == NEW
    (moved,) = mails(api)
    assert moved.to == OLD
    assert NEW in moved.text
    assert "tell head office at once" in moved.text
    assert stranger.refused("POST", "/v1/emails", {"token": token}) == (422, "link_ended")
    assert browser().refused("POST", "/v1/sign-in", {"email": OLD, "password": PASSWORD}) == (401, "wrong_sign_in")
    assert browser().sign_in(NEW)["level"] == "full"
    kinds = [line["kind"] for line in api.get("franchise", "/v1/history")["items"]]
    assert {"person.email_asked", "person.email"} <= set(kinds)
    assert NEW not in str(api.get("franchise", "/v1/history"))


def test_a_new_address_reaches_it_by_a_real_server(api: Api, ada: Browser) -> None:
    box = Box()
    ask(ada)
    with serving(box) as smtp:
        for message in mails(api):
            smtp.send(message)
    assert [envelope.rcpt_tos for envelope in box.taken] == [[OLD], [NEW]]
    assert b"/portal/new-address#" in box.taken[1].content
    assert b"/portal/new-address#" not in box.taken[0].content


def test_whose_an_address_is_is_told_to_its_owner_alone(api: Api, person: New, ada: Browser) -> None:
    person(BENS)
    ask(ada, BENS)
    told, tried = mails(api)
    assert (told.to, tried.to) == (OLD, BENS)
    assert "nothing has changed" in tried.text
    assert "#" not in tried.text
    assert OLD not in tried.text


def test_who_has_an_address_is_not_flooded(api: Api, person: New, browser: Make) -> None:
    person(BENS)
    for number in range(MAILS + 1):
        person(f"{number}@one.example")
        one = browser()
        one.sign_in(f"{number}@one.example")
        ask(one, BENS)
    assert [message.to for message in mails(api)].count(BENS) == MAILS


def test_a_new_address_needs_a_fresh_proof(api: Api, ada: Browser) -> None:
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update sign_in set stepped_up_at = now() - interval '1 hour'")
    assert ada.refused("POST", "/v1/me/email", {"email": NEW}) == (403, "proof_needed")
    ada.post("/v1/me/proof", {"password": PASSWORD})
    ask(ada)


def test_it_can_not_be_asked_without_end_nor_for_what_it_is(ada: Browser) -> None:
    assert ada.refused("POST", "/v1/me/email", {"email": OLD.upper()}) == (422, "same_email")
    assert ada.refused("POST", "/v1/me/email", {"email": "ada"}) == (422, "invalid_request")
    for _ in range(MAILS):
        ask(ada)
    assert ada.refused("POST", "/v1/me/email", {"email": NEW}) == (429, "too_many_tries")


def test_a_link_to_a_new_address_ends(api: Api, browser: Make, person: New, ada: Browser) -> None:
    stranger = browser()

    def asked() -> str:
        ask(ada)
        return token_of(next(one for one in mails(api) if one.to == NEW))

    def ended(token: str) -> bool:
        return stranger.refused("POST", "/v1/emails", {"token": token}) == (422, "link_ended")

    first, second = asked(), asked()
    assert ended(first), "a newer one was sent"
    assert stranger.refused("POST", "/v1/passwords", {"token": second, "password": "marble tractor yawning comet"}) == (
        422,
        "link_ended",
    ), "it opens no account"
    ada.post("/v1/me/password", {"password": "another four words entirely"})
    assert ended(second), "a new password was chosen"
    third = asked()
    with api.service.records.begin() as work:
        work.connection.exec_driver_sql("update link set expires_at = now()")
    assert ended(third), "it is too old"
    fourth = asked()
    person(NEW)
    assert stranger.refused("POST", "/v1/emails", {"token": fourth}) == (409, "email_taken")
    assert ada.get("/v1/me")["email"] == OLD


def test_links_that_went_to_the_old_address_open_nothing_any_more(api: Api, browser: Make, ada: Browser) -> None:
    stranger = browser()
    stranger.post("/v1/password-links", {"email": OLD})
    (reset,) = mails(api)
    ask(ada)
    stranger.post("/v1/emails", {"token": token_of(mails(api)[1])})
    token = reset.text.split("#")[1].split()[0]
    refused = stranger.refused("POST", "/v1/passwords", {"token": token, "password": "marble tractor yawning comet"})
    assert refused == (422, "link_ended")


def test_people_change_their_name_and_mails_follow_their_language(api: Api, ada: Browser) -> None:
    assert ada.get("/v1/me")["locale"] is None
    with api.service.records.begin() as work:
        work.brands.save(Brand("001", locale="es"))
    ada.enrol()
    assert ada.good("PATCH", "/v1/me", {"name": " Ada King ", "locale": "de"})["locale"] == "de"
    assert ada.get("/v1/me")["name"] == "Ada King"
    ada.good("DELETE", "/v1/me/totp")
    added, removed = mails(api)
    assert "Se ha añadido una aplicación de autenticación" in added.text
    assert removed.text.startswith("Guten Tag Ada King,")
    assert ada.refused("PATCH", "/v1/me", {"name": " "}) == (422, "invalid_request")
    assert ada.refused("PATCH", "/v1/me", {"role": "head_office"}) == (422, "invalid_request")
    line = api.get("franchise", "/v1/history?kind=person.changed")["items"][0]
    assert (line["why"], line["data"]["changed"]) == ("by themselves", ["locale", "name"])
