"""Bad days: far too many files at once, a huge one, fingers instead of a mouse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.e2e.desk import add, booked
from tests.e2e.reviewing import clear, close_pages, everything_reviewed, owner_at, photos_in_review

pytestmark = pytest.mark.xdist_group("browser")
FILES = 5000
ANSWERED = 30
MOST_ROWS = 60
"""More than this need not be drawn for a list that shows ten."""
MOST_MORE_BYTES = 60_000_000
"""A page that kept what is in the files or drew a row for each would need far more."""
HUGE_MS = 150_000
DROP = """count => {
  const all = new DataTransfer();
  for (let number = count; number > 0; number--) {
    const bytes = new Uint8Array(20_000);
    bytes.set([255, 216, 255, number >> 8, number & 255]);
    all.items.add(new File([bytes], `IMG_${String(number).padStart(4, '0')}.jpg`, {type: 'image/jpeg'}));
  }
  window.dispatchEvent(new DragEvent('drop', {dataTransfer: all, bubbles: true, cancelable: true}));
}"""


def heap(devtools: CDPSession) -> float:
    """Bytes of script's own memory that are still wanted."""
    devtools.send("HeapProfiler.collectGarbage")
    return float(
        {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}["JSHeapUsedSize"]
    )


def test_five_thousand_files_dropped_at_once_are_counted_and_sent_one_after_the_other(portal: Portal) -> None:
    portal.person("many@example.com", "staff")
    page = portal.page()
    portal.sign_in(page, "many@example.com")
    booked(page, "Whole Season")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    before = heap(devtools)
    asked: list[str] = []
    held: list[Route] = []

    def told(route: Route) -> None:
        """The service's answer: the first are there already, of the others nothing is heard."""
        asked.append(json.loads(route.request.post_data or "{}")["filename"])
        if len(asked) <= ANSWERED:
            route.fulfill(json={"photo": {"id": len(asked)}, "upload": None})
        else:
            held.append(route)

    page.route("**/v1/sessions/*/uploads", told)
    page.evaluate(DROP, FILES)
    uploads = page.get_by_role("region", name="Uploads")
    expect(uploads).to_contain_text(f"Uploading {FILES} files: {ANSWERED} arrived")
    # three at a time, in the order of their names however they were dropped
    assert sorted(asked) == [f"IMG_{number:04}.jpg" for number in range(1, ANSWERED + 4)]
    assert [asked.index(name) < 6 for name in sorted(asked)[:3]] == [True] * 3
    assert len(held) == 3
    uploads.get_by_role("button", name="Show the files").click()
    rows = uploads.get_by_role("button", name="Don\u2019t send")
    expect(rows.first).to_be_visible()
    assert rows.count() < MOST_ROWS
    check_accessible(page)
    assert heap(devtools) - before < MOST_MORE_BYTES
    # the page does what it is told meanwhile
    uploads.get_by_role("button", name="Pause").click()
    expect(uploads).to_contain_text(f"Paused: {ANSWERED} of {FILES} files arrived")
    page.get_by_role("link", name="Customers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    page.context.close()


def huge(path: Path) -> Path:
    """Somebody before a dark wall, as a medium format camera sees them: 60 megapixels."""
    height, width = 9000, 6700
    random = np.random.default_rng(60)
    picture = cv2.resize(random.integers(20, 60, (750, 558, 3), np.uint8), (width, height))
    face = cv2.resize(random.integers(150, 230, (150, 100, 3), np.uint8), (3000, 4500))
    inside = np.zeros((4500, 3000), np.uint8)
    cv2.ellipse(inside, (1500, 2250), (1350, 2100), 0, 0, 360, 255, -1)
    cv2.copyTo(face, inside, picture[3000:7500, 1850:4850])
    path.write_bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes())
    return path


