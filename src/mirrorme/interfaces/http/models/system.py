"""What alarms, load, costs and the system's health answer with."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from mirrorme.domain.alerts import Kind, Severity
from mirrorme.domain.costs import Rates
from mirrorme.interfaces.http.models.answers import Answer, WorkerAnswer
from mirrorme.interfaces.http.models.requests import Asked

Price = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", description="A code of ISO 4217, such as USD, EUR or MXN.")]


class AlertAnswer(Answer):
    """An alarm. franchise: null for the whole service. closed_at: when it was over; null while it goes on."""

    id: int
    at: datetime
    kind: Kind
    severity: Severity
    franchise: str | None
    message: str
    what_to_do: str
    closed_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class FranchiseLoadAnswer(Answer):
    """A franchise now, and today where it is. score_mean: of today's edits."""

    code: str
    name: str
    region: str
    waiting: int
    editing: int
    in_review: int
    failed: int
    published_today: int
    missed_today: int
    score_mean: float | None


class LoadAnswer(Answer):
    """By franchise."""

    franchises: list[FranchiseLoadAnswer]


class RatesAnswer(Answer):
    """What is paid: a worker's hour, a gigabyte kept for 30 days, and each photo beside them.

    since: when head office set it; null where the service's settings say it.
    """

    compute_hour: float
    gb_month: float
    photo: float
    currency: str
    since: datetime | None


class RatesBody(Asked):
    """What is paid from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"compute_hour": 0.4, "gb_month": 0.023, "photo": 0, "currency": "USD"}]}
    )
    compute_hour: Price
    gb_month: Price
    photo: Price = 0.0
    currency: Currency

    def rates(self) -> Rates:
        """As a record."""
        return Rates(self.compute_hour, self.gb_month, self.photo, self.currency)


class FranchiseCostAnswer(Answer):
    """photos: edited for the first time in the period. stored_bytes: originals, now. cost: null without rates."""

    code: str
    photos: int
    compute_s: float
    stored_bytes: int
    cost: float | None
    cost_per_photo: float | None


class CostsAnswer(Answer):
    """By franchise. rates: those of now, by which all of the period is counted; null if nobody set any.

    not_counted: what the costs leave out.
    """

    since: datetime
    until: datetime
    franchises: list[FranchiseCostAnswer]
    currency: str
    rates: RatesAnswer | None
    not_counted: list[str]


class DatabaseAnswer(Answer):
    """status: ok, or what is wrong."""

    status: str
    version: str | None
    size_bytes: int | None


class SchedulerAnswer(Answer):
    """last_tick: when it looked last; null if it never did."""

    last_tick: datetime | None


class MigrationsAnswer(Answer):
    """Where the database is, and where this version of the program needs it."""

    now: str | None
    newest: str


class SystemAnswer(Answer):
    """The service's health. disk_free, disk_total: bytes, of the store's disk; null if the store is elsewhere."""

    database: DatabaseAnswer
    store: str
    scheduler: SchedulerAnswer
    workers: list[WorkerAnswer]
    disk_free: int | None
    disk_total: int | None
    version: str
    migrations: MigrationsAnswer
