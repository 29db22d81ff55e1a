"""Photos that wait for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Page

from mirrorme.domain.records import Caller
from mirrorme.pipeline.review import release
from tests.e2e.conftest import Portal
from tests.plain import PLAIN

FRANCHISE = "/v1/franchises/001"


@contextmanager
def everything_reviewed(portal: Portal) -> Iterator[None]:
    """As long as it lasts, no score is good enough to do without a person."""
    before = int(portal.service.get(FRANCHISE)["auto_publish"])
    _set_threshold(portal, 100)
    try:
        yield
    finally:
        _set_threshold(portal, before)


def _set_threshold(portal: Portal, auto_publish: int) -> None:
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}"}
    url = f"{portal.service.url}{FRANCHISE}"
    httpx.patch(url, json={"auto_publish": auto_publish}, headers=headers, **PLAIN).raise_for_status()


def photos_in_review(portal: Portal, session: str, count: int) -> list[int]:
    """Upload so many new photos; gives their ids once they wait for people."""
    files = [portal.service.portrait(f"{session}/{number}.jpg") for number in range(count)]
    done = portal.service.upload(session, files[0].parent)
    assert done.returncode == 0, done.stderr
    wait_for_states(portal, session, {"in_review"})
    return [int(photo["id"]) for photo in portal.service.photos(session)]


def wait_for_states(portal: Portal, session: str, wanted: set[str]) -> None:
    portal.service.wait_for(lambda: portal.service.states(session) == wanted, f"{session} to be {wanted}")


def state_of(portal: Portal, photo: int) -> str:
    return str(portal.service.get(f"/v1/photos/{photo}")["state"])


def wait_for_state(portal: Portal, photo: int, wanted: str) -> None:
    portal.service.wait_for(lambda: state_of(portal, photo) == wanted, f"photo {photo} to be {wanted}")


def close_pages(portal: Portal) -> None:
    """Close what other tests have open: it could claim what comes."""
    for context in portal.browser.contexts:
        context.close()


def clear(portal: Portal) -> None:
    """Publish what waits, also what a page that was closed still holds, so that a test begins with its own alone."""
    portal.service.wait_for(lambda: not publish_waiting(portal), "nothing to wait for people")


def publish_waiting(portal: Portal) -> list[dict[str, Any]]:
    """Gives what waited. It may be decided or claimed meanwhile by a page that is closed now and asked just before."""
    waiting: list[dict[str, Any]] = portal.service.get("/v1/review?limit=200")["items"]
    with portal.service.records() as records:
        for one in waiting:
            if one["claimed_by"] is not None:
                role, name = one["claimed_by"].split(":")
                release(records, Caller("", name, role, None), one["photo"]["id"])
    photos = [{"photo": one["photo"]["id"], "edit": one["edit"]["number"]} for one in waiting]
    if photos:
        refused = portal.service.post("/v1/review/batch", {"action": "approve", "photos": photos})["refused"]
        assert {one["code"] for one in refused} <= {"wrong_state", "claimed"}, refused
    return waiting


def owner_at(
    portal: Portal,
    email: str,
    path: str,
    *,
    dark: bool = False,
    size: tuple[int, int] = (1440, 900),
    touch: bool = False,
) -> Page:
    """A new owner of the franchise, signed in, at a page."""
    portal.person(email, "franchise", name=email.split("@", maxsplit=1)[0].title())
    app = portal.second_factor(email)
    page = portal.page(dark=dark, size=size, touch=touch)
    portal.sign_in(page, email, app, path)
    return page
