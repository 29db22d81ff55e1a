"""What the pages of figures answer with."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from mirrorme.domain.metrics import MetricName, Status
from mirrorme.interfaces.http.models.answers import Answer
from mirrorme.interfaces.http.models.fields import Code, Moment


class PeriodQuery(BaseModel):
    """Whose figures, of when."""

    franchise: Annotated[Code | None, Field(description="Of one franchise; others than head office see their own.")] = (
        None
    )
    since: Annotated[Moment | None, Field(description="From then on; 30 days before the end if left out.")] = None
    until: Annotated[Moment | None, Field(description="Up to then; now if left out.")] = None


class BoundsAnswer(Answer):
    """From low to high; null: at no end."""

    low: float | None
    high: float | None


class MetricAnswer(Answer):
    """A key metric. previous: of the period before. low, high: where a rate lies with 95 % confidence.

    target: asked. alert: outside of it somebody has to look. samples: what the value stands on. meaning: how it is
    counted.
    """

    name: MetricName
    value: float | None
    previous: float | None
    unit: str
    target: BoundsAnswer
    alert: BoundsAnswer
    status: Status
    samples: int
    low: float | None
    high: float | None
    meaning: str


class DayAnswer(Answer):
    """A day where the franchise is. median_s: from received to the first decision."""

    day: date
    received: int
    published: int
    rejected: int
    reviewed: int
    auto_published: int
    score_mean: float | None
    median_s: float | None


class FactorMeanAnswer(Answer):
    """A factor of the score, in points."""

    name: str
    mean: float | None
    previous: float | None


class RejectionAnswer(Answer):
    """Photos rejected for a cause; one can have several."""

    code: str
    count: int


class PromisesAnswer(Answer):
    """Promises of a lane that came due."""

    name: str
    promised: int
    kept: int
    missed: int


class BacklogAnswer(Answer):
    """Photos that wait for a person now."""

    waiting: int
    overdue: int


class MetricsAnswer(Answer):
    """A period's figures."""

    franchise: str | None
    since: datetime
    until: datetime
    metrics: list[MetricAnswer]
    days: list[DayAnswer]
    factors: list[FactorMeanAnswer]
    rejections: list[RejectionAnswer]
    lanes: list[PromisesAnswer]
    review: BacklogAnswer
