"""What people are written, and the outbox that it waits in."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from mirrorme.domain.brand import Locale
from mirrorme.domain.people import Person
from mirrorme.pipeline.accounts.mail_texts import TEXTS, Kind, What
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


def write(desk: Desk, secret: bytes, kind: Kind, person: Person, url: str = "", to: str | None = None) -> None:
    """Have somebody written in their language. url: of the link in it. to: an address that is not proved theirs yet.

    Such a mail calls nobody by name: that is what somebody chose, and would be said to whomever they please.
    """
    texts = TEXTS[language_of(desk, person)]
    letter = texts.mails[kind]
    hello = texts.hello.format(name=person.name) if to is None else texts.anybody
    message = Message(to or person.email, letter.subject, _whole(hello, letter.text.format(url=url)))
    put(desk, secret, kind, message, person.franchise)


def tell(desk: Desk, secret: bytes, person: Person, what: What, **values: object) -> None:
    """Have somebody told what was done to their account, and what to do if it wasn't them."""
    texts = TEXTS[language_of(desk, person)]
    text = _whole(texts.hello.format(name=person.name), texts.whats[what].format(**values), texts.then)
    put(desk, secret, "told", Message(person.email, texts.changed, text), person.franchise)


def tell_moved(desk: Desk, secret: bytes, person: Person, email: str) -> None:
    """Have the address that somebody had until now told that theirs is another."""
    texts = TEXTS[language_of(desk, person)]
    text = _whole(texts.hello.format(name=person.name), texts.moved.format(email=email))
    put(desk, secret, "told", Message(person.email, texts.changed, text), person.franchise)


def language_of(desk: Desk, person: Person) -> Locale:
    """The one that they chose, else their franchise's."""
    if person.locale is not None or person.franchise is None:
        return person.locale or "en"
    return desk.brands.of(person.franchise).locale


def _whole(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
