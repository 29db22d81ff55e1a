"""A scorer that measures as the real one does, and is content with what it sees.

The photos of the tests are noise with a bright ellipse and no face, which the real one would rightly leave to people.
"""

from dataclasses import dataclass, replace

from mirrorme.pipeline.order import Job
from mirrorme.pipeline.scoring import Scorer
from mirrorme.quality import Judged, View
from mirrorme.settings import Settings
from mirrorme.wiring.scorer import start_scorer

_REAL = start_scorer


@dataclass(frozen=True, slots=True)
class Content(Scorer):
    """Gives 95 to everything."""

    def judge(self, view: View, *, threads: int = 1) -> Judged:
        """As the real one, with another end."""
        judged = Scorer.judge(self, view, threads=threads)
        return replace(judged, score=replace(judged.score, value=95.0, sure=True, doubt=""))


def content(job: Job, settings: Settings) -> tuple[Scorer, tuple[str, ...]]:
    """In place of ``start_scorer``."""
    real, refused = _REAL(job, settings)
    return Content(real.calibration, real.version, real.network), refused
