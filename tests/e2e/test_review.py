"""Owners review by the portal's page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.e2e.reviewing import (
    clear,
    close_pages,
    everything_reviewed,
    owner_at,
    photos_in_review,
    state_of,
    wait_for_state,
    wait_for_states,
)

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module", autouse=True)
def reviewed(portal: Portal) -> Iterator[None]:
    with everything_reviewed(portal):
        yield


@pytest.fixture(autouse=True)
def cleared(portal: Portal) -> Iterator[None]:
    """Nothing waits, and no page of another test is open to claim what comes."""
    close_pages(portal)
    clear(portal)
    yield
    close_pages(portal)


def shows(page: Page, place: str) -> None:
    expect(page.get_by_text(place, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Edit", exact=True)).to_have_js_property("complete", value=True)


def number_of(page: Page) -> int:
    """The photo that is looked at."""
    address = page.get_by_role("main").locator("a[href*='/photos/']").first.get_attribute("href") or ""
    found = re.search(r"/photos/(\d+)", address)
    assert found, address
    return int(found[1])


def test_a_queue_is_worked_through_by_keys_alone(portal: Portal) -> None:
    photos = photos_in_review(portal, "Keys", 3)
    page = owner_at(portal, "keys@example.com", "/review")
    shows(page, "1 of 3")
    check_accessible(page)
    page.keyboard.press("y")
    expect(page.get_by_role("img", name="Original")).to_be_visible()
    page.keyboard.press("y")
    page.keyboard.press("j")
    shows(page, "2 of 3")
    page.keyboard.press("k")
    shows(page, "1 of 3")
    first = number_of(page)
    page.keyboard.press("p")
    shows(page, "1 of 2")
    second = number_of(page)
    page.keyboard.press("x")
    note = page.get_by_label("What the studio is to do otherwise")
    expect(note).to_be_focused()
    note.fill("Eyes closed: once more, please.")
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Stay").click()
    expect(note).to_be_focused()
    page.keyboard.press("Enter")
    shows(page, "1 of 1")
    third = number_of(page)
    page.keyboard.press("p")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    check_accessible(page)
    assert {first, second, third} == set(photos)
    for photo, state in ((first, "published"), (second, "retake"), (third, "published")):
        wait_for_state(portal, photo, state)
    assert portal.service.get(f"/v1/photos/{second}")["note"] == "Eyes closed: once more, please."


def test_a_decision_is_undone(portal: Portal) -> None:
    photos_in_review(portal, "Undo", 2)
    page = owner_at(portal, "undo@example.com", "/review")
    shows(page, "1 of 2")
    photo = number_of(page)
    page.keyboard.press("p")
    wait_for_state(portal, photo, "published")
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back.").first).to_be_visible()
    shows(page, "1 of 2")
    assert number_of(page) == photo
    assert state_of(portal, photo) == "in_review"


def test_what_one_reviewer_looks_at_is_shown_to_the_other_as_theirs(portal: Portal) -> None:
    photos_in_review(portal, "Two", 2)
    one = owner_at(portal, "one@example.com", "/review")
    shows(one, "1 of 2")
    taken = number_of(one)
    portal.service.wait_for(lambda: portal.service.get(f"/v1/photos/{taken}")["reviewer"] is not None, "a claim")
    other = owner_at(portal, "other@example.com", "/review")
    shows(other, "2 of 2")
    assert number_of(other) != taken
    other.get_by_role("list", name="What waits").get_by_role("button").first.click()
    expect(other.get_by_text("is looking at this one")).to_be_visible()
    expect(other.get_by_role("button", name="Publish")).to_be_disabled()
    other.keyboard.press("p")
    other.keyboard.press("j")
    shows(other, "2 of 2")
    other.keyboard.press("p")
    shows(other, "1 of 1")
    assert state_of(portal, taken) == "in_review"
    one.keyboard.press("p")
    wait_for_states(portal, "Two", {"published"})


def test_decisions_without_network_are_kept_and_sent_afterwards(portal: Portal) -> None:
    photos_in_review(portal, "Lost", 3)
    page = owner_at(portal, "lost@example.com", "/review")
    shows(page, "1 of 3")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.keyboard.press("p")
    shows(page, "1 of 2")
    page.keyboard.press("p")
    expect(page.get_by_text("2 decisions have not arrived yet")).to_be_visible()
    assert portal.service.states("Lost") == {"in_review"}
    page.context.set_offline(False)
    expect(page.get_by_text("have not arrived yet")).to_have_count(0)
    page.keyboard.press("p")
    wait_for_states(portal, "Lost", {"published"})


def test_decisions_that_the_service_failed_to_take_outlive_a_reload(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Reload", 1)
    page = owner_at(portal, "reload@example.com", "/review")
    shows(page, "1 of 1")
    page.route("**/approve", lambda route: route.fulfill(status=500, body="{}"))
    page.keyboard.press("p")
    expect(page.get_by_text("1 decision has not arrived yet")).to_be_visible()
    page.unroute("**/approve")
    page.reload()
    wait_for_state(portal, photo, "published")


def test_a_decision_about_an_edit_that_is_not_the_last_comes_back_and_says_so(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Stale", 1)
    page = owner_at(portal, "stale@example.com", "/review")
    shows(page, "1 of 1")
    portal.service.wait_for(lambda: portal.service.get(f"/v1/photos/{photo}")["reviewer"] is not None, "a claim")
    old = page.evaluate("fetch('/v1/review').then(answer => answer.text())")
    page.route("**/v1/review?*", lambda route: route.fulfill(body=old, content_type="application/json"))
    edit_again = "photo => fetch(`/v1/photos/${photo}/re-edit`, {method: 'POST', headers, body})"
    body = "JSON.stringify({edit: 1, adjustments: {exposure: 0.5}})"
    csrf = "await fetch('/v1/me').then(answer => answer.json()).then(me => me.csrf)"
    page.evaluate(
        f"async photo => {{ const headers = {{'content-type': 'application/json', 'x-csrf-token': {csrf}}};"
        f" const body = {body}; const ask = {edit_again};"
        " const done = await ask(photo); if (!done.ok) throw new Error(await done.text()); }",
        photo,
    )
    portal.service.wait_for(lambda: portal.service.get(f"/v1/photos/{photo}")["edits"] == 2, "the second edit")
    wait_for_state(portal, photo, "in_review")
    page.keyboard.press("p")
    expect(page.get_by_text(re.compile("Came back: There is a newer edit"))).to_be_visible()
    assert state_of(portal, photo) == "in_review"
    page.unroute("**/v1/review?*")
    expect(page.locator(f"img[src='/v1/photos/{photo}/pictures/screen?edit=2']")).to_be_visible(timeout=30_000)
    page.keyboard.press("p")
    wait_for_state(portal, photo, "published")


def test_keys_can_be_others_and_be_switched_off(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Other keys", 1)
    page = owner_at(portal, "otherkeys@example.com", "/review")
    shows(page, "1 of 1")
    page.keyboard.press("?")
    page.get_by_role("button", name="Another key for: Publish").click()
    page.keyboard.press("a")
    check_accessible(page)
    page.get_by_label("Keys do something").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("a")
    page.reload()
    shows(page, "1 of 1")
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_label("Keys do something").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("p")
    shows(page, "1 of 1")
    assert state_of(portal, photo) == "in_review"
    page.keyboard.press("a")
    wait_for_state(portal, photo, "published")


def test_several_are_published_at_once(portal: Portal) -> None:
    photos_in_review(portal, "Batch", 4)
    page = owner_at(portal, "batch@example.com", "/review")
    shows(page, "1 of 4")
    page.keyboard.press("g")
    page.get_by_label("Choose all").check()
    check_accessible(page)
    with page.expect_request("**/v1/review/batch"):
        page.get_by_role("button", name="Publish 4").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    wait_for_states(portal, "Batch", {"published"})


def test_a_phone_has_buttons_to_the_next_photo_and_back_and_says_what_was_done_beside_the_others(
    portal: Portal,
) -> None:
    photos_in_review(portal, "Steps", 2)
    page = owner_at(portal, "steps@example.com", "/review", size=(390, 844), touch=True)
    shows(page, "1 of 2")
    steps = page.get_by_role("group", name="Through the queue")
    expect(steps.get_by_role("button", name="Previous photo")).to_be_disabled()
    following = steps.get_by_role("button", name="Next photo")
    room = following.bounding_box()
    assert room is not None
    assert min(room["width"], room["height"]) >= 44
    following.tap()
    shows(page, "2 of 2")
    steps.get_by_role("button", name="Previous photo").tap()
    shows(page, "1 of 2")
    # what the two promises are is said beside their times
    # how much of it is left is said in opening hours alone
    expect(page.get_by_role("main")).to_contain_text("Review by ")
    expect(page.get_by_role("main")).to_contain_text("Delivery promised for")
    expect(page.get_by_role("main")).to_contain_text("is under your 100, from which edits publish themselves.")
    bar = page.get_by_role("toolbar", name="Decide")
    bar.get_by_role("button", name="Publish").tap()
    shows(page, "1 of 1")
    bar.get_by_role("button", name="Undo").tap()
    expect(bar.get_by_text("Taken back.")).to_be_visible()
    shows(page, "1 of 2")
    check_accessible(page)
    # nothing lies over the button: it is pressed at once
    bar.get_by_role("button", name="Publish").tap(timeout=2_000)
    shows(page, "1 of 1")


def test_a_phone_has_all_of_it(portal: Portal) -> None:
    photos_in_review(portal, "Phone", 2)
    page = owner_at(portal, "phone@example.com", "/review", dark=True, size=(390, 844))
    shows(page, "1 of 2")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Publish").click()
    shows(page, "1 of 1")
    page.get_by_role("button", name="Undo").click()
    shows(page, "1 of 2")


def test_a_sign_in_that_ends_keeps_decisions_until_the_next(portal: Portal) -> None:
    (photo,) = photos_in_review(portal, "Expired", 1)
    page = owner_at(portal, "expired@example.com", "/review")
    shows(page, "1 of 1")

    def gone(route: Route) -> None:
        body = '{"type": "about:blank", "title": "", "status": 401, "detail": "Sign in.", "code": "signed_out"}'
        route.fulfill(status=401, body=body, content_type="application/problem+json")

    page.route("**/approve", gone)
    page.keyboard.press("p")
    expect(page.get_by_role("dialog", name="Your sign-in has ended")).to_be_visible()
    page.unroute("**/approve")
    assert state_of(portal, photo) == "in_review"
    page.reload()
    wait_for_state(portal, photo, "published")
