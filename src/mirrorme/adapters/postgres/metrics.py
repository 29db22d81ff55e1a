"""The key metrics of a period. Only what is narrow and indexed is read: never an edit's documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from mirrorme.adapters.postgres.metric_days import COLUMNS, COUNTS, OF_A_GAP, SUMS
from mirrorme.domain.lane import Lane
from mirrorme.domain.metrics import median_of
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

_OWN = "franchise = coalesce(cast(:franchise as text), franchise)"
# whole days as they were kept; what lies between them, and around them up to the ends of both periods, out of the rows
_DAYS = text(f"""
    with place as (select * from unnest(cast(:codes as text[]), cast(:zones as text[])) as place (code, zone)),
    whole as materialized (
        select * from outcome_day
        where franchise = any(cast(:codes as text[])) and begun >= :earlier and ended <= :until
          and (ended <= :since or begun >= :since)),
    piece as (
        select franchise as code, begun, ended from whole
        union all
        select code, cut, cut from place,
               unnest(array[cast(:since as timestamptz), cast(:until as timestamptz)]) as cut),
    gap as (
        select code, zone, since, until
        from (select code, begun as until,
                     lag(ended, 1, :earlier) over (partition by code order by begun, ended) as since
              from piece) as between_pieces join place using (code)
        where since < until),
    part as materialized (
        select begun >= :since as now, {", ".join(COLUMNS)} from whole
        union all
        select since >= :since, {", ".join(COLUMNS)} from gap cross join lateral ({OF_A_GAP}) as days),
    times as (
        select day, array_agg(class) as classes, array_agg(count) as counts
        from (select day, class, sum(count)::int as count
              from part, unnest(classes, counts) as one (class, count) where now group by 1, 2) as classed
        group by 1)
    select part.*, times.classes, times.counts
    from (select now, day, sum(bit_count(hours::bit(24)))::int as hours,
                 {", ".join(f"sum({name})::int as {name}" for name in COUNTS)},
                 {", ".join(f"sum({name}) as {name}" for name in SUMS)}
          from part group by 1, 2) as part
    left join times on part.now and times.day = part.day
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
# without groups, so that nothing is sorted
_UPLOADS = text(f"""
    select (count(*) filter (where created_at >= :since and state = 'done'))::int,
           (count(*) filter (where created_at >= :since))::int,
           (count(*) filter (where created_at < :since and state = 'done'))::int,
           (count(*) filter (where created_at < :since))::int
    from upload where created_at >= :earlier and created_at < :until and state <> 'open' and {_OWN}
""")  # noqa: S608 (of constants)
_BUSY = text("""
    select coalesce(sum(busy) filter (where at >= :since), 0)::int,
           coalesce(sum(needed) filter (where at >= :since), 0)::int,
           coalesce(sum(busy) filter (where at < :since), 0)::int,
           coalesce(sum(needed) filter (where at < :since), 0)::int
    from minute where at >= :earlier and at < :until and looks > 0
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
    of_now = [row for row in days if row["now"]]
    return Report(
        franchise=franchise,
        since=span.since,
        until=span.until,
        metrics=compare(now, before),
        days=_day_figures(of_now, received),
        factors=factor_means(now, before),
        rejections=tuple(RejectionCount(*row) for row in live.execute(_REJECTIONS, asked)),
        lanes=_lanes(live, asked, of_now),
        review=ReviewBacklog(*live.execute(_REVIEW, asked).one()),
    )


def _sums(live: Connection, asked: Mapping[str, Any], days: Sequence[RowMapping]) -> tuple[Sums, Sums]:
    """Of the period, and of the one before."""
    uploads, busy = live.execute(_UPLOADS, asked).one(), live.execute(_BUSY, asked).one()
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
            hours=sum(row["hours"] for row in rows),
            seconds=total("seconds", "timed"),
            score=total("score", "scored"),
            auto=(sum(row["auto"] for row in rows), sum(row["decided"] for row in rows)),
            latency=latency[which],
            busy=(busy[0], busy[1]) if which else (busy[2], busy[3]),
            uploads=(uploads[0], uploads[1]) if which else (uploads[2], uploads[3]),
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
            median_s=median_of(dict(zip(row["classes"] or (), row["counts"] or (), strict=True))),
        )
    return all_days(found)


def _lanes(live: Connection, asked: Mapping[str, Any], rows: Sequence[RowMapping]) -> tuple[LanePromises, ...]:
    missed: dict[str, int] = {row[0]: row[1] for row in live.execute(_MISSED, asked)}
    kept = {lane: sum(row[f"kept_{lane}"] for row in rows) for lane in Lane}
    return tuple(
        LanePromises(str(lane), kept[lane] + missed.get(lane, 0), kept[lane], missed.get(lane, 0)) for lane in Lane
    )
