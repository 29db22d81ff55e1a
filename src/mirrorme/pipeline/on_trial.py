"""The trial that is under way, and what people say of two models on the same edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.trials import CONFIRMED, Arm, Judgement, Paired, Rule, Sides, judge_trial, steady
from mirrorme.pipeline.judging import Own, serving_of
from mirrorme.pipeline.model_registry import ModelWork, Rated
from mirrorme.quality.raters import bounded, homes_of
from mirrorme.quality.stars import agree


@dataclass(frozen=True, slots=True)
class OnTrial:
    """A trial as it stands.

    older: the version of scores that it is compared with. days: since it began. franchises: whose photos take part.
    newer_arm, older_arm: all photos of either side, whatever they count for.
    """

    model: Model
    older: str
    days: float
    rule: Rule
    franchises: int
    newer_arm: Arm
    older_arm: Arm
    paired: Paired
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ratings of edits that two models scored. new, old: whether either agrees. homes: the franchise of who rated."""

    rated: tuple[Rated, ...]
    homes: tuple[str, ...]
    new: NDArray[np.bool_]
    old: NDArray[np.bool_]

    @classmethod
    def of(cls, rated: Sequence[Rated], newer: str, older: str) -> "Pairs":
        """Those that both have scored."""
        both = tuple(one for one in rated if newer in one.values and older in one.values)
        stars = [one.stars for one in both]
        new, old = (agree([one.values[version] for one in both], stars) for version in (newer, older))
        return cls(both, tuple(homes_of(both)), new, old)

    def counted(self, without: str | None = None) -> Paired:
        """Count them, of no person or franchise more than their share. without: a home whose are left out."""
        kept = np.flatnonzero([home != without for home in self.homes])
        weights = bounded([self.rated[place] for place in kept], np.ones(len(kept)))
        new, old = self.new[kept], self.old[kept]
        # whole ratings: what is cut off would be said by nobody
        counts = [int(weights[rows].sum() + 1e-6) for rows in (np.ones(len(kept), np.bool_), new & ~old, old & ~new)]
        return Paired(*counts)


def on_trial(work: ModelWork, own: Own, now: datetime | None = None, rule: Rule | None = None) -> OnTrial | None:
    """The trial that is under way, its counts, and what the rule says; None if there is none."""
    models = work.models.in_use("quality")
    model = next((one for one in models if one.state is ModelState.TRIAL), None)
    if model is None:
        return None
    older, asked = serving_of(models, own).version, rule or Rule()
    sides = work.models.sides(model.version, model.state_at)
    pairs = Pairs.of(work.models.rated(model.made_at), model.version, older)
    days = ((now or work.now) - model.state_at).total_seconds() / 86400
    judgement = judged(sides, pairs, days, asked)
    newer_arm, older_arm = _all_of([one.newer for one in sides]), _all_of([one.older for one in sides])
    return OnTrial(model, older, days, asked, len(sides), newer_arm, older_arm, pairs.counted(), judgement)


def judged(sides: Sequence[Sides], pairs: Pairs, days: float, rule: Rule) -> Judgement:
    """What the rule says, if it says the same without any one of the franchises."""
    whole = judge_trial(sides, pairs.counted(), days, rule)
    franchises = sorted({one.franchise for one in sides} | set(pairs.homes))
    if len(franchises) < CONFIRMED:
        return whole
    without = (
        judge_trial([one for one in sides if one.franchise != code], pairs.counted(code), 0.0, rule.without_least)
        for code in franchises
    )
    return steady(whole, without, days, rule)


def _all_of(arms: Sequence[Arm]) -> Arm:
    return Arm(sum(one.edits for one in arms), sum(one.published for one in arms), sum(one.complaints for one in arms))
