"""What lists are narrowed by: conditions for the queries in ``lists.py``. All that was typed goes as a parameter.

There is no index of letters (pg_trgm): behind a wall Postgres asks only functions that can't leak what other rows hold
before it has asked whose a row is, and ``ilike`` is none of them. A franchise's own rows are few; see docs/figures.md.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, ColumnElement, exists, or_, select

from mirrorme.adapters.postgres import tables
from mirrorme.domain.photo import State

MOST_WORDS = 8
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class SessionsAsked:
    """Which sessions; None for all. q: words of the session's or the customer's name. first, last: days, both included.

    state: at least one of its photos is in it.
    """

    q: str | None = None
    day: date | None = None
    first: date | None = None
    last: date | None = None
    customer: int | None = None
    state: State | None = None
    booking_type: int | None = None

    @property
    def conditions(self) -> Conditions:
        """For a query."""
        table, photo = tables.session, tables.photo
        found = _words(self.q, table.c.name, customer=table.c.customer)
        found += [table.c.day == self.day] if self.day else []
        found += [table.c.day >= self.first] if self.first else []
        found += [table.c.day <= self.last] if self.last else []
        found += [table.c.customer == self.customer] if self.customer else []
        found += [table.c.booking_type == self.booking_type] if self.booking_type else []
        if self.state:
            found.append(exists(select(photo.c.id).where(photo.c.session == table.c.id, tables.in_state(self.state))))
        return found


@dataclass(frozen=True, slots=True)
class PhotosAsked:
    """Which photos; None for all. q: words of the file's name. since: with time zone; announced then or later."""

    q: str | None = None
    state: State | None = None
    since: datetime | None = None

    @property
    def conditions(self) -> Conditions:
        """For a query."""
        table = tables.photo
        found = _words(self.q, table.c.filename)
        found += [tables.in_state(self.state)] if self.state else []
        found += [table.c.created_at >= self.since] if self.since else []
        return found


def customers_named(q: str | None) -> Conditions:
    """Customers with all these words in their name or e-mail address."""
    table = tables.customer
    return [or_(*(_has(column, word) for column in (table.c.name, table.c.email))) for word in words_of(q)]


def words_of(q: str | None) -> list[str]:
    """What was typed, word by word, composed as names are (NFC); at most eight."""
    return unicodedata.normalize("NFC", q or "").split()[:MOST_WORDS]


def _words(q: str | None, name: "Column[str]", customer: "Column[int] | None" = None) -> Conditions:
    found: Conditions = []
    for word in words_of(q):
        one = _has(name, word)
        if customer is not None:
            whose = tables.customer
            one = or_(one, customer.in_(select(whose.c.id).where(_has(whose.c.name, word))))
        found.append(one)
    return found


def _has(column: "Column[str]", word: str) -> ColumnElement[bool]:
    # the word's own % and _ are letters
    return column.icontains(word, autoescape=True)
