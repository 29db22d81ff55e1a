"""What a judgement says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

FactorName = Literal["edges", "light", "colour", "composition", "artifacts"]
Decision = Literal["publish", "review", "edit_again"]
Box = tuple[int, int, int, int]

WEIGHTS: dict[FactorName, int] = {"edges": 30, "light": 25, "colour": 20, "composition": 15, "artifacts": 10}
"""What a factor counts in the score, per cent."""
CODES: dict[FactorName, tuple[str, ...]] = {
    "edges": (
        "undecided",
        "old_background",
        "cut_into",
        "off_colour",
        "jagged",
        "askew",
        "no_edge",
        "hole",
        "island",
        "ghost",
        "remains",
    ),
    "light": ("level", "one_sided", "burnt", "blocked", "key", "direction"),
    "colour": ("cast", "skin", "gaudy", "merging"),
    "composition": ("cut_head", "head_room", "off_centre", "floating", "missing"),
    "artifacts": ("halo", "spill", "painted", "blur", "ringing"),
}
"""What is measured of each factor, by name; a calibration needs a curve for each. Changes with ``MEASUREMENTS``."""
PUBLISH_FROM, REVIEW_FROM = 85.0, 70.0
"""What is good, and what is worth a look, of scores and factors alike; the portal's words begin at the same values."""
NOT_CUT = "the photo keeps its own background"
SMALL = "small faults add up; none stands out"
_WELL: Mapping[FactorName, str] = {
    "edges": "the edge is clean all round",
    "light": "the subject's light fits",
    "colour": "the colours fit",
    "composition": "head room and place in the frame are right",
    "artifacts": "no halo, blur or foreign spot",
}


def nothing_found(factor: FactorName, value: float) -> str:
    """What is said of a factor without any finding: that all is well only where its value says so too."""
    return _WELL[factor] if value >= PUBLISH_FROM else SMALL


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    code: stable, snake_case. sentence: for studio staff. box: left, top, right, bottom in pixels of the picture; None
    where it is everywhere. severity: 0 to 1.
    """

    code: str
    sentence: str
    severity: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the five.

    value: 0 to 100. sentence: the gravest finding, or that there is none. findings: gravest first.
    measured: what was measured, by name. severities: the same on the common scale from 0 to 1.
    """

    name: FactorName
    value: float
    sentence: str
    findings: tuple[Finding, ...] = ()
    measured: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """A judgement.

    value: 0 to 100. sure: False where there is nothing that can be judged; ``doubt`` then says why, and the edit is for
    people to look at, whatever the value. version: of the measurements, the calibration and the network, in hex.
    """

    value: float
    factors: tuple[Factor, ...]
    version: str
    sure: bool = True
    doubt: str = ""

    @property
    def decision(self) -> Decision:
        """What the value leads to without a franchise's own threshold."""
        if not self.sure:
            return "review"
        if self.value >= PUBLISH_FROM:
            return "publish"
        return "review" if self.value >= REVIEW_FROM else "edit_again"

    def to_data(self) -> dict[str, Any]:
        """As JSON values, as an edit's record keeps it."""
        factors = [asdict(factor) | {"weight": WEIGHTS[factor.name]} for factor in self.factors]
        return {
            "value": self.value,
            "decision": self.decision,
            "sure": self.sure,
            "doubt": self.doubt,
            "version": self.version,
            "factors": factors,
        }
