"""Evaluate a scorer on portraits and mattes that it was not made with, and tell it as a table."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from mirrorme.adapters.training.fairness import TONES, Fairness, tone_of, toned
from mirrorme.adapters.training.portraits import Portrait, held_out
from mirrorme.adapters.training.samples import making_of
from mirrorme.imaging.backdrops import names
from mirrorme.imaging.faces import faces
from mirrorme.imaging.image import Alpha, Image
from mirrorme.imaging.matte import matte
from mirrorme.imaging.matte.segment import fit, segment, shrink
from mirrorme.imaging.read import read
from mirrorme.pipeline.bench import Bench
from mirrorme.quality.evaluate import Trial, agreement, detections, false_reviews, right_order, trials
from mirrorme.quality.records import Score
from mirrorme.quality.view import View

Judge = Callable[[View], Score]
Tell = Callable[[str], None]
PLAIN = "paper-dove-grey"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found.

    trials: all edits judged. edges, errors: of each matte with a truth, the edge factor and its true band error
    (x1000). fairness: over skin tones. faulty: names of people whose edits have faults that nobody planted, as somebody
    saw who looked at them: faults are told from the edits of the others.
    """

    trials: list[Trial]
    edges: list[float]
    errors: list[float]
    fairness: Fairness = Fairness()  # noqa: RUF009 (frozen, so one may be shared)
    faulty: frozenset[str] = frozenset()

    def table(self) -> Iterator[str]:
        """Line by line."""
        if self.errors:
            value = agreement(self.edges, self.errors)
            yield f"edge factor with true band error: Spearman {value:.2f} over {len(self.errors)} mattes (>= 0.70)"
        clean = [trial for trial in self.trials if trial.fault is None]
        yield f"edits without a planted fault that don't publish themselves: {false_reviews(clean):.1%} of {len(clean)}"
        sound = [trial for trial in self.trials if _name(trial) not in self.faulty]
        if self.faulty:
            good = [trial for trial in clean if _name(trial) not in self.faulty]
            bad = [trial for trial in clean if _name(trial) in self.faulty]
            yield f"... of those that look clean: {false_reviews(good):.1%} of {len(good)} (<= 10 %)"
            yield f"... of those that somebody sees faults in: {false_reviews(bad):.1%} of {len(bad)} (more is better)"
        yield f"pairs in the right order: {right_order(self.trials):.1%} (>= 98 %)"
        if self.faulty:
            # a fault that is planted in an edit with others may cover one of them, and the edit is no worse then
            yield f"... of edits that look clean before: {right_order(sound):.1%}"
        yield "fault       strength    n   AUC score   AUC factor   order   AUC among all"
        everybody = {(found.fault, found.strength): found for found in detections(self.trials)}
        for found in detections(sound):
            word = "visible" if found.strength > 0.5 else "barely"
            figures = f"{found.number:4d}   {found.total:9.3f}   {found.factor:10.3f}   {found.order:5.1%}"
            yield f"{found.fault:12s}{word:9s}{figures}   {everybody[found.fault, found.strength].total:9.3f}"
        yield from self.fairness.lines()


def _name(trial: Trial) -> str:
    """Of the portrait: a case begins with it."""
    return trial.case.split(" ", maxsplit=1)[0]


