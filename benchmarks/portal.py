"""What the portal's session page takes of a browser, beside what was promised.

    PYTHONPATH=. python benchmarks/portal.py [--photos 1000]

Promised: at most 300 kB of script (gzip) on the session page, the largest paint within 1.5 s with the CPU slowed 4
times, 50 frames a second while 1,000 photos scroll, and an event on the screen within 300 ms after it happened. Needs
chromium and the built portal (`./run portal`). The frames' floor is an empty page that scrolls in the same browser.
"""

import argparse
import os
import statistics
import time
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from playwright.sync_api import Page, sync_playwright

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.photo import State
from tests.e2e.conftest import CHROMIUM, FLAGS, Portal
from tests.integration.service.conftest import running

SLOWER = 4
SCROLL_S = 5.0
EVENTS = 20
LANGUAGES = ("de", "es", "fr", "en")
REAL = 12
"""Photos that the service edits: those that are seen first have their own pictures."""
_SCRIPT = """() => {
  const sizes = new Map();
  for (const one of performance.getEntriesByType('resource'))
    if (one.name.endsWith('.js')) sizes.set(one.name, one.encodedBodySize);
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}"""
_PAINT = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) last = one.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(last), 1500);
})"""
_SCROLL = """seconds => new Promise(done => {
  const frames = [], began = performance.now();
  function step(now) {
    frames.push(now);
    window.scrollBy(0, 40);
    if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2) window.scrollTo(0, 0);
    if (now - began < seconds * 1000) requestAnimationFrame(step); else done(frames);
  }
  requestAnimationFrame(step);
})"""
_WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const shown = [...document.querySelectorAll('[role=option]')].filter(one => one.innerText.includes('Delivered'));
    for (let more = window.seen.length; more < shown.length; more++) window.seen.push(Date.now());
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
_EMPTY = "<!doctype html><body style='height: 100000px; background: linear-gradient(white, grey)'>"


def add_photos(records: PostgresRecords, session: int, count: int) -> None:
    """Rows of photos that are published, of files that nobody has, beside those that were really edited."""
    with records.begin() as work:
        work.connection.exec_driver_sql(
            """insert into photo (franchise, session, number, filename, extension, size, sha256, state, lane, edits)
               select '001', %s, n, 'DSC_' || n || '.jpg', 'jpg', 1, md5(n::text) || md5((n + 1)::text),
                      'published', 'standard', 1
               from generate_series(%s::int, %s::int) n""",
            (session, REAL + 1, count),
        )


def thumb() -> bytes:
    """A picture of the size of the service's own, which stands in for those of files that nobody has."""
    random = np.random.default_rng(7)
    soft = cv2.resize(random.integers(60, 220, (60, 48, 3), np.uint8), (384, 480), interpolation=cv2.INTER_CUBIC)
    return cv2.imencode(".webp", soft, [cv2.IMWRITE_WEBP_QUALITY, 75])[1].tobytes()


def script_of(page: Page, address: str, language: str) -> int:
    """Bytes of script, as they come over the wire, that the page has loaded once it has its photos and is still."""
    page.evaluate("language => localStorage.setItem('mirrorme-language', language)", language)
    page.goto(address)
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(2000)
    return int(page.evaluate(_SCRIPT))


def painted(page: Page, address: str) -> float:
    """Seconds to the largest paint, median of five, with a CPU that is slowed; the browser has the scripts already."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found: list[float] = []
    for _ in range(5):
        page.goto(address)
        page.get_by_role("option").first.wait_for()
        found.append(float(page.evaluate(_PAINT)) / 1000)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return float(statistics.median(found))


def frames(page: Page) -> tuple[float, float]:
    """Frames a second while the page scrolls: mean, and in the slowest twentieth."""
    stamps = page.evaluate(_SCROLL, SCROLL_S)
    gaps = sorted(after - before for before, after in pairwise(stamps))
    return 1000 / statistics.mean(gaps), 1000 / gaps[int(len(gaps) * 0.95)]


def seen_after(page: Page, records: PostgresRecords, session: int) -> list[float]:
    """Ms from the moment that a photo's new state was committed until it is on the page."""
    page.evaluate(_WATCH)
    with records.begin() as work:
        photos = work.photos.of_session(session, {State.PUBLISHED})[:EVENTS]
    found: list[float] = []
    for number, photo in enumerate(photos):
        with records.begin() as work:
            before = work.photos.lock(photo)
            if before is None:
                raise LookupError(photo)
            work.photos.save(before, replace(before, state=State.DELIVERED), who="benchmark", why="to be seen")
        committed = time.time() * 1000
        page.wait_for_function("count => window.seen.length > count", arg=number)
        found.append(page.evaluate("at => window.seen[at]", number) - committed)
    return sorted(found)


def main() -> None:
    """Measure, and print beside what was promised."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=1000)
    photos = parser.parse_args().photos
    with running() as service, sync_playwright() as playwright, service.records() as records:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        portal = Portal(service, browser)
        portal.person("bench@example.com", "staff")
        service.upload("Many", *(service.portrait(f"real-{number}.jpg") for number in range(REAL)))
        session = service.get("/v1/sessions")["items"][0]["id"]
        add_photos(records, session, photos)
        page = portal.page()
        portal.sign_in(page, "bench@example.com")
        address = f"{portal.url}/sessions/{session}"
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        scripts = {name: script_of(page, address, name) for name in LANGUAGES}
        most = max(scripts.values())
        told = ", ".join(f"{name} {size / 1000:.0f}" for name, size in scripts.items())
        print(f"script of the session page       {most / 1000:6.0f} kB     promised <= 300 kB  ({told})")
        paint = painted(page, address)
        print(f"largest paint, CPU slowed {SLOWER}x      {paint:6.2f} s      promised <= 1.5 s")
        page.get_by_role("button", name=f"All {photos:,}").wait_for()
        picture = thumb()
        page.route("**/pictures/thumb*", lambda route: route.fulfill(body=picture, content_type="image/webp"))
        mean, slow = frames(page)
        print(f"scrolling {photos:5} photos          {mean:6.1f} fps    promised >= 50  (slowest 5 %: {slow:.1f})")
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(500)
        late = seen_after(page, records, session)
        median, worst = late[len(late) // 2], late[-1]
        print(f"event on the screen after        {median:6.0f} ms     promised <= 300 ms  (worst: {worst:.0f})")
        floor = browser.new_page()
        floor.set_content(_EMPTY)
        mean, slow = frames(floor)
        print(f"scrolling an empty page          {mean:6.1f} fps    the floor  (slowest 5 %: {slow:.1f})")


if __name__ == "__main__":
    main()
