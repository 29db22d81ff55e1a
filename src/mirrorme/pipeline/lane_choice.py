"""Which lane a session would come into, told before it is booked."""

from dataclasses import dataclass
from datetime import datetime

from mirrorme.domain.lane import PROMISE, Because, Lane, Tier, explain_lane
from mirrorme.domain.records import Caller
from mirrorme.pipeline.bookings import booked_by, check_due
from mirrorme.pipeline.ports_bookings import Desk


@dataclass(frozen=True, slots=True)
class LaneChoice:
    """A lane, what it promises, and why it is this one. tier: the customer's; None for nobody."""

    lane: Lane
    promise_s: int
    because: Because
    tier: Tier | None


def tell_lane(
    desk: Desk, caller: Caller, booking_type: int, customer: int | None, due_at: datetime | None
) -> LaneChoice:
    """By the rule that sessions are booked by; nothing is booked.

    Raises:
        NotFoundError: no such booking type or customer.
        ConflictError: the booking type is withdrawn, or the customer erased.
        InvalidError: a customer of another franchise, or a promise that is over.
    """
    kind, who = booked_by(desk, caller, booking_type, customer)
    now = desk.now
    check_due(due_at, now)
    tier = None if who is None else who.tier
    chosen = explain_lane(kind.lane, tier or Tier.REGULAR, None if due_at is None else due_at - now)
    return LaneChoice(chosen.lane, int(PROMISE[chosen.lane].total_seconds()), chosen.because, tier)
