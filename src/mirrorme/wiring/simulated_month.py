"""A month with simulated people on real records: rated, learnt, tried, promoted and rolled back by the real rules."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import insert

from mirrorme.adapters.postgres import accuracy as told
from mirrorme.adapters.postgres import lists, tables
from mirrorme.adapters.postgres.embedded import Embedded
from mirrorme.adapters.postgres.engine import PostgresRecords, open_engine
from mirrorme.adapters.postgres.migrate import migrate
from mirrorme.adapters.postgres.work import PostgresWork
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.keys import SessionPlace
from mirrorme.domain.lane import Lane
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.records import Caller
from mirrorme.pipeline.accuracy import accuracy_of
from mirrorme.pipeline.judging import Judges, Own
from mirrorme.pipeline.learning import advance, retrain
from mirrorme.pipeline.model_registry import move, register
from mirrorme.pipeline.on_trial import on_trial
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.ratings import Opinion, rate
from mirrorme.pipeline.result import EditResult
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.crowd import Person, an_edit, people, true_stars
from mirrorme.quality.score import version_of

DAYS = 30
LEARN_ON, AGAIN_AFTER = 8, 4
"""The day on which is learnt by hand, and days until it is tried again if nothing came of it."""
RATED = 0.3
"""The part of all photos that owners rate."""
SESSIONS_DAY = date(2026, 1, 1)
"""Is in the photos' keys, which decide who is tried on what: a month is the same whenever it is gone through."""
ADMIN = "admin"
STEPS = ("registered", "on shadow", "on trial", "promoted", "rolled back")
"""What a month shows, in this order, if its ratings suffice."""
_REACHED = {
    ModelState.SHADOW: "on shadow",
    ModelState.TRIAL: "on trial",
    ModelState.SERVING: "promoted",
    ModelState.REFUSED: "rolled back",
}


@dataclass(frozen=True, slots=True)
class Month:
    """What is gone through. photos: a franchise and day. The last franchise's owner gives one star to everything."""

    seed: int = 2
    franchises: int = 10
    photos: int = 25


@dataclass(frozen=True, slots=True)
class _Studio:
    code: str
    session: int
    place: SessionPlace
    owner: Caller
    person: Person


@dataclass(slots=True)
class _Course:
    """How far the month has come. reached: of ``STEPS``."""

    records: PostgresRecords
    own: Own
    judges: Judges
    random: np.random.Generator
    studios: list[_Studio]
    photos: int
    taken: int = 0
    alerts: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)


def rehearse_month(month: Month, own: Own) -> Iterator[str]:
    """Go through it; yields the report in lines.

    Raises:
        SetupError: no database of its own can be started.
    """
    with _database() as records:
        random = np.random.default_rng(month.seed)
        owners = people(month.franchises, random, poisoners=1)
        began = datetime.now(UTC) - timedelta(days=DAYS)
        with records.begin() as work:
            studios = [_found(work, place, person) for place, person in enumerate(owners)]
        alerts: list[str] = []
        judges = Judges(records, own, "worker:rehearsal", alerts.append)
        course = _Course(records, own, judges, random, studios, month.photos, alerts=alerts)
        yield f"{len(studios)} franchises, {month.photos} photos each a day, {RATED:.0%} rated; the last owner gives 1s"
        yield from _days(course, began)
        yield from _report(course)


