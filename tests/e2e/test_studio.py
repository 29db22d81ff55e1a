"""A studio's day on the portal: sessions, photos from upload to published, what has to be taken again."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import PASSWORD, Portal
from tests.e2e.desk import EDITED_MS, add, booked

pytestmark = pytest.mark.xdist_group("browser")
ODD = "عائلة سميث 👩‍👩‍👧 O'Brien & <b>söhne</b>"


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
