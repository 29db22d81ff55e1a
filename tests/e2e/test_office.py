"""Owners and head office on the portal: figures, people, franchises, and what needs attention."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.integration.pipeline.rated import OWN

pytestmark = pytest.mark.xdist_group("browser")


def test_an_owner_sees_figures_with_what_they_mean_and_tables_behind_charts(owner: Page, portal: Portal) -> None:
    portal.service.upload("Figures", portal.service.portrait("figures.jpg"))
    owner.goto(f"{portal.url}/dashboard?period=today")
    expect(owner.get_by_text("Target: at least 88 points")).to_be_visible()
    expect(owner.get_by_role("img", name=re.compile("Photos published and rejected"))).to_be_visible()
    owner.get_by_role("button", name="As a table: Photos published and rejected").click()
    expect(owner.get_by_role("table", name="Photos published and rejected")).to_be_visible()
    check_accessible(owner)
    with owner.expect_download() as file:
        owner.get_by_role("link", name="Table (CSV)").click()
    assert file.value.suggested_filename.startswith("metrics-001-")


@pytest.fixture
def missed(portal: Portal) -> Iterator[None]:
    """A promise of today that was not kept; the scheduler finds it and raises the alarm."""
    portal.service.upload("Late", portal.service.portrait("late.jpg"))
    change = "update photo set missed_at = {} where filename = 'late.jpg'"
    with portal.service.records() as records:
        with records.begin() as work:
            work.connection.execute(text(change.format("now()")))
        portal.service.wait_for(
            lambda: any(one["kind"] == "promises" for one in portal.service.get("/v1/alerts?open=true")["items"]),
            "an alarm",
        )
        yield
        with records.begin() as work:
            work.connection.execute(text(change.format("null")))


@pytest.mark.usefixtures("missed")
def test_an_owners_morning_begins_with_what_needs_somebody(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/dashboard")
    alert = owner.get_by_role("region", name="Needs attention").get_by_role("listitem")
    expect(alert).to_contain_text("Promises missed in the last hour: 1.")
    expect(alert).to_contain_text("tell customers who wait")
    alert.get_by_role("button", name="I see to it: Promises are missed").click()
    expect(alert).to_contain_text("sees to it")
    check_accessible(owner)


@pytest.mark.parametrize("path", ["/people?franchise=001", "/office", "/office?view=lanes", "/office?view=audit"])
def test_a_wide_tables_last_column_is_in_sight_on_a_phone(office: Page, portal: Portal, path: str) -> None:
    before = office.viewport_size
    assert before
    office.set_viewport_size({"width": 390, "height": 844})
    office.goto(f"{portal.url}{path}")
    row = office.get_by_role("table").first.locator("tbody tr").first
    expect(row).to_be_visible()
    check_accessible(office)
    last = row.locator("td").last.bounding_box()
    beyond = office.locator("tbody td").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 390)"
    )
    office.set_viewport_size(before)
    assert last
    assert last["x"] + last["width"] <= 390
    assert beyond == []


def test_an_auditor_is_led_to_the_history_and_to_nothing_that_is_refused(portal: Portal) -> None:
    portal.person("auditor@example.com", "auditor", franchise=None)
    page = portal.page()
    portal.sign_in(page, "auditor@example.com", portal.second_factor("auditor@example.com"))
    expect(page.get_by_role("tab")).to_have_text(["Audit"])
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(f"{portal.url}/customers")
    expect(page.get_by_role("tab")).to_have_text(["Audit"])
    check_accessible(page)


def test_another_franchises_code_leads_an_owner_to_a_sentence(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/dashboard?franchise=002")
    expect(owner.get_by_role("alert")).to_contain_text("That did not work")
    expect(owner.get_by_text("Key figures")).to_have_count(0)
    expect(owner.get_by_role("link", name="Head office")).to_have_count(0)


def test_head_office_sets_what_is_paid(office: Page, portal: Portal) -> None:
    office.goto(f"{portal.url}/office?view=costs")
    expect(office.get_by_text("Nobody has set any rates")).to_be_visible()
    office.get_by_role("button", name="Set rates").click()
    form = office.get_by_role("dialog", name="Set rates")
    form.get_by_label("Currency").select_option("EUR")
    form.get_by_label("An hour of computing").fill("0.4")
    form.get_by_label("A GB stored for 30 days").press_sequentially("0,023")
    check_accessible(office)
    form.get_by_role("button", name="Save").click()
    expect(office.get_by_text("These rates are from")).to_be_visible()
    rates = portal.service.get("/v1/costs")["rates"]
    assert (rates["compute_hour"], rates["gb_month"], rates["photo"], rates["currency"]) == (0.4, 0.023, 0, "EUR")


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
    dialog.get_by_role("combobox", name="Region").click()
    office.get_by_role("option", name="eu-west-1").click()
    check_accessible(office)
    dialog.get_by_role("button", name="Found it").click()
    expect(dialog.get_by_text("Studio Lyon is founded")).to_be_visible()
    expect(dialog.locator("code, pre").filter(has_text="mm_").first).to_be_visible()
    dialog.get_by_role("button", name="I have kept them").click()
    expect(office.get_by_role("row", name=re.compile("Studio Lyon"))).to_be_visible()
    check_accessible(office)


def test_head_office_says_for_which_franchise_it_notes_a_customer_and_books(office: Page, portal: Portal) -> None:
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}", "idempotency-key": "nice"}
    body = {"name": "Studio Nice", "region": "eu-west-1"}
    asked = httpx.post(f"{portal.service.url}/v1/franchises", json=body, headers=headers, trust_env=False)
    asked.raise_for_status()
    office.goto(f"{portal.url}/customers")
    office.get_by_role("button", name="New customer").click()
    noting = office.get_by_role("dialog")
    noting.get_by_label("Name").fill("Léa Martin")
    noting.get_by_role("combobox", name="Franchise").click()
    office.get_by_role("option", name=re.compile("Studio Nice")).click()
    check_accessible(office)
    noting.get_by_role("button", name="Save").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("Léa Martin")
    expect(office.get_by_text(re.compile("No e-mail · .* Studio Nice"))).to_be_visible()
    office.goto(f"{portal.url}/sessions")
    office.get_by_role("button", name="New session").first.click()
    booking = office.get_by_role("dialog", name="New session")
    booking.get_by_role("textbox", name="Name", exact=True).fill("Nice first")
    expect(booking.get_by_role("combobox", name="Franchise")).to_have_value(re.compile("Studio Nice"))
    expect(booking.get_by_role("radio", name=re.compile("^Portrait"))).to_have_count(1)
    booking.get_by_label("Customer").fill("Léa")
    office.get_by_role("option", name=re.compile("Léa Martin")).click()
    booking.get_by_role("radio", name=re.compile("^Portrait")).click()
    booking.get_by_role("button", name="Book the session").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Nice first")
    expect(office.get_by_role("main")).to_contain_text("Studio Nice")
    office.goto(f"{portal.url}/sessions")
    line = office.get_by_role("link", name=re.compile("Nice first"))
    expect(line).to_contain_text("Studio Nice")
    office.get_by_role("combobox", name="Franchise").click()
    office.get_by_role("option", name=re.compile("^001")).click()
    expect(line).to_have_count(0)
    assert "franchise=" in office.url
    check_accessible(office)


def test_a_failed_photo_is_tried_again(office: Page, portal: Portal) -> None:
    portal.service.upload("Broken", portal.service.portrait("broken.jpg"))
    broken = "update photo set state = 'failed' where filename = 'broken.jpg'"
    with portal.service.records() as records, records.begin() as work:
        work.connection.execute(text(broken))
    office.goto(f"{portal.url}/office?view=failed")
    check_accessible(office)
    office.get_by_role("button", name="Try again: broken.jpg").click()
    expect(office.get_by_text("1 photo is edited again.")).to_be_visible()
    expect(office.get_by_role("row", name=re.compile("broken.jpg"))).to_have_count(0)


def test_an_alert_says_what_to_do_and_somebody_sees_to_it(office: Page, portal: Portal) -> None:
    office.goto(f"{portal.url}/office?view=alerts")
    expect(office.get_by_role("tab", name="Alerts")).to_be_visible()
    raised = (
        "insert into alert (at, kind, severity, message, what_to_do)"
        " values (now(), 'disk', 'critical', '4 % of the disk is free.', 'Make room.')"
    )
    with portal.service.records() as records, records.begin() as work:
        work.connection.execute(text(raised))
    office.reload()
    # the disk has room, so that the scheduler closes it within 15 seconds; it is listed all the same
    office.get_by_role("switch", name="Only those that go on").uncheck()
    alert = office.get_by_role("listitem").filter(has_text="The disk fills up").first
    expect(alert).to_contain_text("Make room, or move the store")
    seen_to, over = alert.get_by_text("sees to it"), alert.get_by_text("Over since")
    acknowledge = alert.get_by_role("button", name="I see to it: The disk fills up")
    expect(acknowledge.or_(over)).to_be_visible()
    if acknowledge.is_visible():
        acknowledge.click()
    expect(seen_to.or_(over)).to_be_visible()
    check_accessible(office)


def test_head_office_tries_a_model_on_a_tenth_and_rolls_it_back(office: Page, portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(OWN.calibration.to_json(""))
    (tmp_path / "card.md").write_text("# Mine\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror=alert(1)>")
    card = ["--card", str(tmp_path / "card.md")]
    assert (
        portal.service.run("quality", "register", str(tmp_path / "mine.json"), "--name", "mine", *card).returncode == 0
    )
    office.goto(f"{portal.url}/office?view=models")
    office.get_by_role("button", name="Card of mine").click()
    shown = office.get_by_role("dialog", name="Card of mine")
    expect(shown.get_by_role("cell", name="2")).to_be_visible()
    # whoever writes a card writes text, not pages
    expect(shown.locator("img")).to_have_count(0)
    check_accessible(office)
    office.keyboard.press("Escape")
    office.get_by_role("button", name="Move mine").click()
    office.get_by_role("menuitem", name="Try on a tenth").click()
    dialog = office.get_by_role("dialog", name="Try on a tenth: mine")
    dialog.get_by_label("Why").fill("its shadow scores look right")
    dialog.get_by_role("button", name="Try on a tenth").click()
    expect(office.get_by_text("mine scores 10% of all photos")).to_be_visible()
    expect(office.get_by_text("Too few edits or ratings yet.")).to_be_visible()
    check_accessible(office)
    office.get_by_role("button", name="Roll back").click()
    dialog = office.get_by_role("dialog", name="Roll back")
    dialog.get_by_label("Why").fill("second thoughts")
    office.keyboard.press("Escape")
    office.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Stay").click()
    dialog.get_by_role("button", name="Roll back").click()
    expect(office.get_by_text("No model is on trial.")).to_be_visible()
    expect(office.get_by_role("row", name=re.compile("On trial → Refused"))).to_contain_text("second thoughts")


def test_the_page_speaks_another_language_when_it_is_chosen(portal: Portal) -> None:
    portal.person("chloe@example.com", "staff")
    page = portal.page()
    portal.sign_in(page, "chloe@example.com")
    page.get_by_role("button", name="Ada Smith").click()
    page.get_by_label("Language").select_option("fr")
    expect(page.get_by_role("heading", level=1, name="Séances")).to_be_visible()


def test_pages_that_bring_their_texts_speak_the_language_that_is_chosen(portal: Portal) -> None:
    portal.person("linguist@example.com", "franchise")
    owner = portal.page()
    portal.sign_in(owner, "linguist@example.com", portal.second_factor("linguist@example.com"))
    owner.goto(f"{portal.url}/dashboard")
    expect(owner.get_by_role("heading", level=1, name="Dashboard")).to_be_visible()
    owner.get_by_role("button", name="Ada Smith").click()
    owner.get_by_label("Language").select_option("de")
    expect(owner.get_by_role("heading", level=1, name="Übersicht")).to_be_visible()
    owner.keyboard.press("Escape")
    owner.get_by_role("link", name="Marke").click()
    expect(owner.get_by_role("heading", level=1, name="Marke")).to_be_visible()
    expect(owner.get_by_role("tab", name="Buchungsarten")).to_be_visible()
    owner.goto(f"{portal.url}/dashboard")
    expect(owner.get_by_role("heading", level=1, name="Übersicht")).to_be_visible()


def test_who_comes_in_for_the_first_time_is_shown_around_once(portal: Portal) -> None:
    portal.person("newcomer@example.com", "staff")
    page = portal.page(tour=True)
    portal.sign_in(page, "newcomer@example.com")
    tour = page.get_by_role("region", name="Everything begins with a session")
    expect(tour).to_contain_text("1 of 3")
    check_accessible(page)
    page.goto(f"{portal.url}/profile")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(tour).to_have_count(0)
    page.goto(f"{portal.url}/sessions")
    tour.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Done").click()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("A short tour")).to_have_count(0)
