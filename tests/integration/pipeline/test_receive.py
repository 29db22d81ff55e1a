"""Uploads: whatever comes twice, late, wrong or not at all, each photo is received once and whole."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.photo import State
from mirrorme.pipeline.lanes import cancel_photo, cancel_session
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.receive import PART_SIZE, Offer
from tests.integration.pipeline.conftest import House, offer_of

SMALL = b"a small photo"
LARGE = bytes(PART_SIZE) + b"the second part"


def test_a_small_photo_is_received_and_queued_in_its_lane(house: House) -> None:
    photo = house.receive(SMALL)

    assert (photo.state, photo.lane, photo.number) == (State.QUEUED, "standard", 1)
    assert photo.deadline is not None
    assert [event.after for event in house.history()] == ["uploading", "received", "queued"]


def test_a_large_photo_is_gone_on_with_where_it_stopped(house: House) -> None:
    upload = house.begin(LARGE).upload
    assert upload is not None
    assert upload.multipart is not None
    house.store.pending[upload.multipart][1] = LARGE[:PART_SIZE]

    again = house.begin(LARGE).upload
    assert again == upload
    assert [part.number for part in house.receiver.parts(house.caller, upload.id)[1]] == [1]
    with pytest.raises(ConflictError, match="not arrived, or not whole: 2"):
        house.receiver.complete(house.caller, upload.id)

    house.store.pending[upload.multipart][2] = LARGE[PART_SIZE:]
    assert house.receiver.complete(house.caller, upload.id).state is State.QUEUED
    assert list(house.store.objects.values()) == [LARGE]


def test_a_photo_that_is_here_is_known_before_its_bytes_move(house: House) -> None:
    photo = house.receive(SMALL)

    ticket = house.begin(SMALL)
    assert (ticket.photo.id, ticket.upload) == (photo.id, None)


def test_complete_may_be_said_twice(house: House) -> None:
    upload = house.begin(SMALL).upload
    assert upload is not None
    house.store.write(house.place(house.begin(SMALL).photo), SMALL)

    first = house.receiver.complete(house.caller, upload.id)
    assert house.receiver.complete(house.caller, upload.id) == first
    assert len(house.ask("select from procrastinate_jobs")) == 1


@pytest.mark.parametrize("data", [SMALL, LARGE])
def test_wrong_bytes_are_refused_and_the_right_ones_can_be_sent(house: House, data: bytes) -> None:
    ticket = house.begin(data)
    assert ticket.upload is not None
    garbled = data[:-1] + b"!"
    if ticket.upload.multipart is None:
        house.store.write(house.place(ticket.photo), garbled)
    else:
        house.store.pending[ticket.upload.multipart] = {1: garbled[:PART_SIZE], 2: garbled[PART_SIZE:]}

    with pytest.raises(InvalidError, match="SHA-256 differs"):
        house.receiver.complete(house.caller, ticket.upload.id)
    assert not house.store.objects
    assert [event.photo for event in house.history("upload.refused")] == [ticket.photo.id]

    again = house.begin(data).upload
    assert again is not None
    assert again.id != ticket.upload.id
    house.store.write(house.place(ticket.photo), data)
    assert house.receiver.complete(house.caller, again.id).state is State.QUEUED


def test_an_object_of_another_size_does_not_block_its_photo(house: House) -> None:
    ticket = house.begin(SMALL)
    assert ticket.upload is not None
    house.store.write(house.place(ticket.photo), SMALL + b"more")

    with pytest.raises(InvalidError, match="Send it again"):
        house.receiver.complete(house.caller, ticket.upload.id)
    assert house.receive(SMALL).state is State.QUEUED


def test_what_was_cut_off_after_the_store_completed_is_completed(house: House) -> None:
    ticket = house.begin(LARGE)
    assert ticket.upload is not None
    assert ticket.upload.multipart is not None
    house.store.write(house.place(ticket.photo), LARGE)
    del house.store.pending[ticket.upload.multipart]

    assert house.receiver.complete(house.caller, ticket.upload.id).state is State.QUEUED


def test_an_upload_that_the_store_gave_up_is_begun_anew(house: House) -> None:
    upload = house.begin(LARGE).upload
    assert upload is not None
    assert upload.multipart is not None
    del house.store.pending[upload.multipart]

    again = house.begin(LARGE).upload
    assert again is not None
    assert again.id != upload.id
    assert again.multipart in house.store.pending


def test_an_upload_is_opened_for_a_photo_whose_first_one_never_was(house: House) -> None:
    ticket = house.begin(SMALL)
    house.run("delete from upload")

    again = house.begin(SMALL)
    assert again.photo == ticket.photo
    assert again.upload is not None


def test_a_given_up_upload_is_over_and_its_photo_can_be_sent_again(house: House) -> None:
    ticket = house.begin(LARGE)
    assert ticket.upload is not None
    house.receiver.abort(house.caller, ticket.upload.id)
    house.receiver.abort(house.caller, ticket.upload.id)

    assert house.photo(ticket.photo.id).state is State.CANCELLED
    assert not house.store.pending
    with pytest.raises(ConflictError, match="given up"):
        house.receiver.complete(house.caller, ticket.upload.id)
    assert house.begin(LARGE).photo.state is State.UPLOADING


def test_stale_uploads_are_given_up_but_what_is_whole_is_kept(house: House) -> None:
    whole, lost = house.begin(SMALL), house.begin(LARGE)
    house.store.write(house.place(whole.photo), SMALL)
    house.run("update upload set expires_at = now() - interval '1 minute'")

    assert house.receiver.abort_stale() == 2
    assert house.photo(whole.photo.id).state is State.QUEUED
    assert house.photo(lost.photo.id).state is State.CANCELLED
    assert house.receiver.abort_stale() == 0


def test_a_photo_with_no_upload_at_all_is_given_up_after_a_day(house: House) -> None:
    photo = house.begin(SMALL).photo
    house.run("delete from upload")
    assert house.receiver.abort_stale() == 0

    house.run("update photo set changed_at = now() - interval '25 hours'")
    assert house.receiver.abort_stale() == 1
    assert house.photo(photo.id).state is State.CANCELLED


def test_the_parts_of_a_cancelled_photo_are_given_up(house: House) -> None:
    ticket = house.begin(LARGE)
    assert ticket.upload is not None
    cancel_photo(house.records, house.caller, ticket.photo.id)
    with pytest.raises(ConflictError, match="cancelled"):
        house.receiver.urls(house.caller, ticket.upload.id, [1])
    with pytest.raises(ConflictError, match="given up"):
        house.receiver.complete(house.caller, ticket.upload.id)

    house.receiver.abort_stale()
    assert not house.store.pending


def test_what_has_arrived_is_completed_when_nobody_says_so(house: House) -> None:
    whole, half = house.begin(SMALL), house.begin(LARGE)
    house.store.write(house.place(whole.photo), SMALL)
    assert house.receiver.complete_arrived() == 0  # its client may be about to

    house.run("update upload set expires_at = expires_at - interval '5 minutes'")
    assert house.receiver.complete_arrived() == 1
    assert house.photo(whole.photo.id).state is State.QUEUED
    assert house.photo(half.photo.id).state is State.UPLOADING


def test_a_store_that_is_away_loses_nothing(house: House) -> None:
    ticket = house.begin(SMALL)
    assert ticket.upload is not None
    house.store.write(house.place(ticket.photo), SMALL)
    house.store.away = True
    with pytest.raises(StorageError):
        house.receiver.complete(house.caller, ticket.upload.id)
    with pytest.raises(StorageError):
        house.receiver.abort(house.caller, ticket.upload.id)

    house.store.away = False
    assert house.receiver.complete(house.caller, ticket.upload.id).state is State.QUEUED


def test_many_clients_that_send_the_same_photos_share_them(house: House) -> None:
    photos = [bytes([number]) * 6_000_000 for number in range(3)]
    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(house.begin, photos * 4))

    assert len({ticket.photo.id for ticket in tickets}) == 3
    assert len({ticket.upload.id for ticket in tickets if ticket.upload}) == 3
    assert len(house.store.pending) == 3
    assert {ticket.photo.number for ticket in tickets} == {1, 2, 3}


def test_completing_at_once_receives_once(house: House) -> None:
    ticket = house.begin(SMALL)
    assert ticket.upload is not None
    upload = ticket.upload.id
    house.store.write(house.place(ticket.photo), SMALL)
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: house.receiver.complete(house.caller, upload), range(6)))

    assert {photo.state for photo in done} == {State.QUEUED}
    assert len(house.ask("select from procrastinate_jobs")) == 1


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (Offer("a.jpg", 0, "0" * 64), "empty_file"),
        (Offer("a.jpg", 2**40, "0" * 64), "too_large"),
        (Offer("a.jpg", 5, "../../etc"), "invalid_digest"),
    ],
)
def test_impossible_offers_are_refused(house: House, offer: Offer, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        house.receiver.begin(house.caller, house.seeded.sessions[0], offer)
    assert refused.value.code == code


def test_a_digest_has_one_size(house: House) -> None:
    house.begin(SMALL)
    with pytest.raises(InvalidError, match="bytes, not"):
        house.receiver.begin(
            house.caller, house.seeded.sessions[0], Offer("b.jpg", 99, hashlib.sha256(SMALL).hexdigest())
        )


def test_another_studio_sees_neither_session_nor_upload(house: House) -> None:
    upload = house.begin(SMALL).upload
    assert upload is not None
    with pytest.raises(NotFoundError):
        house.receiver.begin(house.seeded.other, house.seeded.sessions[0], offer_of(SMALL))
    with pytest.raises(NotFoundError):
        house.receiver.abort(house.seeded.other, upload.id)


def test_a_cancelled_session_takes_no_photos(house: House) -> None:
    cancel_session(house.records, house.caller, house.seeded.sessions[0])
    with pytest.raises(ConflictError, match="cancelled"):
        house.begin(SMALL)
