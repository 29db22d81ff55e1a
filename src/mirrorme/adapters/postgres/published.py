"""The published photos of a session, each with the picture of its last edit."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from mirrorme.adapters.postgres import tables
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import State
from mirrorme.pipeline.published import Published


def find_published(live: Connection, session: int, only: Sequence[int]) -> list[Published]:
    """By their number; those that were deleted by their age are left out. only: the ids that are asked for, or all."""
    photos, edits = tables.photo, tables.edit
    last = and_(edits.c.photo == photos.c.id, edits.c.number == photos.c.edits, edits.c.expired_at.is_(None))
    asked = (
        select(photos.c.id, photos.c.number, edits.c.outputs["jpeg"].as_string().label("at"))
        .select_from(photos.join(edits, last))
        .where(photos.c.session == session, tables.in_state(State.PUBLISHED, State.DELIVERED))
        .order_by(photos.c.number)
    )
    if only:
        asked = asked.where(photos.c.id.in_(only))
    return [Published(row.id, row.number, ObjectKey.parse(row.at)) for row in live.execute(asked) if row.at]
