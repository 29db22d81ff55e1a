"""The brand on the portal: look, logo, backdrops, styles, booking types, print sizes, and what is not lost of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import Portal

pytestmark = pytest.mark.xdist_group("browser")
TAKEN_MS = 30_000
"""So long a file may take that is checked in a process of its own, while a preview is made."""
CUBE = "LUT_3D_SIZE 2\n" + "".join(f"{r} {g} {b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 0.9))
TOLD = ("name", "franchise", "logo_url", "contrast", "changed_at", "changed_by", "version")
"""What is answered of a brand beside its settings."""


@pytest.fixture
def brand_as_it_was(portal: Portal) -> Iterator[None]:
    """Other tests edit photos of the same franchise."""
    path = "/v1/franchises/001/brand"
    before = portal.service.get(path)
    yield
    body = {name: value for name, value in before.items() if name not in TOLD}
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
    theirs = {key: value for key, value in portal.service.get(path).items() if key not in TOLD} | {"currency": "CHF"}
    headers = {"authorization": f"Bearer {portal.service.key('head_office')}"}
    httpx.put(f"{portal.service.url}{path}", json=theirs, headers=headers, trust_env=False).raise_for_status()
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text(re.compile("changed: currency"))).to_be_visible()
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
