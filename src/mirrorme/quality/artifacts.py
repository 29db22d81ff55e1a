"""Artifacts: what composing and finishing left in the picture that is neither subject nor backdrop."""

from functools import partial

import cv2
import numpy as np

from mirrorme.quality.places import where, worst
from mirrorme.quality.reading import Reading, Told
from mirrorme.quality.view import Mask, Plane, View, averaged, disc, energy, grown, luma

_FEW = 200


def artifact_readings(view: View) -> list[Reading]:
    """Measure; without the photo only seams can be seen."""
    if view.expected is None:
        return [_seam(view)]
    rim = _rim(view)
    calm = _calmed(view, np.asarray(view.result - view.expected, np.float32), rim)
    return [*_fringes(view, calm, rim), _painted(view, calm, rim), *_sharpness(view, rim)]


def _rim(view: View) -> Mask:
    """The band and what is near it on the subject."""
    return grown(view.band, max(2, round(0.012 * view.long)))


def _calmed(view: View, off: Plane, rim: Mask) -> Plane:
    """The deviation without what the whole subject has of it: that is light's and colour's."""
    inner = view.solid & ~rim
    if inner.sum() > 100:
        some = off[::3, ::3][inner[::3, ::3]]
        usual = np.median(some, axis=0).astype(np.float32) if len(some) else np.zeros(3, np.float32)
        if np.abs(usual).max() > 1e-4:
            off = np.asarray(off - (view.alpha > 0.5)[..., np.newaxis] * usual, np.float32)
    return np.asarray(cv2.blur(off, (5, 5)), np.float32)


def _fringes(view: View, calm: Plane, rim: Mask) -> list[Reading]:
    """Halo: luma in the rim that is not the subject's and not the backdrop's. Spill: the same in colour."""
    light = luma(calm)
    colour = np.sqrt(energy(calm - light[..., np.newaxis]))
    halo, spill = np.asarray(np.abs(light) * rim, np.float32), np.asarray(colour * rim, np.float32)

    def tell_halo() -> Told:
        place = worst(view, halo, among=rim)
        bright = not place.any() or float(light[place].mean()) > 0
        return Told(f"{'light' if bright else 'dark'} halo {where(view, place)}", np.clip(4 * halo, 0, 1), place)

    return [
        Reading("artifacts", "halo", _level(halo, rim), tell_halo),
        Reading(
            "artifacts",
            "spill",
            _level(spill, rim),
            partial(_told, view, spill, rim, "a foreign colour shines on the subject"),
        ),
    ]


def _told(view: View, heat: Plane, among: Mask, words: str) -> Told:
    place = worst(view, heat, among=among)
    return Told(f"{words} {where(view, place)}", np.clip(4 * heat, 0, 1), place)


def _level(heat: Plane, mask: Mask) -> float:
    """How strong a fault is that fills a tenth of a mask."""
    return float(np.percentile(heat[mask], 90)) if mask.any() else 0.0


def _painted(view: View, calm: Plane, rim: Mask) -> Reading:
    """Places inside the subject or in the backdrop that show something else than they should."""
    wide = cv2.blur(np.sqrt(energy(calm) / 3) * ~rim, (9, 9))
    # texture that was blurred or sharpened deviates everywhere; a painted place stands out of that
    usual = float(np.percentile(wide[~rim][::7], 90)) if (~rim).any() else 0.0
    heat = np.asarray(np.clip(wide - usual, 0, 1), np.float32)
    value = float(np.sqrt((heat > 0.04).mean()))
    return Reading("artifacts", "painted", value, partial(_told, view, heat, ~rim, "a foreign spot"))


def _sharpness(view: View, rim: Mask) -> list[Reading]:
    """Detail of the subject against what it had: octaves lost (blur) and won (ringing)."""
    if view.expected is None:
        return []
    found, meant = _detail(luma(view.result)), _detail(luma(view.expected))
    octaves = _octaves(found, meant, view.solid & ~rim)
    if view.sharp is not None:
        sharp, true, inside = view.sharp
        octaves = max(octaves, _octaves(_detail(sharp), _detail(true), inside), key=abs)

    def tell(words: str, way: int) -> Told:
        heat = np.clip(20 * way * averaged(np.asarray(found - meant, np.float32), 15), 0, 1)
        return Told(words, np.asarray(heat * view.solid, np.float32), view.solid)

    blur, ringing = "the subject is less sharp than in the photo", "edges echo: sharpened too much"
    return [
        Reading("artifacts", "blur", max(0.0, -octaves), partial(tell, blur, -1)),
        Reading("artifacts", "ringing", max(0.0, octaves), partial(tell, ringing, 1)),
    ]


def _detail(grey: Plane) -> Plane:
    return np.asarray(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 1.2)), np.float32)


def _octaves(found: Plane, meant: Plane, mask: Mask) -> float:
    """log2 of the detail's energy over that which it should be; detail in edges, so that noise doesn't decide."""
    was, now = meant[mask], found[mask]
    if len(was) < _FEW:
        return 0.0
    edge = was >= np.percentile(was[::7], 80)
    return float(np.log2((now[edge].mean() + 1e-3) / (was[edge].mean() + 1e-3)))


def _seam(view: View) -> Reading:
    """Without the photo: band luma beyond that of both sides near it."""
    light = luma(view.result)
    reach = disc(max(3, round(0.012 * view.long)))
    high = cv2.dilate(np.where(view.band, np.float32(0), light), reach)
    low = cv2.erode(np.where(view.band, np.float32(1), light), reach)
    calm = cv2.blur(light, (3, 3))
    beyond = np.maximum(calm - high, low - calm)
    heat = np.asarray(np.clip(beyond, 0, 1) * view.band, np.float32)
    return Reading("artifacts", "halo", _level(heat, view.band), partial(_told, view, heat, view.band, "a seam"))
