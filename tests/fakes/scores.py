"""Edits that are judged as a test wants it."""

from collections.abc import Callable
from typing import Any

from mirrorme.pipeline.order import Order
from mirrorme.pipeline.result import EditResult


def score_of(value: float, *, sure: bool = True, worst: str = "edges") -> dict[str, Any]:
    """A score as an edit's record keeps it."""
    named = {"edges": 30, "light": 25, "colour": 20, "composition": 15, "artifacts": 10}
    factors = [
        {
            "name": name,
            "value": value - 20 if name == worst else value,
            "weight": weight,
            "sentence": f"something about {name}",
            "findings": [{"code": name, "sentence": f"something about {name}", "severity": 0.5, "box": None}],
        }
        for name, weight in named.items()
    ]
    doubt = "" if sure else "can't judge: no face was found"
    return {"value": value, "decision": "", "sure": sure, "doubt": doubt, "version": "test", "factors": factors}


def scoring(value: float, *, sure: bool = True, worst: str = "edges") -> Callable[[Order], EditResult]:
    """Edits that are judged so."""

    def edit(order: Order) -> EditResult:
        recipe = {} if order.recipe is None else order.recipe.model_dump(mode="json")
        return EditResult(
            order.photo,
            "edited",
            outputs=(order.jpeg,),
            seconds={"all": 1.0},
            recipe=recipe,
            device="cpu",
            measured={"score": score_of(value, sure=sure, worst=worst)},
        )

    return edit
