"""People see to their own account on the portal's pages."""

import re
import time
from email import message_from_bytes
from email.policy import default

import pyotp
import pytest
from playwright.sync_api import expect

from mirrorme.pipeline.accounts.mails import send_due
from tests.e2e.accessible import check_accessible
from tests.e2e.conftest import PASSWORD, Portal
from tests.fakes.smtp import Box, serving

pytestmark = pytest.mark.xdist_group("browser")


def test_an_owner_comes_by_a_link_chooses_a_password_and_adds_an_app(portal: Portal) -> None:
    options = ("--name", "Zoë Owner", "--role", "franchise", "--franchise", "001")
    link = portal.service.run("admin", "create-user", "zoe@example.com", *options).stdout.strip()
    page = portal.page()
    page.goto(link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill("something else")
    expect(page.get_by_text("The two are not the same.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose this password")).to_be_disabled()
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("zoe@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("button", name="Add an authenticator app").click()
    app = pyotp.TOTP(page.locator("pre").inner_text())
    page.get_by_label("Code", exact=True).fill(app.now())
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("code")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("button", name="Zoë Owner")).to_be_visible()


def test_what_is_dangerous_asks_for_a_proof_and_then_goes_on_by_itself(portal: Portal) -> None:
    portal.person("prover@example.com", "franchise")
    app = portal.second_factor("prover@example.com")
    page = portal.page()
    portal.sign_in(page, "prover@example.com", app, path="/profile")
    made_old = "update sign_in set stepped_up_at = now() - interval '1 hour'"
    with portal.service.records() as records, records.begin() as work:
        work.connection.exec_driver_sql(made_old)
    page.get_by_role("button", name="New codes").click()
    page.get_by_role("dialog").get_by_label("Code of your authenticator app").fill("000000")
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    with portal.service.records() as records, records.begin() as work:
        work.connection.exec_driver_sql("update person set totp_step = 0")
    page.get_by_role("dialog").get_by_label("Code of your authenticator app").fill(app.at(int(time.time())))
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    expect(page.locator("code")).to_have_count(10)


def test_a_link_without_its_token_says_so(portal: Portal) -> None:
    page = portal.page()
    page.goto(f"{portal.url}/welcome")
    expect(page.get_by_text("opened by the link in a mail")).to_be_visible()


def test_a_forgotten_password_is_answered_the_same_for_everybody(portal: Portal) -> None:
    page = portal.page()
    page.goto(portal.url)
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("E-mail").fill("whoever@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("If somebody has this address"))


def test_a_new_address_counts_once_the_link_in_its_mail_was_opened(portal: Portal) -> None:
    portal.person("mover@example.com", "staff", name="Mo Mover")
    page = portal.page()
    portal.sign_in(page, "mover@example.com", path="/profile")
    expect(page.get_by_text("You sign in with mover@example.com.")).to_be_visible()
    page.get_by_label("New address").fill("moved@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status").filter(has_text="moved@example.com")).to_be_visible()

    (message,) = [text for to, text in sent(portal) if to == "moved@example.com"]
    link = re.search(r"http\S+/new-address#\S+", message)
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Use this address").click()
    expect(page.get_by_role("status")).to_contain_text("The address is yours.")
    page.get_by_role("link", name="Go on").click()
    page.goto(f"{portal.url}/profile")
    expect(page.get_by_text("You sign in with moved@example.com.")).to_be_visible()
    (told,) = [text for to, text in sent(portal) if to == "mover@example.com"]
    assert "is moved@example.com now" in told
    portal.sign_in(portal.page(), "moved@example.com")


def test_people_change_their_name_and_language_and_sign_out_elsewhere(portal: Portal) -> None:
    portal.person("namer@example.com", "staff")
    portal.sign_in(portal.page(), "namer@example.com")
    page = portal.page()
    portal.sign_in(page, "namer@example.com", path="/profile")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("You are signed in nowhere else.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Nora Namer")
    page.get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Su cuenta")).to_be_visible()
    expect(page.get_by_role("button", name="Nora Namer")).to_be_visible()
    check_accessible(page)

    elsewhere = portal.page()
    elsewhere.goto(f"{portal.url}/profile")
    elsewhere.get_by_label("E-mail").fill("namer@example.com")
    elsewhere.get_by_label("Password", exact=True).fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    expect(elsewhere.get_by_role("heading", level=1, name="Su cuenta")).to_be_visible()


def sent(portal: Portal) -> list[tuple[str, str]]:
    """What waits to be sent goes by a real server now: to whom, and what it says."""
    box = Box()
    secret = (portal.service.data / "secret").read_text().strip().encode()
    with serving(box) as smtp, portal.service.records() as records:
        send_due(records, secret, smtp.send)
    read = [(one.rcpt_tos[0], message_from_bytes(one.content, policy=default)) for one in box.taken]
    return [(to, message.get_content()) for to, message in read]
