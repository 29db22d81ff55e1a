"""Evaluate a scorer on portraits and mattes that it was not made with, and tell it as a table."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from mirrorme.adapters.training.portraits import Portrait, held_out
from mirrorme.adapters.training.samples import making_of
from mirrorme.imaging.backdrops import names
from mirrorme.imaging.colour import srgb_to_lab
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
_TONES = ((55.0, "very light"), (41.0, "light"), (28.0, "intermediate"), (10.0, "tan"), (-30.0, "brown"))
_LEAST_IN_GROUP = 3


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found.

    trials: all edits judged. edges, errors: of each matte with a truth, the edge factor and its true band error
    (x1000). tones: by case of a single portrait, its skin tone's class.
    """

    trials: list[Trial]
    edges: list[float]
    errors: list[float]
    tones: Mapping[str, str]

    def table(self) -> Iterator[str]:
        """Line by line."""
        if self.errors:
            value = agreement(self.edges, self.errors)
            yield f"edge factor with true band error: Spearman {value:.2f} over {len(self.errors)} mattes (>= 0.70)"
        clean = sum(trial.fault is None for trial in self.trials)
        yield f"clean edits that don't publish themselves: {false_reviews(self.trials):.1%} of {clean} (<= 10 %)"
        yield f"pairs in the right order: {right_order(self.trials):.1%} (>= 98 %)"
        yield "fault       strength    n   AUC score   AUC factor   order     (>= 0.95 visible, >= 0.75 barely)"
        for found in detections(self.trials):
            word = "visible" if found.strength > 0.5 else "barely"
            figures = f"{found.number:4d}   {found.total:9.3f}   {found.factor:10.3f}   {found.order:5.1%}"
            yield f"{found.fault:12s}{word:9s}{figures}"
        yield from self._fairness()

    def _fairness(self) -> Iterator[str]:
        groups: dict[str, list[Score]] = {}
        for trial in self.trials:
            if trial.fault is None and trial.case in self.tones:
                groups.setdefault(self.tones[trial.case], []).append(trial.score)
        means = {}
        for tone, scores in groups.items():
            light = [factor.value for score in scores for factor in score.factors if factor.name == "light"]
            means[tone] = (float(np.mean([score.value for score in scores])), float(np.mean(light)))
            yield f"skin {tone}: score {means[tone][0]:.1f}, light {means[tone][1]:.1f} (n {len(scores)})"
        told = [means[tone] for tone, scores in groups.items() if len(scores) >= _LEAST_IN_GROUP]
        if told:
            apart = np.ptp(np.array(told), axis=0)
            yield f"groups of {_LEAST_IN_GROUP} and more apart by: score {apart[0]:.1f}, light {apart[1]:.1f} (<= 2)"


def evaluate(people: Iterable[Portrait], mattes: Path | None, bench: Bench, cache: Path, tell: Tell) -> Evaluation:
    """Judge everything; the same faults for the same portraits, whatever the order.

    Args:
        people: portraits that were not trained on.
        mattes: folder of NAME.jpg and NAME_alpha.png, searched with its sub-folders; None leaves them out.
        bench: with networks and the scorer.
        cache: for the mattes of all models and tiers.
        tell: is told of progress.
    """
    if bench.scorer is None or bench.kit is None:
        raise ValueError("evaluating takes a kit and a scorer")
    scorer = bench.scorer

    def judged(view: View) -> Score:
        return scorer.judge(view).score

    done: list[Trial] = []
    tones: dict[str, str] = {}
    for person in people:
        random = np.random.default_rng(int(hashlib.sha256(person.name.encode()).hexdigest()[:8], 16))
        backdrop = names()[int(random.integers(len(names())))]
        done += trials(person.name, making_of(person, backdrop), judged, random)
        for again in (PLAIN, names()[int(random.integers(len(names())))]):
            case = f"{person.name} {again}"
            done.append(Trial(case, None, 0.0, judged(making_of(person, again).view())))
            if again == PLAIN and len(person.faces) == 1:
                tones[case] = tone_of(person)
        tell(f"{person.name}: {done[-1].score.value:.0f}")
    edges, errors = [], []
    for value, error in _with_truth(mattes, bench, cache, judged) if mattes else ():
        edges.append(value)
        errors.append(error)
    return Evaluation(done, edges, errors, tones)


def tone_of(person: Portrait) -> str:
    """The class of a face's skin by its individual typology angle (A. Chardon et al., 1991), as the photo shows it."""
    face = max(person.faces, key=lambda f: f.size)
    wide, tall = face.x1 - face.x0, face.y1 - face.y0
    rows = slice(max(0, int(face.y0 + 0.35 * tall)), max(1, int(face.y0 + 0.75 * tall)))
    columns = slice(max(0, int(face.x0 + 0.2 * wide)), max(1, int(face.x0 + 0.8 * wide)))
    colours = srgb_to_lab(person.image.pixels[rows, columns].reshape(-1, 3) / person.image.white)
    low, high = np.percentile(colours[:, 0], [30, 90])
    colour = np.median(colours[(colours[:, 0] >= low) & (colours[:, 0] <= high)], axis=0)
    angle = float(np.degrees(np.arctan2(colour[0] - 50, colour[2])))
    return next((name for least, name in _TONES if angle > least), "dark")


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
