"""Photos that wait for people."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Portal

expect.set_options(timeout=30_000)  # two workers, a preview and a browser share the machine


@contextmanager
def everything_reviewed(portal: Portal) -> Iterator[None]:
    """As long as it lasts, no score is good enough to do without a person."""
    _set_threshold(portal, 100)
    yield
    _set_threshold(portal, 85)


def _set_threshold(portal: Portal, auto_publish: int) -> None:
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}"}
    url = f"{portal.service.url}/v1/franchises/001"
    httpx.patch(url, json={"auto_publish": auto_publish}, headers=headers, trust_env=False).raise_for_status()


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


def clear(portal: Portal) -> None:
    """Publish what waits, so that a test begins with its own photos alone."""
    waiting = portal.service.get("/v1/review?limit=200")["items"]
    photos = [{"photo": one["photo"]["id"], "edit": one["edit"]["number"]} for one in waiting]
    if photos:
        portal.service.post("/v1/review/batch", {"action": "approve", "photos": photos})


def owner_at(portal: Portal, email: str, path: str, *, dark: bool = False, size: tuple[int, int] = (1440, 900)) -> Page:
    """A new owner of the franchise, signed in, at a page."""
    portal.person(email, "franchise", name=email.split("@", maxsplit=1)[0].title())
    app = portal.second_factor(email)
    page = portal.page(dark=dark, size=size)
    portal.sign_in(page, email, app, path)
    return page
