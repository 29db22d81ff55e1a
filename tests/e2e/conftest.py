"""The portal in a real browser, on the whole service as its own processes."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from mirrorme.domain.people import PersonRole
from mirrorme.interfaces.http import portal as served
from tests.integration.service.conftest import Running, running
from tests.plain import PLAIN

PASSWORD = "stapler-violet-canyon-eleven"  # noqa: S105
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TOUR_SEEN = (
    "for (const one of ['staff', 'franchise', 'head_office']) localStorage.setItem(`mirrorme-tour-${one}`, 'seen')"
)
# on two cores the service edits while its pages are looked at
expect.set_options(timeout=30_000)
BUILT = Path(served.__file__).parent / "static" / "portal" / "index.html"


@dataclass
class Portal:
    """The portal of a service that runs, and the people who use it."""

    service: Running
    browser: Browser

    @property
    def url(self) -> str:
        return f"{self.service.url}/portal"

    def person(self, email: str, role: PersonRole, franchise: str | None = "001", name: str = "Ada Smith") -> None:
        """Somebody who has chosen a password by the link that they were sent."""
        options = ["--franchise", franchise] if franchise else []
        made = self.service.run("admin", "create-user", email, "--name", name, "--role", role, *options)
        token = re.search(r"#(\S+)", made.stdout)
        assert token, made.stderr
        body = {"token": token[1], "password": PASSWORD}
        httpx.post(f"{self.service.url}/v1/passwords", json=body, **PLAIN).raise_for_status()

    def page(
        self,
        *,
        language: str = "en-GB",
        dark: bool = False,
        size: tuple[int, int] = (1440, 900),
        tour: bool = False,
        touch: bool = False,
    ) -> Page:
        """A new browser of its own; an error in the page fails the test.

        tour: whether it has yet to be seen. touch: a phone's or tablet's, which is used by fingers.
        """
        context = self.browser.new_context(
            locale=language,
            color_scheme="dark" if dark else "light",
            viewport={"width": size[0], "height": size[1]},
            base_url=self.service.url,
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        if not tour:
            context.add_init_script(TOUR_SEEN)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: pytest.fail(f"the page failed: {error}"))
        return page

    def sign_in(self, page: Page, email: str, app: pyotp.TOTP | None = None, path: str = "/") -> None:
        """As a person does: with the form."""
        page.goto(self.url + path)
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if app is not None:
            # the code that it was confirmed with is used up; the next one is taken early
            page.get_by_label("Code of your authenticator app").fill(app.at(int(time.time()) + 30))
            page.get_by_role("button", name="Continue").click()
        page.get_by_role("navigation", name="Main menu").wait_for()

    def second_factor(self, email: str) -> pyotp.TOTP:
        """Have somebody add an authenticator app, as those have to who own something."""
        parts = urlsplit(self.service.url)
        with httpx.Client(base_url=self.service.url, headers={"origin": parts.geturl()}, **PLAIN) as client:
            told = client.post("/v1/sign-in", json={"email": email, "password": PASSWORD}).json()
            client.headers["x-csrf-token"] = told["csrf"]
            app = pyotp.TOTP(client.post("/v1/me/totp").json()["secret"])
            client.post("/v1/me/totp/confirm", json={"code": app.now()}).raise_for_status()
        return app


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no browser: install chromium to have the portal tested")
    assert BUILT.exists(), "the portal is not built: ./run portal"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(browser: Browser) -> Iterator[Portal]:
    with running() as service:
        yield Portal(service, browser)


@pytest.fixture(autouse=True)
def only_what_others_need_stays_open(portal: Portal) -> Iterator[None]:
    """A page that was opened for one test would go on hearing of, and drawing, what happens in all others."""
    before = list(portal.browser.contexts)
    yield
    for context in portal.browser.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def owner(portal: Portal) -> Page:
    portal.person("boss@example.com", "franchise")
    page = portal.page()
    portal.sign_in(page, "boss@example.com", portal.second_factor("boss@example.com"))
    return page


@pytest.fixture(scope="session")
def office(portal: Portal) -> Page:
    portal.person("office@example.com", "head_office", franchise=None)
    page = portal.page()
    portal.sign_in(page, "office@example.com", portal.second_factor("office@example.com"))
    return page


@pytest.fixture(scope="session")
def staff(portal: Portal) -> str:
    portal.person("studio@example.com", "staff")
    return "studio@example.com"


@pytest.fixture
def desk(portal: Portal, staff: str) -> Page:
    page = portal.page()
    portal.sign_in(page, staff)
    return page
