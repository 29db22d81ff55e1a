"""Models that were learnt or brought, and the states they go through before they serve."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from mirrorme.domain.errors import ConflictError, InvalidError

ModelKind = Literal["quality", "matting"]


class ModelState(StrEnum):
    """How far a model has come.

    candidate: registered. shadow: its scores are stored beside those that count. trial: a tenth of all photos is
    scored by it. serving: all are. retired: another one took its place. refused: it is not to be used.
    """

    CANDIDATE = "candidate"
    SHADOW = "shadow"
    TRIAL = "trial"
    SERVING = "serving"
    RETIRED = "retired"
    REFUSED = "refused"


_S = ModelState
MOVES: dict[ModelState, frozenset[ModelState]] = {
    _S.CANDIDATE: frozenset({_S.SHADOW, _S.TRIAL, _S.REFUSED}),
    _S.SHADOW: frozenset({_S.TRIAL, _S.REFUSED}),
    _S.TRIAL: frozenset({_S.SERVING, _S.SHADOW, _S.REFUSED}),
    _S.SERVING: frozenset({_S.RETIRED, _S.REFUSED}),
    # a roll-back has the one before serve again
    _S.RETIRED: frozenset({_S.SERVING, _S.REFUSED}),
    _S.REFUSED: frozenset(),
}
LIVE = frozenset({_S.SHADOW, _S.TRIAL, _S.SERVING})
"""Models that workers have to know."""
_MATTING = frozenset({_S.CANDIDATE, _S.SERVING, _S.RETIRED, _S.REFUSED})
"""A matte takes a minute of a core: none is made for the shadow, and no photo is cut out twice."""


@dataclass(frozen=True, slots=True)
class Model:
    """One of them.

    digest: SHA-256 (hex) of its content. version: of scores that it gives; empty for matting. content: the calibration
    as JSON; empty for matting, whose weights are files. dataset: digest of what it was learnt from. figures: how good
    it was found. card: its model card, Markdown. state_at: since when it is in its state.
    """

    id: int
    kind: ModelKind
    name: str
    digest: str
    version: str
    content: str
    state: ModelState
    dataset: str
    figures: dict[str, Any]
    card: str
    made_at: datetime
    state_at: datetime

    @property
    def moves(self) -> tuple[ModelState, ...]:
        """States that it can go to from where it is."""
        found = MOVES[self.state]
        if self.kind == "matting":
            found = (found | ({_S.SERVING} if self.state is _S.CANDIDATE else set())) & _MATTING
        return tuple(one for one in ModelState if one in found)


def check_move(model: Model, to: ModelState) -> None:
    """Whether a model may go there.

    Raises:
        InvalidError: no model of its kind goes there.
        ConflictError: not from where it is.
    """
    if model.kind == "matting" and to not in _MATTING:
        raise InvalidError("no_trial", "Mattes are not made twice: a matting model serves or it doesn't.")
    if to not in model.moves:
        message = f"Model {model.id} is {model.state}; it can't become {to}."
        raise ConflictError("wrong_model_state", message, {"model_state": model.state.value})
