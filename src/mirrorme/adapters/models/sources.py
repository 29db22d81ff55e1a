"""Where a file that we need but may not or can't carry comes from: one member of one pinned release on a registry."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Release:
    """One file of one release on a package registry.

    filename: as the registry lists it (npm has one tarball a version). size: bytes. sha256: of that file, in hex.
    """

    registry: Literal["pypi", "npm"]
    package: str
    version: str
    filename: str
    size: int
    sha256: str

    def __str__(self) -> str:
        """``pypi:package 1.0``, for people."""
        return f"{self.registry}:{self.package} {self.version}"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a release's archive."""

    release: Release
    path: str


@dataclass(frozen=True, slots=True)
class Chunks:
    """A file that a release carries in pieces.

    index: the archive's JSON member that lists ``{key: {"chunks": [{"hash": name, "offsets": [from, to]}]}}``.
    folder: where the pieces are, each under its hash.
    """

    release: Release
    index: str
    key: str
    folder: str


@dataclass(frozen=True, slots=True)
class Packaged:
    """A file that our own package carries, relative to this folder."""

    path: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that can be had, and how to know that it is the right one.

    name: in messages. file: its name in the cache. size: bytes. sha256: in hex.
    """

    name: str
    file: str
    size: int
    sha256: str
    source: Member | Chunks | Packaged
