"""Records in pages, for who looks at them. Nothing here changes anything."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.bookings import to_booking_type, to_customer
from mirrorme.adapters.postgres.edits import to_edit
from mirrorme.adapters.postgres.erasures import to_erasure
from mirrorme.adapters.postgres.franchises import to_franchise
from mirrorme.adapters.postgres.photos import to_photo
from mirrorme.adapters.postgres.search import PhotosAsked, SessionsAsked, customers_named
from mirrorme.adapters.postgres.sessions import to_session
from mirrorme.domain.people import PersonRole
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.privacy import Erasure
from mirrorme.domain.records import VIEW, BookingType, Customer, Edit, Event, Franchise, Session

_NO_VIEW = ~tables.history.c.kind.startswith(VIEW, autoescape=True)


def franchises(live: Connection, franchise: str | None, after: str | None, most: int) -> list[Franchise]:
    """By code."""
    code = tables.franchise.c.code
    wanted = _where((code == franchise) if franchise else None, (code > after) if after else None)
    rows = select(tables.franchise).where(*wanted).order_by(code).limit(most)
    return [to_franchise(row) for row in _rows(live, rows)]


def booking_types(live: Connection, franchise: str | None, after: int | None, most: int) -> list[BookingType]:
    """What can be booked, by id."""
    table = tables.booking_type
    wanted = _where(
        (table.c.franchise == franchise) if franchise else None,
        (table.c.id > after) if after else None,
        table.c.withdrawn_at.is_(None),
    )
    return [to_booking_type(row) for row in _rows(live, select(table).where(*wanted).order_by(table.c.id).limit(most))]


def customers(
    live: Connection, franchise: str | None, after: int | None, most: int, q: str | None = None
) -> list[Customer]:
    """By id. q: words of their name or e-mail address."""
    table = tables.customer
    wanted = _where((table.c.franchise == franchise) if franchise else None, (table.c.id > after) if after else None)
    wanted += customers_named(q)
    return [to_customer(row) for row in _rows(live, select(table).where(*wanted).order_by(table.c.id).limit(most))]


def sessions(
    live: Connection, franchise: str | None, asked: SessionsAsked, before: int | None, most: int
) -> list[Session]:
    """The newest first."""
    table = tables.session
    wanted = _where((table.c.franchise == franchise) if franchise else None, (table.c.id < before) if before else None)
    wanted += asked.conditions
    rows = select(table).where(*wanted).order_by(table.c.id.desc()).limit(most)
    return [to_session(row) for row in _rows(live, rows)]


def photo_counts(live: Connection, sessions: Sequence[int]) -> dict[int, dict[State, int]]:
    """How many photos of each session are in each state."""
    table = tables.photo
    rows = select(table.c.session, table.c.state, func.count()).where(table.c.session == func.any(list(sessions)))
    counts: dict[int, dict[State, int]] = {one: {} for one in sessions}
    for session, state, number in live.execute(rows.group_by(table.c.session, table.c.state)):
        counts[session][State(state)] = number
    return counts


def session_photos(
    live: Connection, session: int, after: int | None, most: int, state: State | None = None
) -> list[Photo]:
    """By their number."""
    table = tables.photo
    wanted = _where(
        table.c.session == session,
        (table.c.number > after) if after else None,
        tables.in_state(state) if state else None,
    )
    return [to_photo(row) for row in _rows(live, select(table).where(*wanted).order_by(table.c.number).limit(most))]


def photos(live: Connection, franchise: str | None, asked: PhotosAsked, before: int | None, most: int) -> list[Photo]:
    """The newest first."""
    table = tables.photo
    wanted = _where((table.c.franchise == franchise) if franchise else None, (table.c.id < before) if before else None)
    wanted += asked.conditions
    return [to_photo(row) for row in _rows(live, select(table).where(*wanted).order_by(table.c.id.desc()).limit(most))]


def photo_edits(live: Connection, photo: int, after: int | None, most: int) -> list[Edit]:
    """In the order in which they were made."""
    table = tables.edit
    wanted = _where(table.c.photo == photo, (table.c.number > after) if after else None)
    return [to_edit(row) for row in _rows(live, select(table).where(*wanted).order_by(table.c.number).limit(most))]


def edit(live: Connection, number: int) -> Edit | None:
    """One of them."""
    found = _rows(live, select(tables.edit).where(tables.edit.c.id == number))
    return to_edit(found[0]) if found else None


def photo_history(live: Connection, photo: int, after: int | None, most: int, *, views: bool = True) -> list[Event]:
    """What happened to a photo, in order. views: with who looked at it."""
    table = tables.history
    wanted = _where(table.c.photo == photo, (table.c.id > after) if after else None, None if views else _NO_VIEW)
    return [to_event(row) for row in _rows(live, select(*tables.EVENT).where(*wanted).order_by(table.c.id).limit(most))]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of the history; None for all. since, until: with time zone, ``until`` not included.

    who: as the history calls them; ``person-3`` is somebody in whatever role.
    views: with those that tell of a look; a kind that is asked for is told anyway.
    """

    franchise: str | None = None
    session: int | None = None
    kind: str | None = None
    who: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    views: bool = True

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """For a query."""
        table = tables.history
        return _where(
            (table.c.franchise == self.franchise) if self.franchise else None,
            (table.c.session == self.session) if self.session else None,
            (table.c.kind == self.kind) if self.kind else None,
            table.c.who.in_(_names_of(self.who)) if self.who else None,
            (table.c.at >= self.since) if self.since else None,
            (table.c.at < self.until) if self.until else None,
            None if self.views or self.kind else _NO_VIEW,
        )


