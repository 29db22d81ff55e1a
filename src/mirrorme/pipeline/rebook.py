"""A booked session changes: what it is called, whose it is, and what was promised."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.lane import Lane, Tier, choose_lane
from mirrorme.domain.photo import State
from mirrorme.domain.records import Caller, Customer, Session
from mirrorme.pipeline.bookings import SessionExistsError, check_due, living_customer, own_customer
from mirrorme.pipeline.lanes import PROMISED, promise_anew
from mirrorme.pipeline.ports_bookings import Desk
from mirrorme.pipeline.privacy import Erasing


def change_session(desk: Erasing, caller: Caller, number: int, changes: Mapping[str, Any]) -> Session:
    """Change ``name``, ``customer`` or ``due_at``, as far as they are given; a new promise chooses the lane anew.

    What waits of it takes the new lane and promise along. The day stays: the photos lie by it.

    Raises:
        NotFoundError: no such session or customer, or not the caller's.
        InvalidError: a customer of another franchise, or a promise that is over.
        ConflictError: it is cancelled, delivered or erased, another of this name is there on that day, or its customer
            has to stay: their data is held, or there are photos already. Nor can it become an erased customer's.
    """
    before = desk.sessions.lock(number)
    if before is None or caller.franchise not in (None, before.franchise):
        raise NotFoundError("no_session", "There is no such session.")
    after = replace(before, **changes)
    changed = sorted(name for name in changes if getattr(after, name) != getattr(before, name))
    if not changed:
        return before
    _check_open(desk, before)
    if "name" in changed and (there := desk.bookings.session_named(before.franchise, before.day, after.name)):
        raise SessionExistsError(after.name, before.day, there)
    which = living_customer if "customer" in changed else own_customer
    customer = None if after.customer is None else which(desk, caller, after.customer)
    if "customer" in changed:
        _check_customer(desk, before, customer)
    if "due_at" in changed:
        check_due(after.due_at, desk.now)
        after = replace(after, lane=_lane_of(desk, after, customer))
    desk.sessions.save(after)
    # which of it was changed, not to what: the history outlives what customers may have erased
    desk.history.note(
        "session.changed",
        who=caller.who,
        why="by request",
        franchise=before.franchise,
        session=number,
        data={"changed": changed} | ({"from": before.lane, "to": after.lane} if after.lane != before.lane else {}),
    )
    if "due_at" in changed:
        promise_anew(desk, after, PROMISED, who=caller.who)
    return after


def _check_open(desk: Erasing, session: Session) -> None:
    if _is_erased(desk, session.customer) or desk.photos.of_session(session.id, {State.ERASED}):
        raise ConflictError("session_erased", "Photos of this session were erased for its customer; it can't change.")
    if session.cancelled:
        raise ConflictError("session_cancelled", "This session is cancelled; book a new one.")
    if desk.photos.of_session(session.id, {State.DELIVERED}):
        raise ConflictError("session_delivered", "Photos of this session were delivered; it can't change any more.")


def _is_erased(desk: Erasing, customer: int | None) -> bool:
    return customer is not None and desk.erasures.of_customer(customer) is not None


def _check_customer(desk: Erasing, before: Session, customer: Customer | None) -> None:
    if customer is not None and customer.franchise != before.franchise:
        raise InvalidError("other_franchise", "The customer is of another franchise than the session.")
    own = None if before.customer is None else desk.bookings.customer(before.customer)
    if own is not None and own.hold is not None:
        # with another customer it would no longer be kept
        told = f"This customer's data has to be kept: {own.hold}. Lift the hold first."
        raise ConflictError("held", told, {"why": own.hold})
    if desk.photos.of_session(before.id, set(State)):
        # they are under the key of whose they were, and are gone for the next one, too, when that is destroyed
        raise ConflictError(
            "photos_kept",
            "This session has photos, which are kept for the customer that it was booked for; book a new session for "
            "the other customer, and upload them there.",
        )


def _lane_of(desk: Desk, session: Session, customer: Customer | None) -> Lane:
    kind = desk.bookings.booking_type(session.booking_type)
    tier = Tier.REGULAR if customer is None else customer.tier
    due_in = None if session.due_at is None else session.due_at - desk.now
    return session.lane if kind is None else choose_lane(kind.lane, tier, due_in)
