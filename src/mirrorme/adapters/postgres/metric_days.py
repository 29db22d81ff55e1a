"""What became of photos, by franchise and day: kept for days that are over, added up anew for the rest of a period."""

from sqlalchemy import Connection, text

from mirrorme.domain.lane import Lane
from mirrorme.domain.metrics import MEDIAN_LEAST_S, MEDIAN_STEP
from mirrorme.domain.report import FACTORS

EDITED = "before in ('editing', 'scored') and after in ('published', 'in_review', 'retake')"
"""An edit that was decided about, by a worker: published, for people to review, or to be taken again."""
PUBLISHED = "after = 'published'"
_COUNTED = {
    "processed": "edited",
    "decided": "first and edited",
    "auto": f"first and edited and {PUBLISHED}",
    "published": PUBLISHED,
    "rejected": "after = 'rejected'",
    "reviewed": "before = 'in_review'",
    "timed": "taken is not null",
    "delivered": "after = 'delivered' and seconds is not null",
    "scored": "score is not null",
    "factors_n": "edges is not null",
    **{
        f"kept_{lane}": f"{PUBLISHED} and kept and (first or before = 'in_review') and lane = '{lane}'" for lane in Lane
    },
}
_SUMMED = {
    "seconds": "taken",
    "delivery": "case when after = 'delivered' then seconds end",
    "score": "score",
    **{name: name for name in FACTORS},
}
COUNTS, SUMS = tuple(_COUNTED), tuple(_SUMMED)
"""Columns of whole numbers, and those of sums; beside them hours, and classes of the times (see ``median_of``)."""
COLUMNS = ("day", *COUNTS, *SUMS, "hours", "classes", "counts")
# midnights that a clock passes twice, or never: a second before them is unambiguous
MIDNIGHT = "({day} - interval '1 second') at time zone {zone} + interval '1 second'"
"""When a day (``timestamp``) begins where the zone is."""
_LEAST = f"case when taken < {MEDIAN_LEAST_S} then {MEDIAN_LEAST_S} else taken end"
_CLASS = f"round(ln(({_LEAST})::float8) / ln({MEDIAN_STEP}::float8))::smallint"
# by class first, so that a day has each class of time once. offset 0: else each sum would find out anew what a row is
OF_A_GAP = f"""
    select day,
           {", ".join(f"sum({name})::int as {name}" for name in COUNTS)},
           {", ".join(f"sum({name}) as {name}" for name in SUMS)},
           coalesce(bit_or(hours), 0) as hours,
           coalesce(array_agg(class) filter (where class is not null), '{{}}') as classes,
           coalesce(array_agg(timed) filter (where class is not null), '{{}}') as counts
    from (
        select day, {_CLASS} as class,
               {", ".join(f"(count(*) filter (where {of}))::int as {name}" for name, of in _COUNTED.items())},
               {", ".join(f"sum(({of})::float8) as {name}" for name, of in _SUMMED.items())},
               bit_or(1 << hour) filter (where edited) as hours
        from (select (at at time zone gap.zone)::date as day, extract(hour from at at time zone gap.zone)::int as hour,
                     before, after, lane, first, kept, seconds, score, {", ".join(FACTORS)}, {EDITED} as edited,
                     case when first and {EDITED} then seconds end as taken
              from outcome
              where franchise = gap.code and at >= gap.since and at < gap.until and after <> 'queued'
              offset 0) as told
        group by day, class) as classed
    group by day
"""  # noqa: S608 (of constants)
"""The columns of each day with anything, out of the outcomes of ``gap`` (code, zone, since, until).

hours: one bit for each hour of the clock with a decided edit.
"""
_LOCK = text("select pg_try_advisory_xact_lock(hashtext('outcome_day'), hashtext(:franchise))")
_ROLL_UP = text(f"""
    insert into outcome_day (franchise, begun, ended, {", ".join(COLUMNS)})
    select gap.code, {MIDNIGHT.format(day="day::timestamp", zone="gap.zone")},
           {MIDNIGHT.format(day="(day + 1)::timestamp", zone="gap.zone")}, {", ".join(COLUMNS)}
    from (select code, timezone as zone,
                 coalesce((select max(ended) from outcome_day where franchise = code), '-infinity') as since,
                 {MIDNIGHT.format(day="date_trunc('day', now() at time zone timezone)", zone="timezone")} as until
          from franchise where code = :franchise) as gap
    cross join lateral ({OF_A_GAP}) as days
""")  # noqa: S608 (of constants)
_PLACES = text("select code from franchise order by code")


class PostgresMetricDays:
    """Days of figures, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def franchises(self) -> list[str]:
        """Codes of all that can be seen."""
        return list(self._live.execute(_PLACES).scalars())

    def roll_up(self, franchise: str) -> int:
        """Keep the days of a franchise that are over since the last one kept; gives how many had anything.

        None while an outcome is being added: it may belong to such a day, and be seen only when it is committed.
        """
        if not self._live.execute(_LOCK, {"franchise": franchise}).scalar_one():
            return 0
        return self._live.execute(_ROLL_UP, {"franchise": franchise}).rowcount
