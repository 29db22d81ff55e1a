"""Artifacts: what composing and finishing left in the picture that is neither subject nor backdrop."""

import cv2
import numpy as np

from mirrorme.quality.places import where, worst
from mirrorme.quality.reading import Reading
from mirrorme.quality.view import Mask, Plane, View, disc, energy, grown, luma

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
    readings = []
    for code, off in (("halo", np.abs(light)), ("spill", colour)):
        heat = np.asarray(off * rim, np.float32)
        place = worst(view, heat, among=rim)
        if code == "halo":
            bright = not place.any() or float(light[place].mean()) > 0
            words = f"{'light' if bright else 'dark'} halo {where(view, place)}"
        else:
            words = f"a foreign colour shines on the subject {where(view, place)}"
        readings.append(Reading("artifacts", code, _level(heat, rim), words, np.clip(4 * heat, 0, 1), place))
    return readings


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
    place = worst(view, heat, among=~rim)
    return Reading(
        "artifacts", "painted", value, f"a foreign spot {where(view, place)}", np.clip(4 * heat, 0, 1), place
    )


def _sharpness(view: View, rim: Mask) -> list[Reading]:
    """Detail of the subject against what it had: octaves lost (blur) and won (ringing)."""
    if view.expected is None:
        return []
    found, meant = _detail(luma(view.result)), _detail(luma(view.expected))
    octaves = _octaves(found, meant, view.solid & ~rim)
    if view.sharp is not None:
        sharp, true, inside = view.sharp
        octaves = max(octaves, _octaves(_detail(sharp), _detail(true), inside), key=abs)
    heat = cv2.blur(meant - found, (15, 15))
    lost = np.asarray(np.clip(20 * heat, 0, 1) * view.solid, np.float32)
    won = np.asarray(np.clip(-20 * heat, 0, 1) * view.solid, np.float32)
    return [
        Reading(
            "artifacts", "blur", max(0.0, -octaves), "the subject is less sharp than in the photo", lost, view.solid
        ),
        Reading("artifacts", "ringing", max(0.0, octaves), "edges echo: sharpened too much", won, view.solid),
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
    place = worst(view, heat, among=view.band)
    return Reading(
        "artifacts", "halo", _level(heat, view.band), f"a seam {where(view, place)}", np.clip(4 * heat, 0, 1), place
    )
