"""Owners and head office on the portal: figures, brand, people, franchises, and what needs attention."""

import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal
from tests.integration.pipeline.rated import OWN

pytestmark = pytest.mark.xdist_group("browser")
TAKEN_MS = 30_000
"""So long a file may take that is checked in a process of its own, while a preview is made."""
CUBE = "LUT_3D_SIZE 2\n" + "".join(f"{r} {g} {b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 0.9))


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


@pytest.fixture
def brand_as_it_was(portal: Portal) -> Iterator[None]:
    """Other tests edit photos of the same franchise."""
    path = "/v1/franchises/001/brand"
    before = portal.service.get(path)
    yield
    told = ("name", "franchise", "logo_url", "contrast", "changed_at")
    body = {name: value for name, value in before.items() if name not in told}
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}"}
    httpx.put(f"{portal.service.url}{path}", json=body, headers=headers, trust_env=False).raise_for_status()


def picture(folder: Path, name: str) -> Path:
    """A soft gradient, as a file."""
    row = np.linspace(40, 220, 1200).astype(np.uint8)
    assert cv2.imwrite(str(folder / name), cv2.merge([np.tile(row, (900, 1))] * 3))
    return folder / name


def choose(page: Page, button: str, file: Path) -> None:
    """As a person does: press the button, choose the file."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).click()
    chooser.value.set_files(file)


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


def test_another_franchises_code_leads_an_owner_to_a_sentence(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/dashboard?franchise=002")
    expect(owner.get_by_role("alert")).to_contain_text("That did not work")
    expect(owner.get_by_text("Key figures")).to_have_count(0)
    expect(owner.get_by_role("link", name="Head office")).to_have_count(0)


@pytest.mark.usefixtures("brand_as_it_was")
def test_a_changed_brand_is_not_left_in_silence(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/brand")
    name = owner.get_by_label("Display name")
    name.fill("Not saved")
    owner.get_by_role("tab", name="Rules").click()
    asked = owner.get_by_role("dialog", name="Leave without saving?")
    expect(asked).to_be_visible()
    check_accessible(owner)
    asked.get_by_role("button", name="Stay").click()
    expect(name).to_have_value("Not saved")
    owner.get_by_role("tab", name="Rules").click()
    asked.get_by_role("button", name="Save and leave").click()
    expect(owner.get_by_role("heading", name="When people look")).to_be_visible()
    owner.get_by_role("tab", name="Appearance").click()
    expect(name).to_have_value("Not saved")


@pytest.mark.usefixtures("brand_as_it_was")
def test_two_who_change_the_brand_lose_nothing_of_each_other(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/brand")
    name = owner.get_by_label("Display name")
    expect(name).to_be_visible()
    name.fill("Mine")
    path = "/v1/franchises/001/brand"
    told = ("name", "franchise", "logo_url", "contrast", "changed_at")
    theirs = {key: value for key, value in portal.service.get(path).items() if key not in told} | {"currency": "CHF"}
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}"}
    httpx.put(f"{portal.service.url}{path}", json=theirs, headers=headers, trust_env=False).raise_for_status()
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("They changed: currency")).to_be_visible()
    check_accessible(owner)
    owner.get_by_role("button", name="Drop my changes").click()
    expect(name).to_have_value(str(theirs["display_name"] or ""))
    expect(owner.get_by_role("combobox", name="Currency")).to_have_value("CHF")
    name.fill("Mine")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Saved. The next edit has it.")).to_be_visible()
    found = portal.service.get(path)
    assert (found["display_name"], found["currency"]) == ("Mine", "CHF")


@pytest.mark.usefixtures("brand_as_it_was")
def test_a_studio_adds_a_print_size_and_chooses_it(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/brand")
    owner.get_by_role("button", name="Add a print size").click()
    owner.get_by_label("Measured in").select_option("in")
    size = owner.get_by_role("group", name="New size")
    size.get_by_label("Width").press_sequentially("0,5")
    expect(size.get_by_text("From 0.79 to 78.74")).to_be_visible()
    size.get_by_label("Width").fill("")
    size.get_by_label("Width").press_sequentially("8,5")
    size.get_by_label("Height").press_sequentially("11")
    expect(owner.get_by_role("button", name="Save")).to_be_disabled()
    size.get_by_label("Name").fill("Letter")
    check_accessible(owner)
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Saved. The next edit has it.")).to_be_visible()
    found = portal.service.get("/v1/franchises/001/brand")["print_sizes"]
    assert found == [{"name": "Letter", "width_mm": 215.9, "height_mm": 279.4}]
    owner.get_by_role("combobox", name="Crop").click()
    owner.get_by_role("option", name=re.compile(r"Letter \(215\.9 . 279\.4 mm\)")).click()
    owner.get_by_role("button", name="Save").click()
    portal.service.wait_for(
        lambda: portal.service.get("/v1/franchises/001/brand")["look"].get("crop") == "mm:215.9x279.4", "the look"
    )


def test_what_is_typed_of_a_style_booking_type_or_backdrop_is_kept_or_asked_about(owner: Page, portal: Portal) -> None:
    asked = owner.get_by_role("dialog", name="Leave without saving?")
    owner.goto(f"{portal.url}/brand?view=styles")
    owner.get_by_role("button", name=re.compile("^Begin")).first.click()
    owner.get_by_label("Name of the style").fill("Kept in leaving")
    owner.get_by_role("tab", name="Rules").click()
    asked.get_by_role("button", name="Save and leave").click()
    expect(owner.get_by_role("heading", name="When people look")).to_be_visible()
    owner.get_by_role("tab", name="Styles").click()
    owner.get_by_role("button", name="Change Kept in leaving").click()
    owner.get_by_role("button", name="Withdraw this style").click()
    owner.get_by_role("dialog").get_by_role("button", name="Withdraw this style").click()
    expect(owner.get_by_text("Begin from one of ours, and make it yours.")).to_be_visible()

    owner.get_by_role("tab", name="Booking types").click()
    owner.get_by_role("button", name="New booking type").click()
    owner.get_by_role("dialog", name="New booking type").get_by_label("Name").fill("Leaving")
    owner.keyboard.press("Escape")
    asked.get_by_role("button", name="Save and leave").click()
    expect(owner.get_by_role("dialog")).to_have_count(0)
    owner.get_by_role("button", name="Change Leaving").click()
    owner.get_by_role("button", name="Withdraw this booking type").click()
    sure = owner.get_by_role("dialog", name="Withdraw this booking type")
    sure.get_by_role("button", name="Withdraw this booking type").click()
    expect(owner.get_by_role("dialog")).to_have_count(0)

    owner.get_by_role("tab", name="Backdrops").click()
    owner.get_by_role("button", name="Bring a backdrop").click()
    owner.get_by_role("dialog").get_by_label("Name").fill("No picture yet")
    owner.keyboard.press("Escape")
    expect(asked.get_by_role("button", name="Stay")).to_be_visible()
    expect(asked.get_by_role("button", name="Save and leave")).to_have_count(0)
    asked.get_by_role("button", name="Leave without saving").click()
    expect(owner.get_by_role("dialog")).to_have_count(0)


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


def test_a_booking_type_is_withdrawn_and_its_form_not_left_in_silence(owner: Page, portal: Portal) -> None:
    owner.goto(f"{portal.url}/brand?view=bookings")
    owner.get_by_role("button", name="New booking type").click()
    form = owner.get_by_role("dialog", name="New booking type")
    form.get_by_label("Name").fill("Passport")
    form.get_by_role("radio", name="Express").click()
    expect(form.get_by_role("radio", name="Express")).to_have_accessible_description("published within 10 minutes")
    owner.keyboard.press("Escape")
    asked = owner.get_by_role("dialog", name="Leave without saving?")
    check_accessible(owner)
    asked.get_by_role("button", name="Stay").click()
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    lanes = owner.get_by_role("region", name="Lanes", exact=True)
    expect(lanes.get_by_role("row", name=re.compile("^Express published within 10 minutes"))).to_contain_text(
        "Passport"
    )
    check_accessible(owner)
    owner.get_by_role("button", name="Change Passport").click()
    change = owner.get_by_role("dialog", name="Change Passport")
    change.get_by_role("button", name="Withdraw this booking type").click()
    sure = owner.get_by_role("dialog", name="Withdraw this booking type")
    check_accessible(owner)
    sure.get_by_role("button", name="Withdraw this booking type").click()
    expect(owner.get_by_role("button", name="Change Passport")).to_have_count(0)
    names = [one["name"] for one in portal.service.get("/v1/booking-types?franchise=001")["items"]]
    assert "Passport" not in names


@pytest.mark.usefixtures("brand_as_it_was")
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


def test_a_logo_is_given_and_taken_away(owner: Page, portal: Portal, tmp_path: Path) -> None:
    owner.goto(f"{portal.url}/brand")
    choose(owner, "Choose a picture", picture(tmp_path, "logo.png"))
    logo = owner.get_by_role("main").get_by_role("img", name=re.compile("^Logo of "))
    expect(logo).to_be_visible(timeout=TAKEN_MS)
    assert logo.evaluate("async one => { await one.decode(); return one.naturalWidth; }") > 0
    check_accessible(owner)
    owner.get_by_role("button", name="Remove the logo").click()
    expect(owner.get_by_text("No logo yet")).to_be_visible()


def test_a_backdrop_is_brought_seen_and_withdrawn(owner: Page, portal: Portal, tmp_path: Path) -> None:
    owner.goto(f"{portal.url}/brand?view=backdrops")
    owner.get_by_role("button", name="Bring a backdrop").click()
    dialog = owner.get_by_role("dialog", name="Bring a backdrop")
    with owner.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name=re.compile("^Picture")).click()
    chooser.value.set_files(picture(tmp_path, "Our wall.jpg"))
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value("Our wall")
    check_accessible(owner)
    dialog.get_by_role("button", name="Bring it").click()
    own = owner.get_by_role("button", name="See Our wall with a photo of yours")
    own.click()
    owner.get_by_role("button", name="Withdraw Our wall").click()
    owner.get_by_role("dialog", name="Withdraw Our wall").get_by_role("button", name="Withdraw", exact=True).click()
    expect(own).to_have_count(0)


def test_a_style_is_made_with_a_colour_table_and_withdrawn(owner: Page, portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "Our film.cube").write_text(CUBE)
    owner.goto(f"{portal.url}/brand?view=styles")
    owner.get_by_role("button", name=re.compile("^Begin from ")).first.click()
    owner.get_by_role("textbox", name="Name of the style").fill("Autumn")
    owner.get_by_role("button", name="Warmth: more").click()
    choose(owner, "Import a .cube file", tmp_path / "Our film.cube")
    expect(owner.get_by_role("combobox", name="Colour table")).to_have_value("Our film", timeout=TAKEN_MS)
    check_accessible(owner)
    owner.get_by_role("button", name="Save").click()
    made = owner.get_by_role("button", name="Change Autumn")
    made.click()
    expect(owner.get_by_role("combobox", name="Colour table")).to_have_value("Our film")
    owner.get_by_role("button", name="Withdraw this style").click()
    owner.get_by_role("dialog").get_by_role("button", name="Withdraw this style").click()
    expect(owner.get_by_text("Begin from one of ours, and make it yours.")).to_be_visible()
    expect(made).to_have_count(0)


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
    dialog.get_by_label("Region").fill("eu-west-1")
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


def test_pages_that_bring_their_texts_speak_the_language_that_is_chosen(owner: Page, portal: Portal) -> None:
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
