"""Note what customers allow or refuse, and tell what counts."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from mirrorme.domain.consents import Consent, Purpose, allowed, current
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.records import Caller, Customer
from mirrorme.pipeline.bookings import own_customer
from mirrorme.pipeline.privacy import Erasing


class Consents(Protocol):
    """What consents need of the records."""

    def add(self, new: Consent) -> Consent:
        """Keep it; gives it with its id and time."""

    def of(self, customers: Collection[int]) -> list[Consent]:
        """All of these customers, the oldest first."""


class Consenting(Erasing, Protocol):
    """One transaction."""

    @property
    def consents(self) -> Consents: ...  # noqa: D102


class ConsentedRecords(Protocol):
    """All records."""

    def begin(self) -> AbstractContextManager[Consenting]:
        """A transaction."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said. source: how it was said."""

    kind: Purpose
    given: bool
    source: str


def note_consent(work: Consenting, caller: Caller, customer: int, said: Said) -> Consent:
    """Note it, with its date and who heard it.

    Raises:
        NotFoundError: no such customer, or not the caller's.
        ConflictError: the customer is erased.
    """
    found = own_customer(work, caller, customer)
    if work.erasures.of_customer(customer) is not None:
        raise ConflictError("erased", "This customer was erased by request.")
    new = Consent(0, found.franchise, customer, said.kind, said.given, work.now, caller.who, said.source)
    made = work.consents.add(new)
    # not what they said or how: the history outlives what customers may have erased
    data = {"id": customer, "kind": said.kind}
    work.history.note("consent.noted", who=caller.who, why="by request", franchise=found.franchise, data=data)
    return made


def what_is_allowed(work: Consenting, customers: Sequence[Customer]) -> dict[int, dict[Purpose, bool]]:
    """What each customer's answers come to now, where their franchise is."""
    told: dict[int, list[Consent]] = {one.id: [] for one in customers}
    for consent in work.consents.of(list(told)):
        told[consent.customer].append(consent)
    codes = {one.franchise for one in customers}
    regions = {code: found.region for code in codes if (found := work.franchises.get(code)) is not None}
    return {one.id: allowed(current(told[one.id]), regions[one.franchise]) for one in customers}
