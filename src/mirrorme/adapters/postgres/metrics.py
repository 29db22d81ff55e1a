"""The key metrics of a period. Only what is narrow and indexed is read: never an edit's documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from mirrorme.domain.lane import Lane
from mirrorme.domain.report import (
    FACTORS,
    DayFigures,
    LanePromises,
    RejectionCount,
    Report,
    ReviewBacklog,
    Span,
    Sums,
    all_days,
    compare,
    factor_means,
)

# an edit that was decided about, by a worker: published, for people to review, or to be taken again
_EDITED = "before in ('editing', 'scored') and after in ('published', 'in_review', 'retake')"
_OWN = "franchise = coalesce(cast(:franchise as text), franchise)"
# sums by day, so that one walk over the period and the one before is enough. Scores are there for edits alone; those
# that were edited again at once are left out. offset 0: else each sum would find out anew what a row is
_DAYS = text(f"""
    with place as (select * from unnest(cast(:codes as text[]), cast(:zones as text[])) as place (code, zone)),
    told as (
        select at >= :since as now, (at at time zone place.zone)::date as day, before, after, score,
               {", ".join(FACTORS)}, {_EDITED} as edited,
               case when first and {_EDITED} then seconds end as taken, first and {_EDITED} as decided,
               case when after = 'delivered' then seconds end as delivery
        from outcome join place on place.code = outcome.franchise
        where at >= :earlier and at < :until and after <> 'queued' and {_OWN}
        offset 0)
    select now, day, count(*) filter (where edited) as processed,
           sum(taken::float8) as seconds, count(taken) as timed,
           percentile_cont(0.5) within group (order by taken) filter (where now) as median_s,
           sum(score::float8) as score, count(score) as scored,
           count(*) filter (where decided and after = 'published') as auto, count(*) filter (where decided) as decided,
           sum(delivery::float8) as delivery, count(delivery) as delivered,
           count(*) filter (where after = 'published') as published,
           count(*) filter (where after = 'rejected') as rejected,
           count(*) filter (where before = 'in_review') as reviewed,
           count(edges) as factors_n, {", ".join(f"sum({name}::float8) as {name}" for name in FACTORS)}
    from told group by 1, 2
""")  # noqa: S608 (of constants)
_HOURS = text(f"""
    select now, count(*) from (
        select distinct franchise, (at >= :since) as now, date_bin('1 hour', at, 'epoch')
        from outcome where at >= :earlier and at < :until and {_EDITED} and {_OWN}) as hours
    group by now
""")  # noqa: S608 (of constants)
_RECEIVED = text("""
    select got.day, sum(got.count)::int
    from unnest(cast(:codes as text[]), cast(:zones as text[])) as place (code, zone)
    cross join lateral (
        select (received_at at time zone place.zone)::date as day, count(*) as count from photo
        where photo.franchise = place.code and received_at >= :since and received_at < :until
        group by 1) as got
    group by got.day
""")
_REJECTIONS = text(f"""
    select code, count(*)::int from outcome, unnest(reasons) as code
    where at >= :since and at < :until and after = 'rejected' and {_OWN}
    group by code order by 2 desc, 1
""")  # noqa: S608 (of constants)
_KEPT = text(f"""
    select lane, count(*)::int from outcome
    where at >= :since and at < :until and after = 'published' and kept and (first or before = 'in_review') and {_OWN}
    group by lane
""")  # noqa: S608 (of constants)
_MISSED = text(f"""
    select lane, count(*)::int from photo
    where missed_at >= :since and missed_at < :until and missed_at is not null and {_OWN}
    group by lane
""")  # noqa: S608 (of constants)
_REVIEW = text(f"""
    select count(*)::int,
           (count(*) filter (where review_due_at < now()))::int
    from photo where state = 'in_review' and {_OWN}
""")  # noqa: S608 (of constants)
_UPLOADS = text(f"""
    select (created_at >= :since) as now, (count(*) filter (where state = 'done'))::int, count(*)::int from upload
    where created_at >= :earlier and created_at < :until and state <> 'open' and {_OWN}
    group by 1
""")  # noqa: S608 (of constants)
_BUSY = text("""
    select (at >= :since) as now, sum(busy)::int, sum(needed)::int from minute
    where at >= :earlier and at < :until and looks > 0 group by 1
