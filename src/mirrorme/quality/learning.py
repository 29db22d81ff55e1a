"""Learn from people's stars: knots by factor, monotone throughout, that bring scores nearer to what people say.

Each person has a bias of their own and a weight that follows from how far they are from everybody else; both are
bounded, and so is the weight of all people of a franchise together, so that nobody moves the score alone. The fit is a
bounded least-squares problem with a robust loss and a pull towards the calibration that serves (scipy's trust-region
reflective method): 30 numbers that can be read off in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from mirrorme.quality.calibration import Calibration
from mirrorme.quality.raters import RaterFigures, Standing, standing
from mirrorme.quality.records import WEIGHTS, FactorName
from mirrorme.quality.rescore import Facts
from mirrorme.quality.stars import stars_of

Vector = NDArray[np.float64]
KNOTS = (0.0, 50.0, 70.0, 85.0, 95.0, 100.0)
"""Values of a factor, before, at which learning may move it."""
ROUNDS = 3
"""Of fitting, and judging how far each person is from it."""
PULL = 0.02
"""How strongly each knot is held where it was: residual stars a point."""
FOLDS = 5
HELPS = 0.99
"""A further freedom is taken if it brings the error on ratings left out of its fit below this part."""
SCALES = (0.5, 2.0)
"""What the network's weights may be multiplied by."""
_STEP = 1e-4
_FACTORS: tuple[FactorName, ...] = tuple(WEIGHTS)
_SHARES = np.array([WEIGHTS[name] for name in _FACTORS]) / 100


@dataclass(frozen=True, slots=True)
class Example:
    """One rating. rater: whose. franchise, edit: of which. stars: 1 to 5. facts: what was stored of the edit."""

    rater: str
    franchise: str
    edit: int
    stars: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of it. freedom: what was adjusted beside the knots. raters: how each person was heard."""

    calibration: Calibration
    freedom: str
    raters: tuple[RaterFigures, ...]


def learn(examples: Sequence[Example], serving: Calibration, name: str, seed: int) -> Learnt:
    """Fit a calibration to ratings; the same ratings, seed and calibration give the same one.

    Args:
        examples: at least a few hundred, of several people.
        serving: what it begins with and is pulled towards.
        name: of the new one.
        seed: of the folds by which freedoms are compared.
    """
    choices = {"knots": serving, "knots and the worst factor's part": serving}
    if any(serving.network.values()):
        for scale in SCALES:
            weights = {factor: min(1.0, scale * weight) for factor, weight in serving.network.items()}
            choices[f"knots and the network's weights times {scale:g}"] = replace(serving, network=weights)
    best, error = "knots", _left_out(examples, serving, seed, free_worst=False)
    for freedom, base in list(choices.items())[1:]:
        found = _left_out(examples, base, seed, free_worst=base is serving)
        if found < HELPS * error:
            best, error = freedom, found
    base = choices[best]
    made, heard = _fit(examples, _raw(examples, base), base, free_worst=best != "knots" and base is serving)
    return Learnt(replace(made, name=name), best, heard.figures)


def scores(examples: Sequence[Example], by: Calibration) -> Vector:
    """What a calibration gives each example's edit, 0 to 100."""
    return np.array([example.facts.score(by) for example in examples])


def _left_out(examples: Sequence[Example], base: Calibration, seed: int, *, free_worst: bool) -> float:
    """Mean absolute error, in stars, of ratings that took no part in the fit; those of one edit stay together."""
    edits, place = np.unique([example.edit for example in examples], return_inverse=True)
    folds = np.random.default_rng(seed).permutation(len(edits))[place] % FOLDS
    raw = _raw(examples, base)
    errors = []
    for fold in range(FOLDS):
        kept, out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        made, heard = _fit([examples[int(row)] for row in kept], raw[kept], base, free_worst=free_worst)
        others = [examples[int(row)] for row in out]
        off = np.abs(_stars(raw[out], made) + heard.biases(others) - [example.stars for example in others])
        errors.append(float(np.average(off, weights=heard.weights(others))))
    return float(np.mean(errors))


def _raw(examples: Sequence[Example], base: Calibration) -> NDArray[np.float64]:
    """(n, factors): values before any knots."""
    bare = replace(base, ratings={})
    return np.array(
        [[bare.value(name, one.facts.severities(name, bare).values()) for name in _FACTORS] for one in examples]
    )


