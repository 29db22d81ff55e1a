"""Ratings in Postgres."""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, delete, select
from sqlalchemy.dialects.postgresql import insert

from mirrorme.adapters.postgres.learning_tables import rating as table
from mirrorme.adapters.postgres.learning_tables import training_rating
from mirrorme.adapters.postgres.tables import edit
from mirrorme.domain.ratings import Rating, Taught


def to_rating(row: RowMapping) -> Rating:
    """A row as a record."""
    return Rating(**row)


class PostgresRatings:
    """Ratings, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def edit_of(self, photo: int, number: int) -> int | None:
        """The id of a photo's edit."""
        found = select(edit.c.id).where(edit.c.photo == photo, edit.c.number == number)
        return self._live.execute(found).scalar_one_or_none()

    def numbers_of(self, photo: int) -> dict[int, int]:
        """The numbers of a photo's edits, by their ids."""
        rows = self._live.execute(select(edit.c.id, edit.c.number).where(edit.c.photo == photo))
        return {row.id: row.number for row in rows}

    def put(self, new: Rating) -> Rating:
        """Keep it, in the place of what the same rater said of the same edit before; gives it with its id."""
        names = ("franchise", "photo", "edit", "rater", "thumb", "stars", "comment", "training", "at")
        values = {name: getattr(new, name) for name in names}
        changed = {name: values[name] for name in ("thumb", "stars", "comment", "training", "at")}
        added = insert(table).values(**values)
        put = added.on_conflict_do_update(index_elements=["edit", "rater"], set_=changed).returning(table)
        return to_rating(self._live.execute(put).mappings().one())

    def of(self, photos: Collection[int]) -> list[Rating]:
        """All of these photos, by id."""
        rows = select(table).where(table.c.photo.in_(photos)).order_by(table.c.id)
        return [to_rating(row) for row in self._live.execute(rows).mappings()]

    def teaching(self, photo: int) -> set[int]:
        """The ids of a photo's ratings that are in the dataset."""
        seen = training_rating.c
        rows = select(seen.rating).where(seen.photo == photo, seen.stars.is_not(None))
        return set(self._live.execute(rows).scalars())

    def remove(self, rating: int) -> None:
        """Forget it."""
        self._live.execute(delete(table).where(table.c.id == rating))

    def dataset(self) -> list[Taught]:
        """What may teach, by id: people's ratings with stars, of scores that are sure, with the customer's last yes."""
        names = Taught.__dataclass_fields__
        columns = [training_rating.c[name] for name in names]
        rows = select(*columns).where(training_rating.c.stars.is_not(None)).order_by(training_rating.c.rating)
        return [Taught(**row) for row in self._live.execute(rows).mappings()]
