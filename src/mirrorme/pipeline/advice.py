"""What a photographer is told when a photo has to be taken again."""

from collections.abc import Mapping
from typing import Any

ADVICE: Mapping[str, str] = {
    "edges": "Keep hair and clothes away from a background of their own colour, with more distance to it.",
    "light": "Light the face evenly and from the front, and watch for burnt or black parts.",
    "colour": "Use one kind of light, and keep coloured walls and clothes from shining on the skin.",
    "composition": "Leave room above the head and on both sides; keep arms and hands inside the frame.",
    "artifacts": "Keep chairs, stands and other people out of the picture, and focus on the eyes.",
}
MOST = 2
"""So many factors are told: who hears five reasons changes none."""


def retake_reasons(score: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Why, by the factors that cost most, with what to do; as code and message.

    Args:
        score: as an edit's record keeps it.
    """
    lost = sorted(score["factors"], key=lambda factor: float(factor["weight"]) * (float(factor["value"]) - 100))
    told = [factor for factor in lost if factor["findings"]][:MOST] or lost[:1]
    return tuple({"code": f"low_{one['name']}", "message": _message(one)} for one in told)


def _message(factor: Mapping[str, Any]) -> str:
    sentence = str(factor["sentence"])
    return f"{sentence[:1].upper()}{sentence[1:]}. {ADVICE[factor['name']]}"
