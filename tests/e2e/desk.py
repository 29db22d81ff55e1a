"""What is done at a studio's desk again and again."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

EDITED_MS = 60_000
"""So long a small photo may take on a machine that has much to do."""


def booked(page: Page, name: str) -> None:
    """A session with this name, and its page."""
    page.get_by_role("button", name="New session").first.click()
    dialog = page.get_by_role("dialog", name="New session")
    dialog.get_by_role("textbox", name="Name", exact=True).fill(name)
    dialog.get_by_role("radio", name=re.compile("^Portrait")).click()
    dialog.get_by_role("button", name="Book the session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def add(page: Page, *files: Path) -> None:
    page.get_by_test_id("photos").first.set_input_files([str(file) for file in files])