def _days(course: _Course, began: datetime) -> Iterator[str]:
    records, own = course.records, course.own
    learnt: Model | None = None
    spoilt: Model | None = None
    for day in range(DAYS):
        at = began + timedelta(days=day, hours=18)
        _one_day(course, at)
        if day == 0 or (learnt is None and day >= LEARN_ON and (day - LEARN_ON) % AGAIN_AFTER == 0):
            learnt = yield from _learn(course, day, at)
        with records.begin() as work:
            trial = on_trial(work, own, at)
        moved = advance(records, own, now=at)
        if trial is not None and moved is not None:
            judged, newer, older = trial.judgement, trial.newer_arm, trial.older_arm
            yield (
                f"day {day}: trial of model {moved.id}: {newer.edits} edits beside {older.edits}, "
                f"{trial.paired.rated} rated: only the newer agrees on {trial.paired.gained}, only the older on "
                f"{trial.paired.lost}"
            )
            for name in ("agreement", "published", "complaints"):
                found = getattr(judged, name)
                yield f"    {name:10s} {found.middle:+.1%} (95 %: {found.low:+.1%} to {found.high:+.1%})"
        if moved is not None:
            if trial is not None or moved.state is not ModelState.REFUSED:
                course.reached.add(_REACHED[moved.state])
            yield f"day {day}: model {moved.id} is {moved.state}, {_why(records)}"
        if learnt is not None and spoilt is None and moved is not None and moved.state is ModelState.SERVING:
            spoilt = _spoilt(course, learnt, at)
            yield f"day {day}: an admin puts model {spoilt.id}, which hardly looks at edges, on trial past the shadow"


def _learn(course: _Course, day: int, at: datetime) -> Generator[str, None, Model | None]:
    """Learn from what was rated until now; gives the candidate, if one came of it."""
    try:
        done = retrain(course.records, course.own, who="service", now=at)
    except ConflictError as error:
        yield f"day {day}: learning refuses: {error.message}"
        return None
    yield f"day {day}: {done.objection or f'model {done.model.id if done.model else 0} is a candidate'}"
    yield from ("    " + line for line in done.card.splitlines() if line.startswith(("|", "Gain", "**Judged")))
    if done.model is not None:
        course.reached.add("registered")
    return done.model


def _why(records: PostgresRecords) -> str:
    """Of the last move, as the history has it."""
    with records.begin() as work:
        return lists.history(work.connection, lists.Asked(kind="model.moved"), None, 1)[0].why


def _report(course: _Course) -> Iterator[str]:
    with course.records.begin() as work:
        trial = on_trial(work, course.own)
        ratings = told.rated(work.connection, told.About())
        models = work.models.all("quality")
    names = {course.own.version: "before", **{one.version: f"model {one.id}" for one in models}}
    poisoner = course.studios[-1].owner.id
    yield "agreement within one star, by the model whose score counted (without the owner who gives 1 star):"
    for version, name in sorted(names.items(), key=lambda one: one[1]):
        own = [one for one in ratings if one.version == version]
        honest = [one for one in own if one.rater != poisoner]
        if honest:
            all_of_them, found = accuracy_of(own), accuracy_of(honest)
            order = "" if found.pairwise is None else f", pairs in order {found.pairwise:.1%}"
            yield (
                f"    {name}: {all_of_them.within_one_star:.1%} of {len(own)} ({found.within_one_star:.1%} of "
                f"{len(honest)}{order})"
            )
    yield "in the end: " + (", ".join(f"model {one.id} {one.state}" for one in reversed(models)) or "no model")
    if trial is not None:
        yield f"    still on trial: {trial.judgement.verdict.replace('_', ' ')}: {trial.judgement.why}"
    if missed := [step for step in STEPS if step not in course.reached]:
        yield f"not reached in this run: {', '.join(missed)}; more --franchises or --photos get further"
    yield f"{course.taken} edits scored; {len(course.alerts)} alerts"


