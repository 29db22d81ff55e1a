"""People decide: two of them never both, nothing is lost, and what was decided can be taken back in time."""

import threading
from dataclasses import replace

import pytest

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Caller
from mirrorme.imaging.recipe import Light, Matte
from mirrorme.pipeline.lanes import note_missed, requeue
from mirrorme.pipeline.look import Adjustments
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.remind import remind
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.review import Asked, claim, decide_batch, decide_by_person, release, undo
from tests.fakes.scores import scoring
from tests.integration.pipeline.conftest import House

ADA = Caller(id="key:11", name="ada", role="franchise", franchise="001")
BEA = Caller(id="key:12", name="bea", role="franchise", franchise="001")
APPROVE = Asked("approve", 1)
RE_EDIT = Asked("re_edit", 1, Adjustments(matte="best", exposure=0.3))
RETAKE = Asked("retake", 1, note="Eyes closed: once more, please.")


def in_review(house: House, data: bytes = b"photo") -> Photo:
    photo = house.receive(data)
    house.studio(scoring(80.0)).edit_photo(photo.id)
    return house.photo(photo.id)


def facts(photo: Photo) -> Photo:
    """What an undo has to give back: all but when it was last touched, and its place in the queue."""
    return replace(photo, changed_at=photo.created_at, tag=0, job=None)


def test_an_approved_photo_is_published_and_the_history_says_by_whom(house: House) -> None:
    photo = in_review(house)
    done = decide_by_person(house.records, ADA, photo.id, APPROVE)
    assert (done.state, done.review_due_at, done.reviewer) == (State.PUBLISHED, None, None)
    assert done.published_at is not None
    line = house.history()[-1]
    assert (line.who, line.before, line.after) == ("franchise:ada", "in_review", "published")
    assert line.data["decision"] == "approve"
    assert (line.data["score"], line.data["edit"]) == (80.0, 1)


def test_a_promise_that_ends_while_a_photo_waits_for_its_reviewer_is_broken_then_and_once(house: House) -> None:
    photo = in_review(house)
    house.run("update photo set deadline = now() - interval '1 minute' where id = :id", id=photo.id)
    assert (note_missed(house.records), note_missed(house.records)) == (1, 0)
    assert house.photo(photo.id).missed_at is not None
    decide_by_person(house.records, ADA, photo.id, Asked("approve", 1))
    assert len(house.history("deadline.missed")) == 1


def test_a_re_edit_has_its_adjustments_and_a_new_promise_and_ends_with_a_person(house: House) -> None:
    photo = in_review(house)
    house.run("update photo set deadline = now() - interval '2 hours' where id = :id", id=photo.id)
    again = decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    assert (again.state, again.adjustments) == (State.QUEUED, {"matte": "best", "exposure": 0.3})
    assert again.deadline is not None
    assert again.asked_at is not None
    assert again.deadline > again.asked_at
    assert note_missed(house.records) == 0
    orders: list[Order] = []

    def note(order: Order) -> EditResult:
        orders.append(order)
        return scoring(50.0)(order)

    house.studio(note).edit_photo(photo.id)
    (recipe,) = [order.recipe for order in orders]
    assert recipe is not None
    assert [step.tier for step in recipe.steps if isinstance(step, Matte)] == ["best"]
    assert [step.exposure_ev for step in recipe.steps if isinstance(step, Light)] == [0.3]
    # who asked for it sees what came of it, however it scores
    assert (house.photo(photo.id).state, house.photo(photo.id).edits) == (State.IN_REVIEW, 2)


def test_a_published_photo_can_be_edited_again_and_who_asked_sees_the_edit_before_it_goes_out(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(95.0)).edit_photo(photo.id)
    decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    assert note_missed(house.records) == 0
    house.studio(scoring(96.0)).edit_photo(photo.id)
    waits = house.photo(photo.id)
    assert (waits.state, waits.edits) == (State.IN_REVIEW, 2)
    assert waits.waits_for == {"code": "asked", "by": "franchise:ada"}
    line = house.history()[-1]
    assert (line.why, line.data["decision"]) == (
        "for people to look at: a person asked for this edit; the score is 96.0",
        "review",
    )
    assert decide_by_person(house.records, ADA, photo.id, Asked("approve", 2)).state is State.PUBLISHED


def test_an_edit_that_failed_and_is_tried_again_stays_one_that_a_person_asked_for(house: House) -> None:
    photo = in_review(house)
    decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    house.run("update photo set state = 'failed', job = null where id = :id", id=photo.id)
    requeue(house.records, ADA, photo.id)
    house.studio(scoring(96.0)).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.IN_REVIEW


