"""One measurement of an edit, before it is put on the common scale."""

from dataclasses import dataclass

from mirrorme.quality.records import FactorName
from mirrorme.quality.view import Mask, Plane


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A measurement: more is worse, 0 is perfect.

    code: its name, and its curve's in the calibration. value: in its own unit. sentence: what to say of it when it is
    bad. heat: (h, w) float32, 0 to 1, where it is bad; mask: the worst place, for the box. Both None if everywhere, and
    either the view's size or smaller.
    """

    factor: FactorName
    code: str
    value: float
    sentence: str
    heat: Plane | None = None
    mask: Mask | None = None
