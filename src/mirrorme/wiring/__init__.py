"""The only place where ports meet adapters."""

from typing import TYPE_CHECKING

from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings
from mirrorme.wiring.networks import start_networks

if TYPE_CHECKING:
    from mirrorme.pipeline.bench import Bench
    from mirrorme.wiring.bench import Benches


def make_benches(job: Job, settings: Settings) -> "Benches":
    """Make all ready for a job; the networks may still be loading when the first photo comes.

    Raises:
        SetupError: weights that are missing, or others than those that a stored job names.
        OrderError: a backdrop or a LUT that can't be used, or is not what the recipe says.
    """
    networks = start_networks(job, settings)
    # numba, scipy and the codecs take seconds to import: the networks load meanwhile
    from mirrorme.wiring.bench import Benches  # noqa: PLC0415
    from mirrorme.wiring.scorer import start_scorer  # noqa: PLC0415

    scorer, refused = start_scorer(job, settings) if job.recipe else (None, ())
    return Benches(job, networks, scorer, refused)


def make_bench(job: Job, settings: Settings) -> "Bench":
    """The same, where all photos are edited by the job's recipe.

    Raises:
        SetupError, OrderError: as ``make_benches``.
    """
    return make_benches(job, settings).common
