"""What a list of sessions shows beside each: whose it is, and when the next of its photos is promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from mirrorme.adapters.postgres import tables
from mirrorme.domain.photo import SETTLED


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of one session. customer: their name, if one is known. deadline: the earliest of photos that are not finished.

    missed: photos whose promise was broken.
    """

    customer: str | None
    deadline: datetime | None
    missed: int


def outlooks(live: Connection, sessions: Sequence[int]) -> dict[int, Outlook]:
    """By session."""
    session, customer, photo = tables.session, tables.customer, tables.photo
    open_ones = photo.c.state.not_in([str(state) for state in SETTLED])
    rows = (
        select(
            session.c.id,
            customer.c.name,
            func.min(photo.c.deadline).filter(open_ones),
            func.count(photo.c.missed_at),
        )
        .select_from(
            session.outerjoin(customer, customer.c.id == session.c.customer).outerjoin(
                photo, photo.c.session == session.c.id
            )
        )
        .where(session.c.id == func.any(list(sessions)))
        .group_by(session.c.id, customer.c.name)
    )
    return {number: Outlook(name, deadline, missed) for number, name, deadline, missed in live.execute(rows)}
