"""Have files of pinned content in the cache: fetched once, whole or absent, whatever is interrupted."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Literal

from filelock import FileLock

from mirrorme.adapters.models import sources
from mirrorme.adapters.models.download import check_space, download, sha256_of
from mirrorme.adapters.models.extract import extract
from mirrorme.adapters.models.registry import FetchError, Indexes, locate
from mirrorme.adapters.models.sources import Asset, Chunks, Member, Packaged, Release

State = Literal["present", "absent", "altered"]
OnProgress = Callable[[Release, int], None]
"""Called with a release and the number of its bytes that are here by now."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What ``Cache.fetch`` did: the assets that were not here, and the bytes that came over the network."""

    assets: tuple[Asset, ...]
    downloaded: int


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder that fetched files live in, and the registries that they come from."""

    folder: Path
    indexes: Indexes

    def path(self, asset: Asset) -> Path:
        """Where a file is or would be. The digest is in its name, so that two versions don't meet."""
        if isinstance(asset.source, Packaged):
            return Path(sources.__file__).parent / asset.source.path
        stem, dot, suffix = asset.file.rpartition(".")
        return self.folder / f"{stem}-{asset.sha256[:12]}{dot}{suffix}"

    def state(self, asset: Asset) -> State:
        """Whether a file is here and the right one (reads all of it)."""
        path = self.path(asset)
        if not path.is_file():
            return "absent"
        return "present" if sha256_of(path) == asset.sha256 else "altered"

    def fetch(self, assets: Iterable[Asset], on_progress: OnProgress) -> Fetched:
        """Have all of these here. Two processes may call it at once: one fetches, the other waits.

        Raises:
            FetchError: one can't be had; those before it stay.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock"):
                return self._fetch([a for a in assets if self.state(a) != "present"], on_progress)
        except OSError as error:
            raise FetchError(
                f"can't use the cache folder {self.folder} ({error.strerror or error}); set MIRRORME_CACHE to a folder "
                "that can be written"
            ) from error

    def _fetch(self, missing: list[Asset], on_progress: OnProgress) -> Fetched:
        downloaded = 0
        wanted: list[tuple[Release, Asset, Member | Chunks]] = []
        for asset in missing:
            if isinstance(asset.source, Packaged):
                raise FetchError(f"{asset.name} is part of MirrorMe and is missing or altered; install MirrorMe again")
            wanted.append((asset.source.release, asset, asset.source))
        for release, group in groupby(wanted, key=lambda item: item[0]):
            parts = list(group)
            archive = self.folder / f"{release.sha256[:12]}-{release.filename}.part"
            have = archive.stat().st_size if archive.exists() else 0
            check_space(self.folder, release.size - have + sum(asset.size for _, asset, _ in parts))
            download(
                locate(release, self.indexes),
                archive,
                size=release.size,
                sha256=release.sha256,
                on_bytes=partial(on_progress, release),
            )
            downloaded += release.size - have
            for _, asset, source in parts:
                self._keep(archive, asset, source)
            archive.unlink()
        return Fetched(tuple(missing), downloaded)

    def _keep(self, archive: Path, asset: Asset, source: Member | Chunks) -> None:
        """Take one file out of the archive; it gets its name only once it is whole, right and on the disk."""
        unpacked = self.folder / f".{asset.file}.unpacking"
        extract(archive, source, unpacked)
        found = sha256_of(unpacked)
        if found != asset.sha256:
            unpacked.unlink()
            raise FetchError(f"{asset.name} in {source.release} has SHA-256 {found}, not {asset.sha256}")
        with unpacked.open("rb") as file:
            os.fsync(file.fileno())
        unpacked.replace(self.path(asset))
