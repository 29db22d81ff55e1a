"""What is done otherwise when a photo is edited again because its score is low."""

from collections.abc import Mapping
from typing import Any

from mirrorme.pipeline.look import Adjustments

HARDER = {"fast": "standard", "standard": "best", "best": "standard"}
"""The next tier; beyond the best there is only another one, whose band round the subject is drawn otherwise."""
STEP_EV = 0.3
"""EV by which a subject that is too dark or too bright is moved; a third of a stop, as cameras have it."""
_LEVELS = {"burnt": -STEP_EV, "blocked": STEP_EV}


def vary(recipe: Mapping[str, Any], before: Adjustments, score: Mapping[str, Any]) -> Adjustments:
    """What is changed for the next edit: a harder matte, and other light where light is what the score minds most.

    Args:
        recipe: of the edit that scored low, as its record keeps it.
        before: the adjustments that it had.
        score: of that edit, as its record keeps it.
    """
    tier = next((step["tier"] for step in recipe.get("steps", ()) if step["step"] == "matte"), "standard")
    worst = min(score["factors"], key=lambda factor: float(factor["value"]))
    step_ev = _towards(worst) if worst["name"] == "light" else 0.0
    if not step_ev:
        return Adjustments.model_validate(before.named | {"matte": HARDER[tier]})
    exposure = min(max((before.exposure or 0.0) + step_ev, -2.0), 2.0)
    # the matte is not what is wrong, so the best one stays
    matte = "best" if tier == "best" else HARDER[tier]
    return Adjustments.model_validate(before.named | {"matte": matte, "exposure": round(exposure, 2)})


def _towards(light: Mapping[str, Any]) -> float:
    """EV by the gravest finding that says which way; 0 if none does."""
    for finding in light["findings"]:
        if finding["code"] in _LEVELS:
            return _LEVELS[finding["code"]]
        if "too bright" in finding["sentence"]:
            return -STEP_EV
        if "too dark" in finding["sentence"]:
            return STEP_EV
    return 0.0
