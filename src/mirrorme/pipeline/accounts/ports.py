"""What accounts need of the records."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mirrorme.domain.people import Level, Passkey, Person, PersonRole, SignIn
from mirrorme.pipeline.ports_brand import Brands
from mirrorme.pipeline.ports_records import History


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that was counted. id: to take it back by. wait: None, or how long nobody may try again."""

    id: int
    wait: timedelta | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was used. data: what it is about, such as an address."""

    person: int
    purpose: str
    data: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A message that waits to be sent. sealed: what it says, for us alone."""

    id: int
    kind: str
    sealed: bytes
    tries: int


class People(Protocol):
    """People."""

    def get(self, person: int) -> Person | None:
        """As they are now."""

    def lock(self, person: int) -> Person | None:
        """As they are now, held until the transaction ends."""

    def by_email(self, email: str) -> Person | None:
        """Who has this address, in small letters."""

    def by_subject(self, subject: str) -> Person | None:
        """Who is this at the identity provider."""

    def owners(self, franchise: str) -> list[Person]:
        """Who owns a franchise and may come in."""

    def names(self, franchise: str | None) -> list[tuple[int, str]]:
        """Number and name of a franchise's people, or of all; of those too who may not come in any more."""

    def add(self, *, email: str, name: str, role: PersonRole, franchise: str | None) -> Person:
        """Keep somebody new.

        Raises:
            ConflictError: the address is taken.
        """

    def save(self, person: Person) -> None:
        """Replace what can change; the address does by ``move`` alone."""

    def move(self, person: int, email: str) -> None:
        """Have another address from now on.

        Raises:
            ConflictError: it is taken.
        """


class SignIns(Protocol):
    """Sign-ins, found by the digest of their token."""

    def add(self, person: int, digest: str, level: Level, agent: str, address: str, lasts: timedelta) -> SignIn:
        """Keep one."""

    def find(self, digest: str) -> tuple[SignIn, Person] | None:
        """One that lasts, of somebody who may come in."""

    def raise_to(self, number: int, digest: str, level: Level, lasts: timedelta) -> SignIn:
        """It has a new token and another level from now on, and was proved just now."""

    def count_try(self, number: int) -> int:
        """How many wrong second factors there were, this one included."""

    def seen(self, number: int, expires_at: datetime) -> None:
        """It was used now."""

    def of(self, person: int) -> list[SignIn]:
        """Those that last, the newest first."""

    def end(self, person: int, number: int | None = None, *, but: int | None = None) -> int:
        """End one, or all of somebody but one; gives how many."""


class Factors(Protocol):
    """Second factors other than codes by time."""

    def passkeys(self, person: int) -> list[Passkey]:
        """Somebody's."""

    def passkey(self, credential: bytes) -> Passkey | None:
        """By its id."""

    def add_passkey(self, person: int, credential: bytes, public_key: bytes, count: int, name: str) -> Passkey:
        """Keep one.

        Raises:
            ConflictError: it is somebody's already.
        """

    def passkey_used(self, number: int, count: int) -> None:
        """It signed just now."""

    def remove_passkey(self, person: int, number: int) -> bool:
        """Have it gone; False if there is no such."""

    def set_codes(self, person: int, digests: list[str]) -> None:
        """Recovery codes, in place of all others."""

    def use_code(self, person: int, digest: str) -> bool:
        """Whether there is one that nobody used yet; now it is used."""

    def codes_left(self, person: int) -> int:
        """How many were not used yet."""


class Tokens(Protocol):
    """What is good once, for a while: links and challenges; and tries, which are counted."""

    def add_link(self, person: int, digest: str, purpose: str, lasts: timedelta, data: str = "") -> None:
        """Keep a link; those of the same purpose are no longer good."""

    def use_link(self, digest: str, purposes: Collection[str]) -> Link | None:
        """The link, if it is good and for one of these purposes; now it is used."""

    def end_links(self, person: int, purpose: str) -> None:
        """Those of somebody for this purpose are no longer good."""

    def add_challenge(self, digest: str, purpose: str, data: str, lasts: timedelta) -> None:
        """Keep a challenge."""

    def take_challenge(self, digest: str, purpose: str) -> str | None:
        """Its data, if it is good; now it is gone."""

    def count(self, bucket: str, most: int, window: timedelta) -> Tried:
        """Count a try, unless there were ``most`` within the window."""

    def forgive(self, tried: int) -> None:
        """It was none to be counted."""

    def forget_old(self, at_most: int) -> int:
        """Have gone what is good for nothing any more; gives how much that was."""


class Mails(Protocol):
    """The outbox: kept in the transaction that has something to tell, sent by the scheduler."""

    def add(self, kind: str, sealed: bytes, franchise: str | None) -> None:
        """Keep a message."""

    def due(self, at_most: int) -> list[Mail]:
        """Those whose turn it is, held until the transaction ends."""

    def sent(self, number: int) -> None:
        """It is gone, and so is what it said."""

    def failed(self, number: int, trouble: str, again: timedelta | None) -> None:
        """It could not be sent; None: it never will be."""

    def waiting(self) -> int:
        """How many wait."""


class Desk(Protocol):
    """One transaction."""

    @property
    def now(self) -> datetime: ...  # noqa: D102
    @property
    def people(self) -> People: ...  # noqa: D102
    @property
    def sign_ins(self) -> SignIns: ...  # noqa: D102
    @property
    def factors(self) -> Factors: ...  # noqa: D102
    @property
    def tokens(self) -> Tokens: ...  # noqa: D102
    @property
    def mails(self) -> Mails: ...  # noqa: D102
    @property
    def brands(self) -> Brands: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102


class Accounts(Protocol):
    """All records of accounts."""

    def begin(self) -> AbstractContextManager[Desk]:
        """A transaction: committed when the block ends, rolled back when it raises."""
