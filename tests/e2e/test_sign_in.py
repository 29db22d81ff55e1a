"""People come in by the portal's page."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Portal

pytestmark = pytest.mark.xdist_group("browser")


def test_staff_sign_in_with_a_password_and_see_their_sessions(portal: Portal) -> None:
    portal.person("desk@example.com", "staff")
    page = portal.page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    portal.sign_in(page, "desk@example.com")
    expect(page.get_by_role("heading", name="Sessions", exact=True)).to_be_visible()
    assert refused == []


def test_a_wrong_password_is_said_and_lets_nobody_in(portal: Portal) -> None:
    page = portal.page()
    page.goto(portal.url)
    page.get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_role("navigation", name="Main menu")).to_have_count(0)


def test_an_owner_gives_the_code_of_their_app(portal: Portal) -> None:
    portal.person("owner@example.com", "franchise")
    app = portal.second_factor("owner@example.com")
    page = portal.page()
    portal.sign_in(page, "owner@example.com", app)
    expect(page.get_by_role("button", name="Ada Smith")).to_be_visible()


def test_the_page_speaks_the_browsers_language(portal: Portal) -> None:
    page = portal.page(language="de-DE")
    page.goto(portal.url)
    expect(page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()
