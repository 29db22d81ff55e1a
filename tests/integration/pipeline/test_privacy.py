"""A customer who asks for it is forgotten: rows, objects, and what comes late."""

from datetime import date

import pytest
from sqlalchemy import text

from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.lane import Tier
from mirrorme.domain.photo import State
from mirrorme.domain.privacy import is_receipt
from mirrorme.domain.views import EXTENSIONS
from mirrorme.pipeline.bookings import NewSession, add_customer, book_session, change_customer
from mirrorme.pipeline.lanes import requeue
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.privacy import ask_erasure, carry_out, carry_out_due
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.review import Asked, decide_by_person
from tests.fakes.scores import scoring
from tests.integration.pipeline.conftest import House, edited, edited_with_views, rejected

SECRET = b"of the tests"
NAMES = ("Ada Lovelace", "ada@example.com", "ada-lovelace.jpg", "Lovelace family")


def book(house: House, name: str = NAMES[3]) -> tuple[int, int]:
    """A customer and a session of theirs."""
    with house.records.begin() as work:
        customer = add_customer(work, house.caller, None, NAMES[0], NAMES[1], Tier.VIP)
        new = NewSession(name, house.seeded.booking_types[0], customer.id, date(2026, 11, 18), None, {})
        return customer.id, book_session(work, house.caller, new).id


def erase(house: House, customer: int) -> bool:
    """Whether it is done."""
    asked = ask_erasure(house.records, house.caller, customer)
    return carry_out(house.records, house.store, SECRET, asked.id).done_at is not None


def everything(house: House) -> str:
    """All rows of all tables, as text."""
    tables = ("customer", "session", "photo", "upload", "edit", "decision", "history", "idempotency", "erasure")
    return "\n".join(str(row) for table in tables for row in house.ask(f"select to_jsonb(t)::text from {table} t"))  # noqa: S608


def test_nothing_of_a_customer_is_left_and_all_of_the_others_is(house: House) -> None:
    customer, session = book(house)
    other = house.receive(b"somebody else's")
    photo = house.receive(b"a portrait", session)
    house.studio().edit_photo(photo.id)
    assert len([at for at in house.store.objects if "session-001" in at.key]) >= 1
    assert NAMES[0] in everything(house)
    assert erase(house, customer)

    found = everything(house)
    assert [name for name in NAMES if name in found] == []
    assert photo.sha256 not in found
    assert house.photo(photo.id).state is State.ERASED
    assert list(house.store.objects) == [house.place(other)]
    assert house.photo(other.id).state is State.QUEUED


def test_what_was_decided_about_a_photo_goes_with_it(house: House) -> None:
    customer, session = book(house)
    photo = house.receive(b"photo", session)
    house.studio(scoring(80.0)).edit_photo(photo.id)
    retake = Asked("retake", 1, note="Ada blinked")
    decide_by_person(house.records, house.caller, photo.id, retake)
    requeue(house.records, house.caller, photo.id)
    assert house.photo(photo.id).overruled["note"] == "Ada blinked"
    ask_erasure(house.records, house.caller, customer)
    gone = house.photo(photo.id)
    assert (gone.state, gone.note, gone.score, gone.reviewer) == (State.ERASED, "", None, None)
    assert (gone.overruled, gone.waits_for) == ({}, {})
    assert not house.ask("select from decision")
    assert not [line for line in house.history() if "blinked" in f"{line.why}{line.data}"]


def test_pictures_for_screens_are_forgotten_with_the_customer(house: House) -> None:
    customer, session = book(house)
    photo, turned_away = house.receive(b"a portrait", session), house.receive(b"a dark one", session)

    def kept(order: Order, result: EditResult) -> EditResult:
        for name in order.writes[1:]:
            house.store.write(ObjectKey.parse(name), b"a picture")
        return result

    house.studio(lambda order: kept(order, edited_with_views(order))).edit_photo(photo.id)
    house.studio(lambda order: kept(order, rejected(order))).edit_photo(turned_away.id)
    assert len(house.store.objects) > 2 * len(EXTENSIONS)
    assert erase(house, customer)
    assert house.store.objects == {}
    assert house.ask("select count(*) from edit") == [(0,)]


