"""`mirrorme admin review`: who can see what, and what of it nobody uses; due every quarter."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorme.adapters.postgres.work import PostgresWork

LONG = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Line:
    """One way in. look: why somebody should look at it; empty if nothing is strange."""

    who: str
    role: str
    sees: str
    used: str
    look: str


def review(*, as_json: Json = False, data: Data = None) -> None:
    """Tell of every account and key what it sees, when it was last used, and why you should look at it.

    Marked are those that were not used for 90 days, people without a second factor who need one, and keys without an
    end. The review itself is noted in the history.
    """
    from mirrorme.interfaces.cli.service.database import records

    with records(data) as all_records, all_records.begin() as work:
        lines = [*_people(work), *_keys(work)]
        marked = sum(bool(line.look) for line in lines)
        work.history.note("access.reviewed", who="admin", why=f"{len(lines)} ways in, {marked} of them marked")
    if as_json:
        show_json([asdict(line) for line in lines])
        return
    rows = [(line.who, line.role, line.sees, line.used, line.look) for line in lines]
    show_table(("who", "role", "sees", "last used", "look at it, since"), rows)


def _people(work: "PostgresWork") -> "Iterator[Line]":
    from mirrorme.domain.people import MUST_HAVE_TWO

    for person in work.people.all(None, None, 1_000_000):
        if person.disabled_at is not None:
            continue
        has_second = person.totp is not None or bool(work.factors.passkeys(person.id))
        why = [_unused(person.signed_in_at, person.created_at, work.now)]
        if person.role in MUST_HAVE_TWO and not has_second:
            why.append("no second factor yet")
        yield Line(person.email, person.role, person.franchise or "all", _day(person.signed_in_at), _join(why))


def _keys(work: "PostgresWork") -> "Iterator[Line]":
    from mirrorme.adapters.postgres.keys import all_keys

    for key in all_keys(work):
        if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= work.now):
            continue
        why = [_unused(key.used_at, key.created_at, work.now), "" if key.expires_at else "it never ends"]
        role = " ".join((key.role, *key.scopes))
        yield Line(
            f"key {key.id} {key.prefix}… {key.name}", role, key.franchise or "all", _day(key.used_at), _join(why)
        )


def _unused(used: datetime | None, made: datetime, now: datetime) -> str:
    return f"not used for {LONG.days} days" if now - (used or made) > LONG else ""


def _join(why: list[str]) -> str:
    return ", ".join(one for one in why if one)


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else "never"