def _heights(of: Calibration) -> NDArray[np.float64]:
    """(factors, knots): where a calibration has each factor's knots."""
    knots = [of.ratings.get(name) or ((0.0, 0.0), (100.0, 100.0)) for name in _FACTORS]
    return np.array([np.interp(KNOTS, [x for x, _ in one], [y for _, y in one]) for one in knots])


def _stars(raw: NDArray[np.float64], by: Calibration) -> Vector:
    """What a calibration of ours gives, in stars."""
    values = np.stack([np.interp(row, KNOTS, own) for row, own in zip(raw.T, _heights(by), strict=True)], 1)
    return stars_of((1 - by.worst) * values @ _SHARES + by.worst * values.min(1))


def _fit(
    examples: Sequence[Example], raw: NDArray[np.float64], base: Calibration, *, free_worst: bool
) -> tuple[Calibration, Standing]:
    """Fit, judge the people, fit again."""
    stars = np.array([example.stars for example in examples], np.float64)
    made, problem = base, _Problem.of(raw, base, free_worst=free_worst)
    heard = standing(examples, stars - _stars(raw, made), stars)
    for _ in range(ROUNDS):
        made = problem.solve(stars - heard.biases(examples), np.sqrt(heard.weights(examples)))
        heard = standing(examples, stars - _stars(raw, made), stars)
    return made, heard


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is solved.

    mixes: by factor (n, knots), what each knot counts in each edit's value. start: steps between knots, then ``worst``
    if that is free.
    """

    base: Calibration
    mixes: NDArray[np.float64]
    start: Vector
    free_worst: bool

    @classmethod
    def of(cls, raw: NDArray[np.float64], base: Calibration, *, free_worst: bool) -> "_Problem":
        units = np.eye(len(KNOTS))
        mixes = np.stack([np.stack([np.interp(row, KNOTS, unit) for unit in units], 1) for row in raw.T])
        steps = np.diff(_heights(base), axis=1, append=100.0)
        start = np.append(steps.ravel(), base.worst) if free_worst else steps.ravel()
        return cls(base, mixes, start, free_worst)

    def solve(self, stars: Vector, roots: Vector) -> Calibration:
        """Fit to stars without their people's biases; roots: of the weights."""
        # knots are in points, the worst factor's part goes from 0 to 1
        held = PULL * np.where(np.arange(len(self.start)) < self.mixes[:, 0].size, 1.0, 100.0)

        def residuals(x: Vector) -> Vector:
            heights, worst = self._read(x)
            values = np.einsum("fnk,fk->nf", self.mixes, heights)
            total = (1 - worst) * values @ _SHARES + worst * values.min(1)
            return np.concatenate([roots * (stars_of(total) - stars), held * (x - self.start)])

        def slopes(x: Vector) -> NDArray[np.float64]:
            heights, worst = self._read(x)
            values = np.einsum("fnk,fk->nf", self.mixes, heights)
            total = (1 - worst) * values @ _SHARES + worst * values.min(1)
            # a step lowers its own knot and all below it
            by_step = -np.cumsum(self.mixes * (heights > 0)[:, None, :], axis=2)
            counts = (1 - worst) * _SHARES + worst * (np.arange(len(_FACTORS)) == values.argmin(1)[:, None])
            inner = np.einsum("nf,fnk->nfk", counts, by_step).reshape(len(total), -1)
            if self.free_worst:
                inner = np.column_stack([inner, values.min(1) - values @ _SHARES])
            outer = roots * (stars_of(total + _STEP) - stars_of(total - _STEP)) / (2 * _STEP)
            return np.concatenate([outer[:, None] * inner, np.diag(held)])

        above = np.full(len(self.start), 100.0)
        if self.free_worst:
            above[-1] = 1.0
        inside = np.clip(self.start, 1e-6, above - 1e-6)
        found = least_squares(residuals, inside, slopes, bounds=(0.0, above), loss="soft_l1", max_nfev=60)
        heights, worst = self._read(found.x)
        rounded = np.round(np.clip(heights, 0, 100), 3)
        knots = {
            name: tuple(zip(KNOTS, map(float, row), strict=True)) for name, row in zip(_FACTORS, rounded, strict=True)
        }
        return replace(self.base, ratings=knots, worst=round(worst, 4))

    def _read(self, x: Vector) -> tuple[NDArray[np.float64], float]:
        """Heights of the knots by factor, rising to at most 100; and the worst factor's part."""
        steps, worst = (x[:-1], float(x[-1])) if self.free_worst else (x, self.base.worst)
        below = np.cumsum(steps.reshape(len(_FACTORS), -1)[:, ::-1], axis=1)[:, ::-1]
        return np.maximum(100.0 - below, 0.0), worst
