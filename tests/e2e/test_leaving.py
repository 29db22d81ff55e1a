"""Nothing that was typed is lost in silence: not by a key, the cross, a click beside it, or a way to elsewhere."""

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal

pytestmark = pytest.mark.xdist_group("browser")
CHANGED = "Typed and not saved"
ASKS_BEFORE_THE_TAB_IS_CLOSED = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture(scope="module")
def office(portal: Portal) -> Page:
    portal.person("leaver@example.com", "head_office", franchise=None)
    portal.person("changed@example.com", "staff", name="Kim Changed")
    page = portal.page()
    portal.sign_in(page, "leaver@example.com", portal.second_factor("leaver@example.com"))
    return page


@pytest.fixture(scope="module")
def places(portal: Portal) -> dict[str, int]:
    """The numbers of a customer and of a session."""
    customer = portal.service.post("/v1/customers", {"franchise": "001", "name": "Lee Leaving"})
    kinds = portal.service.get("/v1/booking-types?franchise=001")["items"]
    session = portal.service.post("/v1/sessions", {"name": "Not left", "booking_type": kinds[0]["id"]})
    return {"customer": customer["id"], "session": session["id"]}


def asked(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Leave without saving?")


@pytest.mark.parametrize(
    ("path", "opened", "label", "typed"),
    [
        ("/people", ["Invite somebody"], "Name", CHANGED),
        ("/people", ["What to do with Kim Changed", "Change name or role"], "Name", CHANGED),
        ("/people", ["Make a key"], "Name", CHANGED),
        ("/office", ["Found a franchise"], "Name", CHANGED),
        ("/office?view=costs", ["rates"], "An hour of computing", "7.5"),
        ("/customers", ["New customer"], "Name", CHANGED),
        ("/customers/{customer}", ["Edit"], "Name", CHANGED),
        ("/customers/{customer}", ["They agree"], "How they said so", CHANGED),
        ("/sessions/{session}", ["More", "Change name, customer or promise"], "Name", CHANGED),
    ],
    ids=["person", "changed person", "key", "franchise", "rates", "customer", "changed customer", "consent", "session"],
)
def test_a_form_asks_before_what_was_typed_is_lost(
    office: Page, portal: Portal, places: dict[str, int], path: str, opened: list[str], label: str, typed: str
) -> None:
    office.goto(portal.url + path.format(**places))

    def open_form() -> Locator:
        for name in opened:
            button = office.get_by_role("button", name=re.compile(name))
            button.or_(office.get_by_role("menuitem", name=name)).first.click()
        dialog = office.get_by_role("dialog")
        expect(dialog).to_have_count(1)
        return dialog.get_by_role("textbox", name=re.compile(f"^{label}( \\*)?$"))

    field = open_form()
    assert not office.evaluate(ASKS_BEFORE_THE_TAB_IS_CLOSED)
    office.keyboard.press("Escape")
    expect(office.get_by_role("dialog")).to_have_count(0)

    field = open_form()
    field.fill(typed)
    assert office.evaluate(ASKS_BEFORE_THE_TAB_IS_CLOSED)
    office.mouse.click(4, 450)
    expect(field).to_have_value(typed)
    cross = office.locator(".mantine-Modal-close, .mantine-Drawer-close").first
    elsewhere = office.locator("nav a[href$='/profile'], nav a[href$='/dashboard']").first
    for leave in (
        partial(office.keyboard.press, "Escape"),
        cross.click,
        partial(elsewhere.dispatch_event, "click"),
    ):
        leave()
        asked(office).get_by_role("button", name="Stay").click()
        expect(asked(office)).to_have_count(0)
        expect(field).to_have_value(typed)
    office.keyboard.press("Escape")
    asked(office).get_by_role("button", name="Leave without saving").click()
    expect(office.get_by_role("dialog")).to_have_count(0)
    expect(open_form()).not_to_have_value(typed)
    office.keyboard.press("Escape")


def test_what_was_typed_is_saved_in_leaving(office: Page, portal: Portal, places: dict[str, int]) -> None:
    office.goto(f"{portal.url}/customers/{places['customer']}")
    office.get_by_role("button", name="Edit").click()
    office.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Lee Left")
    office.get_by_role("button", name="Cancel").click()
    asked(office).get_by_role("button", name="Save and leave").click()
    expect(office.get_by_role("heading", level=1, name="Lee Left")).to_be_visible()

    office.goto(f"{portal.url}/sessions/{places['session']}")
    office.get_by_role("button", name="More").click()
    office.get_by_role("menuitem", name="Change name, customer or promise").click()
    office.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Left well")
    office.keyboard.press("Escape")
    check_accessible(office)
    asked(office).get_by_role("button", name="Save and leave").click()
    expect(office.get_by_role("heading", level=1, name="Left well")).to_be_visible()

    office.goto(f"{portal.url}/customers?franchise=001")
    office.get_by_role("button", name="New customer").first.click()
    office.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Noted Once")
    office.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(office.get_by_role("heading", level=1, name="Noted Once")).to_be_visible()
    expect(office.get_by_role("dialog")).to_have_count(0)


def test_ones_own_account_asks_once_for_all_its_forms(office: Page, portal: Portal) -> None:
    office.goto(f"{portal.url}/profile")
    office.get_by_label("Name", exact=True).fill(CHANGED)
    office.get_by_label("New address").fill("other@example.com")
    office.get_by_label("The same again").fill("half")
    office.get_by_role("link", name="Sessions").first.click()
    asked(office).get_by_role("button", name="Stay").click()
    expect(office.get_by_label("New address")).to_have_value("other@example.com")
    office.get_by_role("link", name="Sessions").first.click()
    asked(office).get_by_role("button", name="Leave without saving").click()
    expect(office.get_by_role("heading", level=1, name="Sessions")).to_be_visible()
