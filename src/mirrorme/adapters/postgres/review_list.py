"""What waits for people, in pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, tuple_

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.edits import to_edit
from mirrorme.adapters.postgres.photos import to_photo
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Edit


@dataclass(frozen=True, slots=True)
class Waits:
    """A photo that people have to look at, with its last edit, and whose it is. due_at: of the review."""

    photo: Photo
    edit: Edit
    session_name: str
    customer_name: str | None
    due_at: datetime


def waiting(
    live: Connection, franchise: str | None, session: int | None, after: tuple[datetime, int] | None, most: int
) -> list[Waits]:
    """By due time. after: due time and id of the last one of the page before."""
    photo, edit = tables.photo, tables.edit
    wanted = [tables.in_state(State.IN_REVIEW)]
    if franchise is not None:
        wanted.append(photo.c.franchise == franchise)
    if session is not None:
        wanted.append(photo.c.session == session)
    if after is not None:
        wanted.append(tuple_(photo.c.review_due_at, photo.c.id) > after)
    first = select(photo).where(*wanted).order_by(photo.c.review_due_at, photo.c.id).limit(most)
    photos = [to_photo(row) for row in live.execute(first).mappings()]
    ids = [one.id for one in photos]
    last = (edit.c.photo == photo.c.id) & (edit.c.number == photo.c.edits)
    edits = {
        row["photo"]: to_edit(row)
        for row in live.execute(select(edit).join(photo, last).where(photo.c.id.in_(ids))).mappings()
    }
    names = {
        row.id: (row.name, row.customer_name)
        for row in live.execute(
            select(tables.session.c.id, tables.session.c.name, tables.customer.c.name.label("customer_name"))
            .outerjoin(tables.customer, tables.customer.c.id == tables.session.c.customer)
            .where(tables.session.c.id.in_({one.session for one in photos}))
        )
    }
    return [
        Waits(one, edits[one.id], *names[one.session], one.review_due_at)
        for one in photos
        if one.review_due_at is not None
    ]
