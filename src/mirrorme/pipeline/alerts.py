"""Look how the service does, and raise or close alarms."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from mirrorme.domain.alerts import RULES, Alert, Change, Reading, changes
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.records import Caller
from mirrorme.pipeline.ports_records import History


class Alerts(Protocol):
    """Alarms and what they are measured by."""

    def look(self, silent_s: float) -> None:
        """Note how many workers live and are busy. silent_s: after so many seconds one is taken for dead."""

    def readings(self) -> list[Reading]:
        """All that can be measured in the records."""

    def opened(self) -> list[Alert]:
        """Those that are open."""

    def open(self, change: Change) -> None:
        """Raise one."""

    def close(self, alert: int) -> None:
        """It is over."""

    def acknowledge(self, alert: int, who: str) -> tuple[Alert, bool] | None:
        """Somebody knows, once: the first who said so counts. Gives whether it was this one; None if there is none."""


class Watching(Protocol):
    """One transaction."""

    @property
    def alerts(self) -> Alerts: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102


class WatchedRecords(Protocol):
    """What a look needs of the records."""

    def begin(self) -> AbstractContextManager[Watching]:
        """A transaction."""


def watch(records: WatchedRecords, silent_s: float, free: Callable[[], float | None]) -> int:
    """Look once; gives how many alarms opened or closed. free: the disk's free share, 0 to 1; None if it isn't ours.

    Raises:
        UnavailableError: the database can't be reached.
    """
    share = free()
    with records.begin() as work:
        work.alerts.look(silent_s)
        found: Sequence[Reading] = work.alerts.readings()
        if share is not None:
            found = [*found, Reading("disk", None, share)]
        done = list(changes(found, work.alerts.opened()))
        for change in done:
            _carry_out(work, change)
        return len(done)


def acknowledge(work: Watching, caller: Caller, number: int) -> Alert:
    """Note that somebody knows.

    Raises:
        NotFoundError: there is no such alarm, or the caller may not see it.
    """
    found = work.alerts.acknowledge(number, caller.who)
    if found is None:
        raise NotFoundError("no_alert", "There is no such alert.")
    alert, first = found
    if first:
        work.history.note(
            "alert.acknowledged", who=caller.who, why=alert.message, franchise=alert.franchise, data={"alert": number}
        )
    return alert


def _carry_out(work: Watching, change: Change) -> None:
    if change.reading is not None:
        rule = RULES[change.reading.kind]
        work.alerts.open(change)
        work.history.note(
            f"alert.{rule.kind}",
            who="service",
            why=change.message,
            franchise=change.reading.franchise,
            data={"severity": rule.severity, "value": round(change.reading.value, 4)},
        )
    elif change.alert is not None:
        work.alerts.close(change.alert.id)
        work.history.note(
            "alert.closed",
            who="service",
            why=f"over: {change.alert.message}",
            franchise=change.alert.franchise,
            data={"alert": change.alert.id, "kind": change.alert.kind},
        )