""")
# the hour that a period begins in counts to it
_LATENCY = text("""
    select (hour >= date_trunc('hour', cast(:since as timestamptz))) as now, class, sum(count)::int
    from latency, unnest(counts) with ordinality as one (count, class)
    where hour >= date_trunc('hour', cast(:earlier as timestamptz)) and hour < :until
    group by 1, 2 order by 2
""")
_PLACES = text("select code, timezone from franchise where code = coalesce(cast(:franchise as text), code)")


def report(live: Connection, franchise: str | None, span: Span) -> Report:
    """Of one franchise, or of all that can be seen. API and workers are everybody's."""
    asked: dict[str, Any] = {
        "franchise": franchise,
        "since": span.since,
        "until": span.until,
        "earlier": span.before.since,
    }
    # compiling these queries takes longer than carrying them out
    live.execute(text("set local jit = off"))
    places = live.execute(_PLACES, {"franchise": franchise}).all()
    asked |= {"codes": [place[0] for place in places], "zones": [place[1] for place in places]}
    days = live.execute(_DAYS, asked).mappings().all()
    received: dict[date, int] = {row[0]: row[1] for row in live.execute(_RECEIVED, asked)}
    now, before = _sums(live, asked, days)
    return Report(
        franchise=franchise,
        since=span.since,
        until=span.until,
        metrics=compare(now, before),
        days=_day_figures([row for row in days if row["now"]], received),
        factors=factor_means(now, before),
        rejections=tuple(RejectionCount(*row) for row in live.execute(_REJECTIONS, asked)),
        lanes=_lanes(live, asked),
        review=ReviewBacklog(*live.execute(_REVIEW, asked).one()),
    )


def _sums(live: Connection, asked: Mapping[str, Any], days: Sequence[RowMapping]) -> tuple[Sums, Sums]:
    """Of the period, and of the one before."""
    hours = {row[0]: row[1] for row in live.execute(_HOURS, asked)}
    uploads = {row[0]: (row[1], row[2]) for row in live.execute(_UPLOADS, asked)}
    busy = {row[0]: (row[1], row[2]) for row in live.execute(_BUSY, asked)}
    latency: dict[bool, list[int]] = {True: [], False: []}
    for which, _, count in live.execute(_LATENCY, asked):
        latency[which].append(count)

    def of(which: bool) -> Sums:  # noqa: FBT001 (private)
        rows = [row for row in days if row["now"] is which]

        def total(name: str, count: str) -> tuple[float | None, int]:
            return sum(row[name] or 0.0 for row in rows), sum(row[count] for row in rows)

        def factor(name: str) -> tuple[float | None, int]:
            judged = [row for row in rows if row[name] is not None]
            return sum(row[name] for row in judged), sum(row["factors_n"] for row in judged)

        return Sums(
            processed=sum(row["processed"] for row in rows),
            hours=hours.get(which, 0),
            seconds=total("seconds", "timed"),
            score=total("score", "scored"),
            auto=(sum(row["auto"] for row in rows), sum(row["decided"] for row in rows)),
            latency=latency[which],
            busy=busy.get(which, (0, 0)),
            uploads=uploads.get(which, (0, 0)),
            delivery=total("delivery", "delivered"),
            factors={name: factor(name) for name in FACTORS},
        )

    return of(True), of(False)


def _day_figures(rows: Sequence[RowMapping], received: Mapping[date, int]) -> tuple[DayFigures, ...]:
    found = {day: DayFigures(day, received=count) for day, count in received.items()}
    for row in rows:
        found[row["day"]] = DayFigures(
            day=row["day"],
            received=received.get(row["day"], 0),
            published=row["published"],
            rejected=row["rejected"],
            reviewed=row["reviewed"],
            auto_published=row["auto"],
            score_mean=row["score"] / row["scored"] if row["scored"] else None,
            median_s=row["median_s"],
        )
    return all_days(found)


def _lanes(live: Connection, asked: Mapping[str, Any]) -> tuple[LanePromises, ...]:
    kept: dict[str, int] = {row[0]: row[1] for row in live.execute(_KEPT, asked)}
    missed: dict[str, int] = {row[0]: row[1] for row in live.execute(_MISSED, asked)}
    return tuple(
        LanePromises(lane, kept.get(lane, 0) + missed.get(lane, 0), kept.get(lane, 0), missed.get(lane, 0))
        for lane in map(str, Lane)
    )
