import numpy as np
import pytest

from mirrorme.imaging.check import SubjectError
from mirrorme.imaging.develop import Kit, develop
from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Image
from mirrorme.imaging.matte import Segmenters
from mirrorme.imaging.metadata import Metadata
from mirrorme.imaging.read import Photo, Source
from mirrorme.imaging.recipe import Compose, Export, Frame, Grade, Light, Recipe, portrait
from tests.unit.imaging.portraits import coarse_network, true_matte
from tests.unit.imaging.portraits import portrait as picture


def photo_of(image: Image, alpha: np.ndarray | None = None) -> Photo:
    source = Source("jpeg", 8, "sRGB", assumed=False, width=image.width, height=image.height)
    return Photo(image, alpha, Metadata(), source)


def plain(width: int, height: int) -> Image:
    return Image(np.full((height, width, 3), 120, np.uint8))


def kit(size: int = 64) -> Kit:
    truth = true_matte(240, 200)
    return Kit(Segmenters(coarse_network(truth, size), coarse_network(truth, 2 * size)), plain)


def face(x: float, y: float) -> Face:
    return Face(x, y, x + 30, y + 40, ((x + 8, y + 15), (x + 22, y + 15)), 0.95)


def test_a_recipe_is_carried_out_in_its_order_and_timed_by_step() -> None:
    image, _ = picture()
    done = develop(photo_of(image), (), portrait(Compose(backdrop="plain")), kit())
    assert list(done.seconds) == ["matte", "light", "frame", "compose", "grade", "export"]
    assert done.image.pixels.shape == image.pixels.shape
    assert done.matte.shape == image.pixels.shape[:2]
    assert set(done.measured) == {"matte", "light"}


def test_the_same_photo_and_recipe_give_the_same_pixels() -> None:
    image, _ = picture()
    recipe = portrait(Compose(backdrop="plain"), grade=Grade(contrast=0.2))
    first, second = (develop(photo_of(image), (), recipe, kit()) for _ in range(2))
    assert first.image.digest() == second.image.digest()


def test_a_recipe_survives_json() -> None:
    recipe = portrait(Compose(backdrop="plain"), light=Light(exposure_ev=0.5), frame=Frame(aspect="5x7"))
    assert Recipe.model_validate_json(recipe.model_dump_json()) == recipe


def test_no_backdrop_keeps_the_photos_own_background() -> None:
    image, alpha = picture()
    own = Kit(kit().segmenters, None)
    done = develop(photo_of(image), (), portrait(Compose(backdrop="none"), light=Light(auto=False)), own)
    assert np.array_equal(done.image.pixels[alpha == 0], image.pixels[alpha == 0])


def test_a_cutout_is_made_only_when_it_is_asked_for() -> None:
    image, _ = picture()
    without = develop(photo_of(image), (), portrait(Compose(backdrop="plain")), kit())
    with_it = develop(photo_of(image), (), portrait(Compose(backdrop="plain"), export=Export(cutout=True)), kit())
    assert without.cutout is None
    assert with_it.cutout is not None
    assert with_it.cutout.pixels.shape == with_it.image.pixels.shape


def test_what_the_file_itself_leaves_out_stays_out() -> None:
    image, _ = picture()
    circle = np.zeros((240, 200), np.uint8)
    circle[60:200, 40:160] = 255
    done = develop(photo_of(image, circle), (), portrait(Compose(backdrop="plain")), kit())
    assert (done.matte[circle == 0] == 0).all()


def test_a_photo_without_anybody_is_refused_with_what_to_do() -> None:
    image = Image(np.full((240, 200, 3), 190, np.uint8))
    nobody = coarse_network(np.zeros((240, 200), np.uint8), 64)
    with pytest.raises(SubjectError) as refused:
        develop(photo_of(image), (), portrait(Compose(backdrop="plain")), Kit(Segmenters(nobody), plain))
    assert refused.value.reason.code == "no_subject"
    assert "Retake" in refused.value.reason.message


def test_a_face_that_the_matte_lost_is_refused_instead_of_delivered() -> None:
    image, _ = picture()
    with pytest.raises(SubjectError) as refused:
        develop(photo_of(image), (face(2, 2),), portrait(Compose(backdrop="plain")), kit())
    assert refused.value.reason.code == "subject_missed"


def test_a_print_crop_has_the_formats_shape() -> None:
    image, _ = picture()
    done = develop(photo_of(image), (face(85, 80),), portrait(Compose(backdrop="p"), frame=Frame(aspect="5x7")), kit())
    assert done.image.width / done.image.height == pytest.approx(5 / 7, rel=0.03)
    assert done.alpha.shape == done.image.pixels.shape[:2]
    assert done.matte.shape == (240, 200)
    left, top, right, bottom = done.measured["window"]
    assert (right - left, bottom - top) == (done.image.width, done.image.height)
