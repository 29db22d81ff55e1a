"""Find the session that photos belong to, or make it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import ApiError
from mirrorme.pipeline.errors import OrderError


@dataclass(frozen=True, slots=True)
class Booking:
    """What a session has to be. customer, day, due: None if they don't matter. franchise: for a key of head office.

    look: choices for its edits, beside the booking type's; of a session that is there, its own hold.
    """

    name: str
    booking_type: str | None
    customer: str | None = None
    day: date | None = None
    due: datetime | None = None
    franchise: str | None = None
    look: dict[str, Any] | None = None


def open_session(connection: Connection, booking: Booking) -> dict[str, Any]:
    """The session of that name on that day; made if there is none.

    Raises:
        OrderError: no such booking type or customer (says which there are), or the session is booked as another type.
    """
    chosen = _booking_type(connection, booking)
    body: dict[str, Any] = {"name": booking.name, "booking_type": chosen["id"]}
    if booking.customer is not None:
        customers = connection.items("customers", franchise=booking.franchise)
        body["customer"] = pick(customers, booking.customer, "customer")["id"]
    if booking.day is not None:
        body["day"] = booking.day.isoformat()
    if booking.look is not None:
        body["look"] = booking.look
    if booking.due is not None:
        body["due_at"] = booking.due.isoformat()
    try:
        made: dict[str, Any] = connection.post("sessions", body, creates=True)
    except ApiError as error:
        if error.code != "session_exists":
            raise
        made = connection.get(f"sessions/{error.members['session']}")
        if made["booking_type"] != chosen["id"]:
            raise OrderError(
                f"the session {booking.name!r} of {made['day']} is booked as another type than {chosen['name']!r}: "
                "give that one, or another --session"
            ) from error
    return made


def find_session(connection: Connection, asked: str) -> dict[str, Any]:
    """A session by its number, else the last one of that name.

    Raises:
        OrderError: there is none.
    """
    if asked.isascii() and asked.isdecimal():
        try:
            found: dict[str, Any] = connection.get(f"sessions/{asked}")
        except ApiError as error:
            if error.status != 404:
                raise
        else:
            return found
    named = [one for one in connection.items("sessions") if one["name"].casefold() == asked.casefold()]
    if not named:
        raise OrderError(f"there is no session {asked!r}: `mirrorme status` lists those of today")
    return max(named, key=lambda one: (one["day"], one["id"]))


def pick(records: Iterable[dict[str, Any]], name: str, what: str) -> dict[str, Any]:
    """The record of that name, however it is capitalised.

    Raises:
        OrderError: there is none, or several; says which there are.
    """
    known = list(records)
    same = [one for one in known if one["name"] == name] or [
        one for one in known if one["name"].casefold() == name.casefold()
    ]
    if len(same) == 1:
        return same[0]
    if same:
        raise OrderError(f"there are {len(same)} of the name {name!r}: give --franchise, or rename one {what}")
    names = ", ".join(sorted({one["name"] for one in known})[:20])
    raise OrderError(f"there is no {what} {name!r}; there is: {names or 'none yet'}")


def _booking_type(connection: Connection, booking: Booking) -> dict[str, Any]:
    known = list(connection.items("booking-types", franchise=booking.franchise))
    if booking.booking_type is None:
        if len(known) == 1:
            return known[0]
        names = ", ".join(sorted({one["name"] for one in known})) or "there is none yet"
        raise OrderError(f"say what was booked, with --booking-type: {names}")
    return pick(known, booking.booking_type, "booking type")
