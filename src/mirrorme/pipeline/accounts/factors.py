"""What somebody does to their own account: second factors, password, sign-ins."""

from dataclasses import replace
from typing import Any

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.people import HALF, MUST_HAVE_TWO, Passkey, Person, SignIn
from mirrorme.pipeline.accounts import mails, passkeys, passwords, totp
from mirrorme.pipeline.accounts.mail_texts import What
from mirrorme.pipeline.accounts.ports import Desk
from mirrorme.pipeline.accounts.sealing import seal, unseal
from mirrorme.pipeline.accounts.sign_in import TOTP, Door, Opened, code_digest, digest_of

ADDRESS = "address"
"""The purpose of links by which somebody has another address; a new password ends them."""
_NEW_PASSKEY = "new passkey"
_NEW_TOTP = "new totp"
MOST_PASSKEYS = 20


def begin_totp(door: Door, person: Person) -> tuple[str, str]:
    """A secret for an authenticator app, and its address; it counts once a code of it was given."""
    made = totp.new_secret()
    sealed = seal(door.secret, _NEW_TOTP, made.encode()).hex()
    with door.accounts.begin() as desk:
        desk.tokens.add_challenge(_pending(person), _NEW_TOTP, sealed, HALF)
    return made, totp.address(made, person.email)


def finish_totp(door: Door, sign_in: SignIn, code: str) -> tuple[Opened, list[str]]:
    """Have it as a second factor; gives the sign-in, which is full now, and new recovery codes.

    Raises:
        ConflictError: none was begun, or too long ago.
        InvalidError: the code is wrong.
    """
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        sealed = desk.tokens.take_challenge(_pending(person), _NEW_TOTP)
        if sealed is None:
            raise ConflictError("nothing_begun", "Begin anew: this was begun too long ago, or not at all.")
        made = unseal(door.secret, _NEW_TOTP, bytes.fromhex(sealed))
        step = totp.step_of(made.decode(), code, desk.now.timestamp(), 0)
        if step is None:
            desk.tokens.add_challenge(_pending(person), _NEW_TOTP, sealed, HALF)
        else:
            person = replace(person, totp=seal(door.secret, TOTP, made), totp_step=step)
            desk.people.save(person)
            codes = _added(door, desk, person, "totp_added")
            opened = door.raised(desk, sign_in, person, "totp")
    if step is None:
        raise InvalidError("wrong_code", "This code is wrong. Is the clock of your phone right?")
    return opened, codes


def remove_totp(door: Door, sign_in: SignIn) -> None:
    """Have it gone.

    Raises:
        ConflictError: it is the last one, and there has to be one.
    """
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        _check_left(person, len(desk.factors.passkeys(person.id)))
        desk.people.save(replace(person, totp=None, totp_step=0))
        _changed(door, desk, person, "factor.removed", "totp_removed")


def begin_passkey(door: Door, person: Person) -> dict[str, Any]:
    """What a browser needs to make one."""
    with door.accounts.begin() as desk:
        asked = passkeys.ask_new(door.url, person, desk.factors.passkeys(person.id))
        desk.tokens.add_challenge(digest_of(asked.challenge), _NEW_PASSKEY, str(person.id), HALF)
    return asked.options


def finish_passkey(door: Door, sign_in: SignIn, answer: dict[str, Any], name: str) -> tuple[Opened, list[str]]:
    """Have it; gives the sign-in, which is full now, and recovery codes if it is the first second factor.

    Raises:
        InvalidError: the answer is not good.
        ConflictError: there are too many, or it is known.
    """
    challenge = passkeys.challenge_in(answer)
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        if desk.tokens.take_challenge(digest_of(challenge), _NEW_PASSKEY) != str(person.id):
            raise InvalidError("bad_passkey", "This answer came too late, or twice; try again.")
        if len(desk.factors.passkeys(person.id)) >= MOST_PASSKEYS:
            raise ConflictError("too_many", f"You have {MOST_PASSKEYS} passkeys; remove one first.")
        proved = passkeys.check_new(door.url, answer, challenge)
        desk.factors.add_passkey(person.id, proved.credential, proved.public_key, proved.count, name)
        codes = _added(door, desk, person, "passkey_added", passkey=name)
        return door.raised(desk, sign_in, person, "passkey"), codes


def remove_passkey(door: Door, sign_in: SignIn, number: int) -> None:
    """Have it gone.

    Raises:
        NotFoundError: there is no such.
        ConflictError: it is the last second factor, and there has to be one.
    """
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        left = [one for one in desk.factors.passkeys(person.id) if one.id != number]
        _check_left(person, len(left) + (person.totp is not None))
        if not desk.factors.remove_passkey(person.id, number):
            raise NotFoundError("no_passkey", "You have no such passkey.")
        _changed(door, desk, person, "factor.removed", "passkey_removed")


def new_codes(door: Door, sign_in: SignIn) -> list[str]:
    """Recovery codes in place of all others.

    Raises:
        ConflictError: there is no second factor to be recovered from.
    """
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        if not door.methods(desk, person):
            raise ConflictError("no_second_factor", "Add an authenticator app or a passkey first.")
        return _codes(door, desk, person)


def change_password(door: Door, sign_in: SignIn, password: str) -> int:
    """Have a new one; all other sign-ins end. Gives how many that were.

    Raises:
        InvalidError: it is too weak.
    """
    with door.accounts.begin() as desk:
        known = _locked(desk, sign_in)
    passwords.check_new(password, known.email, known.name)
    hashed = passwords.hash_of(password)
    with door.accounts.begin() as desk:
        person = _locked(desk, sign_in)
        desk.people.save(replace(person, password=hashed))
        desk.tokens.end_links(person.id, ADDRESS)
        _changed(door, desk, person, "password.changed", "password_changed")
        return desk.sign_ins.end(person.id, but=sign_in.id)


def passkeys_of(door: Door, person: Person) -> tuple[list[Passkey], int]:
    """Somebody's passkeys, and how many recovery codes are left."""
    with door.accounts.begin() as desk:
        return desk.factors.passkeys(person.id), desk.factors.codes_left(person.id)


def _pending(person: Person) -> str:
    return digest_of(f"totp of {person.id}".encode())


def _locked(desk: Desk, sign_in: SignIn) -> Person:
    found = desk.people.lock(sign_in.person)
    if found is None:
        raise NotFoundError("no_person", "There is no such account.")
    return found


def _check_left(person: Person, left: int) -> None:
    if not left and person.role in MUST_HAVE_TWO:
        raise ConflictError("last_factor", "This is your only second factor, and you need one: add another first.")


def _added(door: Door, desk: Desk, person: Person, what: What, **values: str) -> list[str]:
    """Note it; recovery codes if there are none."""
    _changed(door, desk, person, "factor.added", what, **values)
    return [] if desk.factors.codes_left(person.id) else _codes(door, desk, person)


def _codes(door: Door, desk: Desk, person: Person) -> list[str]:
    codes = totp.new_codes()
    desk.factors.set_codes(person.id, [code_digest(door.secret, code) for code in codes])
    desk.history.note("factor.codes", who=person.who, why="new recovery codes", franchise=person.franchise)
    return codes


def _changed(door: Door, desk: Desk, person: Person, kind: str, what: What, **values: str) -> None:
    mails.tell(desk, door.secret, person, what, **values)
    desk.history.note(kind, who=person.who, why="by themselves", franchise=person.franchise)
