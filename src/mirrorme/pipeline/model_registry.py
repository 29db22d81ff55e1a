"""Models go from state to state: by whom, why, and what follows for the others. Every step is a line of the history."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from mirrorme.domain.errors import ConflictError, NotFoundError
from mirrorme.domain.model_registry import Model, ModelKind, ModelState, check_move
from mirrorme.domain.trials import Sides
from mirrorme.pipeline.ports_records import History
from mirrorme.pipeline.ratings import Ratings


@dataclass(frozen=True, slots=True)
class Rated:
    """A person's rating and all scores of what was rated, by version. franchise: whose photo it is."""

    rater: str
    franchise: str
    stars: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shadowed:
    """Edits with a shadow's score: how many, published by the score that counts, and by the shadow's if it counted."""

    edits: int
    published: int
    would_publish: int


class Models(Protocol):
    """What the registry needs of the records."""

    def all(self, kind: ModelKind | None = None) -> list[Model]:
        """Of a kind or of all, the newest first."""

    def in_use(self, kind: ModelKind) -> list[Model]:
        """On shadow, on trial, serving, retired; who came to its state last is first."""

    def lock(self, model: int) -> Model | None:
        """As it is now, held until the transaction ends."""

    def add(self, new: Model) -> Model:
        """Keep it; gives it with its id."""

    def save(self, model: Model) -> None:
        """Replace what can change: its state, and since when."""

    def tried_at(self) -> datetime | None:
        """When learning was last tried, whatever came of it."""

    def sides(self, version: str, since: datetime) -> list[Sides]:
        """By franchise, edits since then that scores of this version decided about, and all others."""

    def rated(self, since: datetime) -> list[Rated]:
        """People's ratings of edits since then whose score is sure, with all scores of each, the oldest first."""

    def shadowed(self, version: str, since: datetime) -> Shadowed:
        """What the shadow's scores would have done since then."""


class ModelWork(Protocol):
    """One transaction."""

    @property
    def now(self) -> datetime: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102
    @property
    def models(self) -> Models: ...  # noqa: D102
    @property
    def ratings(self) -> Ratings: ...  # noqa: D102


class ModelRecords(Protocol):
    """All records."""

    def begin(self) -> AbstractContextManager[ModelWork]:
        """A transaction."""


def register(work: ModelWork, new: Model, *, who: str, why: str) -> Model:
    """Take a model in.

    Raises:
        ConflictError: the same one is there.
    """
    same = next((one for one in work.models.all(new.kind) if one.digest == new.digest), None)
    if same is not None:
        raise ConflictError("model_exists", f"This is model {same.id}, which is {same.state}.")
    made = work.models.add(new)
    _note(work, made, None, who=who, why=why)
    return made


def move(work: ModelWork, model: int, to: ModelState, *, who: str, why: str, now: datetime | None = None) -> Model:
    """Bring a model to another state; one that is to serve takes the place of the one that does.

    now: None for the database's.

    Raises:
        NotFoundError: no such model.
        ConflictError: it can't go there from where it is, or another one is on trial.
        InvalidError: no model of its kind goes there.
    """
    found = work.models.lock(model)
    if found is None:
        raise NotFoundError("no_model", "There is no such model.")
    check_move(found, to)
    at = now or work.now
    others = [one for one in work.models.all(found.kind) if one.id != found.id]
    if to is ModelState.TRIAL and any(one.state is ModelState.TRIAL for one in others):
        raise ConflictError("trial_under_way", "Another model is on trial; one trial at a time can be told apart.")
    if to is ModelState.SERVING:
        for one in others:
            if one.state is ModelState.SERVING:
                _to(work, one, ModelState.RETIRED, at, who=who, why=f"model {found.id} takes its place")
    return _to(work, found, to, at, who=who, why=why)


def roll_back(work: ModelWork, kind: ModelKind, *, who: str, why: str, now: datetime | None = None) -> Model:
    """End what was tried last: the trial, if there is one; else the model that serves.

    Then the one before it serves again, or what MirrorMe comes with.

    Raises:
        ConflictError: there is nothing to go back from.
    """
    found = work.models.in_use(kind)
    newest = next((one for one in found if one.state is ModelState.TRIAL), None)
    newest = newest or next((one for one in found if one.state is ModelState.SERVING), None)
    if newest is None:
        raise ConflictError("nothing_to_roll_back", "Nothing is on trial, and what MirrorMe comes with serves.")
    before = next((one for one in found if one.state is ModelState.RETIRED), None)
    gone = move(work, newest.id, ModelState.REFUSED, who=who, why=why, now=now)
    if newest.state is ModelState.SERVING and before is not None:
        move(work, before.id, ModelState.SERVING, who=who, why=f"model {newest.id} was rolled back", now=now)
    return gone


def _to(work: ModelWork, model: Model, to: ModelState, at: datetime, *, who: str, why: str) -> Model:
    moved = replace(model, state=to, state_at=at)
    work.models.save(moved)
    _note(work, moved, model.state, who=who, why=why)
    return moved


def _note(work: ModelWork, model: Model, before: ModelState | None, *, who: str, why: str) -> None:
    data = {"model": model.id, "kind": model.kind, "digest": model.digest, "from": before, "to": model.state}
    work.history.note("model.moved" if before else "model.registered", who=who, why=why, data=data)