def history(live: Connection, asked: Asked, before: int | None, most: int) -> list[Event]:
    """What happened, the last first."""
    table = tables.history
    wanted = [*asked.conditions, *_where((table.c.id < before) if before else None)]
    rows = select(*tables.EVENT).where(*wanted).order_by(table.c.id.desc()).limit(most)
    return [to_event(row) for row in _rows(live, rows)]


def photo_numbers(live: Connection, photos: Iterable[int | None]) -> dict[int, int]:
    """Which number each of these photos has in its session, as it is told to people."""
    table = tables.photo
    rows = select(table.c.id, table.c.number).where(table.c.id == func.any([one for one in photos if one is not None]))
    return {row["id"]: row["number"] for row in _rows(live, rows)}


def all_history(live: Connection, asked: Asked) -> Iterator[Event]:
    """The same, the first first, however many there are."""
    rows = select(*tables.EVENT).where(*asked.conditions).order_by(tables.history.c.id)
    for row in live.execute(rows.execution_options(yield_per=500)).mappings():
        yield to_event(row)


def erasures(
    live: Connection, franchise: str | None, customer: int | None, before: int | None, most: int
) -> list[Erasure]:
    """The newest first."""
    table = tables.erasure
    wanted = _where(
        (table.c.franchise == franchise) if franchise else None,
        None if customer is None else table.c.customer == customer,
        (table.c.id < before) if before else None,
    )
    rows = select(table).where(*wanted).order_by(table.c.id.desc()).limit(most)
    return [to_erasure(row) for row in _rows(live, rows)]


def to_event(row: RowMapping) -> Event:
    """A row as a record."""
    return Event(**row)


def _names_of(who: str) -> list[str]:
    """What the history calls somebody: people keep their number when their role changes."""
    if not re.fullmatch(r"person-[0-9]+", who):
        return [who]
    return [f"{role}:{who}" for role in get_args(PersonRole)]


def _where(*parts: ColumnElement[bool] | None) -> list[ColumnElement[bool]]:
    return [part for part in parts if part is not None]


def _rows(live: Connection, asked: "Select[*tuple[object, ...]]") -> Sequence[RowMapping]:
    return live.execute(asked).mappings().all()
