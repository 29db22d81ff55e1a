"""Franchises, what can be booked with them, and sessions: how they are made and changed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from mirrorme.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from mirrorme.domain.hours import DEFAULT_HOURS, parse_hours
from mirrorme.domain.keys import bucket_of
from mirrorme.domain.lane import Lane, Tier, choose_lane
from mirrorme.domain.records import BookingType, Caller, Customer, Franchise, Session
from mirrorme.pipeline.look import parse_look
from mirrorme.pipeline.own_parts import check_own
from mirrorme.pipeline.ports_bookings import Desk
from mirrorme.pipeline.ports_objects import Objects

DEFAULT_TYPES = (
    ("Corporate headshot", Lane.VIP),
    ("Same day", Lane.EXPRESS),
    ("Portrait", Lane.STANDARD),
    ("School", Lane.BULK),
)
"""What a new franchise can book from its first minute."""


OWNERS = frozenset({"auto_publish", "review_from", "hours"})
"""What owners change of their own franchise."""


CLOCKS_APART = timedelta(minutes=5)
"""How far behind a promised time may be: clocks differ, and forms take a moment."""


class SessionExistsError(ConflictError):
    """A session of this name is there on that day. session: its id."""

    def __init__(self, name: str, day: date, session: int) -> None:
        super().__init__("session_exists", f"There is a session {name!r} on {day}; use it, or choose another name.")
        self.session = session


@dataclass(frozen=True, slots=True)
class NewFranchise:
    """What head office says of one. code: None for the next number."""

    code: str | None
    name: str
    region: str
    timezone: str


@dataclass(frozen=True, slots=True)
class NewSession:
    """What is booked. day: None for today where the franchise is. due_at: with time zone. look: beside the type's."""

    name: str
    booking_type: int
    customer: int | None
    day: date | None
    due_at: datetime | None
    look: dict[str, Any]


def found_franchise(desk: Desk, objects: Objects, caller: Caller, new: NewFranchise) -> Franchise:
    """Make a franchise with its bucket and the usual booking types.

    Raises:
        InvalidError: no such region or time zone.
        ConflictError: there is one of this code.
        StorageError: its bucket can't be made; then there is no franchise either.
    """
    check_timezone(new.timezone)
    if not desk.franchises.has_region(new.region):
        raise InvalidError("no_region", f"There is no region {new.region}; us-east-1, us-west-2 and eu-west-1 are.")
    made = desk.franchises.add(
        Franchise(
            code=new.code or desk.franchises.next_code(),
            name=new.name,
            region=new.region,
            timezone=new.timezone,
            auto_publish=85,
            review_from=70,
            created_at=desk.now,
            hours=dict(DEFAULT_HOURS),
        )
    )
    for name, lane in DEFAULT_TYPES:
        desk.bookings.add_booking_type(BookingType(0, made.code, name, lane, {}, desk.now))
    desk.history.note("franchise.created", who=caller.who, why=f"{made.name} joined", franchise=made.code)
    objects.make_bucket(bucket_of(made.code), made.region)
    return made


def change_franchise(desk: Desk, caller: Caller, code: str, changes: dict[str, Any]) -> Franchise:
    """Change a franchise's name and time zone, which head office alone does, its thresholds or hours.

    Raises:
        NotFoundError: no such franchise, or not the caller's.
        ForbiddenError: a name or a time zone from somebody else than head office.
        InvalidError: thresholds that cross, no such time zone, hours that can't be.
    """
    before = desk.franchises.lock(code)
    if before is None or caller.franchise not in (None, code):
        raise NotFoundError("no_franchise", f"There is no franchise {code}.")
    not_theirs = sorted(set(changes) - OWNERS)
    if caller.franchise is not None and not_theirs:
        raise ForbiddenError("head_office_only", f"Only head office changes {' and '.join(not_theirs)}.")
    after = replace(before, **changes)
    check_timezone(after.timezone)
    parse_hours(after.hours, after.timezone)
    if after.review_from > after.auto_publish:
        raise InvalidError("invalid_thresholds", "review_from can't be above auto_publish.")
    if after != before:
        desk.franchises.save(after)
        desk.history.note(
            "franchise.changed", who=caller.who, why=f"changed: {', '.join(changes)}", franchise=code, data=changes
        )
    return after


