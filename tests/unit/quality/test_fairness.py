"""The experiment over skin tones changes skin and nothing else."""

import numpy as np
import pytest

from mirrorme.adapters.training.fairness import TONES, Fairness, tone_of, toned
from mirrorme.adapters.training.portraits import Portrait
from tests.unit.quality.edits import face, making, score

SOMEBODY = Portrait("somebody", making().before, making().alpha, (face(),))


@pytest.mark.parametrize("tone", TONES)
def test_skin_takes_the_tone_and_the_rest_stays(tone: str) -> None:
    changed = toned(SOMEBODY, tone)
    order = list(TONES)
    assert abs(order.index(tone_of(changed)) - order.index(tone)) <= 1
    outside = making().alpha == 0
    off = np.abs(changed.image.pixels[outside].astype(int) - SOMEBODY.image.pixels[outside])
    assert off.max() <= 1  # on the way to CIELAB and back
    assert changed.faces == SOMEBODY.faces


def test_groups_are_told_with_their_size_and_small_ones_decide_nothing() -> None:
    good = score(making().view())
    lines = list(Fairness(grouped=(("light", good),) * 3 + (("dark", good),)).lines())
    assert lines[0].endswith("(n 3)")
    assert lines[1].endswith("(n 1)")
    assert "apart by: score 0.0" in lines[2]
