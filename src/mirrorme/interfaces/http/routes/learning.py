"""Models and how well they do: the registry, the trial, accuracy over time."""

from dataclasses import asdict
from functools import lru_cache
from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres import accuracy
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.trials import SHARE, Rule
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.fields import AskedFranchise, Moment, Number
from mirrorme.interfaces.http.models.learning import (
    AccuracyAnswer,
    ModelAnswer,
    ModelStateBody,
    RollBackBody,
    RuleAnswer,
    ServingAnswer,
    ShadowAnswer,
    TrialAnswer,
)
from mirrorme.pipeline.accuracy import accuracy_of, drift_of, groups_of, note_of
from mirrorme.pipeline.judging import Own, serving_of
from mirrorme.pipeline.learning import MOST_SHIFT, SHADOW_EDITS, on_shadow
from mirrorme.pipeline.model_registry import move, roll_back
from mirrorme.pipeline.on_trial import on_trial
from mirrorme.settings import Settings
from mirrorme.wiring.scorer import own_model

routes = router("Quality")
Since = Annotated[Moment | None, Query(description="From this moment on, with time zone.")]
Until = Annotated[Moment | None, Query(description="Until before this moment, with time zone.")]


@routes.get("/models", responses=problems())
def list_models(service: TheService) -> list[ModelAnswer]:
    """List all models, the newest first, each with its card."""
    with service.records.begin() as work:
        return [ModelAnswer.model_validate(one) for one in work.models.all()]


@routes.get("/models/trial", responses=problems())
def show_trial(service: TheService) -> TrialAnswer:
    """Show the trial that is under way: counts, rates with their intervals, and what the rule would say."""
    with service.records.begin() as work:
        found = on_trial(work, _own())
    if found is None:
        rule = RuleAnswer.model_validate(Rule())
        return TrialAnswer(model=None, note="Nothing is on trial.", share=SHARE, rule=rule)
    more = {"model": found.model, "share": SHARE, "note": "One photo in ten is scored by the newer model."}
    return TrialAnswer.model_validate(asdict(found) | more)


@routes.get("/models/shadow", responses=problems())
def show_shadow(service: TheService) -> ShadowAnswer:
    """Show the model whose scores are kept without counting, and what they would have published."""
    with service.records.begin() as work:
        found = on_shadow(work)
    asked = {"edits_needed": SHADOW_EDITS, "most_shift": MOST_SHIFT}
    told = {"model": None} if found is None else {"model": found.model, **asdict(found.found)}
    return ShadowAnswer.model_validate(told | asked)


@routes.get("/models/serving", responses=problems())
def show_serving(service: TheService) -> list[ServingAnswer]:
    """Tell what scores photos now, and what cuts them out: a model that is altered doesn't, the one before it does."""
    with service.records.begin() as work:
        found, mattes = work.models.in_use("quality"), work.models.in_use("matting")
    scorer, brought, matting = serving_of(found, _own()), _brought(found), _brought(mattes)
    return [
        ServingAnswer.model_validate(
            {
                "kind": "quality",
                "model": scorer.model,
                "refused": None if scorer.model == brought else brought,
                "name": scorer.calibration.name if scorer.model is None else scorer.model.name,
                "version": scorer.version,
            }
        ),
        ServingAnswer.model_validate(
            {
                "kind": "matting",
                "model": matting,
                "refused": None,
                "name": matting.name if matting else "",
                "version": "",
            }
        ),
    ]


@routes.post("/models/roll-back", responses=problems(409))
def go_back(caller: Asking, service: TheService, body: RollBackBody) -> ModelAnswer:
    """End the trial; without one, have the model before serve again. Gives the model that is refused by it."""
    with service.records.begin() as work:
        return ModelAnswer.model_validate(roll_back(work, body.kind, who=caller.who, why=body.why))


@routes.post("/models/{number}/state", responses=problems(404, 409))
def change_state(caller: Asking, service: TheService, number: Number, body: ModelStateBody) -> ModelAnswer:
    """Bring a model on, or take it out; who serves makes room for it."""
    with service.records.begin() as work:
        return ModelAnswer.model_validate(move(work, number, body.to, who=caller.who, why=body.why))


@routes.get("/quality/accuracy", responses=problems())
def show_accuracy(
    caller: Asking,
    service: TheService,
    franchise: AskedFranchise = None,
    since: Since = None,
    until: Until = None,
) -> AccuracyAnswer:
    """Tell how well scores agree with people's stars, and whether scores or what they are made of drift."""
    about = accuracy.About(seen_by(caller, franchise), since, until)
    with service.records.begin() as work:
        told, binned = accuracy.rated(work.connection, about), accuracy.binned(work.connection, about)
    found = accuracy_of(told)
    groups = {"drift": drift_of(binned), "groups": groups_of(told), "note": note_of(found)}
    return AccuracyAnswer.model_validate(asdict(found) | groups)


def _brought(in_use: list[Model]) -> Model | None:
    """The model that was brought to serve."""
    return next((one for one in in_use if one.state is ModelState.SERVING), None)


@lru_cache(maxsize=1)
def _own() -> Own:
    return own_model(Settings.from_environment().config)[0]
