"""Whoever starts the service sees the portal without reading any manual."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PASSWORD, Portal

pytestmark = pytest.mark.xdist_group("browser")


def test_the_first_start_says_links_that_lead_in(portal: Portal) -> None:
    portal.service.wait_for(lambda: "Front desk" in portal.service.log.read_text(), "the links")
    link = re.search(r"portal: as Front desk .*?(http\S+)", portal.service.log.read_text())
    assert link
    page = portal.page()
    page.goto(link[1])
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    portal.sign_in(page, "desk@studio.invalid")
    expect(page.get_by_role("button", name="Front desk")).to_be_visible()
