"""A judgement sees what was planted, says so, and stays the same."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mirrorme.imaging.image import Image
from mirrorme.imaging.witness import witness
from mirrorme.quality import judge, view_of
from mirrorme.quality.degrade import FAULTS, Fault
from mirrorme.quality.evidence import evidence
from mirrorme.quality.records import PUBLISH_FROM, SMALL, WEIGHTS
from mirrorme.quality.view import View, view_of_result
from tests.unit.quality.edits import HEIGHT, WIDTH, beside_another, calibration, face, making, score, value

BY_NAME = {fault.name: fault for fault in FAULTS}


def test_an_edit_without_fault_publishes_itself() -> None:
    found = score(making().view())
    assert (found.decision, found.sure) == ("publish", True)
    assert all(part.value > 85 for part in found.factors)


def test_a_factor_is_said_to_be_all_well_only_where_its_value_is_good() -> None:
    stern = replace(calibration(), ratings={"edges": ((0.0, 0.0), (100.0, 84.6))})
    edges = next(part for part in judge(making().view(), stern, {}, "test").score.factors if part.name == "edges")
    assert edges.value < PUBLISH_FROM
    assert not edges.findings
    assert edges.sentence == SMALL


def kept(alpha: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], *, cutout: bool) -> View:
    """An edit that keeps the photo's own background."""
    photo = making().before
    return view_of(photo, witness(photo, alpha, (face(),)), lambda image: image, cutout=cutout)


def test_a_photo_that_keeps_its_background_has_no_edge_to_be_judged() -> None:
    torn = np.where(np.random.default_rng(1).random(making().alpha.shape) < 0.3, 0, making().alpha).astype(np.uint8)
    found = score(kept(torn, cutout=False))
    edges = next(part for part in found.factors if part.name == "edges")
    assert (edges.value, edges.sentence) == (100, "the photo keeps its own background")
    assert (found.decision, found.sure) == ("publish", True)
    # a cut-out that is delivered beside it shows its edge
    assert value(score(kept(torn, cutout=True)), "edges") < 50


def test_who_is_missing_is_shown() -> None:
    judged = judge(beside_another(cut_out=False).view(), calibration(), {}, "test")
    (missing,) = next(part for part in judged.score.factors if part.name == "composition").findings[:1]
    assert missing.code == "missing"
    assert missing.box is not None
    left, _, right, _ = missing.box
    assert left < 1.5 * WIDTH < right
    assert left > WIDTH
    assert judged.heat["composition"][:, :WIDTH].max() == 0
    assert judged.heat["composition"][:, WIDTH:].max() > 0.5


def test_the_weights_are_those_of_the_specification() -> None:
    assert WEIGHTS == {"edges": 30, "light": 25, "colour": 20, "composition": 15, "artifacts": 10}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_more_of_a_fault_never_scores_better(fault: Fault, seed: int) -> None:
    clean = score(making().view())
    totals, values = [clean.value], [value(clean, fault.factor)]
    for strength in (0.15, 0.5, 0.9):
        spoilt = fault.plant(making(), strength, np.random.default_rng(seed))
        assert spoilt is not None
        found = score(spoilt.making.view(spoilt.result))
        totals.append(found.value)
        values.append(value(found, fault.factor))
    tolerance = 2.0
    assert all(weaker >= stronger - tolerance for weaker, stronger in pairwise(values))
    assert totals[0] > totals[1] - tolerance
    assert totals[0] > totals[-1] + 1.5


def test_the_same_edit_has_the_same_score() -> None:
    assert score(making().view()).to_data() == score(making().view()).to_data()


def test_two_threads_give_the_same_score() -> None:
    view = making().view()
    alone, together = (judge(view, calibration(), {}, "test", threads=n).score for n in (1, 2))
    assert alone.to_data() == together.to_data()


