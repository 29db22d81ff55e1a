"""What people are written, and the outbox that it waits in."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from mirrorme.domain.people import Person
from mirrorme.pipeline.accounts.ports import Accounts, Desk
from mirrorme.pipeline.accounts.sealing import seal, unseal

_PURPOSE = "mail"
_AGAIN = (1, 5, 15, 60, 240, 720)
"""Minutes from try to try; after the last one, it is given up."""
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. to: an address."""

    to: str
    subject: str
    text: str


class MailError(Exception):
    """It can't be sent. final: trying again changes nothing."""

    def __init__(self, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.final = final


def put(desk: Desk, secret: bytes, kind: str, message: Message, franchise: str | None) -> None:
    """Have it sent when this transaction is done."""
    desk.mails.add(kind, seal(secret, _PURPOSE, json.dumps(asdict(message)).encode()), franchise)


def send_due(accounts: Accounts, secret: bytes, send: Callable[[Message], None]) -> int:
    """Send what waits; gives how many went.

    One transaction a message: killed in between, that one may be sent twice, but none is lost.

    Raises:
        SealError: it was sealed with another secret.
    """
    gone = 0
    for _ in range(AT_ONCE):
        with accounts.begin() as desk:
            due = desk.mails.due(1)
            if not due:
                break
            (mail,) = due
            message = Message(**json.loads(unseal(secret, _PURPOSE, mail.sealed)))
            try:
                send(message)
            except MailError as error:
                again = None if error.final or mail.tries >= len(_AGAIN) else timedelta(minutes=_AGAIN[mail.tries])
                desk.mails.failed(mail.id, str(error)[:300], again)
                continue
            desk.mails.sent(mail.id)
            gone += 1
    return gone


def invitation(person: Person, url: str) -> Message:
    """To somebody who has no password yet."""
    text = f"""Hello {person.name},

you have an account at MirrorMe. Choose a password here within seven days:

{url}

If you don't know what this is about, do nothing: without you the account can't be used.
"""
    return Message(person.email, "Your account at MirrorMe", text)


def reset(person: Person, url: str) -> Message:
    """To somebody who asked for a new password."""
    text = f"""Hello {person.name},

choose a new password here within half an hour:

{url}

If it wasn't you who asked, do nothing: your password stays as it is.
"""
    return Message(person.email, "A new password for MirrorMe", text)


def told(person: Person, what: str) -> Message:
    """To somebody whose account was changed. what: one sentence."""
    text = f"""Hello {person.name},

{what}

If it wasn't you, choose a new password at once, which ends all sign-ins, and tell head office.
"""
    return Message(person.email, "Your account at MirrorMe was changed", text)
