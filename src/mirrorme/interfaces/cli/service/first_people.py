"""The first accounts of a new service: links for whoever started it, as long as nobody has chosen a password."""

import os
import sys
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorme.domain.people import PersonRole

if TYPE_CHECKING:
    from mirrorme.domain.people import Person
    from mirrorme.pipeline.accounts.ports import Desk
    from mirrorme.wiring.one_machine import OneMachine

FRANCHISE = "001"


@dataclass(frozen=True, slots=True)
class First:
    """An account that is there from the start. Its address is one that no mail ever reaches (RFC 2606)."""

    email: str
    name: str
    role: PersonRole
    needs: str


FIRST = (
    First("owner@studio.invalid", "Owner", "franchise", "a password, and an authenticator app or passkey"),
    First("desk@studio.invalid", "Front desk", "staff", "a password"),
)


def first_links(machine: "OneMachine") -> list[tuple[First, str]]:
    """New links by which the first accounts get their passwords; none once anybody has one.

    Raises:
        SetupError: the database can't be reached.
    """
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.accounts.sign_in import Door
    from mirrorme.pipeline.accounts.team import new_link

    with records(machine.data) as all_records, all_records.begin() as work:
        # links are digests: no secret is needed to make one
        door = Door(all_records, b"", machine.url)
        if any(person.password for person in work.people.all(None, None, 1000)):
            return []
        found = [(one, work.people.by_email(one.email) or _add(work, one)) for one in FIRST]
        return [(one, new_link(door, work, person, "invitation")) for one, person in found]


def show_page(url: str) -> None:
    """Open a page for whoever sits at this machine; nothing happens where nobody does."""
    if not sys.stderr.isatty():
        return
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _add(desk: "Desk", one: First) -> "Person":
    person = desk.people.add(email=one.email, name=one.name, role=one.role, franchise=FRANCHISE)
    desk.history.note(
        "person.invited", who="service", why="first start", franchise=FRANCHISE, data={"person": person.id}
    )
    return person
