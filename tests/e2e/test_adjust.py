"""Photos of a session are edited again together, and the studio reads what reviewers wrote."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.e2e.reviewing import everything_reviewed, owner_at, photos_in_review, wait_for_state

pytestmark = pytest.mark.xdist_group("browser")
NOTE = "Eyes closed: once more, please.\nChin up."


@pytest.fixture(scope="module", autouse=True)
def reviewed(portal: Portal) -> Iterator[None]:
    with everything_reviewed(portal):
        yield


def session_path(portal: Portal, photo: int) -> str:
    return f"/sessions/{portal.service.get(f'/v1/photos/{photo}')['session']}"


def adjustments_of(portal: Portal, photo: int) -> dict[str, object]:
    found: dict[str, object] = portal.service.get(f"/v1/photos/{photo}")["adjustments"]
    return found


def name_of(portal: Portal, photo: int) -> str:
    """Files arrive in any order, so that their numbers tell nothing of their names."""
    return str(portal.service.get(f"/v1/photos/{photo}")["filename"]).rsplit("/", maxsplit=1)[-1]


def choose_all(page: Page) -> None:
    page.get_by_role("listbox", name="Photos").focus()
    page.keyboard.press("Control+a")


def test_staff_read_what_the_reviewer_wrote_and_do_not_adjust(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Closed Eyes", 1)
    portal.service.post(f"/v1/photos/{photo}/retake", {"edit": 1, "note": NOTE})
    portal.person("camera@example.com", "staff")
    page = portal.page()
    portal.sign_in(page, "camera@example.com", path=session_path(portal, photo))
    needs = page.get_by_role("region", name="What needs you")
    expect(needs).to_contain_text("The reviewer asks for it to be taken again")
    expect(needs).to_contain_text("Eyes closed: once more, please.")
    check_accessible(page)
    choose_all(page)
    expect(page.get_by_role("button", name="Edit 1 again")).to_be_visible()
    expect(page.get_by_role("button", name="Adjust 1")).to_have_count(0)
    page.get_by_role("link", name="Retake 1").click()
    expect(page.get_by_role("listitem")).to_contain_text("Chin up.")
    check_accessible(page)


def test_an_owner_adjusts_several_and_is_told_which_were_refused_and_why(portal: Portal) -> None:
    one, two, other = photos_in_review(portal, "Together", 3)
    page = owner_at(portal, "together@example.com", session_path(portal, one))
    choose_all(page)
    page.get_by_role("button", name="Adjust 3").click()
    dialog = page.get_by_role("dialog", name="Edit 3 photos again, adjusted")
    go = dialog.get_by_role("button", name="Edit 3 again")
    expect(go).to_be_disabled()
    expect(dialog.get_by_text("No photo of this session has settings of its own yet.")).to_be_visible()
    dialog.get_by_role("slider", name="Exposure").press("ArrowRight")
    check_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Stay").click()
    # somebody else is faster with one of them
    portal.service.post(f"/v1/photos/{other}/re-edit", {"edit": 1, "adjustments": {"warmth": 20}})
    go.click()
    told = dialog.get_by_role("alert")
    expect(told).to_contain_text("2 photos are being edited again.")
    expect(told).to_contain_text("1 photo could not be edited again:")
    expect(told.get_by_role("listitem")).to_contain_text(name_of(portal, other))
    check_accessible(page)
    dialog.get_by_role("button", name="Close").last.click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("region", name="Chosen photos")).to_have_count(0)
    assert [adjustments_of(portal, photo) for photo in (one, two, other)] == [
        {"exposure": 0.1},
        {"exposure": 0.1},
        {"warmth": 20},
    ]


def test_an_owner_gives_a_photo_the_settings_of_another(portal: Portal) -> None:
    model, photo = photos_in_review(portal, "Copied", 2)
    portal.service.post(f"/v1/photos/{model}/re-edit", {"edit": 1, "adjustments": {"warmth": 20, "crop": "square"}})
    wait_for_state(portal, model, "in_review")
    page = owner_at(portal, "copied@example.com", session_path(portal, photo))
    page.get_by_role("option").filter(has_text=name_of(portal, photo)).click()
    page.get_by_role("button", name="Adjust 1").click()
    dialog = page.get_by_role("dialog", name="Edit 1 photo again, adjusted")
    dialog.get_by_label("Copy the settings of").select_option(str(model))
    expect(dialog.get_by_role("radio", name="Square")).to_be_checked()
    dialog.get_by_role("button", name="Edit 1 again").click()
    expect(page.get_by_text("1 photo is being edited again.").first).to_be_visible()
    expect(dialog).to_have_count(0)
    assert adjustments_of(portal, photo) == {"warmth": 20, "crop": "square"}
    portal.service.wait_for(lambda: portal.service.get(f"/v1/photos/{photo}")["edits"] == 2, "the second edit")
