"""Explain a score: the edit, a heat map a factor, and all that was measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mirrorme.imaging.develop import develop
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.image import Image
from mirrorme.imaging.recipe import Export, Recipe
from mirrorme.pipeline.bench import Bench, Progress
from mirrorme.pipeline.gate import admit
from mirrorme.quality import Score
from mirrorme.quality.evidence import evidence
from mirrorme.quality.records import WEIGHTS, FactorName

EDIT, SCORE = "explained.jpg", "explained-score.json"


def _end(factor: FactorName) -> str:
    return f"explained-{factor}.jpg"


ENDS = (EDIT, *map(_end, WEIGHTS), SCORE)
"""How the names of a photo's files end: otherwise than those of any edit, so that none meets what `edit` writes."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A score with its evidence.

    size: width and height of the edit, which boxes are in; the pictures are smaller. files: by their ``ENDS``.
    """

    score: Score
    size: tuple[int, int]
    files: Mapping[str, bytes]


def explain(photo: str, recipe: Recipe, bench: Bench) -> Explained:
    """Edit a photo and show what the score saw.

    Raises:
        ImagingError: it can't be read or edited.
        StorageError: the file can't be read.
        SetupError: networks that can't be loaded.
    """
    if bench.kit is None or bench.scorer is None:
        raise ValueError("explaining takes a kit and a scorer")
    admitted, found = admit(photo, bench, Progress())
    developed = develop(admitted, found, recipe, bench.kit)
    view, judged = bench.scorer.score(developed, recipe, bench.kit)
    picture = Image(np.rint(np.clip(view.result, 0, 1) * 255).astype(np.uint8))
    step = Export(quality=90)
    metadata = admitted.metadata
    files = {EDIT: export_jpeg(picture, metadata, step)}
    for factor in judged.score.factors:
        files[_end(factor.name)] = export_jpeg(Image(evidence(view, factor, judged.heat[factor.name])), metadata, step)
    width, height = developed.image.width, developed.image.height
    told = {"width": width, "height": height} | judged.score.to_data()
    files[SCORE] = (json.dumps(told, indent=1) + "\n").encode()
    return Explained(judged.score, (width, height), files)