def test_a_note_to_the_studio_is_kept_by_a_photo_that_is_edited_all_the_same_until_that_is_taken_back(
    house: House,
) -> None:
    photo = in_review(house)
    decide_by_person(house.records, ADA, photo.id, RETAKE)
    again = decide_by_person(house.records, BEA, photo.id, RE_EDIT)
    assert again.note == ""
    assert (again.overruled["state"], again.overruled["note"], again.overruled["by"]) == (
        "retake",
        RETAKE.note,
        "franchise:bea",
    )
    back = undo(house.records, BEA, photo.id)
    assert (back.state, back.note, back.overruled) == (State.RETAKE, RETAKE.note, {})

    requeue(house.records, BEA, photo.id)
    assert house.photo(photo.id).overruled["note"] == RETAKE.note
    assert RETAKE.note not in str([line.data for line in house.history()])


def test_a_retake_reaches_the_studio_with_its_note_which_the_history_does_not_keep(house: House) -> None:
    photo = in_review(house)
    with pytest.raises(InvalidError, match="Tell the studio"):
        decide_by_person(house.records, ADA, photo.id, Asked("retake", 1))
    gone = decide_by_person(house.records, ADA, photo.id, RETAKE)
    assert (gone.state, gone.note) == (State.RETAKE, RETAKE.note)
    line = house.history()[-1]
    assert (line.after, line.data["decision"]) == ("retake", "retake_by_person")
    assert "Eyes" not in f"{line.why}{line.data}"


@pytest.mark.parametrize("asked", [APPROVE, RE_EDIT, RETAKE], ids=lambda one: one.action)
def test_a_decision_taken_back_leaves_the_photo_as_it_was(house: House, asked: Asked) -> None:
    photo = in_review(house)
    claim(house.records, ADA, photo.id)
    release(house.records, ADA, photo.id)
    before, jobs = house.photo(photo.id), house.ask("select id from procrastinate_jobs order by id")
    decide_by_person(house.records, ADA, photo.id, asked)
    assert facts(undo(house.records, BEA, photo.id)) == facts(before)
    assert house.ask("select id from procrastinate_jobs order by id") == jobs
    with pytest.raises(ConflictError, match="last one"):
        undo(house.records, ADA, photo.id)
    # and it can be decided again
    assert decide_by_person(house.records, ADA, photo.id, APPROVE).state is State.PUBLISHED


def test_a_re_edit_of_a_published_photo_is_taken_back_to_published(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(95.0)).edit_photo(photo.id)
    before = house.photo(photo.id)
    decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    assert facts(undo(house.records, ADA, photo.id)) == facts(before)


def test_what_something_came_of_can_not_be_taken_back(house: House) -> None:
    begun, delivered, alone = in_review(house, b"a"), in_review(house, b"b"), in_review(house, b"c")
    decide_by_person(house.records, ADA, begun.id, RE_EDIT)
    house.run("update photo set state = 'editing' where id = :id", id=begun.id)
    with pytest.raises(ConflictError, match="new edit has begun"):
        undo(house.records, ADA, begun.id)
    decide_by_person(house.records, ADA, delivered.id, APPROVE)
    house.run("update photo set state = 'delivered' where id = :id", id=delivered.id)
    with pytest.raises(ConflictError, match="delivered"):
        undo(house.records, ADA, delivered.id)
    with pytest.raises(ConflictError, match="No person"):
        undo(house.records, ADA, alone.id)


def test_who_looks_at_a_photo_keeps_it_until_the_lease_ends(house: House) -> None:
    photo = in_review(house)
    first = claim(house.records, ADA, photo.id)
    again = claim(house.records, ADA, photo.id)
    assert first.claimed_until is not None
    assert again.claimed_until is not None
    assert again.claimed_until > first.claimed_until
    with pytest.raises(ConflictError, match="franchise:ada looks at it"):
        claim(house.records, BEA, photo.id)
    with pytest.raises(ConflictError, match="franchise:ada looks at it"):
        decide_by_person(house.records, BEA, photo.id, APPROVE)
    release(house.records, BEA, photo.id)
    assert house.photo(photo.id).reviewer == "franchise:ada"
    house.run("update photo set claimed_until = now() - interval '1 second' where id = :id", id=photo.id)
    assert claim(house.records, BEA, photo.id).reviewer == "franchise:bea"


def test_of_many_reviewers_at_once_one_decides_and_the_others_hear_who(house: House) -> None:
    photo = in_review(house)
    together = threading.Barrier(6)
    said: list[str] = []

    def decide(number: int) -> None:
        who = Caller(id=f"key:{number}", name=f"r{number}", role="franchise", franchise="001")
        together.wait(20)
        try:
            decide_by_person(house.records, who, photo.id, RETAKE if number % 2 else APPROVE)
            said.append("done")
        except ConflictError as error:
            said.append(error.message)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("done") == 1
    assert sum(" by franchise:r" in one for one in said) == 5
    assert len(house.ask("select from decision where action in ('approve', 'retake_by_person')")) == 1


