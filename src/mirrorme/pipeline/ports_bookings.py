"""What bookings need of the records, besides what a photo's journey needs."""

from datetime import date
from typing import Protocol

from mirrorme.domain.privacy import Erasure
from mirrorme.domain.records import BookingType, Customer, Franchise, KeyRole, Session
from mirrorme.pipeline.ports_brand import Brands
from mirrorme.pipeline.ports_records import Work


class Franchises(Protocol):
    """Franchises and the keys to them."""

    def get(self, code: str) -> Franchise | None:
        """As it is now."""

    def lock(self, code: str) -> Franchise | None:
        """As it is now, held until the transaction ends; photos can be added meanwhile."""

    def next_code(self) -> str:
        """The lowest number above all that are there, which no other transaction gets."""

    def has_region(self, code: str) -> bool:
        """Whether data may be kept there."""

    def add(self, franchise: Franchise) -> Franchise:
        """Keep it; gives it with the time when it was made.

        Raises:
            ConflictError: there is one of this code.
        """

    def save(self, franchise: Franchise) -> None:
        """Replace its name, time zone, thresholds and hours."""

    def add_key(self, key: str, *, name: str, role: KeyRole, franchise: str | None) -> None:
        """Let who has this key in."""


class Bookings(Protocol):
    """What can be booked, by whom, and what was. Records are added with the id 0 and given back with their own."""

    def booking_type(self, number: int) -> BookingType | None:
        """As it is now."""

    def add_booking_type(self, kind: BookingType) -> BookingType:
        """Keep it.

        Raises:
            ConflictError: the franchise has one of this name.
        """

    def save_booking_type(self, kind: BookingType) -> None:
        """Replace its name, lane and look; as ``add_booking_type``."""

    def are_others_offered(self, kind: BookingType) -> bool:
        """Whether its franchise could still book something without it."""

    def withdraw_booking_type(self, kind: BookingType) -> None:
        """Have it be booked no more; it stays with its sessions."""

    def customer(self, number: int) -> Customer | None:
        """As it is now."""

    def add_customer(self, new: Customer) -> Customer:
        """Keep it."""

    def save_customer(self, changed: Customer) -> None:
        """Replace name, e-mail and tier."""

    def session_named(self, franchise: str, day: date, name: str) -> int | None:
        """The session of this name on this day."""

    def next_number(self, franchise: str, day: date) -> int:
        """Of a new session on this day; hold the franchise's lock meanwhile."""

    def add_session(self, new: Session) -> Session:
        """Keep it."""


class Erased(Protocol):
    """Whose data was erased."""

    def of_customer(self, customer: int) -> Erasure | None:
        """The erasure that was asked for, if any was."""


class Desk(Work, Protocol):
    """One transaction."""

    @property
    def franchises(self) -> Franchises: ...  # noqa: D102
    @property
    def bookings(self) -> Bookings: ...  # noqa: D102
    @property
    def brands(self) -> Brands: ...  # noqa: D102
    @property
    def erasures(self) -> Erased: ...  # noqa: D102
