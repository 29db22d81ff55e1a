"""`mirrorme quality retrain | models | promote | roll-back | register | accuracy | rehearse`: learning from ratings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirrorme.domain.model_registry import ModelKind, ModelState
from mirrorme.interfaces.cli.connecting import Data, Json, show_json, show_table

if TYPE_CHECKING:
    from mirrorme.domain.model_registry import Model
    from mirrorme.pipeline.judging import Own

WHO = "admin"
Number = Annotated[int, typer.Argument(metavar="MODEL", help="Its number, see `mirrorme quality models`.")]
Why = Annotated[str, typer.Option("--why", help="Kept in the history.")]


def retrain(
    *,
    seed: Annotated[int, typer.Option(help="The same ratings and seed give the same model.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the card of what would come of it.")] = False,
    data: Data = None,
) -> None:
    """Learn from ratings whose customers agreed, and register what comes of it as a candidate, if it is no worse.

    The scheduler does it once a month by itself. Exit code 1: too few ratings, or what was learnt is no better.
    """
    from mirrorme.domain.errors import DomainError
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import SetupError
    from mirrorme.pipeline.learning import retrain as learn_again

    own = _own()
    with records(data) as all_records:
        try:
            done = learn_again(all_records, own, who=WHO, seed=seed, dry=dry_run)
        except DomainError as error:
            raise SetupError(error.message) from error
    typer.echo(done.card)
    if done.objection:
        raise SetupError(f"not registered: {done.objection}")
    if done.model is not None:
        typer.echo(f"registered as model {done.model.id}; it goes on to shadow and trial by rule", err=True)


def models(*, as_json: Json = False, data: Data = None) -> None:
    """List the registry, the newest first, and what the rule says of the trial that is under way."""
    from dataclasses import asdict

    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.judging import serving_of
    from mirrorme.pipeline.on_trial import on_trial

    own = _own()
    with records(data) as all_records, all_records.begin() as work:
        found, trial = work.models.all(), on_trial(work, own)
        serving = serving_of(work.models.in_use("quality"), own)
    if as_json:
        times = ("made_at", "state_at")
        show_json([asdict(one) | {name: getattr(one, name).isoformat() for name in times} for one in found])
        return
    show_table(("model", "kind", "name", "state", "since", "agreement", "SHA-256"), [_row(one) for one in found])
    if serving.model is not None and serving.model.state is not ModelState.SERVING:
        typer.echo(f"model {serving.model.id} serves: the one that was brought to is refused here", err=True)
    if serving.model is None:
        typer.echo(f"{own.calibration.name}, which MirrorMe comes with or you chose, serves", err=True)
    if trial is not None:
        judged = trial.judgement
        typer.echo(
            f"model {trial.model.id} on trial: {judged.verdict.replace('_', ' ')}: {judged.why} (agreement "
            f"{judged.agreement.middle:+.1%}, published {judged.published.middle:+.1%}, complaints "
            f"{judged.complaints.middle:+.1%}; {trial.newer_arm.edits} edits beside {trial.older_arm.edits}, "
            f"{trial.paired.rated} rated; {trial.franchises} franchises, the largest counts for {judged.largest:.0%})",
            err=True,
        )


def promote(
    model: Number,
    *,
    to: Annotated[ModelState, typer.Option(help="Where it goes.")] = ModelState.SERVING,
    why: Why = "by command",
    data: Data = None,
) -> None:
    """Bring a model to another state, past the rules; the one that serves is retired, and can be had back."""
    from mirrorme.domain.errors import DomainError
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.model_registry import move

    with records(data) as all_records, all_records.begin() as work:
        try:
            moved = move(work, model, to, who=WHO, why=why)
        except DomainError as error:
            raise OrderError(error.message) from error
    typer.echo(f"model {moved.id} is {moved.state}", err=True)


def roll_back(
    *, kind: Annotated[ModelKind, typer.Option(help="Of what.")] = "quality", why: Why = "by command", data: Data = None
) -> None:
    """End the trial; or, without one, have the model before serve again: at the latest with the next photo."""
    from mirrorme.domain.errors import DomainError
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.model_registry import roll_back as go_back

    with records(data) as all_records, all_records.begin() as work:
        try:
            gone = go_back(work, kind, who=WHO, why=why)
        except DomainError as error:
            raise OrderError(error.message) from error
    typer.echo(f"model {gone.id} is refused", err=True)


def register(
    path: Annotated[Path, typer.Argument(metavar="FILE.json|FILE.onnx", help="A calibration, or a matting network.")],
    *,
    name: Annotated[str, typer.Option(help="For people.")],
    card: Annotated[Path | None, typer.Option(metavar="FILE.md", help="Its model card.")] = None,
    data: Data = None,
) -> None:
    """Register a model of your own as a candidate: a calibration as it is, a matting network by its digest."""
    from mirrorme.adapters.models.registering import model_of
    from mirrorme.domain.errors import DomainError
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.errors import OrderError
    from mirrorme.pipeline.model_registry import register as take_in

    with records(data) as all_records, all_records.begin() as work:
        try:
            made = take_in(work, model_of(path, name, card, work.now), who=WHO, why="by command")
        except DomainError as error:
            raise OrderError(error.message) from error
    typer.echo(f"registered as model {made.id}", err=True)


def accuracy(
    *,
    franchise: Annotated[str | None, typer.Option(metavar="CODE", help="Whose.", show_default="all")] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Tell how well scores agree with people's stars, and whether they drift."""
    from dataclasses import asdict

    from mirrorme.adapters.postgres import accuracy as told
    from mirrorme.interfaces.cli.service.database import records
    from mirrorme.pipeline.accuracy import accuracy_of, drift_of, groups_of, note_of

    about = told.About(franchise)
    with records(data) as all_records, all_records.begin() as work:
        ratings, binned = told.rated(work.connection, about), told.binned(work.connection, about)
    found, groups, drift = accuracy_of(ratings), groups_of(ratings), drift_of(binned)
    if as_json:
        rest = {"groups": [asdict(one) for one in groups], "drift": [asdict(one) for one in drift]}
        show_json(asdict(found) | rest | {"note": note_of(found)})
        return
    typer.echo(note_of(found))
    if found.pairwise is not None:
        typer.echo(f"pairs that one person rated differently in the right order: {found.pairwise:.1%}")
    if found.calibration:
        bins = [(f"{one.score_from:g} to {one.score_to:g}", one.n, one.mean_stars) for one in found.calibration]
        show_table(("score", "ratings", "mean stars"), bins)
    if groups:
        heads = ("month", "franchise", "model", "ratings", "within one star")
        shares = [(one.month, one.franchise, one.model, one.rated, f"{one.within_one_star:.1%}") for one in groups]
        show_table(heads, shares)
    if drift:
        moved = [(one.month, one.model, one.edits, one.mean_score, one.psi) for one in drift]
        show_table(("month", "model", "edits", "mean score", "PSI"), moved)


