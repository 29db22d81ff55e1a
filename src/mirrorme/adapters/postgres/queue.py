"""The queue: Procrastinate's jobs, in the same transaction as the records.

A job is only a call to work; what is to be done, and whether, the photo's row says.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, text, update

from mirrorme.adapters.postgres import jobs, tables
from mirrorme.adapters.postgres.history import PostgresHistory
from mirrorme.adapters.postgres.tables import photo as table
from mirrorme.domain.lane import LOOK_PRIORITY, Lane, Waiting, next_tag, priority
from mirrorme.domain.photo import Photo, State

_APP = jobs.deferring_app()

_ORPHAN = """
    select photo.id from photo
    where photo.state in ('queued', 'editing') and not exists (
        select from procrastinate_jobs job
        left join procrastinate_workers worker on worker.id = job.worker_id
        where job.id = photo.job
          and (job.status = 'todo' or job.status = 'doing'
               and worker.last_heartbeat > now() - make_interval(secs => :silent_s)))
"""
_ORPHANS = text(f"{_ORPHAN} order by photo.id limit :at_most")
_IS_ORPHAN = text(f"{_ORPHAN} and photo.id = :photo")
# what a worker is taking up, or a session's move has in hand, is left as it is: nobody waits here, so nothing locks up
_PRIORITISE = text("""
    with wanted as (
        select job.id, wanted.priority
        from unnest(cast(:photos as bigint[]), cast(:priorities as int[])) as wanted (photo, priority)
        join photo on photo.id = wanted.photo
        join procrastinate_jobs job on job.id = photo.job
        where job.status = 'todo' and job.priority <> wanted.priority
        for update of job skip locked)
    update procrastinate_jobs job set priority = wanted.priority from wanted where job.id = wanted.id
""")
_SWEEP = text("""
    delete from procrastinate_jobs job
    where job.status in ('doing', 'failed', 'cancelled', 'aborted')
      and not exists (select from photo where photo.job = job.id and photo.state in ('queued', 'editing'))
      and not exists (
          select from procrastinate_workers worker
          where worker.id = job.worker_id and job.status = 'doing'
            and worker.last_heartbeat > now() - make_interval(secs => :silent_s))
""")
_PACE = text("""
    select (select percentile_cont(0.5) within group (order by total) from (
                select (select sum(value::float) from jsonb_each_text(seconds)) as total
                from edit order by id desc limit 30) as last)
           / nullif((select count(*) from procrastinate_workers
                     where last_heartbeat > now() - make_interval(secs => :silent_s)), 0)
""")
_MOVE_JOBS = text("""
    update procrastinate_jobs set queue_name = :to
    where queue_name = :since and status = 'todo'
""")


class PostgresQueue:
    """Jobs, in one transaction."""

    def __init__(self, live: Connection, history: PostgresHistory) -> None:
        self._live = live
        self._history = history

    def enqueue(self, photo: Photo, *, delay_s: float = 0.0, now: datetime) -> tuple[int, int]:
        """Have it edited in its lane's turn, not before the delay; gives its fair tag and its job."""
        in_lane = (table.c.lane == photo.lane) & tables.in_state(State.QUEUED) & (table.c.id != photo.id)
        last = self._live.execute(select(func.max(table.c.tag)).where(in_lane, table.c.franchise == photo.franchise))
        # of all studios: two things that the wall lets through
        first = self._live.execute(select(func.first_tag(photo.lane, photo.id)))
        tag = next_tag(last.scalar(), first.scalar())
        place = Waiting(photo.id, photo.lane, tag, photo.deadline or now)
        is_paused = self._hold(photo.lane)
        job = self._defer(
            jobs.EDIT,
            photo.id,
            queue=jobs.paused(photo.lane) if is_paused else str(photo.lane),
            priority=priority(place, now, due=False),
            at=now + timedelta(seconds=delay_s) if delay_s else None,
        )
        return tag, job

    def look_early(self, photo: Photo) -> None:
        """Have Gate 1 look at it while it waits."""
        self._defer(jobs.LOOK, photo.id, queue=jobs.LOOK_QUEUE, priority=LOOK_PRIORITY)

    def withdraw(self, photo: Photo) -> None:
        """Take its job out of the queue, if nobody has begun."""
        self._hold(photo.lane)
        self._live.execute(
            text("delete from procrastinate_jobs where id = :job and status = 'todo'"), {"job": photo.job}
        )

    def pace(self, silent_s: float) -> float | None:
        """Seconds from photo to photo with all workers that live, by the last edits; None if nobody knows yet."""
        return self._live.execute(_PACE, {"silent_s": silent_s}).scalar()

    def anyone_waiting(self, but: int) -> bool:
        """Whether a photo other than ``but`` waits or is edited."""
        return bool(self._live.execute(select(func.anyone_waiting(but))).scalar())

    def prioritise(self, priorities: Sequence[tuple[int, int]]) -> None:
        """Give photos that wait new priorities, where they differ."""
        if not priorities:
            return
        photos, wanted = zip(*priorities, strict=True)
        self._live.execute(_PRIORITISE, {"photos": list(photos), "priorities": list(wanted)})

    def pause(self, lane: Lane, *, who: str) -> None:
        """Take up no more of a lane."""
        self._turn(lane, who, paused=True)

    def resume(self, lane: Lane, *, who: str) -> None:
        """Go on with it."""
        self._turn(lane, who, paused=False)

    def orphans(self, silent_s: float, at_most: int) -> list[int]:
        """Photos that wait or are edited, but whose job is gone, or with a worker that is silent for so long."""
        found = self._live.execute(_ORPHANS, {"silent_s": silent_s, "at_most": at_most})
        return list(found.scalars())

    def is_orphan(self, photo: int, silent_s: float) -> bool:
        """Whether this photo is one of them."""
        return self._live.execute(_IS_ORPHAN, {"silent_s": silent_s, "photo": photo}).first() is not None

    def sweep(self, silent_s: float) -> int:
        """Forget jobs that no photo waits for and no worker is at."""
        return self._live.execute(_SWEEP, {"silent_s": silent_s}).rowcount

    def _turn(self, lane: Lane, who: str, *, paused: bool) -> None:
        row = tables.lane
        change = update(row).where(row.c.name == lane, row.c.paused != paused)
        changed = self._live.execute(change.values(paused=paused, changed_by=who, changed_at=func.now()))
        if changed.rowcount == 0:
            return
        names = (str(lane), jobs.paused(lane))
        since, to = names if paused else names[::-1]
        self._live.execute(_MOVE_JOBS, {"since": since, "to": to})
        verb = "paused" if paused else "resumed"
        self._history.note(f"lane.{verb}", who=who, why=f"{lane} was {verb}", data={"lane": lane})

    def _hold(self, lane: Lane) -> bool:
        """Whether it is paused; it stays so until the transaction ends, or a job would stand in a queue for ever."""
        row = tables.lane
        return bool(
            self._live.execute(select(row.c.paused).where(row.c.name == lane).with_for_update(read=True)).scalar()
        )

    def _defer(self, task: str, photo: int, *, queue: str, priority: int, at: datetime | None = None) -> int:
        driver = self._live.connection.driver_connection
        deferrer = _APP.configure_task(
            task, allow_unknown=True, queue=queue, priority=priority, schedule_at=at, connection=driver
        )
        return deferrer.defer(photo=photo)
