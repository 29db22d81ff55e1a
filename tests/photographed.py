"""Session codes as a camera sees them: small in the frame, turned, tilted, blurred, noisy, dim, as a JPEG."""

import io
from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
import segno
from PIL import Image
from PIL.ExifTags import IFD, Base

from mirrorme.pipeline.session_code import text_of


@dataclass(frozen=True, slots=True)
class Scene:
    """How a code is photographed.

    size: height and width of the frame. side: of the code with its border, as a part of the frame's longer side. turn:
    degrees. tilt: of the corners, as a part of the side. blur: sigma, in pixels of the frame. noise: sigma, in levels.
    light: 1 is a sheet that is white. screen: on a telephone, whose dark frame is around it.
    """

    size: tuple[int, int] = (1333, 2000)
    side: float = 0.3
    turn: float = 0.0
    tilt: float = 0.1
    blur: float = 0.6
    noise: float = 4.0
    light: float = 1.0
    screen: bool = False
    quality: int = 70


def photographed(says: str | int, scene: Scene = Scene(), seed: int = 0, taken: datetime | None = None) -> bytes:
    """A JPEG. says: a session, or another text; "" for no code at all. taken: into its EXIF."""
    rng = np.random.default_rng(seed)
    height, width = scene.size
    coarse = rng.integers(50, 200, (height // 150 + 2, width // 150 + 2)).astype(np.float32)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    if says != "":
        _hold(picture, _code(text_of(says) if isinstance(says, int) else says, dark=scene.screen), scene, rng)
    if scene.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), scene.blur)
    seen = picture * scene.light + rng.standard_normal((height, width), np.float32) * scene.noise
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    pixels = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)).convert("RGB")
    pixels.save(out, "JPEG", quality=scene.quality, exif=exif)
    return out.getvalue()


def _code(text: str, *, dark: bool) -> cv2.typing.MatLike:
    """The code that the portal shows, as pixels; dark: in a telephone."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="png", scale=12, border=4)
    code = cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert code is not None
    return np.pad(code, code.shape[0] // 8, constant_values=15) if dark else code


def _hold(picture: cv2.typing.MatLike, code: cv2.typing.MatLike, scene: Scene, rng: np.random.Generator) -> None:
    """Put it into the picture where nothing of it is cut off."""
    height, width = picture.shape[:2]
    side = scene.side * max(height, width)
    corners = (
        np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) + rng.uniform(-1, 1, (4, 2)) * scene.tilt / 2
    )
    turn = np.deg2rad(scene.turn)
    turned = corners @ np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))]) * side
    room = np.array([width, height]) - np.ptp(turned, axis=0)
    placed = (turned - turned.min(axis=0) + rng.uniform(0.1, 0.9, 2) * room).astype(np.float32)
    # drawn three times as large and made smaller, as a sensor's pixels gather light
    low = np.floor(placed.min(axis=0)).astype(int)
    wide, high = np.minimum(np.ceil(placed.max(axis=0)).astype(int), [width, height]) - low
    last = code.shape[0]
    edges = np.array([(0, 0), (last, 0), (last, last), (0, last)], np.float32)
    matrix = cv2.getPerspectiveTransform(edges, ((placed - low) * 3).astype(np.float32))
    drawn = [
        cv2.resize(
            cv2.warpPerspective(one.astype(np.float32), matrix, (int(wide) * 3, int(high) * 3)),
            (int(wide), int(high)),
            interpolation=cv2.INTER_AREA,
        )
        for one in (code, np.full_like(code, 255))
    ]
    rows, columns = slice(low[1], low[1] + high), slice(low[0], low[0] + wide)
    picture[rows, columns] = picture[rows, columns] * (1 - drawn[1] / 255) + drawn[0] * 0.8 + drawn[1] / 255 * 30