def evaluate(
    people: Iterable[Portrait],
    mattes: Path | None,
    bench: Bench,
    cache: Path,
    tell: Tell,
    faulty: frozenset[str] = frozenset(),
) -> Evaluation:
    """Judge everything; the same faults for the same portraits, whatever the order.

    Args:
        people: portraits that were not trained on.
        mattes: folder of NAME.jpg and NAME_alpha.png, searched with its sub-folders; None leaves them out.
        bench: with networks and the scorer.
        cache: for the mattes of all models and tiers.
        tell: is told of progress.
        faulty: people whose edits have faults that nobody planted; see ``Evaluation``.
    """
    if bench.scorer is None or bench.kit is None:
        raise ValueError("evaluating takes a kit and a scorer")
    scorer = bench.scorer

    def judged(view: View) -> Score:
        return scorer.judge(view).score

    done: list[Trial] = []
    grouped: list[tuple[str, Score]] = []
    matched: list[tuple[str, Score]] = []
    for person in people:
        random = np.random.default_rng(int(hashlib.sha256(person.name.encode()).hexdigest()[:8], 16))
        backdrop = names()[int(random.integers(len(names())))]
        done += trials(person.name, making_of(person, backdrop), judged, random)
        for again in (PLAIN, names()[int(random.integers(len(names())))]):
            done.append(Trial(f"{person.name} {again}", None, 0.0, judged(making_of(person, again).view())))
            if again == PLAIN and len(person.faces) == 1 and person.name not in faulty:
                grouped.append((tone_of(person), done[-1].score))
                matched += [(tone, judged(making_of(toned(person, tone), PLAIN).view())) for tone in TONES]
        tell(f"{person.name}: {done[-1].score.value:.0f}")
    edges, errors = [], []
    for value, error in _with_truth(mattes, bench, cache, judged) if mattes else ():
        edges.append(value)
        errors.append(error)
    return Evaluation(done, edges, errors, Fairness(tuple(grouped), tuple(matched)), faulty)


def _with_truth(folder: Path, bench: Bench, cache: Path, judged: Judge) -> Iterator[tuple[float, float]]:
    for path in sorted(folder.rglob("*.jpg")):
        truth = cv2.imread(str(path.with_name(f"{path.stem}_alpha.png")), cv2.IMREAD_GRAYSCALE)
        if truth is None:
            continue
        data = path.read_bytes()
        image = read(data).image
        kept = cache / f"{hashlib.sha256(data).hexdigest()[:24]}-models.npz"
        if not kept.exists():
            cache.mkdir(parents=True, exist_ok=True)
            arrays_of: dict[str, Any] = dict(_mattes_of(image, bench))
            np.savez_compressed(kept, **arrays_of)
        found = faces(image, bench.face)
        with np.load(kept) as arrays:
            for alpha in (np.asarray(arrays[name], np.uint8) for name in sorted(arrays)):
                making = making_of(Portrait(path.stem, image, alpha, found), PLAIN)
                score = judged(making.view())
                edge = next(factor.value for factor in score.factors if factor.name == "edges")
                yield edge, band_error(alpha, np.asarray(truth, np.uint8))


def _mattes_of(image: Image, bench: Bench) -> dict[str, Alpha]:
    """By every model and tier that there is, so that quality varies."""
    if bench.kit is None:
        raise ValueError("mattes take a kit")
    segmenters, found = bench.kit.segmenters, {}
    shown = shrink(image.pixels, 1280)
    for network in (segmenters.broad, segmenters.fine):
        if network is not None:
            found[network.name] = np.rint(255 * fit(segment(shown, network), image.height, image.width))
    for tier in ("fast", "standard", "best"):
        found[tier] = matte(image, segmenters, tier).alpha
    return {name: np.asarray(alpha, np.uint8) for name, alpha in found.items()}


def band_error(alpha: Alpha, truth: Alpha) -> float:
    """Mean absolute error x1000 in the dilated band of the true matte's mixed pixels."""
    exact = truth.astype(np.float32) / 255
    reach = 2 * max(3, round(0.006 * max(truth.shape))) + 1
    mixed = ((exact > 0.02) & (exact < 0.98)).astype(np.uint8)
    band = cv2.dilate(mixed, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    return float(np.abs(alpha.astype(np.float32) / 255 - exact)[band].mean() * 1000)


def chosen(people: Sequence[Path], *, only_held_out: bool) -> list[Path]:
    """Those portraits that were kept out of training, or all."""
    return [path for path in people if not only_held_out or held_out(path.stem)]
