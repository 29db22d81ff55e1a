"""Ratings: what people say of finished edits."""

from dataclasses import asdict
from typing import NoReturn

from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.photo import Photo
from mirrorme.domain.ratings import Rating
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.models.fields import Number
from mirrorme.interfaces.http.models.learning import RatingAnswer, RatingBody, RatingsAnswer
from mirrorme.pipeline.ratings import Opinion, rate, take_back

routes = router("Ratings")


@routes.post("/photos/{number}/ratings", responses=problems(404, 409))
def rate_photo(caller: Asking, service: TheService, number: Number, body: RatingBody) -> RatingAnswer:
    """Say what you think of an edit of a published photo; said again, it replaces what you said before."""
    said = Opinion(body.edit, body.thumb, body.stars, body.comment.strip(), body.training)
    with service.records.begin() as work:
        made = rate(work, caller, number, said)
        found = work.photos.get(number)
        return _answers(work, found, [made])[0] if found else _gone()


@routes.get("/photos/{number}/ratings", responses=problems(404))
def list_ratings(caller: Asking, service: TheService, number: Number) -> RatingsAnswer:
    """List what people think of a photo's edits."""
    with service.records.begin() as work:
        found = work.photos.get(number)
        if found is None or caller.franchise not in (None, found.franchise):
            _gone()
        return RatingsAnswer(items=_answers(work, found, work.ratings.of([number])))


@routes.delete("/photos/{number}/ratings/{rating}", status_code=204, responses=problems(404))
def delete_rating(caller: Asking, service: TheService, number: Number, rating: Number) -> None:
    """Take a rating back: your own, or as the franchise's owner anybody's."""
    with service.records.begin() as work:
        take_back(work, caller, number, rating)


def _gone() -> NoReturn:
    raise NotFoundError("no_photo", "There is no such photo.")


def _answers(work: PostgresWork, photo: Photo, found: list[Rating]) -> list[RatingAnswer]:
    numbers, teaching = work.ratings.numbers_of(photo.id), work.ratings.teaching(photo.id)
    return [
        RatingAnswer.model_validate(asdict(one) | {"edit": numbers[one.edit], "teaches": one.id in teaching})
        for one in found
    ]
