"""The scorer's network and calibration, pinned by digest.

One that is missing or altered is refused, that is said, and the last good one serves. So it is with a damaged record of
what was chosen: scores by MirrorMe's own model are better than no edits.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.loading import Loadable
from mirrorme.imaging.network import NetworkSpec
from mirrorme.pipeline.errors import SetupError
from mirrorme.quality.calibration import Calibration, CalibrationError
from mirrorme.quality.opinion import SIDE
from mirrorme.quality.score import version_of

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "quality-3.json"
SHIPPED_SHA256 = "71d30c288a2605080a1f2ebcecca507e18655dce58132844341381f8b58d9dca"
"""Of the calibration that MirrorMe comes with; that names the digest of its network."""
_RECORD = "quality.json"
MOST_KEPT = 5


class QualityModelError(SetupError):
    """A quality model that can't be used."""


class Chosen(BaseModel):
    """A model in use: its calibration file and that file's SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class QualityModel:
    """A model that was read and found right.

    calibration: what it says. version: of scores that it gives. network: its weights; None where measurements judge
    alone. refused: newer ones that could not be used, or the record of them, and why, for people.
    """

    calibration: Calibration
    version: str
    network: Loadable | None
    refused: tuple[str, ...] = ()


def find_quality_model(config: Path) -> QualityModel:
    """The newest model that is what it was when it was chosen; at last the one that MirrorMe comes with.

    Raises:
        QualityModelError: not even that one is whole.
    """
    refused: list[str] = []
    choices: list[Chosen] = []
    try:
        choices = chosen(config)
    except QualityModelError as error:
        refused.append(f"{error}; until then the model that MirrorMe comes with serves")
    for choice in [*choices, Chosen(path=SHIPPED, sha256=SHIPPED_SHA256)]:
        try:
            return read_model(choice, refused)
        except QualityModelError as error:
            refused.append(f"{error}; the last good one serves")
    raise QualityModelError(refused[-1].removesuffix("; the last good one serves") + "; install MirrorMe again")


def read_model(choice: Chosen, refused: list[str] | None = None) -> QualityModel:
    """Read a model and compare its digests.

    Raises:
        QualityModelError: it is missing, altered, or none.
    """
    try:
        text = choice.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QualityModelError(f"the quality model {choice.path} can't be read ({error})") from error
    if hashlib.sha256(text.encode()).hexdigest() != choice.sha256:
        raise QualityModelError(f"the quality model {choice.path} is altered: its SHA-256 is not {choice.sha256}")
    try:
        calibration = Calibration.from_json(text)
    except CalibrationError as error:
        raise QualityModelError(f"{choice.path}: {error}") from error
    digest = json.loads(text).get("sha256", "")
    if not digest:
        return QualityModel(calibration, version_of(text, ""), None, tuple(refused or ()))
    weights = choice.path.with_suffix(".onnx")
    try:
        found = sha256_of(weights)
    except OSError as error:
        raise QualityModelError(f"the quality network {weights} can't be read ({error})") from error
    if found != digest:
        raise QualityModelError(f"the quality network {weights} is altered: its SHA-256 is {found}, not {digest}")
    network = Loadable(calibration.name, weights, digest, NetworkSpec(size=SIDE), (), "choose another quality model")
    return QualityModel(calibration, version_of(text, digest), network, tuple(refused or ()))


def chosen(config: Path) -> list[Chosen]:
    """Those that were chosen, newest first.

    Raises:
        QualityModelError: the record of them is damaged.
    """
    path = config / _RECORD
    try:
        return [Chosen.model_validate(item) for item in json.loads(path.read_bytes())["models"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise QualityModelError(
            f"{path}, which says what quality model is in use, is damaged ({error}): run `mirrorme quality use` again"
        ) from error


def choose(config: Path, path: Path | None) -> QualityModel:
    """Use the model whose calibration is this file from now on; None goes back to MirrorMe's own.

    Those before it stay as its reserve, unless the record of them is damaged: then it begins anew.

    Raises:
        QualityModelError: it can't be used, or the record can't be written.
    """
    record = config / _RECORD
    part = record.with_suffix(f".{os.getpid()}.part")
    try:
        if path is None:
            record.unlink(missing_ok=True)
            return find_quality_model(config)
        choice = Chosen(path=path.absolute(), sha256=sha256_of(path))
        model = read_model(choice)
        older = [kept for kept in _reserve(config) if kept.path != choice.path]
        models = [item.model_dump(mode="json") for item in [choice, *older][:MOST_KEPT]]
        config.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"models": models}, indent=1) + "\n", encoding="utf-8")
        part.replace(record)
    except OSError as error:
        raise QualityModelError(f"can't use {path or record}: {error.strerror}") from error
    return model


def _reserve(config: Path) -> list[Chosen]:
    try:
        return chosen(config)
    except QualityModelError:
        return []
