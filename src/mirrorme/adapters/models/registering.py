"""Files as models of the registry."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from mirrorme.adapters.models.download import sha256_of
from mirrorme.domain.model_registry import Model, ModelState
from mirrorme.pipeline.errors import OrderError
from mirrorme.quality.calibration import Calibration, CalibrationError
from mirrorme.quality.score import version_of


def model_of(path: Path, name: str, card: Path | None, now: datetime) -> Model:
    """A calibration (``.json``), kept as it is; or a matting network (``.onnx``), of which the digest is kept.

    Raises:
        OrderError: it can't be read, or is neither.
    """
    empty = Model(
        id=0,
        kind="quality",
        name=name,
        digest="",
        version="",
        content="",
        state=ModelState.CANDIDATE,
        dataset="",
        figures={},
        card="",
        made_at=now,
        state_at=now,
    )
    try:
        told = "" if card is None else card.read_text(encoding="utf-8")
        if path.suffix == ".onnx":
            return replace(empty, kind="matting", digest=sha256_of(path), card=told)
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OrderError(f"can't read {path} or {card}: {error}") from error
    try:
        Calibration.from_json(content)
    except CalibrationError as error:
        raise OrderError(f"{path}: {error}") from error
    version = version_of(content, str(json.loads(content).get("sha256", "")))
    digest = sha256(content.encode()).hexdigest()
    return replace(empty, digest=digest, version=version, content=content, card=told)
