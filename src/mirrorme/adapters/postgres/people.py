"""People in Postgres."""

from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, RowMapping, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from mirrorme.adapters.postgres.account_tables import person as table
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.people import Person, PersonRole

_KEPT = ("name", "role", "password", "totp", "totp_step", "subject", "locale", "disabled_at", "signed_in_at")
COLUMNS = [table.c[field.name] for field in fields(Person)]


def to_person(row: RowMapping) -> Person:
    """A row as a record."""
    return Person(**{field.name: row[field.name] for field in fields(Person)})


class PostgresPeople:
    """People, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def get(self, person: int) -> Person | None:
        """As they are now."""
        return self._one(table.c.id == person)

    def lock(self, person: int) -> Person | None:
        """As they are now, held until the transaction ends."""
        row = self._live.execute(select(*COLUMNS).where(table.c.id == person).with_for_update()).mappings().first()
        return to_person(row) if row else None

    def by_email(self, email: str) -> Person | None:
        """Who has this address, in small letters."""
        return self._one(table.c.email == email)

    def by_subject(self, subject: str) -> Person | None:
        """Who is this at the identity provider."""
        return self._one(table.c.subject == subject)

    def owners(self, franchise: str) -> list[Person]:
        """Who owns a franchise and may come in, by number."""
        mine = (table.c.franchise == franchise, table.c.role == "franchise", table.c.disabled_at.is_(None))
        found = select(*COLUMNS).where(*mine).order_by(table.c.id)
        return [to_person(row) for row in self._live.execute(found).mappings()]

    def add(self, *, email: str, name: str, role: PersonRole, franchise: str | None) -> Person:
        """Keep somebody new.

        Raises:
            ConflictError: the address is taken.
        """
        values = {"email": email, "name": name, "role": role, "franchise": franchise}
        added = insert(table).values(**values).on_conflict_do_nothing().returning(*COLUMNS)
        row = self._live.execute(added).mappings().one_or_none()
        if row is None:
            raise ConflictError("email_taken", "This address has an account already.")
        return to_person(row)

    def save(self, person: Person) -> None:
        """Replace what can change."""
        values = {name: getattr(person, name) for name in _KEPT}
        self._live.execute(update(table).where(table.c.id == person.id).values(**values))

    def move(self, person: int, email: str) -> None:
        """Have another address from now on.

        Raises:
            ConflictError: it is taken.
        """
        try:
            with self._live.begin_nested():
                self._live.execute(update(table).where(table.c.id == person).values(email=email))
        except IntegrityError as error:
            raise ConflictError("email_taken", "This address has an account already.") from error

    def all(self, franchise: str | None, after: int | None, at_most: int) -> list[Person]:
        """Those of a franchise, or all, by number."""
        found = select(*COLUMNS).where(table.c.id > (after or 0)).order_by(table.c.id).limit(at_most)
        if franchise is not None:
            found = found.where(table.c.franchise == franchise)
        return [to_person(row) for row in self._live.execute(found).mappings()]

    def names(self, franchise: str | None) -> list[tuple[int, str]]:
        """Number and name of a franchise's people, or of all; of those too who may not come in any more."""
        found = select(table.c.id, table.c.name).order_by(table.c.id)
        if franchise is not None:
            found = found.where(table.c.franchise == franchise)
        return [(row.id, row.name) for row in self._live.execute(found)]

    def _one(self, which: ColumnElement[bool]) -> Person | None:
        row = self._live.execute(select(*COLUMNS).where(which)).mappings().first()
        return to_person(row) if row else None
