"""How long what is kept: when an object goes to cheaper storage, to the archive, and when it is deleted.

An object's age is counted from when it was written. The steps of one kind come in this order, each at most once; a step
that is left out is not done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from mirrorme.domain.errors import InvalidError
from mirrorme.domain.keys import COPIES, PROCESSED, RAW, REJECTED

LEAST_DAYS = {RAW: 30, PROCESSED: 30, REJECTED: 7, COPIES: 7}
"""Before so many days nothing is deleted: a customer has to be able to complain, and a studio to edit again."""
MOST_DAYS = 3653
"""After ten years nothing is kept unless it is held: the longest that books must be kept where we are."""


class Tier(IntEnum):
    """Where an object is; what is in the archive may take hours to be read."""

    HOT = 0
    COLD = 1
    ARCHIVE = 2


class Action(IntEnum):
    """What is due; a later one takes the place of those before it."""

    KEEP = 0
    COLD = 1
    ARCHIVE = 2
    DELETE = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done with objects of a kind (``raw``, ``processed``, ``rejected``, ``customer``), in days; None: never.

    Raises:
        InvalidError: steps that are not in order, that come too soon or too late, or that never end.
    """

    kind: str
    cold_after: int | None
    archive_after: int | None
    delete_after: int | None

    def __post_init__(self) -> None:
        if self.kind not in LEAST_DAYS:
            raise InvalidError("invalid_kind", f"There is no kind {self.kind}; there are {', '.join(LEAST_DAYS)}.")
        if any(after is not None and not 1 <= after <= MOST_DAYS for after in self._steps):
            raise InvalidError("invalid_retention", f"{self.kind}: every step is after 1 to {MOST_DAYS} days.")
        if self.archive_after is None and self.delete_after is None:
            raise InvalidError("invalid_retention", f"{self.kind}: say when it is archived or deleted, or both.")
        cold, archive, delete = self._steps
        if cold is not None and cold >= min(after for after in (archive, delete) if after is not None):
            raise InvalidError(
                "invalid_retention", f"{self.kind}: cold_after comes before archive_after, delete_after."
            )
        if archive is not None and delete is not None and archive > delete:
            raise InvalidError("invalid_retention", f"{self.kind}: archive_after can't come after delete_after.")
        least = LEAST_DAYS[self.kind]
        if delete is not None and delete < least:
            raise InvalidError("invalid_retention", f"{self.kind}: nothing is deleted before {least} days.")

    @property
    def _steps(self) -> tuple[int | None, int | None, int | None]:
        return self.cold_after, self.archive_after, self.delete_after


DEFAULTS = (
    Rule(RAW, cold_after=30, archive_after=90, delete_after=None),
    Rule(PROCESSED, cold_after=180, archive_after=365, delete_after=None),
    Rule(REJECTED, cold_after=7, archive_after=None, delete_after=30),
    Rule(COPIES, cold_after=30, archive_after=None, delete_after=90),
)
"""As the architecture has it."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule for every kind. overridden: kinds whose rule is the franchise's own."""

    rules: tuple[Rule, ...] = DEFAULTS
    overridden: frozenset[str] = frozenset()

    def rule(self, kind: str) -> Rule:
        """Of one kind."""
        return next(rule for rule in self.rules if rule.kind == kind)


def policy_with(own: Iterable[Rule]) -> Policy:
    """The usual rules, with a franchise's own in place of those of the same kind.

    Raises:
        InvalidError: two of one kind.
    """
    rules = list(own)
    by_kind = {rule.kind: rule for rule in rules}
    if len(by_kind) != len(rules):
        raise InvalidError("invalid_retention", "There is one rule for each kind.")
    return Policy(tuple(by_kind.get(usual.kind, usual) for usual in DEFAULTS), frozenset(by_kind))


def due(rule: Rule, age: timedelta, *, held: bool = False) -> Action:
    """What should have been done with an object of this age. held: by law; then it is at most moved to cold storage."""
    steps: Sequence[tuple[Action, int | None]] = (
        (Action.DELETE, rule.delete_after),
        (Action.ARCHIVE, rule.archive_after),
        (Action.COLD, rule.cold_after),
    )
    reached = (step for step, after in steps if after is not None and age >= timedelta(days=after))
    return next((step for step in reached if not held or step <= Action.COLD), Action.KEEP)


def to_do(rule: Rule, age: timedelta, tier: Tier, *, held: bool = False) -> Action:
    """What is still to be done with it where it is now; nothing is ever moved back by itself."""
    action = due(rule, age, held=held)
    return action if action > Action(int(tier)) else Action.KEEP
