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


@dataclass(frozen=True, slots=True)
class Explained:
    """A score with its evidence: files by the end of their names, ``edited.jpg``, ``edges.jpg`` ..., ``score.json``."""

    score: Score
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
    files = {"edited.jpg": export_jpeg(picture, metadata, step)}
    for factor in judged.score.factors:
        files[f"{factor.name}.jpg"] = export_jpeg(
            Image(evidence(view, factor, judged.heat[factor.name])), metadata, step
        )
    files["score.json"] = (json.dumps(judged.score.to_data(), indent=1) + "\n").encode()
    return Explained(judged.score, files)