def test_a_photo_of_sixty_megapixels_is_edited_and_looked_at_in_full(portal: Portal, tmp_path: Path) -> None:
    portal.person("huge@example.com", "staff")
    page = portal.page()
    portal.sign_in(page, "huge@example.com")
    booked(page, "Medium Format")
    add(page, huge(tmp_path / "huge.jpg"))
    tile = page.get_by_role("option")
    expect(tile).to_contain_text("Published", timeout=HUGE_MS)
    tile.dblclick()
    edit = page.get_by_role("img", name="Edit", exact=True)
    expect(edit).to_be_visible()
    page.get_by_role("button", name="100%").click()
    full = page.locator("img[src$='/edited#1']")
    expect(full).to_have_js_property("naturalWidth", 6700, timeout=HUGE_MS)
    expect(page.get_by_text("100%", exact=True).first).to_be_visible()
    check_accessible(page)
    page.context.close()


@dataclass(frozen=True)
class Fingers:
    """Touches on a phone's screen, as its driver tells them."""

    devtools: CDPSession

    def tell(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def swipe(self, start: tuple[float, float], across: float) -> None:
        x, y = start
        self.tell("touchStart", start)
        for step in range(1, 9):
            self.tell("touchMove", (x + across * step / 8, y))
        self.tell("touchEnd")

    def pinch(self, middle: tuple[float, float], *, apart: tuple[float, float]) -> None:
        """Two fingers, from so many pixels apart to so many; one of them is lifted before the other."""
        x, y = middle
        at = [apart[0] + (apart[1] - apart[0]) * step / 8 for step in range(9)]
        self.tell("touchStart", (x - at[0] / 2, y))
        self.tell("touchStart", (x - at[0] / 2, y), (x + at[0] / 2, y))
        for wide in at[1:]:
            self.tell("touchMove", (x - wide / 2, y), (x + wide / 2, y))
        self.tell("touchEnd", (x - at[-1] / 2, y))
        self.tell("touchEnd")


@pytest.fixture
def waiting(portal: Portal) -> Iterator[None]:
    """Two photos for people, and nothing else."""
    close_pages(portal)
    with everything_reviewed(portal):
        clear(portal)
        photos_in_review(portal, "By Hand", 2)
        yield
        close_pages(portal)
        clear(portal)


def box_of(place: Locator) -> dict[str, float]:
    box = place.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def drawn(page: Page) -> Locator:
    edit = page.get_by_role("img", name="Edit", exact=True)
    expect(edit).to_have_js_property("complete", value=True)
    return edit


def test_a_page_that_does_not_come_without_network_says_so_and_comes_with_it(portal: Portal) -> None:
    portal.person("tunnel@example.com", "staff")
    page = portal.page()
    portal.sign_in(page, "tunnel@example.com")
    page.context.set_offline(True)
    page.get_by_role("link", name="Customers").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no network. Nothing is lost")
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")


@pytest.mark.usefixtures("waiting")
def test_on_a_phone_fingers_zoom_move_and_go_on_to_the_next_photo(portal: Portal) -> None:
    page = owner_at(portal, "fingers@example.com", "/review", size=(390, 844), touch=True)
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()
    fingers = Fingers(page.context.new_cdp_session(page))
    stage = page.get_by_role("group", name="Picture: ")
    stage.scroll_into_view_if_needed()
    whole = box_of(drawn(page))
    room = box_of(stage)
    upper = room["y"] + room["height"] * 0.25
    middle = (room["x"] + room["width"] * 0.5, upper)
    # beside the line between original and edit, which fingers move too
    left, right = ((room["x"] + room["width"] * share, upper) for share in (0.25, 0.75))

    fingers.pinch(middle, apart=(80, 240))
    portal.service.wait_for(lambda: box_of(drawn(page))["width"] > 2 * whole["width"], "the picture to be closer")
    close = box_of(drawn(page))
    fingers.swipe(right, -60)
    portal.service.wait_for(lambda: box_of(drawn(page))["x"] < close["x"] - 30, "the picture to be moved")
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()
    check_accessible(page)

    # what two fingers do is never a swipe, however far one of them went
    fingers.pinch(middle, apart=(300, 40))
    portal.service.wait_for(lambda: box_of(drawn(page))["width"] <= whole["width"] + 1, "all of the picture")
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()

    fingers.swipe(right, -150)
    expect(page.get_by_text("2 of 2", exact=True)).to_be_visible()
    fingers.swipe(left, 150)
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()
