"""What a listener missed: lines of the history since the last one that it saw."""

from typing import Any

from sqlalchemy import Connection, select

from mirrorme.adapters.postgres.tables import EVENT, history
from mirrorme.domain.records import QUIET

MOST = 5000
"""So many missed events are told one by one; who missed more has to look at everything anew."""


def missed(live: Connection, last: int, franchise: str | None) -> list[dict[str, Any]] | None:
    """Events since the last one that was seen, by id; some may have been seen. None if there are too many.

    Ids are given before transactions commit, so a lower id may become visible later. Listeners hear of transactions in
    the order of their commits: what a listener of event E has not heard of was in progress when E was written, or began
    later. So all events are told whose transaction is not older than the oldest that E's transaction saw in progress.
    """
    oldest = live.execute(select(history.c.xmin_seen).where(history.c.id == last)).scalar()
    # one that is not ours, or is of a database that was restored: by ids, as well as that can be
    since = history.c.id > last if oldest is None else (history.c.xid >= oldest) & (history.c.id != last)
    own = [] if franchise is None else [history.c.franchise == franchise]
    told = [~history.c.kind.startswith(quiet) for quiet in QUIET]
    rows = (
        live.execute(select(*EVENT).where(since, *told, *own).order_by(history.c.id).limit(MOST + 1)).mappings().all()
    )
    return None if len(rows) > MOST else [dict(row) for row in rows]


def one(live: Connection, number: int) -> dict[str, Any] | None:
    """A line that was too long to be told whole."""
    row = live.execute(select(*EVENT).where(history.c.id == number)).mappings().one_or_none()
    return None if row is None else dict(row)
