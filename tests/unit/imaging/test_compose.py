import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorme.imaging.compose import Scene, compose, cut_out, estimate_foreground
from mirrorme.imaging.compose.grain import grain_of
from mirrorme.imaging.compose.layers import shadow_layer
from mirrorme.imaging.image import Image
from mirrorme.imaging.recipe import Compose
from tests.unit.imaging.portraits import portrait

PLAIN = Compose(backdrop="any", shadow=0, wrap=0, grain=0)


def even(height: int, width: int, value: int) -> Image:
    return Image(np.full((height, width, 3), value, np.uint8))


def test_no_old_background_shines_through_hair() -> None:
    image, alpha = portrait(backdrop=235)
    dark = compose(image, alpha, estimate_foreground(image, alpha), Scene(even(240, 200, 20)), PLAIN)
    hair = (alpha > 40) & (alpha < 215)
    naive = image.pixels * (alpha[..., np.newaxis] / 255.0) + 20 * (1 - alpha[..., np.newaxis] / 255.0)
    assert dark.pixels[hair].mean() < 70
    assert dark.pixels[hair].mean() < 0.7 * naive[hair].mean()


def test_over_its_own_background_the_photo_comes_back() -> None:
    image, alpha = portrait(backdrop=200)
    back = compose(image, alpha, estimate_foreground(image, alpha), Scene(even(240, 200, 200)), PLAIN)
    assert np.abs(back.pixels.astype(int) - image.pixels)[alpha > 0].mean() < 1.5


def test_solid_pixels_stay_as_they_are_and_empty_ones_are_backdrop() -> None:
    image, alpha = portrait()
    done = compose(image, alpha, estimate_foreground(image, alpha), Scene(even(240, 200, 77)), PLAIN)
    assert np.array_equal(done.pixels[alpha == 255], image.pixels[alpha == 255])
    assert (done.pixels[alpha == 0] == 77).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 255), st.floats(0, 1), st.floats(0, 1))
def test_shadow_only_darkens_and_wrap_only_lightens(value: int, shadow: float, wrap: float) -> None:
    image, alpha = portrait(120, 100)
    own = estimate_foreground(image, alpha)
    scene = Scene(even(120, 100, value))
    plain = compose(image, alpha, own, scene, PLAIN).pixels.astype(int)
    shaded = compose(image, alpha, own, scene, PLAIN.model_copy(update={"shadow": shadow})).pixels
    wrapped = compose(image, alpha, own, scene, PLAIN.model_copy(update={"wrap": wrap})).pixels
    assert (shaded <= plain).all()
    assert (wrapped >= plain).all()


def test_feet_in_the_picture_throw_a_shadow_on_the_floor() -> None:
    alpha = np.zeros((200, 100), np.float32)
    alpha[40:170, 40:60] = 1
    light = shadow_layer(alpha, 1.0, wall=False)[..., 0]
    assert light[173, 50] < 0.75
    assert light[20, 50] > 0.99


def test_grain_is_measured_as_it_was_made() -> None:
    rng = np.random.default_rng(3)
    alpha = np.full((800, 800), 255, np.uint8)
    for sigma in (1.0, 2.5, 5.0):
        luma = 128 + rng.normal(0, sigma, (800, 800, 1)).repeat(3, 2)
        found = grain_of(Image(np.clip(np.round(luma), 0, 255).astype(np.uint8)), alpha)
        assert abs(found * 255 - sigma) < 0.25 * sigma + 0.2


def test_deep_photos_stay_deep() -> None:
    image, alpha = portrait()
    deep = Image(image.pixels.astype(np.uint16) * 257)
    own = estimate_foreground(deep, alpha)
    done = compose(deep, alpha, own, Scene(even(240, 200, 77)), PLAIN)
    assert done.pixels.dtype == np.uint16
    shallow = compose(image, alpha, estimate_foreground(image, alpha), Scene(even(240, 200, 77)), PLAIN)
    assert np.abs(done.pixels / 257.0 - shallow.pixels).max() < 2.5


def test_a_cutout_is_empty_where_the_matte_is() -> None:
    image, alpha = portrait()
    cut = cut_out(image, alpha, estimate_foreground(image, alpha))
    assert (cut.pixels[alpha == 0] == 0).all()
    assert np.array_equal(cut.pixels[alpha == 255], image.pixels[alpha == 255])


def test_threads_do_not_change_a_composite() -> None:
    image, alpha = portrait()
    own, scene = estimate_foreground(image, alpha), Scene(even(240, 200, 90))
    step = Compose(backdrop="any")
    assert np.array_equal(
        compose(image, alpha, own, scene, step).pixels, compose(image, alpha, own, scene, step, threads=3).pixels
    )


def test_a_black_and_white_portrait_gets_a_black_and_white_backdrop() -> None:
    colourful = Image(np.broadcast_to(np.array([40, 90, 200], np.uint8), (240, 200, 3)).copy())
    image, alpha = portrait()
    grey = Image(np.repeat(image.pixels.mean(2, keepdims=True).astype(np.uint8), 3, 2))
    done = compose(grey, alpha, estimate_foreground(grey, alpha), Scene(colourful), PLAIN)
    assert int(np.ptp(done.pixels.astype(int), axis=2).max()) <= 1
    kept = compose(image, alpha, estimate_foreground(image, alpha), Scene(colourful), PLAIN)
    assert np.array_equal(kept.pixels[0, 0], [40, 90, 200])
