"""What accuracy and drift are told from. Nothing here changes anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mirrorme.quality.accuracy import BINS

_MONTH = "to_char({} at time zone 'UTC', 'YYYY-MM')"
_WANTED = """(cast(:franchise as text) is null or edit.franchise = :franchise)
        and (cast(:since as timestamptz) is null or {0} >= :since)
        and (cast(:until as timestamptz) is null or {0} < :until)"""
_RATED = text(f"""
    select rating.rater, rating.stars, edit.franchise, {_MONTH.format("rating.at")} as month,
           edit.measured #>> '{{score,version}}' as version, (edit.measured #>> '{{score,value}}')::float8 as value
    from rating join edit on edit.id = rating.edit
    where rating.stars is not null and (edit.measured #>> '{{score,sure}}')::boolean and {_WANTED.format("rating.at")}
    order by rating.id
""")  # noqa: S608 (made of constants)
# what people or light are like shows before anything weighs it: a factor's value without the knots of ratings
_BINNED = text(f"""
    select month, version, name, width_bucket(value, cast(:bins as float8[])) as bin, count(*) as n, sum(value) as total
    from (
        select {_MONTH.format("edit.created_at")} as month, edit.measured #>> '{{score,version}}' as version,
               'score' as name, (edit.measured #>> '{{score,value}}')::float8 as value
        from edit where edit.measured ? 'score' and {_WANTED.format("edit.created_at")}
        union all
        select {_MONTH.format("edit.created_at")}, edit.measured #>> '{{score,version}}', factor ->> 'name',
               100 * (select coalesce(exp(sum(ln(greatest(1 - seen.value::float8, 1e-6)))), 1)
                      from jsonb_each_text(factor -> 'severities') seen)
        from edit, jsonb_array_elements(edit.measured #> '{{score,factors}}') factor
        where edit.measured ? 'score' and {_WANTED.format("edit.created_at")}
    ) told group by month, version, name, bin order by month, version, name, bin
""")  # noqa: S608 (made of constants)


@dataclass(frozen=True, slots=True)
class About:
    """Which edits. franchise: None for all that may be seen. since, until: with time zone, ``until`` not included."""

    franchise: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def values(self) -> dict[str, Any]:
        """For a query."""
        return {"franchise": self.franchise, "since": self.since, "until": self.until}


@dataclass(frozen=True, slots=True)
class Told:
    """A rating with the score of what was rated. version: of the model that gave it. month: of the rating."""

    rater: str
    stars: int
    franchise: str
    month: str
    version: str
    value: float


@dataclass(frozen=True, slots=True)
class Binned:
    """A histogram. name: ``score``, or a factor. bins: bin to count, see ``BINS``."""

    month: str
    version: str
    name: str
    bins: Mapping[int, int]
    mean: float


def rated(live: Connection, about: About) -> list[Told]:
    """Ratings with stars, the oldest first."""
    return [Told(**row) for row in live.execute(_RATED, about.values).mappings()]


def binned(live: Connection, about: About) -> list[Binned]:
    """Scores, and each factor before ratings count, by month and model."""
    found: dict[tuple[str, str, str], tuple[dict[int, int], float]] = {}
    for row in live.execute(_BINNED, about.values | {"bins": list(BINS)}).mappings():
        key = (row["month"], row["version"], row["name"])
        bins, total = found.get(key, ({}, 0.0))
        bins[row["bin"]] = row["n"]
        found[key] = (bins, total + row["total"])
    return [Binned(*key, bins, total / sum(bins.values())) for key, (bins, total) in found.items()]
