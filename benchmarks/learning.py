"""What learning from 500 ratings is worth: python benchmarks/learning.py [--seeds N] [--ratings N].

Promise: agreement with people within one star rises by a measured amount, and what serves afterwards never agrees less
than before on the hold-out, whatever the seed, one of twelve people giving one star to everything.

People are simulated: their taste bends away from the calibration by powers that no knots can say, they have biases and
noise of their own, and see things that no measurement sees. Edits are simulated by their measurements. So this says
that learning learns what there is to learn and is not led astray; what real owners agree with, only real owners can
say.

Printed beside: isotonic regression of the whole score alone (the usual way to calibrate), and the floor: what their own
noise leaves to somebody who knew everybody's true opinion.
"""

import argparse
import statistics
import time

import numpy as np
from scipy.optimize import isotonic_regression

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.comparison import compare
from mirrorme.quality.crowd import an_edit, people, true_stars
from mirrorme.quality.learning import Example, learn, scores
from mirrorme.quality.raters import Standing
from mirrorme.quality.rescore import facts_of
from mirrorme.quality.stars import WITHIN, agree, stars_of

PEOPLE, FRESH = 12, 1500


def isotonic(learnt: list[Example], fresh: list[Example], base: Calibration) -> np.ndarray:
    """Stars by the whole score alone."""
    known = scores(learnt, base)
    order = np.argsort(known, kind="stable")
    fitted = isotonic_regression(np.array([learnt[int(one)].stars for one in order], np.float64)).x
    return np.asarray(np.interp(scores(fresh, base), known[order], fitted))


def one(seed: int, number: int, base: Calibration, *, agreeing: bool) -> dict[str, float]:
    """All figures of a seed."""
    random = np.random.default_rng(seed)
    crowd = people(PEOPLE, random, poisoners=1)
    made: list[Example] = []
    true: list[float] = []
    for place in range(number + FRESH):
        score = an_edit(base, "v", random)
        # what comes later is judged by honest people alone: it is their agreement that counts
        person = crowd[place % (PEOPLE if place < number else PEOPLE - 1)]
        opinion = true_stars(score, base, random, agreeing=agreeing)
        true.append(opinion + person.bias)
        made.append(Example(person.name, person.name, place, person.stars(opinion, random), facts_of(score, base)))
    cut = int(0.8 * number)
    began = time.perf_counter()
    learnt = learn(made[:cut], base, "learnt", seed)
    seconds = time.perf_counter() - began
    found = compare(made[cut:number], base, learnt.calibration, Standing(learnt.raters), seed)
    serving = base if found.objection else learnt.calibration
    fresh, stars = made[number:], np.array([example.stars for example in made[number:]], np.float64)
    poisoner = next(figure for figure in learnt.raters if figure.rater == crowd[-1].name)
    return {
        "held_before": found.agreement_before,
        "held_after": found.agreement_before if found.objection else found.agreement_after,
        "taken": float(not found.objection),
        "before": float(agree(scores(fresh, base), stars).mean()),
        "after": float(agree(scores(fresh, serving), stars).mean()),
        "error_before": float(np.abs(stars_of(scores(fresh, base)) - stars).mean()),
        "error_after": float(np.abs(stars_of(scores(fresh, serving)) - stars).mean()),
        "isotonic": float((np.abs(isotonic(made[:cut], fresh, base) - stars) <= WITHIN).mean()),
        "floor": float((np.abs(np.clip(true[number:], 1, 5) - stars) <= WITHIN).mean()),
        "poisoner": poisoner.share,
        "seconds": seconds,
    }


def series(seeds: int, number: int, base: Calibration, *, agreeing: bool) -> None:
    """Print the table of one kind of people."""
    print("seed   held out: before  after  taken   fresh: before  after  isotonic  floor   poisoner's share  seconds")
    found = []
    for seed in range(seeds):
        row = one(seed, number, base, agreeing=agreeing)
        found.append(row)
        shares = "  ".join(f"{row[name]:6.1%}" for name in ("before", "after", "isotonic", "floor"))
        taken = "yes" if row["taken"] else "no"
        print(
            f"{seed:4d}   {row['held_before']:16.1%}  {row['held_after']:5.1%}  {taken:5s}          {shares}   "
            f"{row['poisoner']:16.1%}  {row['seconds']:7.1f}"
        )
    lifts = [row["after"] - row["before"] for row in found]
    held = [row["held_after"] - row["held_before"] for row in found]
    word = "kept" if min(held) >= 0 else "BROKEN"
    print(f"lift on fresh ratings: median {statistics.median(lifts):+.1%}, {min(lifts):+.1%} to {max(lifts):+.1%}")
    print(f"lift on the hold-out: median {statistics.median(held):+.1%}, least {min(held):+.1%}: never below 0 {word}")
    errors = [statistics.mean(row[name] for row in found) for name in ("error_before", "error_after")]
    print(f"mean error in stars: {errors[0]:.3f} before, {errors[1]:.3f} after")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--ratings", type=int, default=500)
    arguments = parser.parse_args()
    base = Calibration.from_json(SHIPPED.read_text(encoding="utf-8"))
    print("people whose taste is another than the calibration's")
    series(arguments.seeds, arguments.ratings, base, agreeing=False)
    print("\npeople who agree with the calibration already: there is nothing to learn")
    series(arguments.seeds, arguments.ratings, base, agreeing=True)


if __name__ == "__main__":
    main()