def add_booking_type(
    desk: Desk, caller: Caller, asked: str | None, name: str, lane: Lane, look: dict[str, Any]
) -> BookingType:
    """Let a franchise book something new. asked: the franchise that head office names.

    Raises:
        InvalidError: a look that can't be used; head office named no franchise.
        NotFoundError: no such franchise.
        ConflictError: there is one of this name.
    """
    parse_look(look)
    franchise = franchise_of(desk, caller, asked)
    check_own(desk, franchise.code, look)
    made = desk.bookings.add_booking_type(BookingType(0, franchise.code, name, lane, look, desk.now))
    _note(desk, caller, "booking_type.created", made, {"name": name, "lane": lane})
    return made


def change_booking_type(desk: Desk, caller: Caller, number: int, changes: dict[str, Any]) -> BookingType:
    """Change name, lane or look; sessions that are booked keep what they had.

    Raises:
        NotFoundError: no such booking type.
        InvalidError: a look that can't be used.
        ConflictError: there is another of this name, or it is withdrawn.
    """
    before = _offered(desk, caller, number)
    after = replace(before, **changes)
    parse_look(after.look)
    check_own(desk, after.franchise, after.look if "look" in changes else {})
    if after != before:
        desk.bookings.save_booking_type(after)
        _note(desk, caller, "booking_type.changed", after, changes)
    return after


def withdraw_booking_type(desk: Desk, caller: Caller, number: int) -> None:
    """Have it be booked no more; sessions that are booked keep it, and another may have its name.

    Raises:
        NotFoundError: no such booking type.
        ConflictError: it is the last one: nothing could be booked any more.
    """
    before = own_booking_type(desk, caller, number)
    if before.withdrawn_at is not None:
        return
    # two who withdraw at once would each leave the other's
    desk.franchises.lock(before.franchise)
    if not desk.bookings.are_others_offered(before):
        raise ConflictError("last_booking_type", "This is all that can be booked; add another booking type first.")
    desk.bookings.withdraw_booking_type(before)
    _note(desk, caller, "booking_type.withdrawn", before, {"name": before.name})


def add_customer(desk: Desk, caller: Caller, asked: str | None, name: str, email: str | None, tier: Tier) -> Customer:
    """Note a customer; franchises may have several of one name. As ``add_booking_type``."""
    franchise = franchise_of(desk, caller, asked)
    made = desk.bookings.add_customer(Customer(0, franchise.code, name, email, tier, desk.now))
    _note(desk, caller, "customer.created", made, {"tier": tier})
    return made


def change_customer(desk: Desk, caller: Caller, number: int, changes: dict[str, Any]) -> Customer:
    """Change name, e-mail or tier; sessions that are booked keep their lane.

    Raises:
        NotFoundError: no such customer.
        ConflictError: they were erased.
    """
    after = replace(living_customer(desk, caller, number), **changes)
    desk.bookings.save_customer(after)
    # which of their data was changed, not to what: the history outlives what customers may have erased
    _note(desk, caller, "customer.changed", after, {"changed": sorted(changes)})
    return after


def book_session(desk: Desk, caller: Caller, new: NewSession) -> Session:
    """Book a session, with the lane that type, customer and due time ask for.

    Raises:
        NotFoundError: no such booking type or customer.
        ConflictError: the booking type is withdrawn, or the customer erased.
        InvalidError: a customer of another franchise, a look that can't be used, a promise that is over.
        SessionExistsError: one of this name is there on that day.
    """
    kind, customer = booked_by(desk, caller, new.booking_type, new.customer)
    look = desk.brands.of(kind.franchise).look | kind.look | new.look
    parse_look(look)
    franchise = desk.franchises.lock(kind.franchise)
    if franchise is None:
        raise NotFoundError("no_franchise", "The franchise of this booking type is gone.")
    now = desk.now
    check_due(new.due_at, now)
    day = new.day or now.astimezone(ZoneInfo(franchise.timezone)).date()
    if there := desk.bookings.session_named(franchise.code, day, new.name):
        raise SessionExistsError(new.name, day, there)
    check_own(desk, franchise.code, look)
    tier = Tier.REGULAR if customer is None else customer.tier
    booked = Session(
        id=0,
        franchise=franchise.code,
        name=new.name,
        day=day,
        number=desk.bookings.next_number(franchise.code, day),
        booking_type=kind.id,
        customer=new.customer,
        lane=choose_lane(kind.lane, tier, None if new.due_at is None else new.due_at - now),
        look=look,
        due_at=new.due_at,
        cancelled=False,
        alerted=False,
        created_at=now,
    )
    session = desk.bookings.add_session(booked)
    desk.history.note(
        "session.created",
        who=caller.who,
        why=f"{kind.name} booked",
        franchise=franchise.code,
        session=session.id,
        data={"day": day.isoformat(), "number": session.number, "lane": session.lane},
    )
    return session


