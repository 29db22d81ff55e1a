"""Whether people of every skin tone are scored alike: by groups as they were photographed, and as an experiment.

The experiment changes nothing but the skin: the same person, light, hair, clothes, matte and backdrop in six tones.
Groups differ by hair, clothes, backgrounds and cameras as well, so they tell about the people at hand and not about
skin alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mirrorme.adapters.training.portraits import Portrait
from mirrorme.imaging.colour import srgb_to_lab
from mirrorme.imaging.image import Image
from mirrorme.quality.records import Score

TONES: Mapping[str, tuple[float, tuple[float, float, float]]] = {
    "very light": (55.0, (72.0, 11.0, 15.0)),
    "light": (41.0, (66.0, 13.0, 16.5)),
    "intermediate": (28.0, (61.0, 13.5, 17.5)),
    "tan": (10.0, (56.0, 14.0, 18.5)),
    "brown": (-30.0, (45.0, 14.0, 19.0)),
    "dark": (-np.inf, (33.0, 11.0, 13.0)),
}
"""Classes of skin tone by the individual typology angle (A. Chardon et al., 1991): the least angle in degrees, and a
CIELAB colour of the class that the experiment gives to skin."""
LEAST_IN_GROUP = 3
_HUE = 11.0
_LIGHTNESS = 26.0


def skin_of(person: Portrait) -> NDArray[np.float64]:
    """CIELAB of the skin in the middle of the largest face, as the photo shows it."""
    face = max(person.faces, key=lambda f: f.size)
    wide, tall = face.x1 - face.x0, face.y1 - face.y0
    rows = slice(max(0, int(face.y0 + 0.35 * tall)), max(1, int(face.y0 + 0.75 * tall)))
    columns = slice(max(0, int(face.x0 + 0.2 * wide)), max(1, int(face.x0 + 0.8 * wide)))
    colours = srgb_to_lab(person.image.pixels[rows, columns].reshape(-1, 3) / person.image.white)
    low, high = np.percentile(colours[:, 0], [30, 90])
    return np.asarray(np.median(colours[(colours[:, 0] >= low) & (colours[:, 0] <= high)], axis=0), np.float64)


def tone_of(person: Portrait) -> str:
    """The class of a face's skin, the photo's light included: somebody light-skinned in the shade counts as darker."""
    colour = skin_of(person)
    angle = float(np.degrees(np.arctan2(colour[0] - 50, colour[2])))
    return next(name for name, (least, _) in TONES.items() if angle > least)


def toned(person: Portrait, tone: str) -> Portrait:
    """The same portrait with skin of another tone: its colour moved, its lightness scaled, drawing and shine kept."""
    was, meant = skin_of(person), np.array(TONES[tone][1])
    encoded = np.asarray(person.image.pixels, np.float32) / np.float32(person.image.white)
    lab = np.asarray(cv2.cvtColor(encoded, cv2.COLOR_RGB2LAB), np.float32)
    off = np.hypot(lab[..., 1] - was[1], lab[..., 2] - was[2]) / _HUE
    apart = (lab[..., 0] - was[0]) / _LIGHTNESS
    weight = np.exp(-0.5 * (off**2 + apart**2)).astype(np.float32)
    weight = cv2.GaussianBlur(weight, (0, 0), 1.5) * _near_faces(person) * (person.alpha > 0)
    moved = lab.copy()
    moved[..., 0] = np.clip(lab[..., 0] * (meant[0] / max(float(was[0]), 1.0)), 0, 100)
    moved[..., 1:] = lab[..., 1:] + (meant[1:] - was[1:])
    mixed = lab + weight[..., np.newaxis] * (moved - lab)
    found = cv2.cvtColor(np.asarray(mixed, np.float32), cv2.COLOR_LAB2RGB)
    # portraits are kept in eight bits
    pixels = np.rint(np.clip(found, 0, 1) * 255).astype(np.uint8)
    return replace(person, name=f"{person.name} {tone}", image=Image(pixels))


def _near_faces(person: Portrait) -> NDArray[np.float32]:
    """1 on faces and necks, falling to 0: hair and clothes of skin's colour stay as they are."""
    plane = np.zeros(person.alpha.shape, np.uint8)
    for face in person.faces:
        wide, tall = face.x1 - face.x0, face.y1 - face.y0
        centre = (round((face.x0 + face.x1) / 2), round(face.y0 + 0.62 * tall))
        cv2.ellipse(plane, centre, (max(1, round(0.62 * wide)), max(1, round(0.95 * tall))), 0, 0, 360, 255, -1)
    soft = max((f.x1 - f.x0 for f in person.faces), default=1.0) / 12
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), max(soft, 0.5)), np.float32) / np.float32(255)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Scores by class of skin tone. grouped: (class, score) of people as photographed. matched: of the experiment."""

    grouped: tuple[tuple[str, Score], ...] = ()
    matched: tuple[tuple[str, Score], ...] = ()

    def lines(self) -> Iterator[str]:
        """For people."""
        yield from _apart(self.grouped, "people as photographed")
        yield from _apart(self.matched, "the same people in every tone")


def _apart(scores: tuple[tuple[str, Score], ...], of: str) -> Iterator[str]:
    told = []
    for tone in TONES:
        own = [score for name, score in scores if name == tone]
        if not own:
            continue
        light = [factor.value for score in own for factor in score.factors if factor.name == "light"]
        means = float(np.mean([score.value for score in own])), float(np.mean(light))
        yield f"skin {tone}, {of}: score {means[0]:.1f}, light {means[1]:.1f} (n {len(own)})"
        if len(own) >= LEAST_IN_GROUP:
            told.append(means)
    if told:
        apart = np.ptp(np.array(told), axis=0)
        yield f"{of}, groups of {LEAST_IN_GROUP} and more apart by: score {apart[0]:.1f}, light {apart[1]:.1f} (<= 2)"
