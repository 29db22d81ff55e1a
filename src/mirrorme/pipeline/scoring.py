"""The scoring stage: judge an edit by all that is known of how it was made."""

from dataclasses import dataclass
from functools import partial

from mirrorme.imaging.develop import Developed, Kit
from mirrorme.imaging.grade import grade
from mirrorme.imaging.network import Network
from mirrorme.imaging.recipe import Grade, Recipe
from mirrorme.quality import Judged, View, judge, view_of
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.opinion import opinion_of


@dataclass(frozen=True, slots=True)
class Scorer:
    """What judges.

    version: stored with every score. network: gives a second opinion; None where measurements judge alone.
    """

    calibration: Calibration
    version: str
    network: Network | None = None

    def score(self, developed: Developed, recipe: Recipe, kit: Kit) -> tuple[View, Judged]:
        """Judge what a recipe made of a photo.

        Raises:
            SetupError: the network's weights are altered.
        """
        look = next((step for step in recipe.steps if isinstance(step, Grade)), Grade())
        grading = partial(grade, params=look, lut=kit.lut, threads=kit.threads)
        view = view_of(developed.image, developed.witness, grading, cutout=developed.cutout is not None)
        return view, self.judge(view, threads=kit.threads)

    def judge(self, view: View, *, threads: int = 1) -> Judged:
        """Judge a view."""
        heard = self.network if any(self.calibration.network.values()) else None
        opinion = {} if heard is None else opinion_of(view, heard)
        return judge(view, self.calibration, opinion, self.version, threads=threads)
