"""Weights that a user brings: which file, how it runs, and that it stays the same file."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mirrorme.adapters.models.download import sha256_of
from mirrorme.adapters.models.loading import Loadable
from mirrorme.imaging.network import NetworkSpec
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.validation import in_words

_FILE = "models.json"
_Channels = tuple[float, float, float]


class UserModelError(SetupError):
    """A model of the user's that can't be taken or found."""


class UserSpec(BaseModel):
    """How a user's network takes a picture and gives a map; see ``imaging.network.NetworkSpec``.

    passes: more than 1 for a recurrent network (RVM): run so many times on the picture with its own states.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Annotated[int, Field(ge=32, le=4096)]
    mean: _Channels = (0.0, 0.0, 0.0)
    std: _Channels = (1.0, 1.0, 1.0)
    scale: Literal["unit", "max"] = "unit"
    output: Annotated[int, Field(ge=0, le=63)] = 0
    stretch: bool = False
    sigmoid: bool = False
    passes: Annotated[int, Field(ge=1, le=8)] = 1


_HALF: _Channels = (0.5, 0.5, 0.5)
_IMAGENET_MEAN, _IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PRESETS: Mapping[str, UserSpec] = {
    "birefnet": UserSpec(size=1024, sigmoid=True, mean=_IMAGENET_MEAN, std=_IMAGENET_STD),
    "isnet": UserSpec(size=1024, mean=_HALF, stretch=True),
    "modnet": UserSpec(size=512, mean=_HALF, std=_HALF),
    "rvm": UserSpec(size=1024, output=1, passes=3),
    "u2net": UserSpec(size=320, scale="max", stretch=True, mean=_IMAGENET_MEAN, std=_IMAGENET_STD),
}
"""As the authors of these networks publish them; an exported file may differ, then write its own spec."""


class UserModel(BaseModel):
    """One file that the user chose. licence: in the user's own words. fuse: together with ISNet, not alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[\w][\w.-]{0,63}$")]
    path: Path
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    spec: UserSpec
    licence: str = "not stated"
    fuse: bool = False

    def loadable(self) -> Loadable:
        """For an engine."""
        spec = NetworkSpec(**self.spec.model_dump(exclude={"passes", "output"}))
        return Loadable(
            name=self.name,
            path=self.path,
            digest=self.sha256,
            spec=replace(spec, output=0),
            outputs=(self.spec.output,),
            remedy="`mirrorme models use` it anew, or `mirrorme models use default`",
            passes=self.spec.passes,
        )


def read_spec(path: Path) -> UserSpec:
    """A spec from a JSON file.

    Raises:
        UserModelError: it can't be read or is no spec.
    """
    try:
        return UserSpec.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UserModelError(f"can't read {path}: {error.strerror}") from error
    except ValidationError as error:
        raise UserModelError(f"{path} is no preprocessing spec: {in_words(error)}") from error


def chosen(config: Path) -> UserModel | None:
    """The user's model, if one is in use.

    Raises:
        UserModelError: the record of it is damaged.
    """
    path = config / _FILE
    try:
        record = json.loads(path.read_bytes())["matte"]
        return UserModel.model_validate(record)
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise UserModelError(f"{path} is damaged ({in_words(error)}); run `mirrorme models use` again") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserModelError(f"{path} is damaged ({error}); run `mirrorme models use` again") from error


def choose(config: Path, model: UserModel | None) -> None:
    """Use this model from now on; None goes back to MirrorMe's own.

    Raises:
        UserModelError: the record can't be written.
    """
    path = config / _FILE
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        if model is None:
            path.unlink(missing_ok=True)
            return
        config.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"matte": model.model_dump(mode="json")}, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UserModelError(f"can't write {path}: {error.strerror}; set MIRRORME_CONFIG to another folder") from error


def take(path: Path, spec: UserSpec, *, name: str | None, licence: str, fuse: bool) -> UserModel:
    """A user's file, pinned as it is now.

    Raises:
        UserModelError: it can't be read or its name can't be used.
    """
    try:
        return UserModel(
            name=name or path.stem, path=path.absolute(), sha256=sha256_of(path), spec=spec, licence=licence, fuse=fuse
        )
    except OSError as error:
        raise UserModelError(f"can't read {path}: {error.strerror}") from error
    except ValidationError as error:
        raise UserModelError(
            f"a model's name is letters, digits, '.', '_' and '-', not {name or path.stem!r}"
        ) from error
