"""Sessions are booked, changed, moved and cancelled, and customers noted, by who works at the studio's desk."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import PASSWORD, Portal
from tests.e2e.desk import booked

pytestmark = pytest.mark.xdist_group("browser")


def test_a_session_that_could_not_be_booked_can_be_tried_again_and_is_there_once(desk: Page) -> None:
    desk.get_by_role("button", name="New session").first.click()
    dialog = desk.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Twice Pressed")
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    check_accessible(desk)

    def answer_lost(route: Route) -> None:
        """It was carried out, and nobody hears of it."""
        route.fetch()
        route.abort()

    desk.route("**/v1/sessions", answer_lost, times=1)
    dialog.get_by_role("button", name="Book the session").click()
    expect(dialog.get_by_role("alert")).to_contain_text("does not answer")
    dialog.get_by_role("button", name="Book the session").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Twice Pressed")
    desk.get_by_role("link", name="Sessions").first.click()
    desk.get_by_role("button", name="New session").first.click()
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Twice Pressed")
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    dialog.get_by_role("button", name="Book the session").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is a session of this name on that day")


def test_a_booked_session_is_renamed_and_promised_for_a_time_that_is_to_come(desk: Page) -> None:
    booked(desk, "Smit")
    desk.get_by_role("button", name="More").click()
    desk.get_by_role("menuitem", name="Change name, customer or promise").click()
    change = desk.get_by_role("dialog", name="Change the session")
    change.get_by_role("textbox", name="Name").fill("Smith")
    save = change.get_by_role("button", name="Save")
    change.get_by_label("Promised for").fill("2020-01-01T10:00")
    expect(change.get_by_text("This time is over")).to_be_visible()
    expect(save).to_be_disabled()
    change.get_by_label("Promised for").fill("2199-01-01T10:00")
    check_accessible(desk)
    save.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Smith")
    expect(desk.get_by_text("promised for")).to_contain_text("2199")


def test_booking_pressed_twice_books_once_and_says_nothing_odd(desk: Page) -> None:
    desk.get_by_role("button", name="New session").first.click()
    dialog = desk.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Double Click")
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    desk.evaluate(
        "() => { const form = document.querySelector('[role=dialog] form');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    expect(desk.get_by_role("heading", level=1)).to_have_text("Double Click")
    expect(desk.get_by_role("alert")).to_have_count(0)
    desk.get_by_role("link", name="Sessions").first.click()
    expect(desk.get_by_role("link", name=re.compile("Double Click"))).to_have_count(1)


def test_a_customer_who_is_not_in_the_list_is_not_left_out_of_the_booking_in_silence(desk: Page) -> None:
    desk.get_by_role("button", name="New session").first.click()
    dialog = desk.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Whose Session")
    customer = dialog.get_by_label("Customer")
    customer.fill("Nobody Known")
    customer.press("Tab")
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    dialog.get_by_role("button", name="Book the session").click()
    expect(dialog.get_by_text("Choose this customer from the list or add them")).to_be_visible()
    customer.fill("")
    customer.press("Tab")
    reason = "Standard, because the booking type asks for it: published within 30 minutes of upload."
    expect(dialog.get_by_role("status")).to_have_text(reason)
    dialog.get_by_role("button", name="Book the session").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Whose Session")


def test_what_was_typed_is_kept_when_the_sign_in_ends(desk: Page, staff: str) -> None:
    desk.get_by_role("button", name="New session").first.click()
    dialog = desk.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Patience")
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    desk.context.clear_cookies()
    # whatever is asked next finds out; it may be something that the page asks by itself
    dialog.get_by_role("button", name="Book the session").dispatch_event("click")
    again = desk.get_by_role("dialog", name="Your sign-in has ended")
    check_accessible(desk)
    again.get_by_label("E-mail").fill(staff)
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again).to_have_count(0)
    expect(dialog.get_by_role("textbox", name="Name", exact=True)).to_have_value("Patience")
    dialog.get_by_role("button", name="Book the session").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Patience")


def test_a_session_has_a_code_moves_lane_and_is_cancelled(desk: Page) -> None:
    booked(desk, "On the Move")
    desk.get_by_role("button", name="More", exact=True).click()
    desk.get_by_role("menuitem", name="Session code to photograph").click()
    code = desk.get_by_role("img", name=re.compile("^QR code that says mirrorme:session:"))
    expect(code).to_be_visible()
    assert code.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    check_accessible(desk)
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="More", exact=True).click()
    desk.get_by_role("menuitem", name="Move to another lane").click()
    desk.get_by_role("radio", name="VIP").check()
    desk.get_by_role("button", name="Move", exact=True).click()
    expect(desk.get_by_text("promised within 2 min")).to_be_visible()
    desk.get_by_role("button", name="More", exact=True).click()
    desk.get_by_role("menuitem", name="Cancel the session").click()
    desk.get_by_role("dialog").get_by_role("button", name="Cancel the session").click()
    expect(desk.get_by_text("This session was cancelled")).to_be_visible()
    expect(desk.get_by_role("button", name="Add photos")).to_be_disabled()


def test_several_sessions_are_moved_and_cancelled_together_once_that_is_asked(desk: Page, portal: Portal) -> None:
    for name in ("Twin one", "Twin two", "Twin three"):
        desk.goto(f"{portal.url}/sessions")
        booked(desk, name)
    desk.goto(f"{portal.url}/sessions?q=Twin")
    lines = desk.get_by_role("listitem")
    expect(lines).to_have_count(3)
    for name in ("Twin one", "Twin two"):
        desk.get_by_role("checkbox", name=f"Choose {name}").check()
    bar = desk.get_by_role("region", name="Chosen sessions")
    expect(bar).to_contain_text("2 sessions chosen")
    check_accessible(desk)
    bar.get_by_role("button", name="Move 2 to another lane").click()
    desk.get_by_role("radio", name="Express").check()
    desk.get_by_role("dialog").get_by_role("button", name="Move 2 to another lane").click()
    expect(bar).to_have_count(0)
    expect(lines.filter(has_text="Express")).to_have_count(2)
    desk.get_by_role("checkbox", name="Choose Twin one").check()
    desk.get_by_role("checkbox", name="Choose Twin two").check()
    bar.get_by_role("button", name="Cancel 2").click()
    asks = desk.get_by_role("dialog", name="Cancel 2 sessions?")
    check_accessible(desk)
    asks.get_by_role("button", name="Cancel 2").click()
    expect(lines.filter(has_text="Cancelled")).to_have_count(2)
    expect(lines.filter(has_text="Twin three")).not_to_contain_text("Cancelled")


def test_a_customers_consents_are_noted_and_kept(desk: Page) -> None:
    desk.get_by_role("link", name="Customers").click()
    desk.get_by_role("button", name="New customer").click()
    dialog = desk.get_by_role("dialog", name="New customer")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("שרה 🌷 Levi")
    check_accessible(desk)
    dialog.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("שרה 🌷 Levi")
    consents = desk.get_by_role("region", name="What they allow")
    consents.get_by_role("button", name="They agree").nth(1).click()
    desk.get_by_role("textbox", name="How they said so").fill("form of 25 November")
    desk.get_by_role("button", name="Save").click()
    expect(consents.get_by_text("said on")).to_have_count(1)
    consents.get_by_role("button", name="They refuse").nth(1).click()
    desk.get_by_role("textbox", name="How they said so").fill("by phone")
    desk.get_by_role("button", name="Save").click()
    consents.get_by_text("All that was said").click()
    expect(consents.get_by_role("row")).to_have_count(2)
    check_accessible(desk)


def test_an_owner_holds_and_erases_a_customer(portal: Portal) -> None:
    portal.person("eraser@example.com", "franchise")
    app = portal.second_factor("eraser@example.com")
    page = portal.page()
    portal.sign_in(page, "eraser@example.com", app, path="/customers")
    page.get_by_role("button", name="New customer").click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Gone Soon")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("textbox", name="Has to be kept, because").fill("a dispute")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("a dispute")
    expect(page.get_by_role("button", name="Erase everything")).to_be_disabled()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("textbox", name="Has to be kept, because").fill("")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Erase everything").click()
    dialog = page.get_by_role("dialog", name="Erase everything for good?")
    expect(dialog.get_by_role("button", name="Erase everything")).to_be_disabled()
    dialog.get_by_label("Type “Gone Soon” to confirm").fill("Gone Soon")
    check_accessible(page)
    dialog.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text(re.compile("^Erased, with 0 photos"))).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("heading", name=re.compile("^Erased customer "))).to_be_visible()
    with page.expect_download() as receipt:
        page.get_by_role("link", name="Download the receipt").click()
    assert '"signature"' in Path(receipt.value.path()).read_text()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    check_accessible(page)
