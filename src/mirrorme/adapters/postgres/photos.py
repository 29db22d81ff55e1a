"""Photos in Postgres."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, exists, func, insert, select, update

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.history import PostgresHistory
from mirrorme.adapters.postgres.tables import photo as table
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.lane import Lane, Waiting
from mirrorme.domain.photo import WAITING, Photo, State, check_transition
from mirrorme.domain.records import Session

_FIXED = {"id", "franchise", "session", "number", "created_at", "changed_at", "original_expired_at"}


def to_photo(row: RowMapping) -> Photo:
    """A row as a record."""
    values = dict(row) | {
        "state": State(row["state"]),
        "lane": Lane(row["lane"]),
        "reasons": tuple(row["reasons"]),
    }
    return Photo(**values)


class PostgresPhotos:
    """Photos, in one transaction."""

    def __init__(self, live: Connection, history: PostgresHistory) -> None:
        self._live = live
        self._history = history

    def get(self, photo: int) -> Photo | None:
        """As it is now."""
        row = self._live.execute(select(table).where(table.c.id == photo)).mappings().one_or_none()
        return to_photo(row) if row else None

    def lock(self, photo: int) -> Photo | None:
        """As it is now, held until the transaction ends."""
        found = select(table).where(table.c.id == photo).with_for_update(key_share=True)
        row = self._live.execute(found).mappings().one_or_none()
        return to_photo(row) if row else None

    def same(self, session: int, sha256: str) -> Photo | None:
        """The photo of a session with this content, held until the transaction ends."""
        found = (
            select(table).where(table.c.session == session, table.c.sha256 == sha256).with_for_update(key_share=True)
        )
        row = self._live.execute(found).mappings().one_or_none()
        return to_photo(row) if row else None

    def add(self, session: Session, *, filename: str, extension: str, size: int, sha256: str, who: str) -> Photo:
        """A new one, with the session's next number."""
        # whoever adds to the same session waits here, so that numbers have no gaps and no twins
        twins = select(tables.session.c.id).where(tables.session.c.id == session.id)
        self._live.execute(twins.with_for_update(key_share=True))
        if self.same(session.id, sha256):
            raise ConflictError("same_photo", "This photo is in the session already.")
        last = self._live.execute(select(func.max(table.c.number)).where(table.c.session == session.id)).scalar()
        values = {
            "franchise": session.franchise,
            "session": session.id,
            "number": (last or 0) + 1,
            "filename": filename,
            "extension": extension,
            "size": size,
            "sha256": sha256,
            "state": State.UPLOADING,
            "lane": session.lane,
        }
        row = self._live.execute(insert(table).values(**values).returning(table)).mappings().one()
        photo = to_photo(row)
        self._history.move(self._line(photo, None, photo, who, "upload begun", None))
        return photo

    def save(self, before: Photo, after: Photo, *, who: str, why: str, data: Mapping[str, Any] | None = None) -> Photo:
        """Replace what can change, if it is still as ``before`` says; a new state is a line of the history."""
        moved = before.state is not after.state
        if moved:
            check_transition(before.state, after.state)
        values = {name: value for name, value in asdict(after).items() if name not in _FIXED}
        values["reasons"] = list(after.reasons)
        same = (table.c.id == before.id) & (table.c.state == before.state) & (table.c.starts == before.starts)
        change = update(table).where(same).values(**values, changed_at=func.clock_timestamp()).returning(table)
        row = self._live.execute(change).mappings().one_or_none()
        if row is None:
            raise ConflictError("photo_changed", f"The photo is no longer {before.state}; look at it anew.")
        saved = to_photo(row)
        if moved:
            self._history.move(self._line(before, before.state, saved, who, why, data))
        return saved

    def count(self, session: int) -> dict[State, int]:
        """How many of a session are in each state."""
        rows = select(table.c.state, func.count()).where(table.c.session == session).group_by(table.c.state)
        return {State(state): number for state, number in self._live.execute(rows)}

    def waiting(self) -> list[Waiting]:
        """All that wait in lanes that are not paused."""
        paused = select(tables.lane.c.name).where(tables.lane.c.paused)
        rows = select(table.c.id, table.c.lane, table.c.tag, table.c.deadline).where(
            tables.in_state(State.QUEUED), table.c.lane.not_in(paused)
        )
        return [Waiting(photo, Lane(lane), tag, deadline) for photo, lane, tag, deadline in self._live.execute(rows)]

    def overdue(self, at_most: int) -> list[int]:
        """Photos that wait, are edited or in review past their deadline, and it was not noted yet."""
        late = (table.c.deadline < func.now()) & table.c.missed_at.is_(None)
        promised = tables.in_state(*WAITING, State.IN_REVIEW)
        rows = select(table.c.id).where(promised, late).order_by(table.c.id).limit(at_most)
        return list(self._live.execute(rows).scalars())

    def forgotten(self, since: datetime, at_most: int) -> list[int]:
        """Photos that should be uploading, but nobody has an upload open for them, and nothing changed since."""
        is_open = exists().where(tables.upload.c.photo == table.c.id, tables.upload.c.state == "open")
        rows = select(table.c.id).where(tables.in_state(State.UPLOADING), table.c.changed_at < since, ~is_open)
        return list(self._live.execute(rows.order_by(table.c.id).limit(at_most)).scalars())

    def of_session(self, session: int, states: Collection[State]) -> list[int]:
        """Those of a session that are in one of these states, by number."""
        rows = select(table.c.id).where(table.c.session == session, table.c.state.in_(states)).order_by(table.c.number)
        return list(self._live.execute(rows).scalars())

    @staticmethod
    def _line(
        photo: Photo, before: State | None, after: Photo, who: str, why: str, data: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        # no names: the history outlives what customers may have erased
        facts = {"number": photo.number, "lane": after.lane} | dict(data or {})
        if after.deadline is not None:
            facts["deadline"] = after.deadline.isoformat()
        if after.reasons:
            facts["reasons"] = list(after.reasons)
        return {
            "franchise": photo.franchise,
            "session": photo.session,
            "photo": photo.id,
            "who": who,
            "why": why,
            "before": before,
            "after": after.state,
            "data": facts,
        }