def test_of_two_who_claim_at_once_one_has_it(house: House) -> None:
    photo = in_review(house)
    together = threading.Barrier(2)
    codes: list[str] = []

    def take(who: Caller) -> None:
        together.wait(20)
        try:
            claim(house.records, who, photo.id)
            codes.append("mine")
        except ConflictError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=take, args=(who,)) for who in (ADA, BEA)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["claimed", "mine"]


def test_nobody_decides_about_an_edit_that_they_did_not_see(house: House) -> None:
    photo = in_review(house)
    decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    house.studio(scoring(80.0)).edit_photo(photo.id)
    with pytest.raises(ConflictError) as refused:
        decide_by_person(house.records, BEA, photo.id, APPROVE)
    assert refused.value.code == "stale_edit"
    with pytest.raises(NotFoundError):
        decide_by_person(house.records, house.seeded.other, photo.id, APPROVE)


def test_adjustments_add_up_and_wrong_ones_change_nothing(house: House) -> None:
    photo = in_review(house)
    wrong = Asked("re_edit", 1, Adjustments(backdrop="no-such-backdrop"))
    with pytest.raises(InvalidError):
        decide_by_person(house.records, ADA, photo.id, wrong)
    assert facts(house.photo(photo.id)) == facts(photo)
    decide_by_person(house.records, ADA, photo.id, RE_EDIT)
    house.studio(scoring(80.0)).edit_photo(photo.id)
    more = decide_by_person(house.records, ADA, photo.id, Asked("re_edit", 2, Adjustments(warmth=-20)))
    assert more.adjustments == {"matte": "best", "exposure": 0.3, "warmth": -20.0}


def test_a_batch_does_what_it_can_and_tells_of_the_rest(house: House) -> None:
    photos = [in_review(house, bytes([number])) for number in range(3)]
    claim(house.records, BEA, photos[1].id)
    asked = [(photo.id, APPROVE) for photo in photos] + [(999_999, APPROVE)]
    done, refused = decide_batch(house.records, ADA, asked)
    assert [one.id for one in done] == [photos[0].id, photos[2].id]
    assert [(one.photo, one.code) for one in refused] == [(photos[1].id, "claimed"), (999_999, "no_photo")]


def test_reminders_come_at_half_and_at_all_of_the_promised_time_and_once(house: House) -> None:
    photo, other = in_review(house), in_review(house, b"other")
    assert remind(house.records) == 0
    house.run("update photo set remind_at = now() - interval '1 second'")
    assert (remind(house.records), remind(house.records)) == (2, 0)
    assert len(house.history("review.half_over")) == 2
    decide_by_person(house.records, ADA, other.id, APPROVE)
    house.run("update photo set remind_at = now() - interval '1 second' where remind_at is not null")
    house.run("update photo set review_due_at = remind_at where remind_at is not null")
    assert (remind(house.records), remind(house.records)) == (1, 0)
    (line,) = house.history("review.overdue")
    assert (line.photo, line.who) == (photo.id, "service")


def test_figures_count_what_scores_and_people_decided(house: House) -> None:
    for number, score in enumerate((95.0, 95.0, 80.0, 80.0, 80.0)):
        photo = house.receive(bytes([number]))
        house.studio(scoring(score)).edit_photo(photo.id)
    (first, second, third) = [int(str(row[0])) for row in house.ask("select id from photo where state = 'in_review'")]
    decide_by_person(house.records, ADA, first, APPROVE)
    decide_by_person(house.records, ADA, second, APPROVE)
    undo(house.records, ADA, second)
    decide_by_person(house.records, ADA, second, RETAKE)
    with house.records.begin() as work:
        now = work.now
        found = work.decisions.figures("001", now.replace(year=2000), now.replace(year=2199))
        other = work.decisions.figures("002", now.replace(year=2000), now.replace(year=2199))
    assert (found.decided, found.auto_published, found.auto_publish_rate) == (5, 2, 0.4)
    decide_by_person(house.records, ADA, third, RE_EDIT)
    house.studio(scoring(95.0)).edit_photo(third)
    with house.records.begin() as work:
        again = work.decisions.figures("001", now.replace(year=2000), now.replace(year=2199))
    # who asks for a second edit changes nothing of what scores did by themselves
    assert (again.decided, again.auto_published) == (5, 2)
    assert (found.reviewed, found.approved, found.approval_rate, found.retakes) == (2, 1, 0.5, 1)
    assert (found.within_promise, found.waiting, found.overdue) == (1.0, 1, 0)
    assert found.median_review_s is not None
    assert found.median_review_s >= 0
    assert (other.decided, other.auto_publish_rate, other.waiting) == (0, None, 0)