def test_a_receipt_is_given_that_nobody_else_can_make(house: House) -> None:
    customer, session = book(house)
    house.studio().edit_photo(house.receive(b"a portrait", session).id)
    asked = ask_erasure(house.records, house.caller, customer)
    done = carry_out(house.records, house.store, SECRET, asked.id)
    receipt = done.receipt
    assert receipt is not None
    assert (receipt["customer"], receipt["photos"]) == (customer, 1)
    assert is_receipt(SECRET, receipt)
    assert not is_receipt(SECRET, {**receipt, "photos": 2})
    assert not is_receipt(b"another", receipt)
    assert (done.due_at - done.asked_at).days == 30
    again = ask_erasure(house.records, house.caller, customer)
    assert carry_out(house.records, house.store, SECRET, again.id) == done


def test_what_comes_late_is_swept_before_the_receipt_is_given(house: House) -> None:
    customer, session = book(house)
    ticket = house.begin(b"still on its way", session)
    at = house.place(ticket.photo)
    assert not erase(house, customer)
    # the address that the studio was given is good for an hour
    house.store.write(at, b"still on its way")
    assert carry_out_due(house.records, house.store, SECRET) == 0
    house.run("update erasure set again_at = now()")
    assert carry_out_due(house.records, house.store, SECRET) == 1
    assert house.store.objects == {}
    assert house.ask("select done_at is not null, receipt is not null from erasure") == [(True, True)]
    assert carry_out_due(house.records, house.store, SECRET) == 0


def test_a_store_that_is_away_is_gone_on_with(house: House) -> None:
    customer, session = book(house)
    house.studio().edit_photo(house.receive(b"a portrait", session).id)
    asked = ask_erasure(house.records, house.caller, customer)
    house.store.away = True
    with pytest.raises(StorageError):
        carry_out(house.records, house.store, SECRET, asked.id)
    house.store.away = False
    assert carry_out_due(house.records, house.store, SECRET) == 1
    assert house.store.objects == {}


def test_an_edit_that_finishes_after_the_erasure_publishes_nothing(house: House) -> None:
    customer, session = book(house)
    photo = house.receive(b"a portrait", session)

    def erased_meanwhile(order: object) -> object:
        assert order
        ask_erasure(house.records, house.caller, customer)
        return edited(order)  # type: ignore[arg-type]

    house.studio(erased_meanwhile).edit_photo(photo.id)  # type: ignore[arg-type]
    assert house.photo(photo.id).state is State.ERASED
    assert house.ask("select count(*) from edit") == [(0,)]


def test_an_erased_session_takes_no_photos(house: House) -> None:
    customer, session = book(house)
    erase(house, customer)
    with pytest.raises(ConflictError):
        house.begin(b"a portrait", session)


def test_what_is_held_by_law_is_kept(house: House) -> None:
    customer, _ = book(house)
    with house.records.begin() as work:
        change_customer(work, house.caller, customer, {"hold": "a claim is pending"})
    with pytest.raises(ConflictError, match="a claim is pending"):
        ask_erasure(house.records, house.caller, customer)
    with house.records.begin() as work:
        change_customer(work, house.caller, customer, {"hold": None})
    assert erase(house, customer)


def test_another_studio_erases_nothing(house: House) -> None:
    customer, _ = book(house)
    other = house.seeded.other
    for records in (house.records, house.records.behind("002")):
        with pytest.raises(NotFoundError):
            ask_erasure(records, other, customer)
    assert house.run("select 1 from erasure") == 0


def test_photos_in_all_states_can_be_erased(house: House) -> None:
    customer, session = book(house)
    for state in State:
        if state is not State.ERASED:
            photo = house.begin(state.encode(), session).photo
            house.run("update photo set state = :state where id = :id", state=state, id=photo.id)
    ask_erasure(house.records, house.caller, customer)
    with house.records.begin() as work:
        states = work.connection.execute(text("select distinct state from photo")).scalars().all()
    assert states == ["erased"]
