"""Learn from ratings once a month, and bring what was learnt to where it serves, step by step, by rule."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from mirrorme.domain.errors import ConflictError
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.trials import Rule
from mirrorme.pipeline.dataset import Dataset, split
from mirrorme.pipeline.judging import ModelRefusedError, OtherNetworkError, Own, calibration_of, serving_of
from mirrorme.pipeline.model_card import card_of
from mirrorme.pipeline.model_registry import ModelRecords, ModelWork, Shadowed, move, register
from mirrorme.pipeline.on_trial import Pairs, judged, on_trial
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.comparison import Comparison, compare
from mirrorme.quality.learning import Learnt, learn
from mirrorme.quality.raters import Standing
from mirrorme.quality.score import version_of

SEED = 1
SHADOW_EDITS = 200
"""Edits that a model scores on shadow before it is tried."""
MOST_SHIFT = 0.25
"""A shadow that would publish so much more or less by itself is not tried."""


@dataclass(frozen=True, slots=True)
class Retrained:
    """What came of learning. model: what was registered; None with an objection, or when it was only asked about."""

    model: Model | None
    objection: str
    learnt: Learnt
    data: Dataset
    comparison: Comparison
    card: str


@dataclass(frozen=True, slots=True)
class OnShadow:
    """A model whose scores are kept beside those that count, and what they would have done."""

    model: Model
    found: Shadowed

    @property
    def shift(self) -> float:
        """Of all its edits, the share that it would publish more than were published; 0 without any."""
        return (self.found.would_publish - self.found.published) / max(1, self.found.edits)


def retrain(
    records: ModelRecords, own: Own, *, who: str, seed: int = SEED, dry: bool = False, now: datetime | None = None
) -> Retrained:
    """Learn from all that may teach, and register what came of it if it is no worse than what serves.

    Args:
        records: ratings and registry.
        own: what this machine scores with by itself, which serves as long as no model of the registry does.
        who: for the history.
        seed: of the folds; the same ratings and seed give the same model.
        dry: register nothing, note nothing.
        now: None for the database's.

    Raises:
        ConflictError: too few ratings, says how many; or the same model is there.
    """
    with records.begin() as work:
        lines, at = work.ratings.dataset(), now or work.now
        usable = _usable(work.models.all("quality"), own)
        before = serving_of(work.models.in_use("quality"), own).calibration
    try:
        data = split(lines, {own.version: own.calibration} | {one.version: made for one, made in usable})
    except ConflictError as error:
        if not dry:
            with records.begin() as work:
                work.history.note("model.not_learnt", who=who, why=error.message, data={"ratings": len(lines)})
        raise
    learnt = learn(data.learn, before, f"quality-{at:%Y-%m}", seed)
    found = compare(data.held_out, before, learnt.calibration, Standing(learnt.raters), seed)
    card = card_of(learnt, before, data, found, seed)
    outcome = Retrained(None, found.objection, learnt, data, found, card)
    if dry:
        return outcome
    with records.begin() as work:
        if found.objection:
            figures = _figures(learnt, data, found)
            work.history.note("model.not_learnt", who=who, why=found.objection, data=figures)
            return outcome
        made = register(work, _new(outcome, own, at), who=who, why=f"learnt from {len(data.learn)} ratings")
        work.history.note("model.learnt", who=who, why=f"model {made.id}", data={"model": made.id})
    return Retrained(made, "", learnt, data, found, card)


def on_shadow(work: ModelWork) -> OnShadow | None:
    """The model that is on shadow, the newest one, and what its scores would have done; None if there is none."""
    model = next((one for one in work.models.all("quality") if one.state is ModelState.SHADOW), None)
    return None if model is None else OnShadow(model, work.models.shadowed(model.version, model.state_at))


def advance(
    records: ModelRecords, own: Own, *, who: str = "service", now: datetime | None = None, rule: Rule | None = None
) -> Model | None:
    """Bring the model that is on its way one step on, or take it out, as the rules have it. Gives it if it moved."""
    with records.begin() as work:
        in_use = work.models.in_use("quality")
        for one in in_use:
            why = _refusal(one, own)
            if why and one.state in (ModelState.SHADOW, ModelState.TRIAL):
                return move(work, one.id, ModelState.REFUSED, who=who, why=f"by rule: {why}", now=now)
        trial = on_trial(work, own, now, rule)
        if trial is not None:
            verdict, why = trial.judgement.verdict, trial.judgement.why
            if verdict == "go_on":
                return None
            to = ModelState.SERVING if verdict == "promote" else ModelState.REFUSED
            return move(work, trial.model.id, to, who=who, why=f"by rule: {why}", now=now)
        shadow = on_shadow(work)
        if shadow is not None:
            return _after_shadow(work, shadow, serving_of(in_use, own).version, who, now)
        waiting = [one for one in work.models.all("quality") if one.state is ModelState.CANDIDATE]
        for one in waiting[1:]:
            why = f"by rule: model {waiting[0].id} was learnt since"
            move(work, one.id, ModelState.REFUSED, who=who, why=why, now=now)
        if not waiting:
            return None
        return move(work, waiting[0].id, ModelState.SHADOW, who=who, why="by rule: shadow scores first", now=now)


def month_is_due(work: ModelWork) -> bool:
    """Whether nobody has tried to learn in this calendar month."""
    tried = work.models.tried_at()
    return tried is None or (tried.year, tried.month) != (work.now.year, work.now.month)


def learn_and_advance(records: ModelRecords, own: Own) -> int:
    """What the scheduler does: learn once a month, and bring on what is on its way. Gives how many models moved."""
    with records.begin() as work:
        due = month_is_due(work)
    made = 0
    if due:
        try:
            made = int(retrain(records, own, who="service").model is not None)
        except ConflictError as error:
            # too few ratings is no failure; it is in the history, and next month there may be more
            if error.code not in ("too_few_ratings", "model_exists"):
                raise
            if error.code == "model_exists":
                with records.begin() as work:
                    work.history.note("model.not_learnt", who="service", why=error.message)
    return made + int(advance(records, own) is not None)


def _after_shadow(work: ModelWork, shadow: OnShadow, older: str, who: str, now: datetime | None) -> Model | None:
    model, edits = shadow.model, shadow.found.edits
    if edits < SHADOW_EDITS:
        return None
    told = judged([], Pairs.of(work.models.rated(model.made_at), model.version, older), 0.0, Rule())
    if abs(shadow.shift) > MOST_SHIFT:
        why = f"by rule: it would publish {shadow.shift:+.1%} of all edits"
        return move(work, model.id, ModelState.REFUSED, who=who, why=why, now=now)
    if told.verdict == "roll_back":
        return move(work, model.id, ModelState.REFUSED, who=who, why=f"by rule: on shadow, {told.why}", now=now)
    why = f"by rule: {edits} edits scored on shadow, {shadow.shift:+.1%} published"
    return move(work, model.id, ModelState.TRIAL, who=who, why=why, now=now)


def _refusal(model: Model, own: Own) -> str:
    """Why no worker can score by a model; nothing if one may."""
    try:
        calibration_of(model, own)
    except OtherNetworkError:
        return ""
    except ModelRefusedError as error:
        return str(error)
    return ""


def _usable(models: Sequence[Model], own: Own) -> list[tuple[Model, Calibration]]:
    found = []
    for one in models:
        try:
            found.append((one, calibration_of(one, own)))
        except ModelRefusedError:
            # workers say so, aloud; here it is only not learnt from
            continue
    return found


def _new(outcome: Retrained, own: Own, at: datetime) -> Model:
    content = outcome.learnt.calibration.to_json(own.network)
    return Model(
        id=0,
        kind="quality",
        name=outcome.learnt.calibration.name,
        digest=sha256(content.encode()).hexdigest(),
        version=version_of(content, own.network),
        content=content,
        state=ModelState.CANDIDATE,
        dataset=outcome.data.digest,
        figures=_figures(outcome.learnt, outcome.data, outcome.comparison),
        card=outcome.card,
        made_at=at,
        state_at=at,
    )


def _figures(learnt: Learnt, data: Dataset, found: Comparison) -> dict[str, Any]:
    figures = {
        **asdict(found),
        "learnt_from": len(data.learn),
        "until": data.until,
        "held_out_franchises": list(data.franchises),
        "freedom": learnt.freedom,
        "raters": [asdict(one) for one in learnt.raters],
    }
    made: dict[str, Any] = json.loads(json.dumps(figures))
    return made
