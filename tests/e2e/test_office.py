"""Owners and head office on the portal: figures, brand, people, franchises, and what needs attention."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal

pytestmark = pytest.mark.xdist_group("browser")
EDITED_MS = 60_000
"""So long a small photo may take on a machine that has much to do."""


@pytest.fixture(scope="module")
def owner(portal: Portal) -> Page:
    portal.person("boss@example.com", "franchise")
    page = portal.page()
    portal.sign_in(page, "boss@example.com", portal.second_factor("boss@example.com"))
    return page


@pytest.fixture(scope="module")
def office(portal: Portal) -> Page:
    portal.person("office@example.com", "head_office", franchise=None)
    page = portal.page()
    portal.sign_in(page, "office@example.com", portal.second_factor("office@example.com"))
    return page


def test_an_owner_sees_figures_with_what_they_mean_and_tables_behind_charts(owner: Page, portal: Portal) -> None:
    portal.service.upload("Figures", portal.service.portrait("figures.jpg"))
    owner.goto(f"{portal.url}/dashboard?period=today")
    expect(owner.get_by_text("Target: at least 88 points")).to_be_visible()
    expect(owner.get_by_role("img", name=re.compile("What became of photos"))).to_be_visible()
    owner.get_by_role("button", name="As a table: What became of photos").click()
    expect(owner.get_by_role("table", name="What became of photos")).to_be_visible()
    check_accessible(owner)
    with owner.expect_download() as file:
        owner.get_by_role("link", name="Table (CSV)").click()
    assert file.value.suggested_filename.startswith("metrics-001-")


def test_another_franchises_code_leads_an_owner_to_a_sentence(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/dashboard?franchise=002")
    expect(owner.get_by_role("alert")).to_contain_text("That did not work")
    expect(owner.get_by_text("Key figures")).to_have_count(0)
    expect(owner.get_by_role("link", name="Head office")).to_have_count(0)


def test_what_the_brand_chooses_shows_in_the_next_edit(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/brand")
    owner.get_by_label("Primary").fill("#7a1fa2")
    owner.get_by_role("combobox", name="Backdrop").click()
    owner.get_by_role("option", name=re.compile("primary colour")).click()
    check_accessible(owner)
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Saved. The next edit has it.")).to_be_visible()
    portal.service.upload("Purple", portal.service.portrait("purple.jpg"))
    photo = portal.service.photos("Purple")[0]
    recipe = portal.service.get(f"/v1/photos/{photo['id']}/edits")["items"][0]["recipe"]
    assert "brand:#7a1fa2" in str(recipe)


@pytest.mark.parametrize("view", ["rules", "bookings", "backdrops", "styles"])
def test_all_of_the_brand_can_be_used_by_everybody(owner: Page, portal: Portal, view: str) -> None:
    owner.goto(f"{portal.url}/brand?view={view}")
    expect(owner.get_by_role("heading", level=2).first).to_be_visible()
    check_accessible(owner)


def test_people_are_invited(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/people")
    owner.get_by_role("button", name="Invite somebody").click()
    dialog = owner.get_by_role("dialog", name="Invite somebody")
    dialog.get_by_label("Name").fill("Zoë Ångström")
    dialog.get_by_label("E-mail").fill("zoe.new@example.com")
    check_accessible(owner)
    dialog.get_by_role("button", name="Send the invitation").click()
    row = owner.get_by_role("row", name=re.compile("Zoë Ångström"))
    expect(row).to_contain_text("Invited")


def test_head_office_founds_a_franchise_in_one_dialog_and_sees_its_keys_once(office: Page, portal: Portal) -> None:
    office.goto(f"{portal.url}/office")
    office.get_by_role("button", name="Found a franchise").click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Studio Lyon")
    dialog.get_by_label("Region").fill("eu-west-3")
    check_accessible(office)
    dialog.get_by_role("button", name="Found it").click()
    expect(dialog.get_by_text("Studio Lyon is founded")).to_be_visible()
    expect(dialog.locator("code, pre").filter(has_text="mm_").first).to_be_visible()
    dialog.get_by_role("button", name="I have kept them").click()
    expect(office.get_by_role("row", name=re.compile("Studio Lyon"))).to_be_visible()
    check_accessible(office)


def test_a_failed_photo_is_tried_again(office: Page, portal: Portal) -> None:
    portal.service.upload("Broken", portal.service.portrait("broken.jpg"))
    broken = "update photo set state = 'failed' where filename = 'broken.jpg'"
    with portal.service.records() as records, records.begin() as work:
        work.connection.execute(text(broken))
    office.goto(f"{portal.url}/office?view=failed")
    check_accessible(office)
    office.get_by_role("button", name="Try broken.jpg again").click()
    expect(office.get_by_text("1 photo is edited again.")).to_be_visible()
    expect(office.get_by_role("row", name=re.compile("broken.jpg"))).to_have_count(0)


def test_an_alert_says_what_to_do_and_somebody_sees_to_it(office: Page, portal: Portal) -> None:
    raised = (
        "insert into alert (at, kind, severity, message, what_to_do)"
        " values (now(), 'disk', 'critical', '4 % of the disk is free.', 'Make room.')"
    )
    with portal.service.records() as records, records.begin() as work:
        work.connection.execute(text(raised))
    office.goto(f"{portal.url}/office?view=alerts")
    # the scheduler may close it at any time, as the disk has room; it is listed all the same
    office.get_by_text("Only those that go on").click()
    expect(office.get_by_text("The disk fills up")).to_be_visible()
    expect(office.get_by_text("Make room, or move the store")).to_be_visible()
    check_accessible(office)


def test_the_page_speaks_another_language_when_it_is_chosen(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/dashboard")
    owner.get_by_role("button", name="Ada Smith").click()
    owner.get_by_label("Language").select_option("fr")
    expect(owner.get_by_role("heading", level=1, name="Tableau de bord")).to_be_visible()
