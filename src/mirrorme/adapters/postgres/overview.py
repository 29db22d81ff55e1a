"""What is going on now and today, in a few queries that touch only what is under way or arrived today."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mirrorme.domain.lane import PROMISE, Lane, Tier, tiers_of
from mirrorme.domain.photo import SETTLED, State

# the planner sees the value: with one, coalesce is a constant, and the indexes by franchise are used
_NOW = text("""
    select lane, state, count(*)::int, min(deadline) from photo
    where state in ('uploading', 'received', 'queued', 'editing', 'scored', 'in_review')
      and franchise = coalesce(cast(:franchise as text), franchise)
    group by lane, state
""")
_FAILED = text("""
    select count(*)::int from photo
    where state = 'failed' and franchise = coalesce(cast(:franchise as text), franchise)
""")
_RETAKE = text("""
    select count(*)::int from photo
    where state = 'retake' and franchise = coalesce(cast(:franchise as text), franchise)
""")
# the day begins where the franchise is
_DAYS = text("""
    select code, date_trunc('day', now() at time zone timezone) at time zone timezone from franchise
    where code = coalesce(cast(:franchise as text), code)
""")
# a franchise at a time, so that each walks its own part of an index; behind a wall, an index takes plain values alone
_TODAY = text("""
    select lane, state, count(*)::int
    from unnest(cast(:codes as text[]), cast(:begun as timestamptz[])) as day (code, begun)
    join photo on photo.franchise = day.code and photo.received_at >= day.begun
    group by lane, state
""")
_MISSED = text("""
    select lane, count(*)::int from photo
    where missed_at >= date_trunc('day', now()) and franchise = coalesce(cast(:franchise as text), franchise)
    group by lane
""")
_WORKERS = text("""
    select 'worker-' || worker.id as name, worker.last_heartbeat as seen_at,
           exists(select from procrastinate_jobs job
                  where job.worker_id = worker.id and job.status = 'doing') as busy
    from procrastinate_workers worker
    where worker.last_heartbeat > now() - make_interval(secs => :silent_s)
    order by worker.id
""")


@dataclass(frozen=True, slots=True)
class LaneNow:
    """A lane. tiers: whose customers come into it at least. oldest_deadline: of what waits."""

    name: Lane
    promise_s: int
    tiers: tuple[Tier, ...]
    paused: bool
    waiting: int
    editing: int
    oldest_deadline: datetime | None
    missed_today: int
    published_today: int


@dataclass(frozen=True, slots=True)
class WorkerNow:
    """A worker that lives."""

    name: str
    seen_at: datetime
    busy: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts.

    photos: what is under way, failed or has to be taken again, and what else arrived today, by state. today: what
    became of today's.
    """

    photos: dict[State, int]
    today: dict[str, int]
    lanes: tuple[LaneNow, ...]
    workers: tuple[WorkerNow, ...]


def overview(live: Connection, franchise: str | None, silent_s: float) -> Overview:
    """Of one franchise, or of all. silent_s: after so many seconds a worker is taken for dead."""
    asked = {"franchise": franchise}
    now = live.execute(_NOW, asked).all()
    photos: Counter[State] = Counter(
        {
            State.FAILED: live.execute(_FAILED, asked).scalar_one(),
            State.RETAKE: live.execute(_RETAKE, asked).scalar_one(),
        }
    )
    today: Counter[str] = Counter(received=0, published=0, rejected=0)
    published: Counter[str] = Counter()
    for _, state, count, _ in now:
        photos[State(state)] += count
    days = live.execute(_DAYS, asked).all()
    begun = {"codes": [day[0] for day in days], "begun": [day[1] for day in days]}
    for lane, state, count in live.execute(_TODAY, begun):
        today["received"] += count
        if state in (State.PUBLISHED, State.DELIVERED):
            today["published"] += count
            published[lane] += count
        if state == State.REJECTED:
            today["rejected"] += count
        if state in SETTLED and state not in (State.FAILED, State.RETAKE):
            photos[State(state)] += count
    missed: dict[str, int] = {row[0]: row[1] for row in live.execute(_MISSED, asked)}
    today["missed"] = sum(missed.values())
    paused = set(live.execute(text("select name from lane where paused")).scalars())
    waits = {(lane, state): (count, deadline) for lane, state, count, deadline in now}
    lanes = tuple(_lane(lane, waits, lane in paused, missed, published) for lane in Lane)
    workers = tuple(WorkerNow(**row) for row in live.execute(_WORKERS, {"silent_s": silent_s}).mappings())
    return Overview(dict(photos), dict(today), lanes, workers)


def _lane(
    lane: Lane,
    waits: dict[tuple[Any, Any], tuple[int, datetime | None]],
    paused: bool,  # noqa: FBT001 (private)
    missed: dict[str, int],
    published: Counter[str],
) -> LaneNow:
    waiting, deadline = waits.get((lane, State.QUEUED), (0, None))
    return LaneNow(
        name=lane,
        promise_s=int(PROMISE[lane].total_seconds()),
        tiers=tiers_of(lane),
        paused=paused,
        waiting=waiting,
        editing=waits.get((lane, State.EDITING), (0, None))[0],
        oldest_deadline=deadline,
        missed_today=missed.get(lane, 0),
        published_today=published[lane],
    )
