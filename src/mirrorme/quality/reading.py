"""One measurement of an edit, before it is put on the common scale."""

from collections.abc import Callable
from dataclasses import dataclass

from mirrorme.quality.records import FactorName
from mirrorme.quality.view import Mask, Plane


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What there is to say of a measurement that is bad.

    heat: (h, w) float32, 0 to 1, where it is bad; mask: the worst place, for the box. Both None if everywhere, and
    either the view's size or smaller.
    """

    sentence: str
    heat: Plane | None = None
    mask: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A measurement: more is worse, 0 is perfect.

    code: its name, and its curve's in the calibration. value: in its own unit. tell: what to say of it. To find the
    worst place costs as much as to measure, and most edits have hardly a fault: it is asked for where there is one.
    """

    factor: FactorName
    code: str
    value: float
    tell: Callable[[], Told]
