"""Who has an account: invited, changed, disabled, and how a password is chosen by a link."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

from mirrorme.domain.errors import ForbiddenError, InvalidError, NotFoundError
from mirrorme.domain.people import Person, PersonRole, check_place, plain_email
from mirrorme.domain.records import Caller
from mirrorme.pipeline.accounts import limits, mails, passwords
from mirrorme.pipeline.accounts.factors import ADDRESS
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.accounts.sign_in import Door, digest_of

Purpose = Literal["invitation", "reset"]
LASTS: dict[Purpose, timedelta] = {"invitation": timedelta(days=7), "reset": timedelta(minutes=30)}


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be invited."""

    email: str
    name: str
    role: PersonRole
    franchise: str | None


def invite(door: Door, desk: Desk, caller: Caller, new: NewPerson) -> Person:
    """Give somebody an account, and have a link sent by which they choose a password.

    Raises:
        ForbiddenError: the caller may not give this role.
        InvalidError: the role doesn't go with the franchise.
        ConflictError: the address has an account.
    """
    new = replace(new, franchise=new.franchise or caller.franchise)
    check_may(caller, new.role, new.franchise)
    check_place(new.role, new.franchise)
    person = desk.people.add(email=plain_email(new.email), name=new.name, role=new.role, franchise=new.franchise)
    send_link(door, desk, person, "invitation")
    _note(desk, caller, "person.invited", person)
    return person


def invite_again(door: Door, desk: Desk, caller: Caller, number: int) -> Person:
    """Have a new link sent.

    Raises:
        NotFoundError: there is nobody of this number.
    """
    person = own_person(desk, caller, number)
    limits.count(desk, f"mail:{person.id}", limits.MAILS, limits.MAIL_WINDOW)
    send_link(door, desk, person, "invitation")
    _note(desk, caller, "person.invited", person)
    return person


def change_person(desk: Desk, caller: Caller, number: int, changes: dict[str, Any]) -> Person:
    """Change name or role, or disable somebody, which ends all their sign-ins.

    Raises:
        NotFoundError: there is nobody of this number.
        ForbiddenError: it is oneself, or the caller may not give this role.
    """
    person = own_person(desk, caller, number)
    if person.id == caller.person and changes.keys() - {"name"}:
        raise ForbiddenError("oneself", "Nobody changes their own role or disables themselves; ask a colleague.")
    disabled = changes.pop("disabled", None)
    if disabled is not None:
        changes["disabled_at"] = (person.disabled_at or desk.now) if disabled else None
    changed = replace(person, **changes)
    check_may(caller, changed.role, changed.franchise)
    check_place(changed.role, changed.franchise)
    desk.people.save(changed)
    if changed.disabled_at is not None or changed.role != person.role:
        desk.sign_ins.end(person.id)
    _note(desk, caller, "person.changed", changed, {"changed": sorted(changes)})
    return changed


def forget_factors(desk: Desk, caller: Caller, number: int) -> Person:
    """Take all second factors from somebody who lost them; they enrol anew after their password.

    Raises:
        NotFoundError: there is nobody of this number.
    """
    person = replace(own_person(desk, caller, number), totp=None, totp_step=0)
    desk.people.save(person)
    for passkey in desk.factors.passkeys(person.id):
        desk.factors.remove_passkey(person.id, passkey.id)
    desk.factors.set_codes(person.id, [])
    desk.sign_ins.end(person.id)
    _note(desk, caller, "person.factors_reset", person)
    return person


def ask_reset(door: Door, email: str, address: str) -> None:
    """Have a link sent, if anybody has this address: who asks is not told.

    Raises:
        LimitError: it was asked too often from there.
    """
    email = plain_email(email)
    with door.accounts.begin() as desk:
        limits.count(desk, f"reset:{limits.address_bucket(address)}", limits.AN_ADDRESS, limits.MAIL_WINDOW)
        person = desk.people.by_email(email)
        if person is None or person.disabled_at is not None:
            return
        if desk.tokens.count(f"mail:{person.id}", limits.MAILS, limits.MAIL_WINDOW).wait is None:
            send_link(door, desk, person, "reset")


def choose_password(door: Door, token: str, password: str, address: str) -> Person:
    """Choose one by a link; all sign-ins end, second factors stay.

    Raises:
        InvalidError: the link is not good any more, or the password is too weak.
        LimitError: it was tried too often from there.
    """
    with door.accounts.begin() as desk:
        limits.count(desk, f"choose:{limits.address_bucket(address)}", limits.AN_ADDRESS)
    with door.accounts.begin() as desk:
        found = desk.tokens.use_link(digest_of(token.encode("utf-8", "surrogateescape")), LASTS)
        person = desk.people.lock(found.person) if found else None
        if found is None or person is None or person.disabled_at is not None:
            raise InvalidError("link_ended", "This link was used, is too old or was never given; ask for a new one.")
        # the link is used only if the password is taken: an error here undoes it
        passwords.check_new(password, person.email, person.name)
        desk.people.save(replace(person, password=passwords.hash_of(password)))
        desk.sign_ins.end(person.id)
        desk.tokens.end_links(person.id, ADDRESS)
        why = f"by a link ({found.purpose})"
        desk.history.note("password.chosen", who=person.who, why=why, franchise=person.franchise)
        mails.tell(desk, door.secret, person, "password_chosen")
    return person


def new_link(door: Door, desk: Desk, person: Person, purpose: Purpose) -> str:
    """A link by which somebody chooses a password; its token is behind the #, so that no log has it."""
    token = secrets.token_urlsafe(32)
    desk.tokens.add_link(person.id, digest_of(token.encode()), purpose, LASTS[purpose])
    return f"{door.url}/portal/welcome#{token}"


def send_link(door: Door, desk: Desk, person: Person, purpose: Purpose) -> None:
    """Have it sent."""
    mails.write(desk, door.secret, purpose, person, new_link(door, desk, person, purpose))


def own_person(desk: Desk, caller: Caller, number: int) -> Person:
    """Somebody whose account the caller looks after.

    Raises:
        NotFoundError: there is nobody of this number.
    """
    found = desk.people.lock(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_person", "There is no such account.")
    return found


def check_may(caller: Caller, role: PersonRole, franchise: str | None) -> None:
    """Whether the caller may give this role: who owns a franchise gives those of it, head office all.

    Raises:
        ForbiddenError: no.
    """
    if caller.franchise is not None and (role not in ("franchise", "staff") or franchise != caller.franchise):
        raise ForbiddenError("role_too_high", "You can give the roles franchise and staff of your own franchise.")


def _note(desk: Desk, caller: Caller, kind: str, person: Person, data: dict[str, Any] | None = None) -> None:
    desk.history.note(
        kind,
        who=caller.who,
        why="by request",
        franchise=person.franchise,
        data={"person": person.id, "role": person.role, **(data or {})},
    )
