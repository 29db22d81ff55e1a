"""How good the judgement is, in figures: on edits whose faults are known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata, spearmanr

from mirrorme.quality.degrade import BARELY, FAULTS, VISIBLE, Fault, FaultName
from mirrorme.quality.making import Making
from mirrorme.quality.records import PUBLISH_FROM, FactorName, Score
from mirrorme.quality.view import View

Judge = Callable[[View], Score]


@dataclass(frozen=True, slots=True)
class Trial:
    """One edit that was judged. fault: None for a clean one. case: those of one case differ by the fault alone."""

    case: str
    fault: FaultName | None
    strength: float
    score: Score

    def of(self, factor: FactorName) -> float:
        """A factor's value."""
        return next(part.value for part in self.score.factors if part.name == factor)


def trials(case: str, making: Making, judged: Judge, random: np.random.Generator) -> Iterator[Trial]:
    """Judge an edit, clean and with each fault, barely visible and visible: the same one, only more of it."""
    yield Trial(case, None, 0.0, judged(making.view()))
    for fault in FAULTS:
        seed = int(random.integers(2**63))
        for strength in (BARELY, VISIBLE):
            # where it is and what it looks like is drawn anew, or the weaker would be no part of the stronger
            spoilt = fault.plant(making, strength, np.random.default_rng(seed))
            if spoilt is not None:
                yield Trial(case, fault.name, strength, judged(spoilt.making.view(spoilt.result)))


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """The chance that a good one scores above a bad one; a tie is half."""
    if not good or not bad:
        return float("nan")
    ranks = rankdata([*bad, *good])
    above = float(ranks[len(bad) :].sum()) - len(good) * (len(good) + 1) / 2
    return above / (len(good) * len(bad))


@dataclass(frozen=True, slots=True)
class Detection:
    """How well a fault is told from clean edits. total, factor: AUC of the score, and of the factor that should see it.

    order: share of pairs with and without it that are in the right order.
    """

    fault: FaultName
    strength: float
    number: int
    total: float
    factor: float
    order: float


def detections(done: Sequence[Trial]) -> list[Detection]:
    """Of all faults."""
    clean = {trial.case: trial for trial in done if trial.fault is None}
    return [_detection(fault, strength, done, clean) for fault in FAULTS for strength in (BARELY, VISIBLE)]


def _detection(fault: Fault, strength: float, done: Sequence[Trial], clean: dict[str, Trial]) -> Detection:
    bad = [trial for trial in done if trial.fault == fault.name and trial.strength == strength]
    good = list(clean.values())
    right = [clean[trial.case].score.value > trial.score.value for trial in bad if trial.case in clean]
    return Detection(
        fault.name,
        strength,
        len(bad),
        auc([t.score.value for t in good], [t.score.value for t in bad]),
        auc([t.of(fault.factor) for t in good], [t.of(fault.factor) for t in bad]),
        float(np.mean(right)) if right else float("nan"),
    )


def right_order(done: Sequence[Trial]) -> float:
    """Share of pairs in the right order: without a fault and with it, and with it weak and strong."""
    by_case: dict[tuple[str, FaultName | None], dict[float, float]] = {}
    for trial in done:
        by_case.setdefault((trial.case, trial.fault), {})[trial.strength] = trial.score.value
    pairs = []
    for (case, fault), values in by_case.items():
        if fault is None:
            continue
        rising = [by_case[case, None][0.0], *(values[s] for s in sorted(values))]
        pairs += [a > b for i, a in enumerate(rising) for b in rising[i + 1 :]]
    return float(np.mean(pairs)) if pairs else float("nan")


def false_reviews(done: Sequence[Trial]) -> float:
    """Share of clean edits that would not publish themselves, because of the score or because it isn't sure."""
    clean = [trial.score for trial in done if trial.fault is None]
    return float(np.mean([not score.sure or score.value < PUBLISH_FROM for score in clean])) if clean else float("nan")


def agreement(edges: Sequence[float], errors: Sequence[float]) -> float:
    """Spearman's correlation of the edge factor's loss with true band errors."""
    return float(spearmanr([100 - value for value in edges], errors).statistic)
