"""What is asked and answered about ratings, models and accuracy."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from mirrorme.domain.model_registry import ModelKind, ModelState
from mirrorme.domain.ratings import Thumb
from mirrorme.domain.trials import CONFIRMED, Reason, Verdict
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Name
from mirrorme.interfaces.http.models.requests import Asked
from mirrorme.pipeline.accuracy import FEW, TARGET


class RatingBody(Asked):
    """An opinion of an edit.

    edit: its number within the photo. training: it may teach the scorer, if the customer agreed to that.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"edit": 1, "thumb": "up", "stars": 4, "comment": "", "training": True}]}
    )
    edit: Annotated[int, Field(ge=1, le=32_000)]
    thumb: Thumb
    stars: Annotated[int | None, Field(ge=1, le=5)] = None
    comment: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    training: bool = False


class RatingAnswer(Answer):
    """An opinion.

    edit: the edit's number within its photo. rater: whose, as a number. teaches: whether it does teach: whoever rated
    is a person and wants it, the customer has said yes last, and the score is sure.
    """

    id: int
    photo: int
    edit: int
    rater: str
    thumb: Thumb
    stars: int | None
    comment: str
    training: bool
    teaches: bool
    at: datetime


class RatingsAnswer(Answer):
    """All opinions of a photo, by id."""

    items: list[RatingAnswer]


class ModelAnswer(Answer):
    """A model of the registry.

    digest: SHA-256 of its content. version: of scores that it gives. figures: how good it was found. card: Markdown.
    moves: states that it can be brought to.
    """

    id: int
    kind: ModelKind
    name: str
    digest: str
    version: str
    state: ModelState
    moves: list[ModelState]
    dataset: str
    figures: dict[str, Any]
    card: str
    made_at: datetime
    state_at: datetime


class ModelStateBody(Asked):
    """Where a model is to go, and why; it is kept in the history."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "trial", "why": "its shadow scores look right"}]})
    to: ModelState
    why: Name


class RollBackBody(Asked):
    """What is to go back to what was before, and why; it is kept in the history."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "quality", "why": "owners complain"}]})
    kind: ModelKind
    why: Name


class ServingAnswer(Answer):
    """What serves. model: None where it is what MirrorMe comes with or the machines were told to use.

    refused: the model that was brought to serve and can't on this machine, as one that was altered; then what served
    before it serves, and a roll-back takes it out.
    name, version: of the scorer; empty for mattes without a model.
    """

    kind: ModelKind
    model: ModelAnswer | None
    refused: ModelAnswer | None
    name: str
    version: str


class ShadowAnswer(Answer):
    """The model on shadow: its scores are kept beside those that count. model: None if there is none.

    published: of its edits, by the scores that count. would_publish: if its scores counted. edits_needed: before a
    trial. most_shift: by which share of all edits it may publish more or less.
    """

    model: ModelAnswer | None
    edits: int = 0
    published: int = 0
    would_publish: int = 0
    edits_needed: int
    most_shift: float


class RuleAnswer(Answer):
    """What a trial takes, and what may be lost by it: shares at the unlucky end of their 95 % intervals."""

    edits: int
    rated: int
    agreement: float
    published: float
    published_if_better: float
    complaints: float
    least_complaints: int
    days: float


class ArmAnswer(Answer):
    """One side of a trial: edits that it scored, published by itself, and complained about."""

    edits: int
    published: int
    complaints: int


class PairedAnswer(Answer):
    """Edits that both scored and a person rated; on which only one agrees with the person."""

    rated: int
    gained: int
    lost: int


class IntervalAnswer(Answer):
    """A difference of shares, and its 95 % interval."""

    low: float
    middle: float
    high: float


class JudgementAnswer(Answer):
    """What the rule says now; intervals are of the newer model's rates less the older's.

    edits: that the newer one scored and that count: of no franchise more than its share. largest: of all edits that
    count, the share of the franchise with the most.
    """

    verdict: Verdict
    reason: Reason
    why: str
    edits: int
    largest: float
    agreement: IntervalAnswer
    published: IntervalAnswer
    complaints: IntervalAnswer


class TrialAnswer(Answer):
    """The trial that is under way. model: None if there is none.

    share: of all photos, those that the newer model scores. older: the version it is compared with. days: since the
    trial began. franchises: whose photos take part. confirmed_from: from so many on, what is decided has to hold
    without any one of them. newer_arm, older_arm: all photos of either side, whatever they count for.
    """

    model: ModelAnswer | None
    note: str
    share: float
    rule: RuleAnswer
    older: str | None = None
    days: float | None = None
    franchises: int = 0
    confirmed_from: int = CONFIRMED
    newer_arm: ArmAnswer | None = None
    older_arm: ArmAnswer | None = None
    paired: PairedAnswer | None = None
    judgement: JudgementAnswer | None = None


class BinAnswer(Answer):
    """A piece of the calibration curve."""

    score_from: float
    score_to: float
    n: int
    mean_stars: float


class DriftAnswer(Answer):
    """A month of a model.

    psi: how far its scores moved from the model's first month (below 0.1 hardly, above 0.25 much); None in that month.
    inputs: the same of each factor before ratings count.
    """

    month: str
    model: str
    edits: int
    mean_score: float
    psi: float | None
    inputs: dict[str, float | None]


class AgreementAnswer(Answer):
    """Agreement of one model in one franchise and month."""

    model: str
    franchise: str
    month: str
    rated: int
    within_one_star: float


class AccuracyAnswer(Answer):
    """How well scores agree with people.

    enough: so many ratings make a share say something. target: the share within one star that is promised. note: what
    to think of it.
    """

    rated: int
    enough: int = FEW
    within_one_star: float | None
    target: float = TARGET
    pairwise: float | None
    calibration: list[BinAnswer]
    drift: list[DriftAnswer]
    groups: list[AgreementAnswer]
    note: str
