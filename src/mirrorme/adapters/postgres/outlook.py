"""What a list of sessions shows beside each: whose it is, when the next of its photos is promised, and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select, true

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


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture that stands for a session. edit: its number."""

    photo: int
    edit: int


def covers(live: Connection, sessions: Sequence[int]) -> dict[int, Cover]:
    """By session, of each the first photo whose last edit can be shown; a session that has none is left out."""
    session, photo, edit = tables.session, tables.photo, tables.edit
    # lateral: a session of a thousand photos is not read through for its first one
    first = (
        select(photo.c.id, photo.c.edits)
        .join(edit, and_(edit.c.photo == photo.c.id, edit.c.number == photo.c.edits))
        # what has no edit yet is passed over without looking for one
        .where(photo.c.session == session.c.id, photo.c.edits > 0)
        .where(edit.c.expired_at.is_(None), edit.c.outputs.has_key("thumb"))
        .order_by(photo.c.number)
        .limit(1)
        .lateral()
    )
    rows = select(session.c.id, first.c.id, first.c.edits).select_from(session.join(first, true()))
    asked = rows.where(session.c.id == func.any(list(sessions)))
    return {number: Cover(found, made) for number, found, made in live.execute(asked)}
