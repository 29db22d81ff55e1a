"""Which model's score counts for an edit: picked from the registry by whoever settles the edit.

The process that decodes a photo measures it and scores it by the calibration of its own machine. What the registry has
is applied here, to what was measured: no picture is looked at again, so scores of models on shadow cost nothing. A
model whose content is not what its digest says is refused, aloud, and the last good one serves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from json import loads
from typing import Any

from mirrorme.domain.keys import ObjectKey, franchise_in
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.domain.trials import is_tried
from mirrorme.pipeline.model_registry import ModelRecords
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.result import EditResult
from mirrorme.quality.calibration import Calibration, CalibrationError
from mirrorme.quality.rescore import NotStoredError, facts_of, rescored
from mirrorme.quality.score import version_of


class ModelRefusedError(ValueError):
    """A model of the registry that can't be used here."""


class OtherNetworkError(ModelRefusedError):
    """It goes with another network than this machine's; another machine may have that one."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a machine scores with by itself. network: SHA-256 of its weights; empty without."""

    calibration: Calibration
    version: str
    network: str


def calibration_of(model: Model, own: Own) -> Calibration:
    """What a model of the registry says, once it is known to be what was registered.

    Raises:
        ModelRefusedError: it is altered, or made for other measurements than this program's.
        OtherNetworkError: it is made for another network than this machine's.
    """
    if sha256(model.content.encode()).hexdigest() != model.digest:
        raise ModelRefusedError(f"model {model.id} is altered: its SHA-256 is not {model.digest}")
    try:
        network = str(loads(model.content).get("sha256", ""))
    except (AttributeError, ValueError) as error:
        raise ModelRefusedError(f"model {model.id}: this is no calibration: {error}") from error
    if network != own.network:
        raise OtherNetworkError(f"model {model.id} goes with the network {network[:12]}, not {own.network[:12]}")
    # before it is read: what another version measured needs other curves, and that is no fault of the model
    if version_of(model.content, network) != model.version:
        raise ModelRefusedError(f"model {model.id} was made for other measurements than this program's")
    try:
        return Calibration.from_json(model.content)
    except CalibrationError as error:
        raise ModelRefusedError(f"model {model.id}: {error}") from error


@dataclass(frozen=True, slots=True)
class Picked:
    """What counts for a photo, and what is stored beside it. model: None for the machine's own."""

    model: Model | None
    calibration: Calibration
    version: str


def serving_of(found: Sequence[Model], own: Own) -> Picked:
    """What really scores photos where no trial is: for all who have to know it, workers as well as learning.

    The model that serves; if it is refused, the one that served last of those that can be used; at last what the
    machine scores with by itself.

    Args:
        found: models in use, those that came to their state last first.
        own: of this machine.
    """
    for one in _in_line(found):
        try:
            return Picked(one, calibration_of(one, own), one.version)
        except ModelRefusedError:
            # workers say so, aloud
            continue
    return Picked(None, own.calibration, own.version)


def _in_line(found: Sequence[Model]) -> list[Model]:
    """Models in the order in which they serve; none if none was brought to serve."""
    serving = [one for one in found if one.state is ModelState.SERVING]
    return serving + [one for one in found if one.state is ModelState.RETIRED] if serving else []


@dataclass(slots=True)
class Judges:
    """Gives finished edits the score that counts.

    records: with the registry. own: of this machine. who: this worker, for the history. tell: called with one line for
    people.
    """

    records: ModelRecords
    own: Own
    who: str
    tell: Callable[[str], None]
    _told: set[tuple[int, str]] = field(default_factory=set)

    def judged(self, order: Order, result: EditResult) -> EditResult:
        """The same result, with the score of the model that its photo is for, and those of the others beside it.

        Raises:
            UnavailableError: the database can't be reached.
        """
        score = result.measured.get("score")
        if result.status != "edited" or not isinstance(score, Mapping):
            return result
        if score.get("version") != self.own.version:
            self._once(
                0,
                f"scores have the version {score.get('version')}, this worker began with {self.own.version}: "
                "start it again, or no model of the registry counts",
            )
            return result
        at = ObjectKey.parse(order.photo)
        with self.records.begin() as work:
            found, mattes = work.models.in_use("quality"), work.models.in_use("matting")
        self._check_mattes(mattes, result)
        counts, *others = self.pick(found, franchise_in(at.bucket), at.key)
        try:
            chosen = self._by(score, counts)
            facts = facts_of(score, self.own.calibration)
        except NotStoredError as error:
            self.tell(f"{order.photo}: {error}; its score stays as this machine gave it")
            return result
        beside = [
            {
                "model": None if one.model is None else one.model.id,
                "version": one.version,
                "value": round(facts.score(one.calibration), 2),
            }
            for one in others
        ]
        measured = {**result.measured, "score": chosen} | ({"shadow": beside} if beside else {})
        return replace(result, measured=measured)

    def pick(self, found: Sequence[Model], franchise: str, photo: str) -> list[Picked]:
        """The one that counts for a photo first, then all others whose scores are wanted.

        Args:
            found: models in use, those that came to their state last first.
            franchise: its code.
            photo: anything that stays the same for a photo.
        """
        usable = {one.id: picked for one in found if (picked := self._usable(one)) is not None}

        def in_state(state: ModelState) -> list[Picked]:
            return [usable[one.id] for one in found if one.state is state and one.id in usable]

        usual = serving_of(found, self.own)
        tried, shadows = in_state(ModelState.TRIAL), in_state(ModelState.SHADOW)
        if tried and tried[0].model is not None and is_tried(tried[0].model.digest, franchise, photo):
            return [tried[0], usual, *shadows]
        return [usual, *tried, *shadows]

    def _check_mattes(self, found: Sequence[Model], result: EditResult) -> None:
        serving = next((one for one in found if one.state is ModelState.SERVING), None)
        if serving is None or serving.digest in result.models.values():
            return
        self._once(
            serving.id,
            f"the matting model {serving.name} serves, says the registry, but this machine uses others: "
            f"`mirrorme models use` its file ({serving.digest})",
        )

    def _once(self, model: int, line: str) -> bool:
        """Tell people, unless it was told before."""
        if (model, line) in self._told:
            return False
        self._told.add((model, line))
        self.tell(line)
        return True

    def _usable(self, model: Model) -> Picked | None:
        try:
            return Picked(model, calibration_of(model, self.own), model.version)
        except ModelRefusedError as error:
            loud = model.state is not ModelState.RETIRED
            if loud and self._once(model.id, f"{error}; the last good one serves"):
                with self.records.begin() as work:
                    data = {"model": model.id, "digest": model.digest}
                    work.history.note("alert.model_refused", who=self.who, why=str(error), data=data)
            return None

    def _by(self, score: Mapping[str, Any], counts: Picked) -> dict[str, Any]:
        if counts.model is None:
            return dict(score)
        return rescored(score, self.own.calibration, counts.calibration, counts.version)