def booked_by(desk: Desk, caller: Caller, number: int, customer: int | None) -> tuple[BookingType, Customer | None]:
    """A booking type that can be booked, and who books it. As ``book_session``."""
    kind = _offered(desk, caller, number)
    found = None if customer is None else living_customer(desk, caller, customer)
    if found is not None and found.franchise != kind.franchise:
        raise InvalidError("other_franchise", "The customer is of another franchise than the booking type.")
    return kind, found


def check_due(due_at: datetime | None, now: datetime) -> None:
    """Whether a time can be promised.

    Raises:
        InvalidError: it is over.
    """
    if due_at is not None and due_at < now - CLOCKS_APART:
        raise InvalidError("due_in_the_past", "The promised time is over; choose one that is still to come, or none.")


def franchise_of(desk: Desk, caller: Caller, asked: str | None) -> Franchise:
    """The franchise that a new record is for: the caller's own, or the one that head office names.

    Raises:
        InvalidError: head office named none.
        NotFoundError: no such franchise, or not the caller's.
    """
    code = asked or caller.franchise
    if code is None:
        raise InvalidError("franchise_missing", 'Say for which franchise, such as "franchise": "001".')
    found = desk.franchises.get(code)
    if found is None or caller.franchise not in (None, code):
        raise NotFoundError("no_franchise", f"There is no franchise {code}.")
    return found


def own_booking_type(desk: Desk, caller: Caller, number: int) -> BookingType:
    """A booking type that the caller may see.

    Raises:
        NotFoundError: no such booking type.
    """
    found = desk.bookings.booking_type(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_booking_type", "There is no such booking type.")
    return found


def _offered(desk: Desk, caller: Caller, number: int) -> BookingType:
    found = own_booking_type(desk, caller, number)
    if found.withdrawn_at is not None:
        raise ConflictError("booking_type_withdrawn", f"{found.name!r} can be booked no more; choose another type.")
    return found


def own_customer(desk: Desk, caller: Caller, number: int) -> Customer:
    """A customer that the caller may see.

    Raises:
        NotFoundError: no such customer.
    """
    found = desk.bookings.customer(number)
    if found is None or caller.franchise not in (None, found.franchise):
        raise NotFoundError("no_customer", "There is no such customer.")
    return found


def living_customer(desk: Desk, caller: Caller, number: int) -> Customer:
    """A customer that the caller may see, and whose data may still be added to.

    Raises:
        NotFoundError: no such customer.
        ConflictError: they were erased by request: what was added would be kept in spite of it.
    """
    found = own_customer(desk, caller, number)
    if desk.erasures.of_customer(found.id) is not None:
        raise ConflictError("customer_erased", "This customer's data was erased by request; choose another customer.")
    return found


def _note(desk: Desk, caller: Caller, kind: str, of: BookingType | Customer, data: dict[str, Any]) -> None:
    """Who did this to which record."""
    desk.history.note(kind, who=caller.who, why="by request", franchise=of.franchise, data={"id": of.id, **data})


def check_timezone(name: str) -> None:
    """Whether there is such a time zone.

    Raises:
        InvalidError: there is none.
    """
    if name not in _timezones():
        raise InvalidError("no_timezone", "There is no such time zone; they look like America/New_York.")


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())
