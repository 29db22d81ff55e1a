"""People who sign in, and how far a sign-in has come."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from mirrorme.domain.brand import Locale
from mirrorme.domain.errors import InvalidError

PersonRole = Literal["head_office", "franchise", "staff", "auditor"]
"""franchise: who owns it. staff: who works in its studio."""
Level = Literal["half", "enrolling", "full"]
"""half: the second factor is outstanding. enrolling: there is none yet, and has to be."""
Method = Literal["totp", "passkey", "recovery"]

STEP_UP = timedelta(minutes=10)
"""So long after a proof of who it is may dangerous things be done."""
HALF = timedelta(minutes=10)
"""So much time there is to come from half to full."""
MOST_TRIES = 5
"""Wrong second factors that a sign-in survives."""


@dataclass(frozen=True, slots=True)
class Life:
    """How long a sign-in lasts: in all, and without being used."""

    whole: timedelta
    idle: timedelta


_DESK = Life(timedelta(days=14), timedelta(days=3))
_OFFICE = Life(timedelta(hours=12), timedelta(hours=1))
LIVES: dict[PersonRole, Life] = {"head_office": _OFFICE, "auditor": _OFFICE, "franchise": _DESK, "staff": _DESK}
MUST_HAVE_TWO: frozenset[PersonRole] = frozenset({"head_office", "franchise", "auditor"})
"""Who needs a second factor: all but staff, who may have one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs in.

    email: in small letters. password: its argon2id hash. totp: its secret, sealed. totp_step: the last one that was
    used. subject: who it is at head office's identity provider. locale: the language of mails to them; None for their
    franchise's.
    """

    id: int
    franchise: str | None
    email: str
    name: str
    role: PersonRole
    created_at: datetime
    password: str | None = field(default=None, repr=False)
    totp: bytes | None = field(default=None, repr=False)
    totp_step: int = 0
    subject: str | None = None
    locale: Locale | None = None
    disabled_at: datetime | None = None
    signed_in_at: datetime | None = None

    @property
    def who(self) -> str:
        """For the history, which has no names."""
        return f"{self.role}:person-{self.id}"

    @property
    def life(self) -> Life:
        """How long sign-ins last."""
        return LIVES[self.role]


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser that somebody signed in with. agent: what it calls itself. stepped_up_at: the last proof."""

    id: int
    person: int
    level: Level
    agent: str
    address: str
    tries: int
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    stepped_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey (WebAuthn). credential: its id. count: signatures that it has made, as far as it tells."""

    id: int
    person: int
    credential: bytes
    public_key: bytes = field(repr=False)
    count: int
    name: str
    created_at: datetime
    used_at: datetime | None


def level_after_password(person: Person, *, has_second: bool) -> Level:
    """How far a right password brings."""
    if has_second:
        return "half"
    return "enrolling" if person.role in MUST_HAVE_TWO else "full"


def check_place(role: PersonRole, franchise: str | None) -> None:
    """Whether a role goes with a franchise.

    Raises:
        InvalidError: no.
    """
    if role == "head_office" and franchise is not None:
        raise InvalidError("franchise_too_much", "Head office belongs to no franchise; leave it out.")
    if role in ("franchise", "staff") and franchise is None:
        raise InvalidError("franchise_missing", 'Say of which franchise, such as "franchise": "001".')


def plain_email(email: str) -> str:
    """As it is kept and compared."""
    return email.strip().casefold()