def rehearse(
    *,
    seed: Annotated[
        int, typer.Option(help="Of edits and people; with some, a month is too short for a trial to end.")
    ] = 2,
    franchises: Annotated[int, typer.Option(min=3, max=50, help="That take part.")] = 10,
    photos: Annotated[int, typer.Option(min=10, max=200, help="A franchise and day.")] = 25,
) -> None:
    """Go through a month with simulated people: rate, learn, shadow, trial, promote, roll back.

    Takes a few minutes and no pictures. Its database is in a temporary folder and is gone afterwards.
    """
    from mirrorme.wiring.simulated_month import Month, rehearse_month

    for line in rehearse_month(Month(seed, franchises, photos), _own()):
        typer.echo(line)


def _own() -> "Own":
    from mirrorme.settings import Settings
    from mirrorme.wiring.scorer import own_model

    own, refused = own_model(Settings.from_environment().config)
    for line in refused:
        typer.echo(f"note: {line}", err=True)
    return own


def _row(one: "Model") -> tuple[object, ...]:
    after = one.figures.get("agreement_after")
    gained = "" if after is None else f"{one.figures['agreement_before']:.1%} to {after:.1%}"
    return one.id, one.kind, one.name, one.state, f"{one.state_at:%Y-%m-%d}", gained, one.digest[:12]
