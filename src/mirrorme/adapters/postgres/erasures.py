"""Erasures in Postgres."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select, text, update

from mirrorme.adapters.postgres.learning_tables import rating
from mirrorme.adapters.postgres.photos import to_photo
from mirrorme.adapters.postgres.review_tables import decision
from mirrorme.adapters.postgres.sessions import to_session
from mirrorme.adapters.postgres.tables import customer as customers
from mirrorme.adapters.postgres.tables import edit, photo
from mirrorme.adapters.postgres.tables import erasure as table
from mirrorme.adapters.postgres.tables import session as sessions
from mirrorme.domain.photo import Photo
from mirrorme.domain.privacy import Erasure
from mirrorme.domain.records import Session


def to_erasure(row: RowMapping) -> Erasure:
    """A row as a record."""
    return Erasure(**row)


class PostgresErasures:
    """Erasures, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def ask(self, customer: int, franchise: str, *, by: str, again_at: datetime | None, photos: int) -> Erasure:
        """Note that it was asked for."""
        values = {"customer": customer, "franchise": franchise, "asked_by": by, "again_at": again_at, "photos": photos}
        return to_erasure(self._live.execute(insert(table).values(**values).returning(table)).mappings().one())

    def get(self, erasure: int) -> Erasure | None:
        """As it is now, held until the transaction ends."""
        found = select(table).where(table.c.id == erasure).with_for_update(key_share=True)
        row = self._live.execute(found).mappings().one_or_none()
        return None if row is None else to_erasure(row)

    def of_customer(self, customer: int) -> Erasure | None:
        """The one that was asked for; who asks at the same time waits here."""
        held = select(customers.c.id).where(customers.c.id == customer).with_for_update(key_share=True)
        self._live.execute(held)
        row = self._live.execute(select(table).where(table.c.customer == customer)).mappings().one_or_none()
        return None if row is None else to_erasure(row)

    def asked_at(self, customers: Collection[int]) -> dict[int, datetime]:
        """When those of these customers who were erased asked for it."""
        asked = select(table.c.customer, table.c.asked_at).where(table.c.customer.in_(customers))
        return {row.customer: row.asked_at for row in self._live.execute(asked)}

    def due(self, at_most: int) -> list[int]:
        """Those that are not done, and that nothing has to be waited for any more."""
        now = or_(table.c.again_at.is_(None), table.c.again_at <= func.now())
        rows = select(table.c.id).where(table.c.done_at.is_(None), now).order_by(table.c.id).limit(at_most)
        return list(self._live.execute(rows).scalars())

    def save(self, erasure: Erasure) -> None:
        """Replace what can change."""
        values = {"objects": erasure.objects, "done_at": erasure.done_at, "receipt": erasure.receipt}
        self._live.execute(update(table).where(table.c.id == erasure.id).values(**values))

    def sessions(self, customer: int) -> list[Session]:
        """All of a customer, held until the transaction ends."""
        found = select(sessions).where(sessions.c.customer == customer).order_by(sessions.c.id)
        return [to_session(row) for row in self._live.execute(found.with_for_update(key_share=True)).mappings()]

    def photos(self, session: int) -> list[Photo]:
        """All of a session that are not erased yet, held until the transaction ends."""
        found = select(photo).where(photo.c.session == session, photo.c.state != "erased").order_by(photo.c.id)
        return [to_photo(row) for row in self._live.execute(found.with_for_update(key_share=True)).mappings()]

    def blank(self, customer: int) -> None:
        """Forget name and e-mail of a customer, names and looks of all their sessions, and answers that had them."""
        name = text("'erased ' || id")
        own = update(sessions).where(sessions.c.customer == customer)
        self._live.execute(own.values(name=name, look={}, due_at=None, cancelled=True))
        self._live.execute(update(customers).where(customers.c.id == customer).values(name="erased", email=None))
        self._live.execute(select(func.forget_answers(customer), func.forget_consents(customer)))

    def forget_edits(self, photo: int) -> None:
        """Delete what is known of a photo's edits, what was decided about them, and what people said of them."""
        self._live.execute(delete(rating).where(rating.c.photo == photo))
        self._live.execute(delete(edit).where(edit.c.photo == photo))
        self._live.execute(delete(decision).where(decision.c.photo == photo))
