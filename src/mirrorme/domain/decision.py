"""What becomes of an edit by its score: nothing under its franchise's threshold goes out without a person.

Nor does what a person asked for: whoever did sees it first.
"""

import math
from dataclasses import dataclass
from typing import Literal

Decision = Literal["publish", "review", "edit_again", "retake"]
MOST_AGAIN = 1
"""So often a photo is edited again by its score alone."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A franchise's, from 0 to 100. From auto_publish on nobody has to look; under review_from it is tried again."""

    auto_publish: float = 85
    review_from: float = 70


@dataclass(frozen=True, slots=True)
class Tried:
    """What was done with the photo before.

    again: how often its score alone had it edited again. by_person: somebody asked for this edit, so that somebody
    wants to see what came of it, however it scores. A retry of what failed or was rejected asks for no other edit.
    """

    again: int = 0
    by_person: bool = False


def decide(score: float | None, *, sure: bool, thresholds: Thresholds, tried: Tried = Tried()) -> Decision:
    """Decide.

    Args:
        score: 0 to 100; None where nobody judged the edit.
        sure: whether the score means anything.
        thresholds: of the photo's franchise.
        tried: what was done before.

    Returns:
        ``publish`` only at or above ``auto_publish``. What can't be judged is for people, whatever the score, and so is
        what a person asked for.
    """
    if tried.by_person or score is None or not sure or not math.isfinite(score):
        return "review"
    if score >= thresholds.auto_publish:
        return "publish"
    if score >= thresholds.review_from:
        return "review"
    return "edit_again" if tried.again < MOST_AGAIN else "retake"
