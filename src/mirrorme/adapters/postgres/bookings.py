"""Booking types, customers and new sessions in Postgres."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new
from sqlalchemy.exc import IntegrityError

from mirrorme.adapters.postgres.sessions import to_session
from mirrorme.adapters.postgres.tables import booking_type, customer, session
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.lane import Lane, Tier
from mirrorme.domain.records import BookingType, Customer, Session

_GIVEN = {"id", "created_at", "withdrawn_at"}


def to_booking_type(row: RowMapping) -> BookingType:
    """A row as a record."""
    return BookingType(**(dict(row) | {"lane": Lane(row["lane"])}))


def to_customer(row: RowMapping) -> Customer:
    """A row as a record."""
    return Customer(**(dict(row) | {"tier": Tier(row["tier"])}))


class PostgresBookings:
    """What can be booked, by whom, and what was, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def booking_type(self, number: int) -> BookingType | None:
        """As it is now."""
        row = self._live.execute(select(booking_type).where(booking_type.c.id == number)).mappings().one_or_none()
        return to_booking_type(row) if row else None

    def add_booking_type(self, kind: BookingType) -> BookingType:
        """Keep it, unless the franchise has one of this name."""
        added = insert_new(booking_type).values(**_values(kind)).on_conflict_do_nothing().returning(booking_type)
        row = self._live.execute(added).mappings().one_or_none()
        if row is None:
            raise _taken(kind)
        return to_booking_type(row)

    def save_booking_type(self, kind: BookingType) -> None:
        """Replace its name, lane and look, unless the franchise has another of this name."""
        try:
            with self._live.begin_nested():
                self._live.execute(update(booking_type).where(booking_type.c.id == kind.id).values(**_values(kind)))
        except IntegrityError as error:
            raise _taken(kind) from error

    def are_others_offered(self, kind: BookingType) -> bool:
        """Whether its franchise could still book something without it."""
        table = booking_type.c
        others = (table.franchise == kind.franchise) & (table.id != kind.id) & table.withdrawn_at.is_(None)
        return self._live.execute(select(table.id).where(others).limit(1)).first() is not None

    def withdraw_booking_type(self, kind: BookingType) -> None:
        """Have it be booked no more."""
        offered = (booking_type.c.id == kind.id) & booking_type.c.withdrawn_at.is_(None)
        self._live.execute(update(booking_type).where(offered).values(withdrawn_at=func.now()))

    def customer(self, number: int) -> Customer | None:
        """As it is now."""
        row = self._live.execute(select(customer).where(customer.c.id == number)).mappings().one_or_none()
        return to_customer(row) if row else None

    def add_customer(self, new: Customer) -> Customer:
        """Keep it."""
        row = self._live.execute(insert(customer).values(**_values(new)).returning(customer)).mappings().one()
        return to_customer(row)

    def save_customer(self, changed: Customer) -> None:
        """Replace name, e-mail and tier."""
        self._live.execute(update(customer).where(customer.c.id == changed.id).values(**_values(changed)))

    def session_named(self, franchise: str, day: date, name: str) -> int | None:
        """The session of this name on this day."""
        same = (session.c.franchise == franchise, session.c.day == day, session.c.name == name)
        return self._live.execute(select(session.c.id).where(*same)).scalar()

    def next_number(self, franchise: str, day: date) -> int:
        """Of a new session on this day."""
        last = select(func.max(session.c.number)).where(session.c.franchise == franchise, session.c.day == day)
        return (self._live.execute(last).scalar() or 0) + 1

    def add_session(self, new: Session) -> Session:
        """Keep it."""
        row = self._live.execute(insert(session).values(**_values(new)).returning(session)).mappings().one()
        return to_session(row)


def _values(record: BookingType | Customer | Session) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if name not in _GIVEN}


def _taken(kind: BookingType) -> ConflictError:
    return ConflictError("booking_type_exists", f"There is a booking type {kind.name!r}; choose another name.")
