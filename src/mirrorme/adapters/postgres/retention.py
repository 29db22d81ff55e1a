"""Retention rules in Postgres, and what is gone by them."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select, text, update

from mirrorme.adapters.postgres import tables
from mirrorme.adapters.postgres.franchises import to_franchise
from mirrorme.adapters.postgres.photos import to_photo
from mirrorme.adapters.postgres.tables import retention as table
from mirrorme.domain.keys import ObjectKey, SessionPlace
from mirrorme.domain.records import Franchise
from mirrorme.domain.retention import Rule
from mirrorme.pipeline.ports_retention import Standing


class PostgresRetention:
    """Rules and what was done by them, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def franchises(self) -> list[Franchise]:
        """All that the caller may see, by code."""
        rows = self._live.execute(select(tables.franchise).order_by(tables.franchise.c.code)).mappings()
        return [to_franchise(row) for row in rows]

    def own_rules(self, franchise: str) -> list[Rule]:
        """A franchise's own rules, by kind."""
        columns = (table.c.kind, table.c.cold_after, table.c.archive_after, table.c.delete_after)
        rows = self._live.execute(select(*columns).where(table.c.franchise == franchise).order_by(table.c.kind))
        return [Rule(**row) for row in rows.mappings()]

    def replace(self, franchise: str, rules: Sequence[Rule]) -> None:
        """Have just these, in place of those before."""
        self._live.execute(delete(table).where(table.c.franchise == franchise))
        if rules:
            self._live.execute(insert(table), [asdict(rule) | {"franchise": franchise} for rule in rules])

    def standing(self, place: SessionPlace) -> Standing | None:
        """As it is now; None if there is no such session (any more)."""
        return self._standing(place, lock=False)

    def hold_still(self, place: SessionPlace) -> Standing | None:
        """The same, and nobody puts a hold on it or changes its photos until the transaction ends."""
        return self._standing(place, lock=True)

    def expire_original(self, photo: int) -> bool:
        """Note that a photo's original is gone; False if that was noted before."""
        rows = tables.photo
        new = (rows.c.id == photo) & rows.c.original_expired_at.is_(None)
        noted = update(rows).where(new).values(original_expired_at=func.now()).returning(rows.c.id)
        return self._live.execute(noted).first() is not None

    def expire_picture(self, photo: int, at: ObjectKey) -> bool:
        """Note that a picture of a photo's edits is gone; False if that was noted before, or it is of no edit."""
        rows = tables.edit
        has = text("exists (select from jsonb_each_text(outputs) as output where output.value = :key)")
        new = (rows.c.photo == photo) & rows.c.expired_at.is_(None)
        noted = update(rows).where(new, has.bindparams(key=str(at))).values(expired_at=func.now()).returning(rows.c.id)
        return self._live.execute(noted).first() is not None

    def _standing(self, place: SessionPlace, *, lock: bool) -> Standing | None:
        session, customer, photo = tables.session, tables.customer, tables.photo
        same = (session.c.franchise == place.franchise, session.c.day == place.day, session.c.number == place.number)
        row = self._live.execute(select(session.c.id, session.c.customer).where(*same)).first()
        if row is None:
            return None
        hold = select(customer.c.hold).where(customer.c.id == row.customer)
        photos = select(photo).where(photo.c.session == row.id).order_by(photo.c.id)
        if lock:  # in the order of an erasure
            hold, photos = hold.with_for_update(read=True), photos.with_for_update(key_share=True)
        held = row.customer is not None and self._live.execute(hold).scalar() is not None
        if lock:
            self._live.execute(select(session.c.id).where(session.c.id == row.id).with_for_update(key_share=True))
        by_number = {one.number: one for one in map(to_photo, self._live.execute(photos).mappings())}
        return Standing(row.id, held, by_number)
