"""Exposure and white balance, measured from the subject and from what ought to be neutral, never by skin."""

from mirrorme.imaging.light.correction import LightCorrection, apply_light
from mirrorme.imaging.light.measure import asked_anew, measure_light
from mirrorme.imaging.light.view import Box

__all__ = ["Box", "LightCorrection", "apply_light", "asked_anew", "measure_light"]
