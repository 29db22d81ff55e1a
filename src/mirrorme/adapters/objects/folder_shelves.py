"""Cheaper places for a folder store: a file moves to another folder, and its name becomes a link to where it is.

So whatever reads by the name still does, on the same machine or another that has both folders at the same paths. What
is in the archive is marked by where it is; it can be read like all else.
"""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mirrorme.adapters.objects.reading import told
from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.retention import Tier
from mirrorme.pipeline.ports_objects import Stored
from mirrorme.pipeline.ports_retention import Shelved

_NAMES = {Tier.COLD: "cold", Tier.ARCHIVE: "archive"}


class FolderShelves(ABC):
    """What a folder store does with what is old. cold: the other folder; None if there is none."""

    _root: Path
    _cold: Path | None

    @abstractmethod
    def path(self, at: ObjectKey) -> Path:
        """Where an object is, or would be."""

    @abstractmethod
    def find(self, bucket: str, prefix: str) -> Iterator[Stored]:
        """All below a prefix that ends in a slash, sorted by key."""

    def lacking(self, tier: Tier) -> str:
        """Why nothing can be moved there; empty if it can."""
        return "" if self._cold is not None or tier is Tier.HOT else "no cold store is set (MIRRORME_COLD_URL)"

    def folders(self, bucket: str, prefix: str) -> list[str]:
        """What is right below a prefix that ends in a slash: further such prefixes, sorted.

        Raises:
            StorageError: no such bucket, or it can't be read.
        """
        with told(bucket):
            if not (self._root / bucket).is_dir():
                raise FileNotFoundError(bucket)
            top = self._root / bucket / prefix
            found = [one.name for one in top.iterdir() if one.is_dir()] if top.is_dir() else []
        return sorted(f"{prefix}{name}/" for name in found)

    def shelved(self, bucket: str, prefix: str) -> Iterator[Shelved]:
        """All below a prefix that ends in a slash, sorted by key.

        Raises:
            StorageError: no such bucket, or it can't be read.
        """
        for one in self.find(bucket, prefix):
            yield Shelved(one.at, one.size, one.modified, self._tier(one.at))

    def shelve(self, at: ObjectKey, tier: Tier) -> bool:
        """Move it, with its age; whether it was not there yet. Cut off anywhere, it is where it was or where it goes.

        Raises:
            StorageError: it is not there; no room, no permission.
        """
        target = self._place(at, tier)
        if target is None or self._tier(at) is tier:
            return False
        with told(at):
            source = self.path(at).resolve()
            before = source.stat()
            _copy(source, target)
            link = self.path(at).with_name(f".{os.getpid()}.link")
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            now = source.stat()
            if (before.st_ino, before.st_mtime_ns) != (now.st_ino, now.st_mtime_ns):
                link.unlink()  # another was written meanwhile, which is new
                return False
            link.replace(self.path(at))
            _sync(link.parent)
            self._clear(at, but=tier)
        return True

    def forget(self, at: ObjectKey) -> int:
        """Have this one gone; a folder has no versions.

        Raises:
            StorageError: no permission.
        """
        there = os.path.lexists(self.path(at))
        self._clear(at)
        with told(at), suppress(FileNotFoundError):
            self.path(at).unlink()
        return int(there)

    def _tier(self, at: ObjectKey) -> Tier:
        path = self.path(at)
        if not path.is_symlink():
            return Tier.HOT
        leads = path.readlink()
        return next((tier for tier in _NAMES if leads == self._place(at, tier)), Tier.COLD)

    def _place(self, at: ObjectKey, tier: Tier) -> Path | None:
        return None if self._cold is None or tier is Tier.HOT else self._cold / _NAMES[tier] / at.bucket / at.key

    def _clear(self, at: ObjectKey, but: Tier = Tier.HOT) -> None:
        """Have its bytes in the cheaper places gone; before its name, so that none are left that nobody finds."""
        for tier in _NAMES:
            place = self._place(at, tier)
            if place is not None and tier is not but:
                with told(at), suppress(FileNotFoundError, NotADirectoryError):
                    place.unlink()

    def _clear_all(self, bucket: str, prefix: str) -> None:
        """Have all below a prefix that ends in a slash gone from the cheaper places, and links that lead nowhere."""
        if self._cold is None:
            return
        with told(bucket):
            for name in _NAMES.values():
                with suppress(FileNotFoundError):
                    shutil.rmtree(self._cold / name / bucket / prefix)
            for path in (self._root / bucket / prefix).rglob("*"):
                if path.is_symlink():
                    path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Have its bytes there, whole and on the disk, with the time when they were written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{os.getpid()}.part")
    try:
        shutil.copy2(source, unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