def test_a_halo_is_told_with_its_side_its_box_and_its_heat() -> None:
    result = making().put_together()
    pixels = result.pixels.copy()
    rim = (making().alpha > 20) & (making().alpha < 235)
    rim = np.asarray(np.lib.stride_tricks.sliding_window_view(np.pad(rim, 3), (7, 7)).any((2, 3)))
    shoulder = np.zeros_like(rim)
    shoulder[int(0.65 * HEIGHT) :, : int(0.4 * WIDTH)] = True
    pixels[rim & shoulder] = 250
    view = making().view(Image(pixels))
    judged = judge(view, calibration(), {}, "test")
    factor = next(part for part in judged.score.factors if part.name == "artifacts")
    halo = next(finding for finding in factor.findings if finding.code == "halo")
    assert halo.sentence.startswith("light halo")
    assert "left" in halo.sentence
    assert halo.box is not None
    assert halo.box[2] <= 0.5 * WIDTH
    heat = judged.heat["artifacts"]
    assert heat[rim & shoulder].mean() > 10 * heat[~shoulder].mean()
    picture = evidence(view, factor, heat)
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert picture.dtype == np.uint8


def test_a_cut_through_the_forehead_is_called_a_cut_head() -> None:
    spoilt = BY_NAME["cut_head"].plant(making(), 0.8, np.random.default_rng(1))
    assert spoilt is not None
    found = score(spoilt.making.view(spoilt.result))
    assert "head is cut" in next(part.sentence for part in found.factors if part.name == "composition")
    assert found.decision != "publish"


def test_one_grave_fault_is_enough_for_a_review() -> None:
    spoilt = BY_NAME["blur"].plant(making(), 1.0, np.random.default_rng(1))
    assert spoilt is not None
    found = score(spoilt.making.view(spoilt.result))
    assert value(found, "edges") > 85
    assert found.decision != "publish"  # though artifacts weigh a tenth


def test_the_recipes_own_look_is_no_fault() -> None:
    def warm(image: Image) -> Image:
        return Image(np.clip(image.pixels * np.array([1.0, 0.94, 0.82]), 0, 255).astype(np.uint8))

    meant, wrong = making().view(warm(making().put_together()), warm), making().view(warm(making().put_together()))
    assert value(score(meant), "colour") > value(score(wrong), "colour") + 10


def test_a_result_of_which_only_the_matte_is_known_is_judged_by_itself() -> None:
    box = face()
    view = view_of_result(making().put_together(), making().alpha, ((box.x0, box.y0, box.x1, box.y1),))
    found = score(view)
    assert found.sure
    assert found.value > 80
    assert "blur" not in {code for part in found.factors for code in part.measured}


@pytest.mark.parametrize("skin", [(240, 205, 185), (190, 140, 115), (120, 80, 60), (70, 45, 35)])
def test_skin_of_any_tone_is_lit_as_well(skin: tuple[int, int, int]) -> None:
    found = score(making(skin).view())
    assert value(found, "light") == pytest.approx(100, abs=2)
    assert value(found, "colour") == pytest.approx(100, abs=2)


def test_a_photo_that_keeps_its_background_is_judged() -> None:
    seen = replace(making().seen(), backdrop=None)
    assert score(view_of(making().before, seen, lambda image: image)).value > 80


def test_no_box_of_a_face_is_in_a_score() -> None:
    x0, y0, x1, y1 = face().x0, face().y0, face().x1, face().y1
    green = Image(np.clip(making().put_together().pixels * np.array([0.5, 1.0, 0.5]), 0, 255).astype(np.uint8))
    spoilt = BY_NAME["cut_head"].plant(making(), 0.9, np.random.default_rng(1))
    assert spoilt is not None
    for found in (score(making().view(green)), score(spoilt.making.view(spoilt.result))):
        boxes = [finding.box for part in found.factors for finding in part.findings if finding.box is not None]
        assert boxes
        near = [max(abs(a - b) for a, b in zip(box, (x0, y0, x1, y1), strict=True)) for box in boxes]
        assert min(near) > 10
