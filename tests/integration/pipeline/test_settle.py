"""An edit is settled by its score: published, for people, edited again, or for the studio to take again."""

from mirrorme.domain.photo import State
from mirrorme.imaging.recipe import Light, Matte
from mirrorme.pipeline.lanes import cancel_photo, requeue
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.settle import UNSCORED
from tests.fakes.scores import scoring
from tests.integration.pipeline.conftest import House


def _states(house: House, photo: int) -> list[str | None]:
    return [line.after for line in house.history() if line.photo == photo]


def test_a_good_edit_is_published_with_its_score_in_the_history(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(85.0)).edit_photo(photo.id)
    done = house.photo(photo.id)
    assert (done.state, done.score, done.sure) == (State.PUBLISHED, 85.0, True)
    scored, published = house.history()[-2:]
    assert (scored.after, published.after) == (State.SCORED, State.PUBLISHED)
    for line in (scored, published):
        assert (line.who, line.data["score"], line.data["decision"], line.data["edit"]) == (
            "worker:test",
            85.0,
            "publish",
            1,
        )


def test_an_edit_under_its_franchises_threshold_waits_for_a_person(house: House) -> None:
    house.run("update franchise set auto_publish = 90 where code = '001'")
    photo = house.receive(b"photo")
    house.studio(scoring(89.9)).edit_photo(photo.id)
    waits = house.photo(photo.id)
    assert (waits.state, waits.published_at) == (State.IN_REVIEW, None)
    assert waits.review_due_at is not None
    assert waits.remind_at is not None
    assert waits.remind_at < waits.review_due_at
    assert waits.waits_for == {"code": "under", "threshold": 90}
    # what the house asks for later changes nothing about why this one waits
    house.run("update franchise set auto_publish = 80 where code = '001'")
    assert house.photo(photo.id).waits_for["threshold"] == 90


def test_what_nobody_has_to_look_at_waits_for_nothing(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(95.0)).edit_photo(photo.id)
    assert house.photo(photo.id).waits_for == {}


def test_an_edit_that_nobody_can_judge_waits_for_a_person_whatever_its_score(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(99.0, sure=False)).edit_photo(photo.id)
    assert house.photo(photo.id).state is State.IN_REVIEW
    assert house.photo(photo.id).waits_for == {"code": "unsure"}
    assert "no face was found" in house.history()[-1].why


def test_an_edit_without_a_score_is_told_and_never_published(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(lambda order: EditResult(order.photo, "edited", outputs=(order.jpeg,))).edit_photo(photo.id)
    waits = house.photo(photo.id)
    assert (waits.state, waits.score, waits.sure) == (State.IN_REVIEW, None, None)
    assert waits.waits_for == {"code": "unscored"}
    assert UNSCORED in house.history()[-1].why


def test_a_bad_edit_is_tried_once_harder_and_then_taken_again(house: House) -> None:
    photo = house.receive(b"photo")
    orders: list[Order] = []

    def bad(order: Order) -> EditResult:
        orders.append(order)
        return scoring(60.0)(order)

    house.studio(bad).edit_photo(photo.id)
    again = house.photo(photo.id)
    assert (again.state, again.edits, again.adjustments) == (State.QUEUED, 1, {"matte": "best"})
    assert again.deadline == photo.deadline
    house.studio(bad).edit_photo(photo.id)

    tiers = [
        next(step.tier for step in order.recipe.steps if isinstance(step, Matte)) for order in orders if order.recipe
    ]
    assert tiers == ["standard", "best"]
    gone = house.photo(photo.id)
    assert (gone.state, gone.edits) == (State.RETAKE, 2)
    assert [reason["code"] for reason in gone.reasons] == ["low_edges", "low_light"]
    assert "Keep hair and clothes away" in gone.note
    assert _states(house, photo.id)[-5:] == ["scored", "queued", "editing", "scored", "retake"]
    assert [line.data["decision"] for line in house.history() if line.after == "scored"] == ["edit_again", "retake"]


def test_an_edit_that_is_better_the_second_time_is_published(house: House) -> None:
    photo = house.receive(b"photo")
    house.studio(scoring(60.0)).edit_photo(photo.id)
    house.studio(scoring(95.0)).edit_photo(photo.id)
    assert (house.photo(photo.id).state, house.photo(photo.id).edits) == (State.PUBLISHED, 2)


def test_where_light_is_what_is_wrong_the_next_edit_has_other_light(house: House) -> None:
    photo = house.receive(b"photo")
    orders: list[Order] = []

    def dark(order: Order) -> EditResult:
        orders.append(order)
        result = scoring(60.0, worst="light")(order)
        light = next(one for one in result.measured["score"]["factors"] if one["name"] == "light")
        light["findings"][0]["sentence"] = "the subject is 0.7 stops too dark"
        return result

    house.studio(dark).edit_photo(photo.id)
    house.studio(dark).edit_photo(photo.id)
    levels = [
        next(step.exposure_ev for step in order.recipe.steps if isinstance(step, Light))
        for order in orders
        if order.recipe
    ]
    assert levels[1] > levels[0]


def test_a_photo_that_was_taken_again_leaves_the_list_and_one_that_was_not_can_be_edited_after_all(
    house: House,
) -> None:
    taken, wanted = house.receive(b"taken"), house.receive(b"wanted")
    for photo in (taken, wanted):
        for _ in range(2):
            house.studio(scoring(50.0)).edit_photo(photo.id)
    assert cancel_photo(house.records, house.caller, taken.id).state is State.CANCELLED
    again = requeue(house.records, house.caller, wanted.id)
    assert (again.state, again.note, again.reasons) == (State.QUEUED, "", ())
    house.studio(scoring(90.0)).edit_photo(wanted.id)
    assert house.photo(wanted.id).state is State.PUBLISHED


def test_a_promise_is_kept_once_the_edit_is_there_and_people_have_their_own(house: House) -> None:
    late, in_time = house.receive(b"late"), house.receive(b"in time")
    house.run("update photo set deadline = now() - interval '1 minute' where id = :id", id=late.id)
    for photo in (late, in_time):
        house.studio(scoring(80.0)).edit_photo(photo.id)
    assert house.photo(late.id).missed_at is not None
    assert house.photo(in_time.id).missed_at is None
    assert len(house.history("deadline.missed")) == 1
