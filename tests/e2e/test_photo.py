"""A photo is looked at, judged and edited again by its page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.e2e.desk import EDITED_MS
from tests.e2e.reviewing import close_pages, everything_reviewed, owner_at, photos_in_review, wait_for_state

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module", autouse=True)
def reviewed(portal: Portal) -> Iterator[None]:
    with everything_reviewed(portal):
        yield
        close_pages(portal)


def width_of(image: Locator) -> float:
    box = image.bounding_box()
    assert box
    return box["width"]


def left_of(image: Locator) -> float:
    box = image.bounding_box()
    assert box
    return box["x"]


def choose(page: Page, mode: str) -> None:
    page.get_by_role("radiogroup", name="How it is shown").get_by_text(mode).click()


def test_every_way_to_look_works_by_buttons(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Look", 1)
    page = owner_at(portal, "look@example.com", f"/photos/{photo}")
    edit = page.get_by_role("img", name="Edit", exact=True)
    original = page.get_by_role("img", name="Original")
    line = page.get_by_role("slider", name="Line between original and edit")
    expect(edit).to_be_visible()
    expect(line).to_have_attribute("aria-valuenow", "50")
    page.get_by_role("button", name="More of the original").click()
    expect(line).to_have_attribute("aria-valuenow", "60")
    page.get_by_role("button", name="Edit alone").click()
    expect(line).to_have_attribute("aria-valuenow", "0")
    check_accessible(page)

    choose(page, "Side by side")
    expect(original).to_be_visible()
    expect(line).to_have_count(0)
    choose(page, "Matte")
    expect(page.get_by_role("img", name="Matte")).to_be_visible()
    choose(page, "Cut out")
    expect(page.get_by_role("img", name="Cut out")).to_be_visible()
    choose(page, "One")
    expect(original).to_have_count(0)
    page.keyboard.press("y")
    expect(original).to_be_visible()
    page.keyboard.press("y")


def test_both_pictures_are_zoomed_together_to_all_of_their_pixels(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Zoom", 1)
    page = owner_at(portal, "zoom@example.com", f"/photos/{photo}")
    choose(page, "Side by side")
    images = [page.get_by_role("img", name=name, exact=True) for name in ("Original", "Edit")]
    for image in images:
        expect(image).to_have_js_property("complete", value=True)
    # the panes are measured anew after they became two: until then, pictures of one pane's size overlap
    original, edit = images
    portal.service.wait_for(lambda: left_of(original) + width_of(original) <= left_of(edit), "two panes")
    small = [width_of(image) for image in images]
    page.get_by_role("button", name="100%").click()
    expect(page.get_by_text("100%", exact=True).first).to_be_visible()
    for image in images:
        expect(image).to_have_css("width", "2000px")
    full = page.locator(f"img[src^='/v1/photos/{photo}/edited']")
    expect(full).to_have_js_property("naturalWidth", 2000)
    expect(page.locator(f"img[src='/v1/photos/{photo}/original']")).to_have_js_property("naturalWidth", 2000)
    before = [left_of(image) for image in images]
    page.get_by_role("group", name="Picture:").focus()
    page.keyboard.press("ArrowRight")
    moved = [pytest.approx(left - 80, abs=1) for left in before]
    portal.service.wait_for(lambda: [left_of(image) for image in images] == moved, "both pictures to move")
    page.keyboard.press("0")
    portal.service.wait_for(lambda: [width_of(image) for image in images] == small, "all of both pictures")


def test_a_factor_shows_where_it_saw_what(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Places", 1)

    def with_a_place(route: Route) -> None:
        """The tests' photos have no faults; this one is told to have one."""
        told = route.fetch().json()
        told["items"][0]["measured"]["score"]["factors"][0]["findings"] = [
            {"code": "halo", "sentence": "halo", "severity": 0.5, "box": [500, 750, 1500, 1500]}
        ]
        route.fulfill(json=told)

    page = owner_at(portal, "places@example.com", "/sessions")
    page.route("**/edits?*", with_a_place)
    page.goto(f"{portal.url}/photos/{photo}")
    button = page.get_by_role("button", name="the edge is clean all round")
    choose(page, "Matte")
    # neither the matte nor the original's half of the slider has the places
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    picture = page.get_by_role("img", name="Edit", exact=True).bounding_box()
    box = page.get_by_test_id("place").bounding_box()
    assert picture
    assert box
    assert (box["x"] - picture["x"]) / picture["width"] == pytest.approx(0.25, abs=0.01)
    assert (box["y"] - picture["y"]) / picture["height"] == pytest.approx(0.25, abs=0.01)
    assert box["width"] / picture["width"] == pytest.approx(0.5, abs=0.01)
    page.get_by_role("button", name="Composition").click()
    expect(page.get_by_text("No single place stands out here")).to_be_visible()
    expect(page.get_by_test_id("place")).to_have_count(0)
    page.get_by_role("button", name="Composition").click()
    expect(page.get_by_role("radio", name="Matte")).to_be_checked()


def test_an_edit_is_made_again_after_a_preview_and_compared_with_the_first(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Again", 1)
    page = owner_at(portal, "again@example.com", f"/photos/{photo}")
    # as when an older question comes in after the one that replaced it
    overtaken = {"type": "about:blank", "title": "", "status": 429, "code": "overtaken", "detail": "A newer one."}
    page.route("**/preview", lambda route: route.fulfill(status=429, json=overtaken), times=1)
    page.get_by_role("tab", name="Edit again").click()
    page.get_by_role("slider", name="Exposure").press("ArrowRight")
    page.get_by_role("radio", name="Square").check()
    preview = page.get_by_role("img", name="Preview")
    expect(preview).to_be_visible(timeout=EDITED_MS)
    expect(page.get_by_text("The picture shows the preview")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Edit again").click()
    portal.service.wait_for(lambda: portal.service.get(f"/v1/photos/{photo}")["edits"] == 2, "the second edit")
    wait_for_state(portal, photo, "in_review")
    edits = portal.service.get(f"/v1/photos/{photo}/edits")["items"]
    assert [one["number"] for one in edits] == [1, 2]
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("img", name="Version 1")).to_be_visible()
    expect(page.get_by_role("img", name="Version 2")).to_be_visible()
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("You").first).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    wait_for_state(portal, photo, "published")


def test_arrows_lead_through_the_session(portal: Portal) -> None:
    one, two = photos_in_review(portal, "Ways", 2)
    page = owner_at(portal, "ways@example.com", f"/photos/{one}")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{portal.url}/photos/{two}")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    page.get_by_role("link", name="Previous photo").click()
    expect(page).to_have_url(f"{portal.url}/photos/{one}")


def test_another_franchises_photo_is_not_there(portal: Portal) -> None:
    page = owner_at(portal, "nothing@example.com", "/photos/999999")
    expect(page.get_by_role("alert")).to_contain_text("no such photo")
