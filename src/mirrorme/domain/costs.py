"""What photos cost: arithmetic on what was used."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

HOUR_S = 3600.0
GIGABYTE = 1e9
MONTH = timedelta(days=30)
NOT_COUNTED = (
    "edited pictures and previews in the store: only originals are",
    "edits that were rejected, failed or cut off",
    "workers that wait, the database, the network, people's time",
)
"""What a cost leaves out, for people."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What is paid. compute_hour: a worker's hour. gb_month: a gigabyte (10^9 bytes) kept for 30 days.

    photo: for each photo that is edited, such as a licence. currency: ISO 4217. since: when it was set; None where the
    service's settings say it.
    """

    compute_hour: float
    gb_month: float
    photo: float = 0.0
    currency: str = "USD"
    since: datetime | None = None

    @property
    def prices(self) -> dict[str, float | str]:
        """All but since when, by name."""
        return {name: value for name, value in asdict(self).items() if name != "since"}

    def cost(self, compute_s: float, stored_bytes: int, period: timedelta, photos: int = 0) -> float:
        """Of so much work on so many photos, and of so much kept for a period."""
        kept = stored_bytes / GIGABYTE * self.gb_month * (period / MONTH)
        return compute_s / HOUR_S * self.compute_hour + kept + photos * self.photo
