"""Add up the figures of days that are over, so that a month of them is there at once."""

from contextlib import AbstractContextManager
from typing import Protocol


class MetricDays(Protocol):
    """Days of figures."""

    def franchises(self) -> list[str]:
        """Codes of all."""

    def roll_up(self, franchise: str) -> int:
        """Keep the days of a franchise that are over since the last one kept; gives how many had anything."""


class AddingUp(Protocol):
    """One transaction."""

    @property
    def metric_days(self) -> MetricDays: ...  # noqa: D102


class DailyRecords(Protocol):
    """What adding up needs of the records."""

    def begin(self) -> AbstractContextManager[AddingUp]:
        """A transaction."""


def roll_up(records: DailyRecords) -> int:
    """A transaction for each franchise; gives how many days were kept.

    Raises:
        UnavailableError: the database can't be reached.
    """
    with records.begin() as work:
        franchises = work.metric_days.franchises()
    kept = 0
    for franchise in franchises:
        with records.begin() as work:
            kept += work.metric_days.roll_up(franchise)
    return kept
