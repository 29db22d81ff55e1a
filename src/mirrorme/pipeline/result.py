"""What became of a photo."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from mirrorme.imaging.errors import Reason

Status = Literal["edited", "passed", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class EditResult:
    """One line of a report.

    photo: as it was named. status: ``passed`` is Gate 1 alone; ``rejected`` means the photo, ``failed`` the machine.
    outputs: the files written.
    seconds: by step. recipe: what was asked, as JSON. models: name to SHA-256 of the networks that took part.
    device: what they ran on. measured: what the steps found (faces' number, exposure, ...).
    """

    photo: str
    status: Status
    reasons: tuple[Reason, ...] = ()
    outputs: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    device: str = ""
    measured: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """One line; names that are no valid Unicode are escaped."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(line: str) -> "EditResult":
        """The opposite of ``to_json``."""
        record = json.loads(line)
        reasons = tuple(Reason(**reason) for reason in record.pop("reasons"))
        outputs = tuple(record.pop("outputs"))
        return EditResult(**record, reasons=reasons, outputs=outputs)
