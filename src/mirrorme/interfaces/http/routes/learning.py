"""Models and how well they do: the registry, the trial, accuracy over time."""

from dataclasses import asdict
from functools import lru_cache
from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres import accuracy
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.fields import AskedFranchise, Moment, Number
from mirrorme.interfaces.http.models.learning import AccuracyAnswer, ModelAnswer, ModelStateBody, TrialAnswer
from mirrorme.pipeline.accuracy import accuracy_of, drift_of, groups_of, note_of
from mirrorme.pipeline.judging import Own
from mirrorme.pipeline.learning import on_trial
from mirrorme.pipeline.model_registry import move
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
        return TrialAnswer(model=None, note="Nothing is on trial.")
    return TrialAnswer.model_validate(asdict(found) | {"note": "One photo in ten is scored by the newer model."})


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


@lru_cache(maxsize=1)
def _own() -> Own:
    return own_model(Settings.from_environment().config)[0]
