"""Lanes: what a photo was promised, and in which order photos are taken up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
BAND = 400_000_000
"""Priorities of one band; five bands fit a 32-bit integer, and a band holds 12 years of seconds."""


class Lane(StrEnum):
    """From the most urgent to the least."""

    VIP = "vip"
    EXPRESS = "express"
    STANDARD = "standard"
    BULK = "bulk"


class Tier(StrEnum):
    """How much a customer matters to the franchise."""

    REGULAR = "regular"
    PREMIUM = "premium"
    VIP = "vip"


class Because(StrEnum):
    """What a lane was chosen for."""

    BOOKING_TYPE = "booking_type"
    CUSTOMER = "customer"
    DUE = "due"


PROMISE = {
    Lane.VIP: timedelta(minutes=2),
    Lane.EXPRESS: timedelta(minutes=10),
    Lane.STANDARD: timedelta(minutes=30),
    Lane.BULK: timedelta(hours=2),
}
"""From received to published, as the architecture promises."""

_ORDER = tuple(Lane)
_TIERS = {Tier.VIP: Lane.VIP, Tier.PREMIUM: Lane.EXPRESS, Tier.REGULAR: Lane.BULK}
_BANDS = {Lane.BULK: 0, Lane.STANDARD: 1, Lane.EXPRESS: 2, Lane.VIP: 4}
_DUE = 3
LOOK_PRIORITY = _DUE * BAND
"""An early look at a photo that will wait: after what is due, before Express, since a studio waits to hear of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lane, and what it was chosen for."""

    lane: Lane
    because: Because


def explain_lane(booked: Lane, tier: Tier = Tier.REGULAR, due_in: timedelta | None = None) -> Chosen:
    """The most urgent of what the booking type says, the customer's tier, and the time until the photo is due.

    A due time takes the least urgent lane whose promise keeps it. Of several that ask for the same, the first is named.
    """
    asked = [Chosen(booked, Because.BOOKING_TYPE), Chosen(_TIERS[tier], Because.CUSTOMER)]
    if due_in is not None:
        kept = next((lane for lane in reversed(_ORDER) if PROMISE[lane] <= due_in), Lane.VIP)
        asked.append(Chosen(kept, Because.DUE))
    return min(asked, key=lambda one: _ORDER.index(one.lane))


def choose_lane(booked: Lane, tier: Tier = Tier.REGULAR, due_in: timedelta | None = None) -> Lane:
    """``explain_lane`` without why."""
    return explain_lane(booked, tier, due_in).lane


def tiers_of(lane: Lane) -> tuple[Tier, ...]:
    """Whose customers come into this lane at least; none for the least urgent one, which raises nobody."""
    return tuple(tier for tier, raised in _TIERS.items() if raised is lane and lane is not _ORDER[-1])


def deadline_of(lane: Lane, received: datetime, due: datetime | None = None) -> datetime:
    """When a photo has to be published: the lane's promise, or the due time if that is earlier."""
    promised = received + PROMISE[lane]
    return promised if due is None else min(promised, due)


def next_tag(of_franchise: int | None, first_waiting: int | None) -> int:
    """The place of a franchise's next photo in its lane: start-time fair queueing.

    of_franchise: the last tag of its waiting photos in this lane. first_waiting: the least tag of all photos that wait
    in it. A franchise with nothing waiting starts beside whoever is served now, so photos are taken in turn.

    Source: Goyal, Vin and Cheng, "Start-time fair queueing", SIGCOMM 1996, with packets of equal length.
    """
    if of_franchise is not None:
        return of_franchise + 1
    return first_waiting or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A photo that waits. tag: its fair place in the lane. deadline: with time zone."""

    photo: int
    lane: Lane
    tag: int
    deadline: datetime


def priority(waiting: Waiting, now: datetime, *, due: bool) -> int:
    """A number for the queue: the highest goes first.

    VIP, then what is due by its deadline, then Express, Standard and Bulk by fair turns. A promise that is broken
    already breaks no other: such a photo goes to the head of its lane, and up a lane with every further promise's time.
    """
    late = now - waiting.deadline
    if late > timedelta(0):
        steps = int(late / PROMISE[waiting.lane])
        lane = _ORDER[max(min(1, _ORDER.index(waiting.lane)), _ORDER.index(waiting.lane) - steps)]
        return _BANDS[lane] * BAND + BAND - 1
    if due and waiting.lane is not Lane.VIP:
        seconds = int((waiting.deadline - EPOCH).total_seconds())
        return _DUE * BAND + max(1, BAND - 1 - seconds)
    return _BANDS[waiting.lane] * BAND + max(0, BAND - 2 - waiting.tag)


def find_due(waiting: Iterable[Waiting], now: datetime, *, seconds_each: float, margin: timedelta) -> Iterator[Waiting]:
    """Those that must go now lest a promise is broken, when the rest can wait.

    Taken by deadline, the photos up to the k-th need ``k * seconds_each`` of all workers together. Where that reaches
    into the last ``margin`` before its deadline, all photos up to there are due. Source: the processor demand test of
    earliest-deadline-first scheduling (Baruah, Rosier and Howell 1990). What is late already is left out.
    """
    ordered = sorted((one for one in waiting if one.deadline >= now), key=lambda one: one.deadline)
    last = 0
    for index, one in enumerate(ordered, start=1):
        if now + timedelta(seconds=index * seconds_each) + margin > one.deadline:
            last = index
    yield from ordered[:last]
