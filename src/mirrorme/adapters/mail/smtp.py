"""Send messages by SMTP (RFC 5321), encrypted."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Self
from urllib.parse import unquote, urlsplit

from mirrorme.pipeline.accounts.mails import MailError, Message
from mirrorme.pipeline.errors import SetupError

_FORMS = "smtps://user:password@host:465 or smtp://user:password@host:587 (encrypted by STARTTLS)"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Smtp:
    """A server to send by. at_once: TLS from the first byte, else by STARTTLS. sender: an address of ours."""

    host: str
    port: int
    at_once: bool
    user: str | None
    password: str | None = field(repr=False)
    sender: str

    @classmethod
    def parse(cls, url: str, sender: str) -> Self:
        """What a URL names.

        Raises:
            SetupError: it is none of a server, or there is no sender.
        """
        try:
            parsed = urlsplit(url)
            port = parsed.port
        except ValueError as error:
            raise SetupError(f"MIRRORME_SMTP is no URL; it looks like {_FORMS}") from error
        if parsed.scheme not in ("smtp", "smtps") or not parsed.hostname:
            raise SetupError(f"MIRRORME_SMTP has to look like {_FORMS}")
        if "@" not in sender:
            raise SetupError("MIRRORME_MAIL_FROM has to be the address that mail comes from")
        at_once = parsed.scheme == "smtps"
        user = unquote(parsed.username) if parsed.username else None
        password = unquote(parsed.password) if parsed.password else None
        return cls(parsed.hostname, port or (465 if at_once else 587), at_once, user, password, sender)

    def send(self, message: Message) -> None:
        """Have the server take it.

        Raises:
            MailError: it doesn't, or can't be reached.
        """
        try:
            with self._connected() as server:
                server.send_message(self._written(message))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise MailError(f"{self.host} refuses it: {_said(error)}", final=_is_final(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"{self.host}:{self.port} can't be used: {error}", final=False) from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        trusted = ssl.create_default_context()
        if self.at_once:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=trusted)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        with server:
            server.ehlo()
            if not self.at_once and (self.host not in _LOOPBACK or server.has_extn("starttls")):
                # a link that opens an account never goes through a network in the open
                server.starttls(context=trusted)
                server.ehlo()
            if self.user is not None:
                server.login(self.user, self.password or "")
            yield server

    def _written(self, message: Message) -> EmailMessage:
        written = EmailMessage(policy=SMTP)
        written["From"], written["To"], written["Subject"] = self.sender, message.to, message.subject
        written["Date"], written["Message-ID"] = formatdate(), make_msgid(domain=self.sender.rpartition("@")[2])
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(message.text)
        return written


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {text.decode('ascii', 'replace')}" for code, text in error.recipients.values())
    return str(error)


def _is_final(error: smtplib.SMTPException) -> bool:
    """A refusal in the five hundreds stays one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
