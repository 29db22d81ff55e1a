"""Views of an edit, and previews that are put together from them."""

import io
from dataclasses import replace
from functools import partial
from typing import Any

import cv2
import numpy as np
import PIL.Image
import pytest

from mirrorme.domain.views import EXTENSIONS, OF_REJECTED, WHOLE_MATTE
from mirrorme.imaging.backdrops import render
from mirrorme.imaging.develop import Kit
from mirrorme.imaging.inspect import GateLimits
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.pyramid import reduced
from mirrorme.imaging.recipe import Compose, Light, Recipe
from mirrorme.imaging.views import MOST_THUMB, read_webp
from mirrorme.pipeline.bench import Bench
from mirrorme.pipeline.edit import carry_out
from mirrorme.pipeline.look import Adjustments, Look, recipe_of
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.preview import SIDE, preview
from mirrorme.pipeline.preview_order import PreviewOrder
from mirrorme.pipeline.result import EditResult
from mirrorme.pipeline.scoring import Scorer
from mirrorme.quality import Judged, Score
from mirrorme.quality.records import Factor, Finding
from tests.unit.pipeline.test_carry_out import Bright, Memory, Nobody
from tests.unit.quality.edits import calibration

VIEWS = {kind: f"a-{kind}" for kind in EXTENSIONS}
ORDER = Order("a.jpg", "a-edited.jpg", views=VIEWS, if_rejected={kind: f"no-{kind}" for kind in OF_REJECTED})
LOOK: dict[str, Any] = {"backdrop": "paper-white", "matte": "fast"}
PLAIN = recipe_of(Look(**LOOK))


def photo() -> bytes:
    """Somebody bright before a dark wall, with a place in its EXIF."""
    small = np.random.default_rng(3).integers(10, 40, (150, 120, 1), np.uint8).repeat(3, axis=2)
    picture = np.asarray(cv2.resize(small, (1440, 1800), interpolation=cv2.INTER_CUBIC), np.uint8)
    face = np.asarray(cv2.resize(small[:40, :30], (1440, 1800), interpolation=cv2.INTER_CUBIC), np.uint8)
    inside = np.zeros((1800, 1440), np.uint8)
    cv2.ellipse(inside, (700, 1100), (330, 640), 0, 0, 360, 255, -1)
    cv2.copyTo(face + np.array([150, 165, 190], np.uint8), inside, picture)
    out, exif = io.BytesIO(), PIL.Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    PIL.Image.fromarray(picture).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


PHOTO = photo()


def bench(memory: Memory, recipe: Recipe, gate: GateLimits | None = None) -> Bench:
    backdrop = next(step.backdrop for step in recipe.steps if isinstance(step, Compose))
    kit = Kit(Segmenters(Bright(), Bright()), None if backdrop == "none" else partial(render, backdrop))
    return Bench(memory, memory, Nobody(), gate, kit, scorer=Scorer(calibration(), "1"))


def edited(recipe: Recipe = PLAIN) -> tuple[EditResult, dict[str, bytes]]:
    memory = Memory({"a.jpg": PHOTO})
    result = carry_out(ORDER, recipe, bench(memory, recipe))
    assert result.status == "edited", result.reasons
    return result, memory.kept


def test_an_edit_leaves_small_pictures_of_itself_and_of_the_photo() -> None:
    result, kept = edited()
    assert {"thumb", "screen", "original-thumb", "original-screen", "matte"} <= {name[2:] for name in kept}
    assert set(result.outputs) == set(kept)
    for name in ("a-thumb", "a-original-thumb"):
        assert len(kept[name]) <= MOST_THUMB
    edit, original = read_webp(kept["a-screen"]), read_webp(kept["a-original-screen"])
    assert edit.pixels.shape == original.pixels.shape == (1800, 1440, 3)
    assert original.pixels[:200, :200].mean() < 60
    assert edit.pixels[:200, :200].mean() > 200
    with PIL.Image.open(io.BytesIO(kept["a-matte"])) as matte:
        assert (matte.mode, matte.size) == ("L", (1440, 1800))


def test_no_view_tells_where_the_photo_was_taken() -> None:
    with PIL.Image.open(io.BytesIO(PHOTO)) as source:
        assert source.getexif().get_ifd(0x8825)
    _, kept = edited()
    for name, data in kept.items():
        if name != "a-edited.jpg":
            with PIL.Image.open(io.BytesIO(data)) as view:
                assert not view.getexif(), name


class Severe:
    """In the place of a scorer: there is a halo at the left, a light that fits, and a finding that is nowhere."""

    def score(self, *_: object) -> tuple[None, Judged]:
        heat = np.zeros((1024, 820), np.float32)
        halo = heat.copy()
        halo[300:700, 100:200] = 0.9
        finding = Finding("halo", "halo at the left", 0.8)
        factors = (
            Factor("edges", 40.0, "halo at the left", (finding,)),
            Factor("light", 95.0, "it fits"),
            Factor("colour", 60.0, "it does not fit", (finding,)),
        )
        return None, Judged(Score(60.0, factors, "1"), {"edges": halo, "light": halo, "colour": heat})


def test_heat_is_kept_where_a_factor_found_something() -> None:
    memory = Memory({"a.jpg": PHOTO})
    severe = replace(bench(memory, PLAIN), scorer=Severe())  # type: ignore[arg-type]  # stands for a scorer
    assert carry_out(ORDER, PLAIN, severe).status == "edited"
    assert [name for name in memory.kept if "heat" in name] == ["a-heat-edges"]
    with PIL.Image.open(io.BytesIO(memory.kept["a-heat-edges"])) as layer:
        cover = np.asarray(layer)[..., 3]
    assert cover.shape == (1024, 820)
    assert cover[500, 150] > 150
    assert cover[:, 400:].max() == 0


