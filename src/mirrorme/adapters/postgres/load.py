"""What each franchise has under way, and what its photos cost: for head office's view."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from mirrorme.domain.report import Span

_PLACES = text("""
    select code, name, region, date_trunc('day', now() at time zone timezone) at time zone timezone as begun
    from franchise where code = coalesce(cast(:franchise as text), code) order by code
""")
_NOW = text("""
    select franchise, state, count(*)::int from photo
    where state in ('uploading', 'received', 'queued', 'editing', 'scored', 'in_review')
      and franchise = coalesce(cast(:franchise as text), franchise)
    group by franchise, state
""")
_FAILED = text("""
    select franchise, count(*)::int from photo
    where state = 'failed' and franchise = coalesce(cast(:franchise as text), franchise) group by franchise
""")
# a franchise at a time, each from the beginning of its own day
_TODAY = text("""
    select day.code, coalesce(today.published, 0)::int, today.score, coalesce(late.missed, 0)::int
    from unnest(cast(:codes as text[]), cast(:begun as timestamptz[])) as day (code, begun)
    cross join lateral (
        select count(distinct photo) filter (where after = 'published') as published,
               avg(score) filter (where before in ('editing', 'scored')) as score
        from outcome where outcome.franchise = day.code and outcome.at >= day.begun) as today
    cross join lateral (
        select count(*) as missed from photo
        where missed_at is not null and missed_at >= day.begun and photo.franchise = day.code) as late
""")
_COMPUTE = text("""
    select franchise, count(*) filter (where first)::int, coalesce(sum(edit_s::float8), 0) from outcome
    where at >= :since and at < :until and before in ('editing', 'scored') and edit_s is not null
      and franchise = coalesce(cast(:franchise as text), franchise)
    group by franchise
""")
_STORED = text("""
    select franchise, sum(size)::bigint from photo
    where received_at is not null and state <> 'erased' and original_expired_at is null
      and franchise = coalesce(cast(:franchise as text), franchise)
    group by franchise
""")


@dataclass(frozen=True, slots=True)
class FranchiseLoad:
    """A franchise now and today, where it is. score_mean: of today's edits."""

    code: str
    name: str
    region: str
    waiting: int
    editing: int
    in_review: int
    failed: int
    published_today: int
    missed_today: int
    score_mean: float | None


@dataclass(frozen=True, slots=True)
class FranchiseUse:
    """What a franchise used. photos: edited for the first time. compute_s: of edits. stored_bytes: originals, now."""

    code: str
    photos: int
    compute_s: float
    stored_bytes: int


def load(live: Connection, franchise: str | None) -> tuple[FranchiseLoad, ...]:
    """By code; of one franchise, or of all."""
    asked = {"franchise": franchise}
    places = live.execute(_PLACES, asked).all()
    states: dict[tuple[str, str], int] = {(row[0], row[1]): row[2] for row in live.execute(_NOW, asked)}
    failed: dict[str, int] = {row[0]: row[1] for row in live.execute(_FAILED, asked)}
    days = {"codes": [place.code for place in places], "begun": [place.begun for place in places]}
    today: dict[str, Any] = {row[0]: row for row in live.execute(_TODAY, days)}

    def of(code: str, *wanted: str) -> int:
        return sum(states.get((code, state), 0) for state in wanted)

    return tuple(
        FranchiseLoad(
            code=code,
            name=name,
            region=region,
            waiting=of(code, "received", "queued"),
            editing=of(code, "editing", "scored"),
            in_review=of(code, "in_review"),
            failed=failed.get(code, 0),
            published_today=today[code][1],
            missed_today=today[code][3],
            score_mean=today[code][2],
        )
        for code, name, region, _ in places
    )


def use(live: Connection, franchise: str | None, span: Span) -> tuple[FranchiseUse, ...]:
    """By code; of one franchise, or of all."""
    asked = {"franchise": franchise, "since": span.since, "until": span.until}
    computed: dict[str, tuple[int, float]] = {row[0]: (row[1], row[2]) for row in live.execute(_COMPUTE, asked)}
    stored: dict[str, int] = {row[0]: row[1] for row in live.execute(_STORED, asked)}
    codes = [row[0] for row in live.execute(_PLACES, {"franchise": franchise})]
    return tuple(FranchiseUse(code, *computed.get(code, (0, 0.0)), stored.get(code, 0)) for code in codes)
