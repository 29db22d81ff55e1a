"""What somebody is called, which language they read, and by which address they are reached: theirs to change.

A new address counts only once a link that was sent there was opened, and nothing tells who asks whether it is somebody
else's: the answer is the same, and its owner is told by mail.
"""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from mirrorme.domain.errors import InvalidError, NotFoundError
from mirrorme.domain.people import Person, SignIn, plain_email
from mirrorme.pipeline.accounts import limits, mails
from mirrorme.pipeline.accounts.factors import ADDRESS
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.accounts.sign_in import Door, digest_of
from mirrorme.pipeline.accounts.team import LASTS

ADDRESS_LASTS = timedelta(hours=1)


def change_own(door: Door, sign_in: SignIn, changes: dict[str, Any]) -> None:
    """Have another name, or another language of mails. changes: name, locale."""
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        desk.people.save(replace(person, **changes))
        data = {"person": person.id, "role": person.role, "changed": sorted(changes)}
        desk.history.note("person.changed", who=person.who, why="by themselves", franchise=person.franchise, data=data)


def ask_address(door: Door, sign_in: SignIn, email: str) -> None:
    """Have a link sent to a new address; the one that counts until then is told.

    Raises:
        InvalidError: it is their address already.
        LimitError: it was asked too often.
    """
    email = plain_email(email)
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        if email == person.email:
            raise InvalidError("same_email", "This is your address already.")
        limits.count(desk, f"mail:{person.id}", limits.MAILS, limits.MAIL_WINDOW)
        desk.history.note("person.email_asked", who=person.who, why="by themselves", franchise=person.franchise)
        mails.tell(desk, door.secret, person, "address_asked", email=email)
        other = desk.people.by_email(email)
        if other is not None:
            desk.tokens.end_links(person.id, ADDRESS)
            _tell_owner(door, desk, other)
            return
        token = secrets.token_urlsafe(32)
        desk.tokens.add_link(person.id, digest_of(token.encode()), ADDRESS, ADDRESS_LASTS, email)
        mails.write(desk, door.secret, "address", person, f"{door.url}/portal/new-address#{token}", to=email)


def take_address(door: Door, token: str, address: str) -> None:
    """Have a new address by the link that was sent there; links that went to the old one are no longer good.

    Raises:
        InvalidError: the link is not good any more.
        ConflictError: the address has got an account meanwhile.
        LimitError: it was tried too often from there.
    """
    with door.accounts.begin() as desk:
        limits.count(desk, f"choose:{limits.address_bucket(address)}", limits.AN_ADDRESS)
    with door.accounts.begin() as desk:
        found = desk.tokens.use_link(digest_of(token.encode("utf-8", "surrogateescape")), {ADDRESS})
        person = desk.people.lock(found.person) if found else None
        if found is None or person is None or person.disabled_at is not None:
            raise InvalidError("link_ended", "This link was used, is too old or was never given; ask for a new one.")
        desk.people.move(person.id, found.data)
        for purpose in LASTS:
            desk.tokens.end_links(person.id, purpose)
        why = f"by a link ({found.purpose})"
        desk.history.note("person.email", who=person.who, why=why, franchise=person.franchise)
        mails.tell_moved(desk, door.secret, person, found.data)


def _locked(desk: Desk, sign_in: SignIn) -> Person:
    found = desk.people.lock(sign_in.person)
    if found is None:
        raise NotFoundError("no_person", "There is no such account.")
    return found


def _tell_owner(door: Door, desk: Desk, other: Person) -> None:
    """Who has the address hears of it, if they may come in, and not without end."""
    if (
        other.disabled_at is None
        and desk.tokens.count(f"tried:{other.id}", limits.MAILS, limits.MAIL_WINDOW).wait is None
    ):
        mails.write(desk, door.secret, "address_tried", other)
