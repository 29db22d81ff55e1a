"""The trial that is under way, and what people say of two models on the same edits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

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
class Said:
    """What a person said of edits that two models scored. franchise: theirs; for people of several, themselves."""

    rater: str
    franchise: str
    rated: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ratings of edits that two models scored, by who rated: there are fewer people, and they are counted often."""

    said: tuple[Said, ...]

    @classmethod
    def of(cls, rated: Sequence[Rated], newer: str, older: str) -> "Pairs":
        """Those that both have scored."""
        both = [one for one in rated if newer in one.values and older in one.values]
        stars = [one.stars for one in both]
        new, old = (agree([one.values[version] for one in both], stars) for version in (newer, older))
        raters = [one.rater for one in both]
        homes = dict(zip(raters, homes_of(both), strict=True))
        number, gained, lost = Counter(raters), Counter[str](), Counter[str]()
        for rater, by_new, by_old in zip(raters, new, old, strict=True):
            gained[rater] += int(by_new and not by_old)
            lost[rater] += int(by_old and not by_new)
        return cls(tuple(Said(name, homes[name], number[name], gained[name], lost[name]) for name in sorted(homes)))

    @property
    def franchises(self) -> set[str]:
        """Whose people rated."""
        return {one.franchise for one in self.said}

    def counted(self, without: str | None = None) -> Paired:
        """Count them, of no person or franchise more than their share. without: a franchise that is left out."""
        kept = [one for one in self.said if one.franchise != without]
        counts = np.array([(one.rated, one.gained, one.lost) for one in kept], np.float64).reshape(-1, 3)
        weights = bounded(kept, counts[:, 0]) / counts[:, 0]
        # whole ratings: what is cut off would be said by nobody
        return Paired(*(int(total + 1e-6) for total in weights @ counts))


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
    franchises = sorted({one.franchise for one in sides} | pairs.franchises)
    if len(franchises) < CONFIRMED:
        return whole
    without = (
        judge_trial([one for one in sides if one.franchise != code], pairs.counted(code), 0.0, rule.without_least)
        for code in franchises
    )
    return steady(whole, without, days, rule)


def _all_of(arms: Sequence[Arm]) -> Arm:
    return Arm(sum(one.edits for one in arms), sum(one.published for one in arms), sum(one.complaints for one in arms))
