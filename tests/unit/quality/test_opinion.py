"""The network's second opinion."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from mirrorme.imaging.network import NetworkSpec, Tensor
from mirrorme.quality import judge
from mirrorme.quality.opinion import CHANNELS, SIDE, TILES, opinion_of, tiles_of
from mirrorme.quality.records import WEIGHTS
from tests.unit.quality.edits import calibration, making, value


@dataclass(frozen=True)
class Seeing:
    """A network that sees this much of a fault of the edge, in one look only."""

    severity: float
    name: str = "seeing"
    digest: str = "3" * 64
    spec: NetworkSpec = NetworkSpec(SIDE)  # noqa: RUF009 (frozen)

    def run(self, *inputs: Tensor) -> list[Tensor]:
        assert inputs[0].shape == (TILES + 2, CHANNELS, SIDE, SIDE)
        assert 0 <= inputs[0].min() <= inputs[0].max() <= 1
        severities = np.zeros((TILES + 2, len(WEIGHTS)), np.float32)
        severities[3, 0] = self.severity
        return [severities]


def test_the_looks_are_the_same_each_time() -> None:
    assert np.array_equal(tiles_of(making().view()), tiles_of(making().view()))


@pytest.mark.parametrize("width", [20, 95, 400])
def test_pictures_of_any_size_can_be_looked_at(width: int) -> None:
    view = making().view()
    narrow = replace(
        view,
        result=view.result[:, :width],
        alpha=view.alpha[:, :width],
        before=None,
        expected=None,
        band=view.band[:, :width],
    )
    assert tiles_of(narrow).shape == (TILES + 2, CHANNELS, SIDE, SIDE)


def test_one_look_that_sees_a_fault_counts_more_than_its_share() -> None:
    assert opinion_of(making().view(), Seeing(0.8))["edges"] == pytest.approx(0.45)


def test_the_network_lowers_its_factor_as_far_as_the_calibration_lets_it() -> None:
    view = making().view()
    heard, ignored = replace(calibration(), network={"edges": 0.5}), replace(calibration(), network={})
    without = judge(view, ignored, {}, "test").score
    values = [judge(view, heard, opinion_of(view, Seeing(s)), "test").score for s in (0.0, 0.4, 0.9)]
    assert value(values[0], "edges") == value(without, "edges")
    assert value(values[0], "edges") > value(values[1], "edges") > value(values[2], "edges")
    assert judge(view, ignored, opinion_of(view, Seeing(0.9)), "test").score == without
