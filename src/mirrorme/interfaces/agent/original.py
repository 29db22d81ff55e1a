"""A file on its way: its digest, its parts, and whether it is still the one it was."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mirrorme.interfaces.agent.errors import FileError

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when its digest was taken. size: bytes. sha256: hex. stamp: tells it from a later version."""

    path: Path
    size: int
    sha256: str
    stamp: tuple[int, int, int]

    def part(self, number: int, part_size: int) -> bytes:
        """The bytes of part ``number``, from 1.

        Raises:
            FileError: they are gone, or others than before.
        """
        start = (number - 1) * part_size
        length = min(part_size, self.size - start)
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                data = file.read(length)
        except OSError as error:
            raise unreadable(error) from error
        if len(data) != length:
            raise _changed()
        return data

    def check(self) -> None:
        """Whether it is what it was.

        Raises:
            FileError: no.
        """
        if _stamp(self.path) != self.stamp:
            raise _changed()


def take(path: Path) -> Original:
    """Read a file's digest.

    Raises:
        FileError: it is empty, can't be read, or is being written.
    """
    stamp = _stamp(path)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise unreadable(error) from error
    if _stamp(path) != stamp or size != stamp[0]:
        raise _changed()
    if size == 0:
        raise FileError("empty_file", "This file is empty; copy it from the camera again.")
    return Original(path, size, digest.hexdigest(), stamp)


def unreadable(error: OSError) -> FileError:
    """A file that is gone or can't be read."""
    if isinstance(error, FileNotFoundError):
        return FileError("vanished", "The file is gone; it was there when we began.")
    return FileError("unreadable", f"The file can't be read: {error.strerror}.")


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        about = path.stat()
    except OSError as error:
        raise unreadable(error) from error
    return about.st_size, about.st_mtime_ns, about.st_ino


def _changed() -> FileError:
    return FileError("changed", "The file changed while it was read; run this again once it is still.")