def test_the_matte_before_a_crop_is_kept_only_where_there_is_a_crop() -> None:
    assert f"a-{WHOLE_MATTE}" not in edited()[1]
    _, kept = edited(recipe_of(Look(**LOOK), Adjustments(crop="square")))
    matte, whole = (PIL.Image.open(io.BytesIO(kept[f"a-{kind}"])).size for kind in ("matte", WHOLE_MATTE))
    assert (matte[0] == matte[1], whole) == (True, (1440, 1800))


def test_a_photo_that_is_turned_away_can_be_looked_at() -> None:
    memory = Memory({"a.jpg": PHOTO})
    for order, recipe in ((ORDER, PLAIN), (replace(ORDER, only_look=True, jpeg=""), None)):
        memory.kept.clear()
        result = carry_out(order, recipe, bench(memory, PLAIN, GateLimits()))
        assert (result.status, set(result.outputs)) == ("rejected", {"no-original-thumb", "no-original-screen"})
        assert len(memory.kept["no-original-thumb"]) <= MOST_THUMB


def test_a_photo_that_can_t_be_read_is_turned_away_without_a_picture() -> None:
    result = carry_out(ORDER, PLAIN, bench(Memory({"a.jpg": b"a text"}), PLAIN))
    assert (result.status, result.outputs) == ("rejected", ())


def test_a_full_disk_keeps_nobody_from_hearing_of_a_rejection() -> None:
    result = carry_out(ORDER, PLAIN, bench(Memory({"a.jpg": PHOTO}, room=0), PLAIN, GateLimits()))
    assert (result.status, result.measured["not_shown"]) == ("rejected", "There is no room.")


def of_edit(recipe: Recipe, made: tuple[EditResult, dict[str, bytes]]) -> PreviewOrder:
    result, kept = made
    matte = kept.get(f"a-{WHOLE_MATTE}", kept["a-matte"])
    warmth = next(step["warmth"] for step in result.recipe["steps"] if step["step"] == "light")
    light, middle = result.measured["light"], result.measured.get("middle")
    order = PreviewOrder(recipe, kept["a-original-screen"], matte, light, 1, middle, warmth)
    return PreviewOrder.from_json(order.to_json())


def difference(data: bytes, jpeg: bytes) -> tuple[float, float]:
    """CIE 1976 colour differences between a preview and an edit at its size, a little out of focus: mean, 99th."""
    real = reduced(read_jpeg(jpeg), SIDE)
    shown = read_webp(data).pixels
    assert np.abs(np.subtract(shown.shape, real.shape)).max() <= 1
    real = cv2.resize(real, (shown.shape[1], shown.shape[0]), interpolation=cv2.INTER_AREA)
    labs = [cv2.cvtColor(np.asarray(one, np.float32) / 255, cv2.COLOR_RGB2LAB) for one in (shown, real)]
    blurred = [cv2.GaussianBlur(lab, (0, 0), 1) for lab in labs]
    far = np.linalg.norm(blurred[0] - blurred[1], axis=2)
    return float(far.mean()), float(np.quantile(far, 0.99))


def read_jpeg(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with PIL.Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"), np.uint8)


@pytest.mark.parametrize(
    "change",
    [
        Adjustments(),
        Adjustments(exposure=0.7, warmth=40, backdrop="canvas-slate"),
        Adjustments(exposure=-0.8, warmth=-30, style="cool-corporate", crop="4x6"),
        Adjustments(style="high-key", crop="square", backdrop="brand:#204060"),
        Adjustments(backdrop="none", warmth=60),
    ],
)
def test_a_preview_looks_like_the_edit_that_comes_of_it(change: Adjustments) -> None:
    recipe = recipe_of(Look(**LOOK), change)
    before = edited(recipe_of(Look(**LOOK), Adjustments(crop="5x7", warmth=25, exposure=0.2)))
    mean, worst = difference(preview(of_edit(recipe, before)), edited(recipe)[1]["a-edited.jpg"])
    # a difference of 2.3 is just noticed in plain fields
    assert mean < 2
    assert worst < 8


def test_a_preview_shows_what_was_changed() -> None:
    before = edited()
    plain = read_webp(preview(of_edit(PLAIN, before))).pixels.astype(float)
    darker, warmer = (
        read_webp(preview(of_edit(recipe_of(Look(**LOOK), change), before))).pixels.astype(float)
        for change in (Adjustments(exposure=-1), Adjustments(warmth=50))
    )
    subject = (slice(600, 900), slice(400, 600))
    assert darker[subject].mean() < plain[subject].mean() - 20
    tone = (warmer - plain)[subject].mean((0, 1))
    assert tone[0] > 5 > -5 > tone[2]


def test_adjustments_come_on_top_of_the_look_and_stay_within_reach() -> None:
    recipe = recipe_of(Look(style="high-key"), Adjustments(exposure=0.5, warmth=-100, matte="best"))
    light = next(step for step in recipe.steps if isinstance(step, Light))
    assert (light.exposure_ev, light.warmth) == (0.85, -1.0)
    with pytest.raises(ValueError, match="less than or equal to 2"):
        Adjustments(exposure=2.5)
