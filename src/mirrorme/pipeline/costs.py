"""What is paid for computing and storing: set by head office, by whom and when is in the history."""

from typing import Protocol

from mirrorme.domain.brand import parse_currency
from mirrorme.domain.costs import Rates
from mirrorme.domain.records import Caller
from mirrorme.pipeline.ports_records import Work


class KeptRates(Protocol):
    """Rates that were set."""

    def newest(self) -> Rates | None:
        """Those that count; None if none were ever set."""

    def add(self, rates: Rates) -> Rates:
        """Have these count from now on; gives them with the time. What was set before stays."""


class Till(Work, Protocol):
    """One transaction."""

    @property
    def rates(self) -> KeptRates: ...  # noqa: D102


def set_rates(till: Till, caller: Caller, wanted: Rates) -> Rates:
    """Have other rates count from now on; the same ones go on counting since they were set.

    Raises:
        InvalidError: no such currency.
    """
    parse_currency(wanted.currency)
    before = till.rates.newest()
    if before is not None and before.prices == wanted.prices:
        return before
    after = till.rates.add(wanted)
    till.history.note(
        "rates.changed",
        who=caller.who,
        why="by request",
        data={"before": None if before is None else before.prices, "after": after.prices},
    )
    return after
