"""Edits that the tests make themselves: a face with a head and shoulders before paper."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from mirrorme.adapters.models.quality import SHIPPED
from mirrorme.imaging.backdrops import render
from mirrorme.imaging.faces import Face
from mirrorme.imaging.image import Image
from mirrorme.imaging.recipe import Compose
from mirrorme.quality import Score, View, judge
from mirrorme.quality.calibration import Calibration
from mirrorme.quality.making import Making
from tests.unit.imaging.portraits import true_matte

HEIGHT, WIDTH = 480, 400
BACKDROP = "paper-dove-grey"


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The shipped one's curves, measurements alone."""
    return replace(Calibration.from_json(SHIPPED.read_text()), network={})


def face() -> Face:
    """Where the face is."""
    x0, y0, x1, y1 = 0.37 * WIDTH, 0.31 * HEIGHT, 0.63 * WIDTH, 0.54 * HEIGHT
    eyes = ((0.43 * WIDTH, 0.36 * HEIGHT), (0.57 * WIDTH, 0.36 * HEIGHT))
    return Face(x0, y0, x1, y1, eyes, 0.95)


@lru_cache(maxsize=4)
def making(skin: tuple[int, int, int] = (190, 140, 115)) -> Making:
    """Somebody in a blue-grey jacket before a green wall, cut out exactly and put before paper."""
    random = np.random.default_rng(5)
    matte = true_matte(HEIGHT, WIDTH)
    subject = np.empty((HEIGHT, WIDTH, 3), np.float32)
    subject[:] = (70, 80, 110)
    subject[: int(0.62 * HEIGHT)] = (60, 45, 40)
    cv2.ellipse(subject, (WIDTH // 2, int(0.42 * HEIGHT)), (int(0.12 * WIDTH), int(0.13 * HEIGHT)), 0, 0, 360, skin, -1)
    _lit_from_the_front(subject)
    for x in (0.44, 0.56):
        cv2.circle(subject, (int(x * WIDTH), int(0.38 * HEIGHT)), 6, (30, 30, 30), -1)
    subject += cv2.GaussianBlur(random.normal(0, 14, subject.shape).astype(np.float32), (0, 0), 1.0)
    behind = np.full((HEIGHT, WIDTH, 3), (120, 165, 120), np.float32) + random.normal(0, 2, subject.shape)
    a = matte[..., np.newaxis].astype(np.float32) / 255
    photo = Image(np.clip(subject * a + behind * (1 - a), 0, 255).astype(np.uint8))
    return Making(photo, matte, (face(),), render(BACKDROP, WIDTH, HEIGHT), Compose(backdrop=BACKDROP))


def beside_another(*, cut_out: bool) -> Making:
    """Two of them in one photo; the one on the right only in the picture if cut out, too."""
    alpha = making().alpha
    return replace(
        making(),
        before=Image(np.concatenate([making().before.pixels] * 2, 1)),
        alpha=np.concatenate([alpha, alpha if cut_out else np.zeros_like(alpha)], 1),
        backdrop=Image(np.concatenate([making().backdrop.pixels] * 2, 1)),
        faces=(face(), replace(face(), x0=face().x0 + WIDTH, x1=face().x1 + WIDTH)),
    )


def _lit_from_the_front(subject: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    """A face is round: its middle is lighter than its sides."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    away = ((columns - WIDTH / 2) / (0.12 * WIDTH)) ** 2 + ((rows - 0.42 * HEIGHT) / (0.13 * HEIGHT)) ** 2
    subject *= np.where(away < 1, 1.1 - 0.5 * away, 1)[..., np.newaxis]


def score(view: View) -> Score:
    """By measurements alone."""
    return judge(view, calibration(), {}, "test").score


def value(found: Score, factor: str) -> float:
    """Of a factor."""
    return next(part.value for part in found.factors if part.name == factor)
