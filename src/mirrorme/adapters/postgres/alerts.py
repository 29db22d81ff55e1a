"""Alarms in Postgres, what they are measured by, and how the service did by the minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, text, update

from mirrorme.adapters.postgres.metric_tables import alert as table
from mirrorme.domain.alerts import RULES, Alert, Change, Reading

MINUTES_KEPT = "90 days"

_LOOK = text("""
    with worker as (
        select exists (select from procrastinate_jobs job
                       where job.worker_id = worker.id and job.status = 'doing') as busy
        from procrastinate_workers worker
        where worker.last_heartbeat > clock_timestamp() - make_interval(secs => :silent_s)
    ), seen as (select count(*)::int as workers, (count(*) filter (where busy))::int as busy from worker)
    insert into minute (at, looks, workers, needed, busy, looked_at)
    select date_trunc('minute', clock_timestamp()), 1, workers,
           case when busy > 0 or exists (select from photo where state = 'queued') then workers else 0 end, busy,
           clock_timestamp()
    from seen
    on conflict (at) do update set looks = minute.looks + 1, workers = minute.workers + excluded.workers,
        needed = minute.needed + excluded.needed, busy = minute.busy + excluded.busy, looked_at = excluded.looked_at
""")
_FORGET = text(f"delete from minute where at < now() - interval '{MINUTES_KEPT}'")  # noqa: S608 (of a constant)
# what happens to nobody has no line: an average of too few says nothing
_READINGS = text("""
    select 'queue_depth' as kind, null as franchise, count(*)::float8 as value from photo where state = 'queued'
    union all
    select 'error_rate', null, sum(errors)::float8 / sum(requests) from minute
    where at >= now() - interval '5 minutes' having sum(requests) >= 20
    union all
    select 'no_worker', null, sum(workers)::float8 from minute
    where at >= now() - interval '2 minutes' having sum(looks) >= 6
    union all
    select 'worker_use', null, sum(busy)::float8 / sum(needed) from minute
    where at >= now() - interval '10 minutes' having sum(needed) > 0 and count(*) filter (where needed > 0) >= 9
    union all
    select 'model_altered', null, count(*) from model
    where kind = 'quality' and state in ('shadow', 'trial', 'serving')
      and digest <> encode(sha256(convert_to(content, 'UTF8')), 'hex')
    union all
    select 'processing_time', franchise, avg(seconds) from outcome
    where at >= now() - interval '15 minutes' and first and before in ('editing', 'scored')
      and after in ('published', 'in_review', 'retake')
    group by franchise having count(seconds) >= 5
    union all
    select 'score', franchise, avg(score) from outcome
    where at >= now() - interval '1 day' and before in ('editing', 'scored')
      and after in ('published', 'in_review', 'retake')
    group by franchise having count(score) > 20
    union all
    select 'review_queue', franchise, count(*) from photo where state = 'in_review' group by franchise
    union all
    select 'promises', franchise, count(*) from photo
    where missed_at is not null and missed_at >= now() - interval '1 hour' group by franchise
""")
_REQUESTS = text("""
    insert into minute (at, requests, errors) values (:at, :requests, :errors)
    on conflict (at) do update set requests = minute.requests + excluded.requests,
                                   errors = minute.errors + excluded.errors
""")
_LATENCY = text("""
    insert into latency (hour, counts) values (:hour, :counts)
    on conflict (hour) do update set counts = (
        select array_agg(old + new order by place)
        from unnest(latency.counts, excluded.counts) with ordinality as both_of (old, new, place))
""")


def to_alert(row: RowMapping) -> Alert:
    """A row as a record."""
    return Alert(**row)


def alerts(live: Connection, franchise: str | None, before: int | None, most: int, *, only_open: bool) -> list[Alert]:
    """The newest first; of one franchise, or all that can be seen."""
    rows = select(table).order_by(table.c.id.desc()).limit(most)
    if franchise is not None:
        rows = rows.where(table.c.franchise == franchise)
    if before is not None:
        rows = rows.where(table.c.id < before)
    if only_open:
        rows = rows.where(table.c.closed_at.is_(None))
    return [to_alert(row) for row in live.execute(rows).mappings()]


def add_requests(
    live: Connection, minutes: Mapping[datetime, tuple[int, int]], hours: Mapping[datetime, Sequence[int]]
) -> None:
    """Add requests: by minute, how many and how many of them failed; by hour, how many by class of time."""
    # in order, so that two processes never wait for each other
    for at, (requests, errors) in sorted(minutes.items()):
        live.execute(_REQUESTS, {"at": at, "requests": requests, "errors": errors})
    for hour, counts in sorted(hours.items()):
        live.execute(_LATENCY, {"hour": hour, "counts": list(counts)})


def last_look(live: Connection) -> datetime | None:
    """When the scheduler looked last."""
    found: datetime | None = live.execute(text("select max(looked_at) from minute")).scalar()
    return found


class PostgresAlerts:
    """Alarms, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def look(self, silent_s: float) -> None:
        """Note how many workers live and are busy; forget minutes that are three months old."""
        self._live.execute(_LOOK, {"silent_s": silent_s})
        self._live.execute(_FORGET)

    def readings(self) -> list[Reading]:
        """All that can be measured in the records."""
        rows: Sequence[Any] = self._live.execute(_READINGS).all()
        return [Reading(row.kind, row.franchise, float(row.value)) for row in rows]

    def opened(self) -> list[Alert]:
        """Those that are open, held until the transaction ends."""
        rows = select(table).where(table.c.closed_at.is_(None)).order_by(table.c.id).with_for_update()
        return [to_alert(row) for row in self._live.execute(rows).mappings()]

    def open(self, change: Change) -> None:
        """Raise one."""
        if change.reading is None:
            raise ValueError("this change closes an alarm")
        rule = RULES[change.reading.kind]
        values = {
            "franchise": change.reading.franchise,
            "kind": rule.kind,
            "severity": rule.severity,
            "message": change.message,
            "what_to_do": rule.what_to_do,
        }
        self._live.execute(insert(table).values(**values))

    def close(self, alert: int) -> None:
        """It is over."""
        self._live.execute(update(table).where(table.c.id == alert).values(closed_at=func.now()))

    def acknowledge(self, alert: int, who: str) -> tuple[Alert, bool] | None:
        """Somebody knows, once; the first who said so counts."""
        first = (table.c.id == alert) & table.c.acknowledged_at.is_(None)
        known = update(table).where(first).values(acknowledged_at=func.now(), acknowledged_by=who)
        changed = self._live.execute(known).rowcount == 1
        row = self._live.execute(select(table).where(table.c.id == alert)).mappings().one_or_none()
        return None if row is None else (to_alert(row), changed)
