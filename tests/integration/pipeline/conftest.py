"""A studio with a store in memory and records in a real Postgres."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import text

from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import Photo
from mirrorme.domain.records import Caller, Event
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.edit_photo import Studio
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.receive import Offer, Receiver, Ticket
from mirrorme.pipeline.result import EditResult
from tests.fakes.scores import scoring
from tests.integration.conftest import Seeded, as_owner
from tests.integration.pipeline.memory import MemoryStore


def offer_of(data: bytes, filename: str = "IMG_1.jpg") -> Offer:
    return Offer(filename, len(data), hashlib.sha256(data).hexdigest())


edited = scoring(93.0)


def edited_with_views(order: Order) -> EditResult:
    return replace(edited(order), outputs=(order.jpeg, *(order.views or {}).values()))


def rejected(order: Order) -> EditResult:
    return EditResult(order.photo, "rejected", (Reason("too_dark", "The photo is too dark."),))


def failing(code: str) -> Callable[[Order], EditResult]:
    return lambda order: EditResult(order.photo, "failed", (Reason(code, f"It ended with {code}."),))


@dataclass
class House:
    """All that tests work with."""

    records: PostgresRecords
    seeded: Seeded
    store: MemoryStore = field(default_factory=MemoryStore)

    @property
    def receiver(self) -> Receiver:
        return Receiver(self.records, self.store, self.store)

    @property
    def caller(self) -> Caller:
        return self.seeded.studio

    def studio(self, edit: Callable[[Order], EditResult] = edited) -> Studio:
        return Studio(self.records, self.store, edit, "worker:test")

    def begin(self, data: bytes, session: int | None = None) -> Ticket:
        return self.receiver.begin(self.caller, session or self.seeded.sessions[0], offer_of(data))

    def place(self, photo: Photo) -> ObjectKey:
        with self.records.begin() as work:
            session = work.sessions.get(photo.session)
        assert session is not None
        return session.place.raw(photo.number, photo.extension)

    def receive(self, data: bytes, session: int | None = None) -> Photo:
        ticket = self.begin(data, session)
        assert ticket.upload is not None
        self.store.write(self.place(ticket.photo), data)
        return self.receiver.complete(self.caller, ticket.upload.id)

    def photo(self, photo: int) -> Photo:
        with self.records.begin() as work:
            found = work.photos.get(photo)
        assert found is not None
        return found

    def history(self, kind: str = "photo") -> list[Event]:
        wanted = text("""select id, at, franchise, session, photo, kind, who, before, after, why, data
                         from history where kind = :kind order by id""")
        with self.records.begin() as work:
            return [Event(**row) for row in work.connection.execute(wanted, {"kind": kind}).mappings()]

    def run(self, statement: str, **values: object) -> int:
        with as_owner(self.records) as work:
            return work.connection.execute(text(statement), values).rowcount

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with self.records.begin() as work:
            return [tuple(row) for row in work.connection.execute(text(question))]


@pytest.fixture
def house(records: PostgresRecords, seeded: Seeded) -> House:
    return House(records, seeded)
