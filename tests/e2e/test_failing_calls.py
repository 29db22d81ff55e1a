"""Whatever the service fails to answer is said on the page that asked: none of its calls fails unseen."""

import json
import re

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as TimedOut

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal

pytestmark = pytest.mark.xdist_group("browser")
PAGES = (
    "/sessions",
    "/sessions/{session}",
    "/sessions/{session}/retakes",
    "/customers",
    "/customers/{customer}",
    "/photos/{photo}",
    "/review",
    "/dashboard?period=today",
    *(f"/brand?view={view}" for view in ("look", "rules", "bookings", "backdrops", "styles")),
    "/people",
    *(f"/office?view={view}" for view in ("load", "lanes", "failed", "alerts", "models", "audit", "costs", "system")),
    "/profile",
)
PICTURE = re.compile(r"/picture$|/pictures/|/logo$")
"""A picture that is missing has its own sign in its place."""
PROBLEM = {"type": "about:blank", "title": "Error", "status": 422, "code": "broken", "detail": "It broke."}
"""Not one that passes: those are asked for again three times first, which takes seconds."""


def call_of(url: str) -> str:
    return re.sub(r"\?.*", "", url.partition("/v1/")[2])


def calls_of(page: Page) -> set[str]:
    """What the page asks the API for from now on, as it is noted; who is signed in is the whole frame's to say."""
    seen: set[str] = set()

    def note(url: str) -> None:
        call = call_of(url)
        if "/v1/" in url and call not in ("me", "live") and not PICTURE.search(call):
            seen.add(call)

    page.on("request", lambda request: note(request.url))
    return seen


def failing(page: Page, call: str) -> None:
    def answer(route: Route) -> None:
        if call_of(route.request.url) == call:
            route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(PROBLEM))
        else:
            route.fallback()

    page.route("**/v1/**", answer)


def test_every_call_that_fails_is_said_on_the_page_that_made_it(portal: Portal) -> None:
    portal.person("calls@example.com", "head_office", franchise=None)
    page = portal.page()
    portal.sign_in(page, "calls@example.com", portal.second_factor("calls@example.com"))
    portal.service.upload("Calls", portal.service.portrait("calls.jpg"))
    (photo,) = portal.service.photos("Calls")
    key = portal.service.key("head_office")
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "customer-of-calls"}
    body = {"franchise": "001", "name": "Ada"}
    made = httpx.post(f"{portal.service.url}/v1/customers", json=body, headers=headers, trust_env=False).json()
    known = {"session": photo["session"], "photo": photo["id"], "customer": made["id"]}
    asked: dict[str, str] = {}
    seen = calls_of(page)
    for pattern in PAGES:
        path = pattern.format(**known)
        path += ("&" if "?" in path else "?") + "franchise=001"
        seen.clear()
        page.goto(portal.url + path)
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        for call in seen:
            asked.setdefault(call, path)
    assert len(asked) > 30, sorted(asked)
    unsaid = []
    for call, path in sorted(asked.items()):
        failing(page, call)
        page.goto(portal.url + path)
        try:
            page.get_by_text("It broke.").first.wait_for(timeout=10_000)
        except TimedOut:
            unsaid.append(f"{call} on {path}")
        page.unroute_all()
    assert unsaid == []
    # what is said above a page is said in a way that everybody can read
    check_accessible(page)
