"""Where the pictures of a photo are: one question to the database a picture, for grids ask for fifty at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from mirrorme.adapters.postgres import tables
from mirrorme.domain.keys import SessionPlace
from mirrorme.domain.photo import State


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo as far as its pictures go.

    number: within its session. edits: finished so far. edit: the id of the edit that was asked for, and with it its
    number, its outputs and when they were deleted by age; None if there is none.
    """

    id: int
    franchise: str
    session: int
    place: SessionPlace
    number: int
    state: State
    edits: int
    look: dict[str, Any]
    edit: int | None
    edit_number: int | None
    outputs: dict[str, str]
    expired_at: datetime | None


def find_pictured(live: Connection, photo: int, edit: int | None) -> Pictured | None:
    """A photo with one of its edits, by number; the last one if None."""
    photos, sessions, edits = tables.photo, tables.session, tables.edit
    wanted = photos.c.edits if edit is None else edit
    joined = photos.join(sessions, sessions.c.id == photos.c.session).outerjoin(
        edits, and_(edits.c.photo == photos.c.id, edits.c.number == wanted)
    )
    asked = (
        select(
            photos.c.franchise,
            photos.c.session,
            photos.c.number,
            photos.c.state,
            photos.c.edits,
            sessions.c.day,
            sessions.c.number.label("session_number"),
            sessions.c.look,
            edits.c.id.label("edit"),
            edits.c.number.label("edit_number"),
            edits.c.outputs,
            edits.c.expired_at,
        )
        .select_from(joined)
        .where(photos.c.id == photo)
    )
    row = live.execute(asked).one_or_none()
    if row is None:
        return None
    return Pictured(
        id=photo,
        franchise=row.franchise,
        session=row.session,
        place=SessionPlace(row.franchise, row.day, row.session_number),
        number=row.number,
        state=State(row.state),
        edits=row.edits,
        look=row.look,
        edit=row.edit,
        edit_number=row.edit_number,
        outputs=row.outputs or {},
        expired_at=row.expired_at,
    )


def was_noted(live: Connection, photo: int, kind: str, who: str, within: timedelta) -> bool:
    """Whether the history has a line of this kind about a photo and somebody, not older than that."""
    lines = tables.history
    same = (lines.c.photo == photo, lines.c.kind == kind, lines.c.who == who, lines.c.at > func.now() - within)
    return bool(live.execute(select(exists().where(*same))).scalar())