def _one_day(course: _Course, at: datetime) -> None:
    """Edits of a day, scored as workers do, and what owners say of them."""
    for studio in course.studios:
        photos, edits, stars = [], [], []
        for _ in range(course.photos):
            course.taken += 1
            score = an_edit(course.own.calibration, course.own.version, course.random)
            key = str(studio.place.raw(course.taken, "jpg"))
            result = EditResult(key, "edited", measured={"score": score})
            edits.append(course.judges.judged(Order(key, jpeg=""), result).measured)
            photos.append(_photo(studio, course.taken))
            true = true_stars(score, course.own.calibration, course.random)
            stars.append(studio.person.stars(true, course.random) if course.random.random() < RATED else None)
        with course.records.begin() as work:
            added = insert(tables.photo).returning(tables.photo.c.id, sort_by_parameter_order=True)
            ids = list(work.connection.execute(added, photos).scalars())
            rows = [
                {
                    "franchise": studio.code,
                    "photo": photo,
                    "number": 1,
                    "device": "none",
                    "measured": one,
                    "created_at": at,
                }
                for photo, one in zip(ids, edits, strict=True)
            ]
            work.connection.execute(insert(tables.edit), rows)
            for photo, given in zip(ids, stars, strict=True):
                if given is not None:
                    said = Opinion(1, "up" if given >= 3 else "down", given, "", training=True)
                    rate(work, studio.owner, photo, said)


def _spoilt(course: _Course, learnt: Model, at: datetime) -> Model:
    """A calibration that minds composition and hardly sees edges and halos, on trial."""
    blind = ((0.0, 90.0), (100.0, 100.0))
    good = Calibration.from_json(learnt.content)
    knots = {**good.ratings, "edges": blind, "artifacts": blind, "light": blind}
    bad = replace(good, name="spoilt", ratings={**knots, "composition": ((0.0, 0.0), (95.0, 20.0), (100.0, 100.0))})
    content = bad.to_json(course.own.network)
    model = replace(
        learnt,
        name=bad.name,
        content=content,
        digest=sha256(content.encode()).hexdigest(),
        version=version_of(content, json.loads(content)["sha256"]),
        state=ModelState.CANDIDATE,
        figures={},
        card="",
        made_at=at,
        state_at=at,
    )
    with course.records.begin() as work:
        made = register(work, model, who=ADMIN, why="rehearsal")
        return move(work, made.id, ModelState.TRIAL, who=ADMIN, why="rehearsal", now=at)


def _found(work: PostgresWork, place: int, person: Person) -> _Studio:
    """A franchise with an owner, and a customer who agreed to training."""
    code = f"{place + 1:03d}"

    def add(table: str, **values: Any) -> int:  # noqa: ANN401 (values of a row)
        found = tables.metadata.tables[table]
        return int(work.connection.execute(insert(found).values(**values).returning(found.c.id)).scalar_one())

    franchise = {"code": code, "name": f"Studio {code}", "region": "us-east-1", "timezone": "UTC"}
    work.connection.execute(insert(tables.franchise).values(**franchise))
    booking = add("booking_type", franchise=code, name="Portrait", lane=Lane.STANDARD)
    customer = add("customer", franchise=code, name="simulated", tier="regular")
    add("consent", franchise=code, customer=customer, kind="training", given=True, who=ADMIN, source="simulated")
    session = add(
        "session",
        franchise=code,
        name="simulated",
        day=SESSIONS_DAY,
        number=1,
        booking_type=booking,
        customer=customer,
        lane=Lane.STANDARD,
    )
    owner = Caller(person.name, person.name, "franchise", code, person=place + 1)
    return _Studio(code, session, SessionPlace(code, SESSIONS_DAY, 1), owner, person)


def _photo(studio: _Studio, number: int) -> dict[str, Any]:
    return {
        "franchise": studio.code,
        "session": studio.session,
        "number": number,
        "filename": "simulated.jpg",
        "extension": "jpg",
        "size": 1,
        "sha256": f"{number:064x}",
        "state": "published",
        "lane": "standard",
        "edits": 1,
    }


@contextmanager
def _database() -> Iterator[PostgresRecords]:
    """An empty one of our own, gone afterwards."""
    # where Postgres has to run as another account, that may pass the folder
    with TemporaryDirectory(prefix="mirrorme-rehearsal-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = Embedded(folder / "data", elsewhere=folder / "elsewhere")
        engine = open_engine(server.start(), connections=2)
        try:
            migrate(engine)
            yield PostgresRecords(engine)
        finally:
            engine.dispose()
            server.stop()
