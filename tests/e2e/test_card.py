"""A card that was photographed with session codes finds its sessions on the portal."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.e2e.desk import EDITED_MS, add, booked
from tests.photographed import Scene, photographed

pytestmark = pytest.mark.xdist_group("browser")
PHOTO = Scene(size=(2000, 3000), side=0.25, turn=90)


def sessions(desk: Page) -> None:
    desk.get_by_role("link", name="Sessions").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sessions")


def book(desk: Page, name: str) -> int:
    sessions(desk)
    booked(desk, name)
    return int(desk.url.rsplit("/", 1)[1])


def code(folder: Path, name: str, says: str | int) -> Path:
    file = folder / name
    file.write_bytes(photographed(says, PHOTO))
    return file


def portrait(portal: Portal, folder: Path, name: str) -> Path:
    return portal.service.portrait(name).rename(folder / name)


def test_a_card_with_two_codes_goes_into_its_two_sessions(desk: Page, portal: Portal, tmp_path: Path) -> None:
    smith, jones = book(desk, "Smith 👶"), book(desk, "Jones")
    card = [
        portrait(portal, tmp_path, "IMG_1.jpg"),
        code(tmp_path, "IMG_2.jpg", smith),
        portrait(portal, tmp_path, "IMG_3.jpg"),
        portrait(portal, tmp_path, "IMG_4.jpg"),
        code(tmp_path, "IMG_5.jpg", jones),
        portrait(portal, tmp_path, "IMG_6.jpg"),
    ]
    sessions(desk)
    add(desk, *card)
    dialog = desk.get_by_role("dialog", name="Photos of a card")
    expect(dialog.get_by_text("These photos belong to 2 sessions:")).to_be_visible(timeout=EDITED_MS)
    expect(desk.locator("#told-aloud")).to_have_text("These photos belong to 2 sessions:")
    expect(dialog.get_by_role("listitem").filter(has_text="Smith 👶")).to_contain_text("2 photos")
    expect(dialog.get_by_role("listitem").filter(has_text="Jones")).to_contain_text("1 photo")
    expect(dialog).to_contain_text("1 photo was taken before the first code and is left out")
    expect(dialog).to_contain_text("2 pictures of codes are not uploaded")
    check_accessible(desk)
    dialog.get_by_role("button", name="Upload 3 photos").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Smith 👶")
    expect(desk.get_by_role("region", name="Uploads")).to_contain_text("2 of 2 files arrived", timeout=EDITED_MS)
    desk.goto(f"{portal.url}/sessions/{jones}")
    expect(desk.get_by_role("option")).to_have_count(1, timeout=EDITED_MS)
    assert {one["filename"] for one in portal.service.photos("Smith 👶")} == {"IMG_3.jpg", "IMG_4.jpg"}
    assert {one["filename"] for one in portal.service.photos("Jones")} == {"IMG_6.jpg"}


def test_a_card_that_begins_with_anothers_code_is_asked_about_on_a_sessions_page(
    desk: Page, portal: Portal, tmp_path: Path
) -> None:
    right = book(desk, "Right One")
    book(desk, "Wrong One")
    add(desk, code(tmp_path, "a.jpg", right), portrait(portal, tmp_path, "b.jpg"))
    dialog = desk.get_by_role("dialog", name="Photos of a card")
    expect(dialog.get_by_role("listitem")).to_contain_text("Right One", timeout=EDITED_MS)
    dialog.get_by_role("button", name="Upload 1 photo").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Right One")
    expect(desk.get_by_role("option")).to_have_count(1, timeout=EDITED_MS)
    assert portal.service.photos("Wrong One") == []


@pytest.mark.parametrize(
    ("says", "told"),
    [(999_999, "This code names session 999999, and there is none here"), ("https://example.com", "No session code")],
)
def test_a_code_that_leads_nowhere_uploads_nothing(
    desk: Page, portal: Portal, tmp_path: Path, says: str | int, told: str
) -> None:
    sessions(desk)
    add(desk, code(tmp_path, "a.jpg", says), portrait(portal, tmp_path, "b.jpg"))
    dialog = desk.get_by_role("dialog", name="Photos of a card")
    expect(dialog).to_contain_text(told, timeout=EDITED_MS)
    check_accessible(desk)
    expect(dialog.get_by_role("button", name=re.compile("^Upload"))).to_have_count(0)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_a_network_that_is_lost_while_a_card_is_looked_at_loses_nothing(
    desk: Page, portal: Portal, tmp_path: Path
) -> None:
    number = book(desk, "Thunder")
    sessions(desk)
    desk.route("**/v1/session-codes", lambda route: route.abort(), times=2)
    add(desk, code(tmp_path, "a.jpg", number), portrait(portal, tmp_path, "b.jpg"))
    dialog = desk.get_by_role("dialog", name="Photos of a card")
    expect(dialog.get_by_text("Waiting for the network")).to_be_visible()
    expect(dialog.get_by_role("listitem")).to_contain_text("Thunder", timeout=EDITED_MS)
    dialog.get_by_role("button", name="Upload 1 photo").click()
    expect(desk.get_by_role("region", name="Uploads")).to_contain_text("1 of 1 file arrived", timeout=EDITED_MS)
