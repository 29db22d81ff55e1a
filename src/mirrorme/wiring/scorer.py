"""Make ready what scores edits."""

from pathlib import Path

from mirrorme.adapters.models.pending import Loader
from mirrorme.adapters.models.quality import find_quality_model
from mirrorme.pipeline.judging import Own
from mirrorme.pipeline.order import Job
from mirrorme.pipeline.scoring import Scorer
from mirrorme.settings import Settings


def start_scorer(job: Job, settings: Settings) -> tuple[Scorer, tuple[str, ...]]:
    """The scorer, its network on its way, and what people should know of models that were refused.

    Raises:
        SetupError: no quality model is whole.
    """
    model = find_quality_model(settings.config)
    network = None
    if model.network is not None:
        # small enough for any processor, and the same score whatever the machine has
        network = Loader(device="cpu", threads=job.threads, compiled=settings.compiled).load(model.network)
    return Scorer(model.calibration, model.version, network), model.refused


def own_model(config: Path) -> tuple[Own, tuple[str, ...]]:
    """What this machine scores with by itself, before the registry has a say; and models that were refused.

    Raises:
        SetupError: no quality model is whole.
    """
    model = find_quality_model(config)
    digest = "" if model.network is None else model.network.digest
    return Own(model.calibration, model.version, digest), model.refused
