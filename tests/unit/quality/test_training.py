"""Training samples are the same for the same seed, and carry what is true."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from mirrorme.adapters.training.evaluation import Evaluation, band_error
from mirrorme.adapters.training.portraits import Portrait, held_out
from mirrorme.adapters.training.samples import LOOKS, make_samples
from mirrorme.quality.evaluate import Trial, agreement, auc, false_reviews, right_order
from mirrorme.quality.opinion import CHANNELS, SIDE
from tests.unit.quality.edits import face, making, score


def person() -> Portrait:
    return Portrait("somebody", making().before, making().alpha, (face(),))


def test_the_same_seed_makes_the_same_samples(tmp_path: Path) -> None:
    first = make_samples([person()], 48, 3, tmp_path / "a", 1)
    again = make_samples([person()], 48, 3, tmp_path / "b", 1)
    other = make_samples([person()], 48, 4, tmp_path / "c", 1)
    assert first.tiles.shape == (48, LOOKS, CHANNELS, SIDE, SIDE)
    assert np.array_equal(first.tiles, again.tiles)
    assert np.array_equal(first.severities, again.severities)
    assert not np.array_equal(first.tiles, other.tiles)
    assert 0 <= first.severities.min() < first.severities.max() <= 1
    assert ((first.severities > 0).sum(1) <= 1).all()  # a fault at a time


def test_about_a_third_of_the_portraits_is_held_out_whatever_others_there_are() -> None:
    kept = [held_out(f"portrait-{i}") for i in range(600)]
    assert 150 < sum(kept) < 250
    assert kept == [held_out(f"portrait-{i}") for i in range(600)]


def test_an_evaluation_counts_what_it_says() -> None:
    clean = score(making().view())
    bad = replace(clean, value=60.0)
    done = [
        Trial("a", None, 0.0, clean),
        Trial("a", "halo", 0.25, replace(clean, value=clean.value - 1)),
        Trial("a", "halo", 0.75, bad),
        Trial("b", None, 0.0, bad),
        Trial("b", "halo", 0.25, replace(bad, value=50.0)),
        Trial("b", "halo", 0.75, replace(bad, value=55.0)),
    ]
    assert false_reviews(done) == 0.5
    assert right_order(done) == 5 / 6
    assert auc([3, 2], [1, 2]) == 0.875
    assert agreement([90, 80, 70], [1, 2, 3]) == 1
    assert any("83.3%" in line for line in Evaluation(done, [], []).table())


def test_the_band_error_is_zero_for_the_truth_alone() -> None:
    truth = making().alpha
    assert band_error(truth, truth) == 0
    assert band_error(np.where(truth > 127, np.uint8(255), np.uint8(0)), truth) > 20
