"""A studio's day on the portal: sessions, photos from upload to published, what has to be taken again, customers."""

import re
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import PASSWORD, Portal

pytestmark = pytest.mark.xdist_group("browser")
EDITED_MS = 60_000
"""So long a small photo may take on a machine that has much to do."""
ODD = "عائلة سميث 👩‍👩‍👧 O'Brien & <b>söhne</b>"


@pytest.fixture(scope="module")
def staff(portal: Portal) -> str:
    portal.person("studio@example.com", "staff")
    return "studio@example.com"


@pytest.fixture
def desk(portal: Portal, staff: str) -> Page:
    page = portal.page()
    portal.sign_in(page, staff)
    return page


def booked(page: Page, name: str) -> None:
    """A session with this name, and its page."""
    page.get_by_role("button", name="New session").first.click()
    dialog = page.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill(name)
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    dialog.get_by_role("button", name="Book the session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def add(page: Page, *files: Path) -> None:
    page.get_by_test_id("photos").first.set_input_files([str(file) for file in files])


def dark(path: Path) -> Path:
    """Somebody who got no light."""
    black = np.full((3000, 2000, 3), 4, np.uint8)
    black[1000:2500, 500:1500] = np.random.default_rng(3).integers(2, 14, (1500, 1000, 3), np.uint8)
    path.write_bytes(cv2.imencode(".jpg", black, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())
    return path


def test_photos_go_from_a_folder_to_published_while_one_looks_on(desk: Page, portal: Portal) -> None:
    desk.goto(portal.url)
    check_accessible(desk)
    booked(desk, ODD)
    check_accessible(desk)
    add(desk, portal.service.portrait("first 👰.jpg"), portal.service.portrait("זוג.jpg"))
    expect(desk.get_by_role("status").filter(has_text="2 of 2 files arrived")).to_be_visible(timeout=EDITED_MS)
    tiles = desk.get_by_role("option")
    expect(tiles).to_have_count(2)
    expect(tiles.filter(has_text="Published")).to_have_count(2, timeout=EDITED_MS)
    expect(desk.get_by_text("All done, every promise kept")).to_be_visible()
    expect(tiles.filter(has_text="first 👰.jpg").locator("img[data-loaded]")).to_have_count(1)
    check_accessible(desk)
    # found again by a part of its name
    desk.get_by_role("link", name="Sessions").first.click()
    desk.get_by_role("searchbox").fill("سميث")
    expect(desk.get_by_role("listitem")).to_have_count(1)
    expect(desk.get_by_role("listitem")).to_contain_text("2 published")
    check_accessible(desk)


def test_what_was_rejected_says_what_to_do_and_is_on_the_retake_list(desk: Page, tmp_path: Path) -> None:
    booked(desk, "Dark Room")
    add(desk, dark(tmp_path / "dark.jpg"))
    tile = desk.get_by_role("option")
    expect(tile).to_contain_text("Rejected", timeout=EDITED_MS)
    expect(desk.get_by_role("region", name="What needs you")).to_contain_text("and retake")
    check_accessible(desk)
    desk.get_by_role("link", name="Retake 1").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("To be taken again")
    expect(desk.get_by_role("listitem")).to_contain_text("dark.jpg")
    expect(desk.get_by_role("listitem")).to_contain_text("and retake")
    desk.get_by_role("checkbox", name="dark.jpg was taken again").check()
    desk.reload()
    expect(desk.get_by_role("checkbox", name="dark.jpg was taken again")).to_be_checked()
    desk.emulate_media(media="print")
    expect(desk.get_by_role("navigation", name="Main menu")).to_be_hidden()
    desk.emulate_media(media="screen")
    check_accessible(desk)
    desk.get_by_role("link", name="Dark Room").click()
    # chosen by keyboard, and edited all the same
    desk.get_by_role("listbox").focus()
    desk.keyboard.press("Space")
    expect(tile).to_have_attribute("aria-selected", "true")
    desk.get_by_role("button", name="Edit 1 again").click()
    asks = desk.get_by_role("dialog", name="Edit these again too?")
    expect(asks.get_by_role("button", name="Edit 0 again")).to_be_disabled()
    asks.get_by_role("checkbox", name="Also the 1 photo that was rejected").check()
    check_accessible(desk)
    asks.get_by_role("button", name="Edit 1 again").click()
    expect(desk.get_by_text("1 photo is being edited again.").first).to_be_visible()
    desk.get_by_role("listbox").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Rejected before: Too dark")).to_be_visible()


def test_what_is_no_photo_or_here_already_is_said_and_not_sent(desk: Page, portal: Portal, tmp_path: Path) -> None:
    booked(desk, "Mixed Card")
    pdf, empty = tmp_path / "invoice.jpg", tmp_path / "empty.jpg"
    pdf.write_bytes(b"%PDF-1.7\n" * 100)
    empty.write_bytes(b"")
    photo = portal.service.portrait("once.jpg")
    twin = photo.with_name("twice.jpg")
    twin.write_bytes(photo.read_bytes())
    add(desk, pdf, empty, photo, twin)
    uploads = desk.get_by_role("region", name="Uploads")
    expect(uploads).to_contain_text("This is a PDF document, whatever its name says.")
    expect(uploads).to_contain_text("This file is empty. Copy it from the card again.")
    expect(uploads).to_contain_text("The same picture is in this upload under another name")
    expect(uploads).to_contain_text("2 of 4 files arrived", timeout=EDITED_MS)
    check_accessible(desk)
    expect(desk.get_by_role("option")).to_have_count(1)
    # chosen again, as after the page was closed: nothing is sent twice
    desk.reload()
    add(desk, photo)
    expect(uploads).to_contain_text("1 was here already")
    expect(desk.get_by_role("option")).to_have_count(1)


def test_a_network_that_is_lost_in_the_middle_loses_nothing(desk: Page, portal: Portal) -> None:
    booked(desk, "Thunderstorm")
    files = [portal.service.portrait(f"storm-{number}.jpg") for number in range(4)]

    def unplug(route: Route) -> None:
        desk.context.set_offline(True)
        route.abort()

    desk.route("**/store/**", unplug, times=1)
    add(desk, *files)
    uploads = desk.get_by_role("region", name="Uploads")
    expect(uploads).to_contain_text("The network is gone. Nothing is lost", timeout=EDITED_MS)
    expect(desk.get_by_text("Offline").first).to_be_visible()
    desk.context.set_offline(False)
    expect(uploads).to_contain_text("4 of 4 files arrived", timeout=EDITED_MS)
    expect(desk.get_by_role("option")).to_have_count(4, timeout=EDITED_MS)
    assert {photo["filename"] for photo in portal.service.photos("Thunderstorm")} == {one.name for one in files}


def test_an_upload_is_paused_and_goes_on(desk: Page, portal: Portal) -> None:
    booked(desk, "Coffee Break")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.route("**/store/**", hold)
    add(desk, portal.service.portrait("slow.jpg"))
    uploads = desk.get_by_role("region", name="Uploads")
    pause = uploads.get_by_role("button", name="Pause")
    expect(uploads).to_contain_text("Uploading 1 file")
    desk.wait_for_function("() => performance.getEntriesByType('resource').some(one => one.name.endsWith('/urls'))")
    pause.click()
    expect(uploads).to_contain_text("Paused: 0 of 1 file arrived")
    desk.unroute("**/store/**")
    uploads.get_by_role("button", name="Go on").click()
    expect(uploads).to_contain_text("1 of 1 file arrived", timeout=EDITED_MS)


def failing(url: str) -> tuple[str, Callable[[Route], None]]:
    body = '{"type": "about:blank", "title": "Error", "status": 500, "code": "internal", "detail": "It broke."}'
    return url, lambda route: route.fulfill(status=500, content_type="application/problem+json", body=body)


@pytest.mark.parametrize(
    ("url", "path"),
    [("**/v1/sessions?*", "/sessions"), ("**/v1/customers?*", "/customers"), ("**/v1/sessions/1", "/sessions/1")],
)
def test_an_error_of_the_service_is_said_and_can_be_repeated(desk: Page, portal: Portal, url: str, path: str) -> None:
    if path == "/sessions/1":
        booked(desk, "First of all")
        url, path = url.replace("/1", desk.url[desk.url.rindex("/") :]), desk.url[desk.url.rindex("/sessions") :]
    desk.route(*failing(url))
    desk.goto(portal.url + path)
    expect(desk.get_by_role("alert")).to_contain_text("It broke.", timeout=EDITED_MS)
    check_accessible(desk)
    with desk.expect_request(url):
        desk.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(desk.get_by_role("alert")).to_contain_text("It broke.")
    desk.unroute(url)
    # if the page has not found out by itself meanwhile that the service is well again
    desk.evaluate("() => document.querySelector('[role=alert] button')?.click()")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    expect(desk.get_by_role("alert")).to_have_count(0)


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


@pytest.mark.parametrize("place", ["brand", "dashboard", "people", "office"])
def test_who_may_not_see_a_page_is_told_so(desk: Page, portal: Portal, place: str) -> None:
    desk.goto(f"{portal.url}/{place}")
    expect(desk.get_by_role("heading", name="This page isn\u2019t yours")).to_be_visible()
    check_accessible(desk)


def test_a_phone_shows_the_same(portal: Portal, staff: str) -> None:
    page = portal.page(size=(390, 844), dark=True)
    page.goto(portal.url)
    page.get_by_label("E-mail").fill(staff)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    check_accessible(page)


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
