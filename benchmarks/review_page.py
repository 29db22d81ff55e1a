"""How soon the review page shows the next photo after a key, and how many photos a minute a scripted reviewer does.

    PYTHONPATH=. python benchmarks/review_page.py [--photos 60]

Promised: the next photo at most 150 ms after the key; a trained reviewer does 20 photos a minute. The whole service
runs on this machine (its networks are small ones, its photos 6 MP and their pictures for screens 2048 pixels long),
and so does Chromium. Shown: the first frame after the picture for screens stands decoded in the page, by the page's
own clock. The floor, in the same run: the same key where nothing listens, until the next frame.
"""

import argparse
import os
import statistics
import time

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, Portal
from tests.e2e.reviewing import everything_reviewed, owner_at, photos_in_review, wait_for_states
from tests.integration.service.conftest import running

SESSION = 10
"""So many photos are uploaded together."""
LOOK_S = 1.0
"""So long the scripted reviewer looks at a photo."""
WATCH = """
({key, moves}) => new Promise((done, failed) => {
  const shown = () => [...document.querySelectorAll('main section img[alt="Edit"]')].at(-1);
  const before = shown()?.getAttribute('src');
  const began = performance.now();
  const look = () => {
    const image = shown();
    const there = moves ? image && image.getAttribute('src') !== before && image.complete : true;
    if (there && (!moves || image.naturalWidth > 1000))
      return image.decode().then(() => done(performance.now() - began));
    if (performance.now() - began > 10000) return failed(new Error('no next photo in 10 s'));
    requestAnimationFrame(look);
  };
  document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  requestAnimationFrame(look);
})
"""


def told(name: str, waits: list[float]) -> None:
    """Median and 95th percentile of milliseconds."""
    ordered = sorted(waits)
    p95 = ordered[min(round(0.95 * len(ordered)), len(ordered) - 1)]
    print(f"{name}: median {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms, n {len(ordered)}")


def pressed(page: Page, key: str, times: int, *, moves: bool, pause: float) -> list[float]:
    """Milliseconds until the next photo stands there, for each press."""
    found = []
    for _ in range(times):
        time.sleep(pause)
        found.append(float(page.evaluate(WATCH, {"key": key, "moves": moves})))
    return found


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--photos", type=int, default=60)
    photos = -(-asked.parse_args().photos // SESSION) * SESSION
    with running() as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        portal = Portal(service, browser)
        with everything_reviewed(portal):
            sessions = [f"Benchmark {first}" for first in range(0, photos, SESSION)]
            for session in sessions:
                photos_in_review(portal, session, SESSION)
            page = owner_at(portal, "bench@example.com", "/review")
            page.get_by_text(f"1 of {photos}", exact=True).wait_for()
            page.wait_for_load_state("networkidle")
            print(f"load of the machine: {os.getloadavg()[0]:.1f}")
            told("a frame (floor)", pressed(page, "q", 20, moves=False, pause=0.1))
            half = photos // 2
            told("next photo after J, a look of 0.5 s at each", pressed(page, "j", half - 1, moves=True, pause=0.5))
            told("previous after K, at once", pressed(page, "k", half - 1, moves=True, pause=0.0))
            began = time.perf_counter()
            waits = pressed(page, "p", photos - 1, moves=True, pause=LOOK_S)
            page.keyboard.press("p")
            spent = time.perf_counter() - began
            told(f"next photo after P, a look of {LOOK_S:.0f} s at each", waits)
            print(f"scripted reviewer: {60 * photos / spent:.0f} photos a minute, {spent:.0f} s for {photos}")
            for session in sessions:
                wait_for_states(portal, session, {"published"})
            print(f"all published {time.perf_counter() - began - spent:.1f} s after the last key")
        browser.close()


if __name__ == "__main__":
    main()
