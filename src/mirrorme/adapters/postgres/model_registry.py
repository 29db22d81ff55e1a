"""The registry of models in Postgres, and what trials of them are judged by."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, text, update

from mirrorme.adapters.postgres.learning_tables import model as table
from mirrorme.adapters.postgres.tables import history
from mirrorme.domain.model_registry import Model, ModelKind, ModelState
from mirrorme.domain.ratings import PERSON
from mirrorme.domain.trials import Arm, Sides
from mirrorme.pipeline.model_registry import Rated, Shadowed

_SCORE = "edit.measured #>> '{score,version}' as version, (edit.measured #>> '{score,value}')::float8 as value"
_SURE = "coalesce((edit.measured #>> '{score,sure}')::boolean, false)"
_SAID_BY_A_PERSON = f"rating.rater like '{PERSON}%'"
_COMPLAINS = "(rating.thumb = 'down' or coalesce(rating.stars <= 2, false))"
# who complains about nearly everything says nothing of either side
_SIDES = text(f"""
    with grumblers as (
        select rater from rating where at >= cast(:since as timestamptz) - interval '60 days'
        group by rater having count(*) >= 10 and avg({_COMPLAINS}::int) > 0.8
    )
    select scored.franchise, scored.newer, count(*) as edits, count(*) filter (where published) as published,
           count(*) filter (where published and complained) as complaints
    from (
        select edit.franchise, coalesce(edit.measured #>> '{{score,version}}' = :version, false) as newer,
               {_SURE} and (edit.measured #>> '{{score,value}}')::float8 >= franchise.auto_publish as published,
               exists (select from rating where rating.edit = edit.id and {_COMPLAINS} and {_SAID_BY_A_PERSON}
                       and rating.rater not in (select rater from grumblers)) as complained
        from edit join franchise on franchise.code = edit.franchise
        where edit.created_at >= :since and edit.measured ? 'score'
    ) scored group by scored.franchise, scored.newer order by scored.franchise
""")  # noqa: S608 (made of constants)
_RATED = text(f"""
    select {_SCORE}, edit.measured -> 'shadow' as shadow, rating.stars, rating.rater, rating.franchise
    from rating join edit on edit.id = rating.edit
    where rating.stars is not null and {_SAID_BY_A_PERSON} and {_SURE} and edit.created_at >= :since
    order by rating.id
""")  # noqa: S608 (made of constants)
_SHADOWED = text(f"""
    select count(*) as edits,
           count(*) filter (where {_SURE} and (edit.measured #>> '{{score,value}}')::float8 >= auto_publish)
           as published,
           count(*) filter (where {_SURE} and (shadow ->> 'value')::float8 >= auto_publish) as would_publish
    from edit join franchise on franchise.code = edit.franchise
    cross join lateral jsonb_array_elements(edit.measured -> 'shadow') shadow
    where edit.created_at >= :since and edit.measured ? 'shadow' and shadow ->> 'version' = :version
""")  # noqa: S608 (made of constants)


def to_model(row: RowMapping) -> Model:
    """A row as a record."""
    return Model(**(dict(row) | {"state": ModelState(row["state"])}))


@dataclass(frozen=True, slots=True)
class PostgresModels:
    """Models, in one transaction."""

    live: Connection

    def all(self, kind: ModelKind | None = None) -> list[Model]:
        """Of a kind or of all, the newest first."""
        rows = select(table).order_by(table.c.id.desc())
        return self._read(rows if kind is None else rows.where(table.c.kind == kind))

    def in_use(self, kind: ModelKind) -> list[Model]:
        """What workers have to know: on shadow, on trial, serving; and retired ones, which serve if that one can't."""
        states = ("shadow", "trial", "serving", "retired")
        rows = select(table).where(table.c.kind == kind, table.c.state.in_(states))
        return self._read(rows.order_by(table.c.state_at.desc(), table.c.id.desc()))

    def lock(self, model: int) -> Model | None:
        """As it is now, held until the transaction ends."""
        found = self._read(select(table).where(table.c.id == model).with_for_update())
        return found[0] if found else None

    def add(self, new: Model) -> Model:
        """Keep it; gives it with its id."""
        values = {name: value for name, value in asdict(new).items() if name != "id"}
        return to_model(self.live.execute(insert(table).values(**values).returning(table)).mappings().one())

    def save(self, model: Model) -> None:
        """Replace what can change: its state, and since when."""
        values = {"state": str(model.state), "state_at": model.state_at}
        self.live.execute(update(table).where(table.c.id == model.id).values(**values))

    def tried_at(self) -> datetime | None:
        """When learning was last tried, whatever came of it."""
        kinds = ("model.learnt", "model.not_learnt")
        tried = select(func.max(history.c.at)).where(history.c.franchise.is_(None), history.c.kind.in_(kinds))
        found: datetime | None = self.live.execute(tried).scalar_one()
        return found

    def sides(self, version: str, since: datetime) -> list[Sides]:
        """By franchise, edits since then that scores of this version decided about, and all others."""
        found: dict[str, dict[bool, Arm]] = {}
        for row in self.live.execute(_SIDES, {"version": version, "since": since}).mappings():
            arm = Arm(row["edits"], row["published"], row["complaints"])
            found.setdefault(row["franchise"], {})[row["newer"]] = arm
        nothing = Arm(0, 0, 0)
        return [Sides(code, arms.get(True, nothing), arms.get(False, nothing)) for code, arms in found.items()]

    def rated(self, since: datetime) -> list[Rated]:
        """People's ratings of edits since then whose score is sure, with all scores of each, the oldest first."""
        rows = self.live.execute(_RATED, {"since": since}).mappings()
        return [
            Rated(
                row["rater"],
                row["franchise"],
                row["stars"],
                {row["version"]: row["value"]} | {one["version"]: one["value"] for one in row["shadow"] or ()},
            )
            for row in rows
        ]

    def shadowed(self, version: str, since: datetime) -> Shadowed:
        """What the shadow's scores would have done since then."""
        row = self.live.execute(_SHADOWED, {"version": version, "since": since}).mappings().one()
        return Shadowed(**row)

    def _read(self, rows: "Select[*tuple[object, ...]]") -> list[Model]:
        return [to_model(row) for row in self.live.execute(rows).mappings()]
